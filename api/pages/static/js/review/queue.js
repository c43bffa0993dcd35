/** Suggestions in; the order in which they are worked through, and the list that shows it, out. */

import { fill, h } from "../dom.js";
import { t } from "../words.js";

/**
 * @typedef {{id: string, kind: string, code: string, start: number, end: number, quote: string,
 *   score: number, abstain: boolean, polarity: string, attribution: string, source: string,
 *   reason: string, pages: number[], state: string, etag: string, obsolete: boolean,
 *   decision: any}} Suggestion
 */

// What went wrong comes first: the many marks that describe the case would drown it.
const KINDS = ["shortcoming", "vulnerability", "element"];
const GLYPHS = /** @type {Record<string, string>} */ ({
  open: "○",
  confirmed: "✓",
  rejected: "✕",
  corrected: "✎",
  unsure: "?",
});

/**
 * Freeze an order for this sitting: kind by kind, each in the order of the text, and last of all
 * what the model abstains on, so that nobody spends the best hour on what even it doubts;
 * nothing moves while decisions are made. A reload keeps the order; new suggestions go last.
 * @param {string} documentId
 * @param {Suggestion[]} suggestions
 * @returns {string[]}
 */
export function frozenOrder(documentId, suggestions) {
  const key = `caselight.order.${documentId}`;
  const kept = JSON.parse(window.sessionStorage.getItem(key) ?? "[]");
  const ids = new Set(suggestions.map((suggestion) => suggestion.id));
  const known = new Set(kept);
  const fresh = suggestions.filter((suggestion) => !known.has(suggestion.id)).sort(byPlace);
  const order = [...kept.filter((/** @type {string} */ id) => ids.has(id)), ...fresh.map((s) => s.id)];
  window.sessionStorage.setItem(key, JSON.stringify(order));
  return order;
}

/**
 * @param {Suggestion} one
 * @param {Suggestion} other
 * @returns {number}
 */
function byPlace(one, other) {
  const doubts = Number(one.abstain) - Number(other.abstain);
  if (doubts) return doubts;
  const kinds = KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind);
  return kinds || one.start - other.start || other.score - one.score || (one.code < other.code ? -1 : 1);
}

/** Holds the list of suggestions on the page. */
export class Queue {
  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} count
   * @param {import("./labels.js").Labels} labels
   * @param {(id: string) => void} onPick
   */
  constructor(list, count, labels, onPick) {
    this.list = list;
    this.count = count;
    this.labels = labels;
    this.onPick = onPick;
    this.filter = "all";
    /** @type {string[]} */
    this.order = [];
    /** @type {Map<string, Suggestion>} */
    this.byId = new Map();
    /** @type {string|null} */
    this.current = null;
  }

  /**
   * @param {Suggestion[]} suggestions
   * @param {string[]} order
   */
  set(suggestions, order) {
    this.byId = new Map(suggestions.map((suggestion) => [suggestion.id, suggestion]));
    this.order = order;
    this.draw();
  }

  /** @param {Suggestion} suggestion */
  update(suggestion) {
    if (!this.byId.has(suggestion.id)) this.order.push(suggestion.id);
    this.byId.set(suggestion.id, suggestion);
    this.draw();
  }

  /** @returns {Suggestion[]} */
  visible() {
    return this.order
      .map((id) => /** @type {Suggestion} */ (this.byId.get(id)))
      .filter((suggestion) => this.filter === "all" || suggestion.kind === this.filter);
  }

  /**
   * Return the id that stands some places after the current one.
   * @param {1|-1} by
   * @param {boolean} [openOnly]
   * @returns {string|null}
   */
  step(by, openOnly = false) {
    const rows = this.visible();
    const here = rows.findIndex((row) => row.id === this.current);
    const after = rows.slice(here + 1);
    const ahead = by > 0 ? after : rows.slice(0, Math.max(here, 0)).reverse();
    const round = openOnly ? [...ahead, ...rows.slice(0, Math.max(here, 0))] : ahead;
    return round.find((row) => !openOnly || row.state === "open")?.id ?? null;
  }

  /** @param {string} id */
  select(id) {
    this.current = id;
    this.draw();
    this.list.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
  }

  draw() {
    const rows = this.visible();
    const done = rows.filter((row) => row.state !== "open").length;
    this.count.textContent = t("review.count", { done, of: rows.length });
    fill(this.list, rows.map((row) => this.#row(row)));
  }

  /**
   * @param {Suggestion} row
   * @returns {HTMLElement}
   */
  #row(row) {
    const state = t(`state.${row.state}`);
    return h(
      "li",
      {},
      h(
        "button",
        {
          type: "button",
          class: `row ${row.state} ${row.kind}`,
          aria: { current: row.id === this.current },
          onClick: () => this.onPick(row.id),
        },
        h("span", { class: "glyph", aria: { hidden: true } }, GLYPHS[row.state] ?? "○"),
        h("span", { class: "row-label" }, this.labels.code(row.decision?.code ?? row.code).label),
        h("span", { class: "row-page" }, t("review.p", { number: row.pages[0] ?? "" })),
        h("span", { class: "hidden" }, state),
      ),
    );
  }
}
