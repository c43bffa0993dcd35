/** Sections, events and checklist items in; the panels that lead through a document out. */

import { fill, h } from "../dom.js";
import { day, pick, t, tOr } from "../words.js";

/** @typedef {(span: {start: number, end: number}) => void} Go */

/**
 * @param {HTMLElement} place
 * @param {any[]} sections
 * @param {Go} go
 */
export function drawSections(place, sections, go) {
  if (sections.length === 0) return fill(place, h("p", { class: "quiet" }, t("outline.no_sections")));
  const inside = (/** @type {any} */ inner) =>
    sections.some((outer) => outer !== inner && outer.start <= inner.start && inner.end <= outer.end);
  const row = (/** @type {any} */ section) =>
    h(
      "li",
      { class: inside(section) ? "inner" : "" },
      h(
        "button",
        { type: "button", class: "link", onClick: () => go(section) },
        t(`section.${section.kind}`),
      ),
    );
  return fill(place, h("ul", { class: "outline" }, sections.map(row)));
}

/**
 * Bring steps of one kind on one day together: a judgment names its dates many times.
 * @param {any[]} entries
 * @returns {any[][]} in the order of the first of each
 */
export function together(entries) {
  /** @type {Map<string, any[]>} */
  const steps = new Map();
  for (const entry of entries) {
    const key = `${entry.date} ${entry.type}`;
    steps.set(key, [...(steps.get(key) ?? []), entry]);
  }
  return [...steps.values()];
}

/**
 * @param {any[]} same
 * @returns {HTMLElement|null} how often a step is named, for the eye and for screen readers
 */
export function timesOf(same) {
  if (same.length < 2) return null;
  const said = t("timeline.times", { count: same.length });
  return h(
    "span",
    { class: "times", title: said },
    h("span", { aria: { hidden: true } }, `×${same.length}`),
    h("span", { class: "hidden" }, said),
  );
}

/**
 * @param {HTMLElement} place
 * @param {any[]} entries dated entries first to last, each with its event's type and span
 * @param {Map<string, Record<string, string>>} labels event kind -> labels by language
 * @param {Go} go
 */
export function drawTimeline(place, entries, labels, go) {
  const dated = entries.filter((entry) => entry.date);
  place.hidden = dated.length === 0;
  const step = (/** @type {any[]} */ same) => {
    const entry = same[0];
    let seen = 0;
    // Each further press leads to the next place that names the step.
    const next = () => go(same[seen++ % same.length]);
    return h(
      "li",
      {},
      entry.days_since_previous > 0 &&
        h("span", { class: "gap" }, t("timeline.days", { days: entry.days_since_previous })),
      h(
        "button",
        { type: "button", class: "step", onClick: next },
        h("time", { datetime: entry.date }, day(entry.date)),
        h("span", {}, pick(labels.get(entry.type), entry.type)),
        timesOf(same),
      ),
    );
  };
  fill(place, h("ol", {}, together(dated).map(step)));
}

/**
 * @param {HTMLElement} place
 * @param {any[]} items
 * @param {import("./labels.js").Labels} labels
 * @param {Go} go
 */
export function drawChecklist(place, items, labels, go) {
  if (items.length === 0) return fill(place, h("p", { class: "quiet" }, t("outline.no_checklist")));
  const row = (/** @type {any} */ item) =>
    h(
      "li",
      { class: `check ${item.state}` },
      h("strong", {}, labels.code(item.code).label),
      h("span", { class: "badge" }, tOr(`checklist.${item.state}`, item.state)),
      h("p", {}, item.reason),
      (item.spans ?? []).slice(0, 3).map((/** @type {any} */ span, /** @type {number} */ index) =>
        h(
          "button",
          { type: "button", class: "link", onClick: () => go(span) },
          t("checklist.place", { number: index + 1 }),
        ),
      ),
    );
  return fill(
    place,
    h("p", { class: "quiet" }, t("checklist.about")),
    h("ul", { class: "checks" }, items.map(row)),
  );
}

/**
 * Let arrow keys move between tabs, as screen reader users expect of tabs.
 * @param {HTMLElement} list an element with role tablist
 */
export function wireTabs(list) {
  const tabs = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[role=tab]")]);
  const choose = (/** @type {HTMLElement} */ chosen) => {
    for (const tab of tabs) {
      const on = tab === chosen;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (panel) panel.hidden = !on;
    }
  };
  for (const tab of tabs) tab.addEventListener("click", () => choose(tab));
  list.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const here = tabs.findIndex((tab) => tab === document.activeElement);
    const next = tabs[(here + by + tabs.length) % tabs.length];
    choose(next);
    next.focus();
  });
}
