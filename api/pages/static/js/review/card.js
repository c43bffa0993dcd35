/** One suggestion in; the card that shows what is claimed, on what evidence and why, out. */

import { fill, h } from "../dom.js";
import { moment, t, tOr } from "../words.js";
import { scoreInWords } from "./labels.js";

/** @typedef {import("./queue.js").Suggestion} Suggestion */

/**
 * @param {HTMLElement} place
 * @param {Suggestion} suggestion
 * @param {import("./labels.js").Labels} labels
 * @param {{onEvidence: () => void, onHistory: (box: HTMLElement) => void}} acts
 */
export function drawCard(place, suggestion, labels, acts) {
  const code = labels.code(suggestion.code);
  fill(
    place,
    h(
      "p",
      { class: "eyebrow" },
      h("span", { class: `badge ${suggestion.kind}` }, t(`kind.${suggestion.kind}`)),
      h("span", {}, labels.group(code.group)),
      suggestion.obsolete && h("span", { class: "badge warning" }, t("review.obsolete")),
    ),
    h("h2", { id: "card-title", tabindex: "-1" }, code.label),
    decisionLine(suggestion, labels),
    quote(suggestion, acts.onEvidence),
    h("p", { class: "why" }, h("strong", {}, t("card.why")), " ", suggestion.reason),
    measures(suggestion),
    rules(code),
    history(acts.onHistory),
  );
}

/** @param {HTMLElement} place */
export function drawNoCard(place) {
  fill(
    place,
    h("h2", {}, t("review.none_title")),
    h("p", {}, t("review.none_text")),
    h("p", { class: "quiet" }, t("review.none_hint")),
  );
}

/**
 * @param {Suggestion} suggestion
 * @param {import("./labels.js").Labels} labels
 * @returns {HTMLElement|null}
 */
function decisionLine(suggestion, labels) {
  if (suggestion.state === "open") return null;
  const made = suggestion.decision ?? {};
  const who = made.user ? t("card.decided", { who: made.user, when: moment(made.created_at) }) : "";
  const changed = made.code && made.code !== suggestion.code ? labels.code(made.code).label : "";
  return h(
    "p",
    { class: `decided ${suggestion.state}` },
    h("strong", {}, t(`state.${suggestion.state}`)),
    changed && ` → ${changed}`,
    who && h("span", { class: "quiet" }, ` ${who}`),
    made.reason && h("span", { class: "decided-reason" }, `“${made.reason}”`),
  );
}

/**
 * @param {Suggestion} suggestion
 * @param {() => void} onEvidence
 * @returns {HTMLElement}
 */
function quote(suggestion, onEvidence) {
  const pages = suggestion.pages.length > 0 ? t("review.p", { number: suggestion.pages[0] }) : "";
  return h(
    "figure",
    { class: "evidence" },
    h("blockquote", { tabindex: "0" }, suggestion.quote),
    h(
      "figcaption",
      {},
      h("span", {}, pages),
      h("button", { type: "button", class: "link", onClick: onEvidence }, t("card.show")),
    ),
  );
}

/**
 * @param {Suggestion} suggestion
 * @returns {HTMLElement}
 */
function measures(suggestion) {
  const percent = Math.round(suggestion.score * 100);
  const score = h(
    "span",
    { class: "score" },
    h("meter", { min: "0", max: "100", value: String(percent), aria: { hidden: true } }),
    `${scoreInWords(suggestion)} · ${percent} / 100`,
  );
  return h(
    "dl",
    { class: "measures" },
    term(t("card.score"), score),
    suggestion.kind === "shortcoming" &&
      term(t("card.polarity"), t(`polarity.${suggestion.polarity}`)),
    term(t("card.attribution"), t(`attribution.${suggestion.attribution}`)),
    term(t("card.source"), tOr(`source.${suggestion.source}`, suggestion.source)),
  );
}

/**
 * @param {string} name
 * @param {Node|string} value
 * @returns {HTMLElement}
 */
function term(name, value) {
  return h("div", {}, h("dt", {}, name), h("dd", {}, value));
}

/**
 * @param {import("./labels.js").Code} code
 * @returns {HTMLElement|null}
 */
function rules(code) {
  if (!code.definition) return null;
  const list = (/** @type {string} */ title, /** @type {string[]} */ items, /** @type {string} */ kind) =>
    items.length > 0 && [
      h("h3", {}, title),
      h("ul", { class: kind }, items.map((item) => h("li", {}, item))),
    ];
  return h(
    "details",
    { class: "rules" },
    h("summary", {}, t("card.rules")),
    h("div", { lang: "en" }, h("p", {}, code.definition)),
    list(t("card.counts"), code.counts, "counts"),
    list(t("card.does_not_count"), code.doesNotCount, "does-not-count"),
    list(t("card.standards"), code.standards, "standards"),
  );
}

/**
 * @param {(box: HTMLElement) => void} onOpen
 * @returns {HTMLElement}
 */
function history(onOpen) {
  const box = h("div", { class: "history" });
  const opened = (/** @type {Event} */ event) => {
    if (/** @type {HTMLDetailsElement} */ (event.currentTarget).open) onOpen(box);
  };
  return h("details", { onToggle: opened }, h("summary", {}, t("card.history")), box);
}

/**
 * @param {HTMLElement} box
 * @param {any[]} decisions
 * @param {import("./labels.js").Labels} labels
 */
export function drawHistory(box, decisions, labels) {
  if (decisions.length === 0) return fill(box, h("p", { class: "quiet" }, t("card.no_history")));
  const line = (/** @type {any} */ made) =>
    h(
      "li",
      {},
      h("strong", {}, t(`verdict.${made.verdict}`)),
      made.code && ` → ${labels.code(made.code).label}`,
      h("span", { class: "quiet" }, ` ${made.user} · ${moment(made.created_at)}`),
      made.reason && h("span", { class: "decided-reason" }, `“${made.reason}”`),
    );
  return fill(box, h("ol", {}, decisions.map(line)));
}
