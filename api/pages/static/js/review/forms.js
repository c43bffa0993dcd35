/** A suggestion or a selection in; what the reviewer wants said instead, from small forms, out. */

import { fill, h, must } from "../dom.js";
import { t } from "../words.js";
import { moveEnd } from "./geometry.js";

/**
 * @typedef {import("./geometry.js").Span} Span
 * @typedef {import("./geometry.js").PageWord} PageWord
 */

const POLARITIES = ["shortcoming", "good_practice", "neutral"];
const REASONS = ["not_in_text", "other_code", "party_claim", "legal_basis", "good_practice", "formula"];

/**
 * Ask why a suggestion is rejected.
 * @returns {Promise<string|null>} the reason, or null when the reviewer thought better of it
 */
export function askReason() {
  const dialog = /** @type {HTMLDialogElement} */ (must("#reject"));
  const text = must("textarea", dialog);
  const choices = REASONS.map((key, index) => {
    const id = `why-${key}`;
    const radio = h("input", { type: "radio", name: "why", id, value: t(`reject.${key}`) });
    if (index === 0) radio.setAttribute("autofocus", "");
    return h("div", { class: "choice" }, radio, h("label", { for: id }, t(`reject.${key}`)));
  });
  fill(must(".choices", dialog), choices);
  text.value = "";
  must(".problem", dialog).textContent = "";
  return new Promise((resolve) => {
    const form = must("form", dialog);
    form.onsubmit = (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      const reason = [new FormData(form).get("why"), text.value.trim()].filter(Boolean).join(". ");
      if (!reason) return void (must(".problem", dialog).textContent = t("reject.needed"));
      dialog.returnValue = reason;
      dialog.close(reason);
    };
    must(".close", dialog).onclick = () => dialog.close("");
    dialog.returnValue = "";
    dialog.onclose = () => resolve(dialog.returnValue || null);
    dialog.showModal();
  });
}

/**
 * Open the form that changes a code, an extent and a polarity, beside the page so that text can
 * be selected meanwhile.
 * @param {HTMLElement} place
 * @param {{title: string, code: string, span: Span, polarity: string, words: PageWord[],
 *   labels: import("./labels.js").Labels, onSpan: (span: Span|null) => void,
 *   selected: () => Span|null}} given
 * @returns {Promise<{code: string, start: number, end: number, polarity: string}|null>}
 */
export function askMark(place, given) {
  let span = { ...given.span };
  const shown = h("blockquote", { class: "draft-quote", aria: { live: "polite" } });
  const show = (/** @type {Span} */ next) => {
    span = next;
    shown.textContent = quoteOf(given.words, span);
    given.onSpan(span);
  };
  const code = codeChoice(given.labels, given.code);
  const polarity = h(
    "select",
    { id: "mark-polarity" },
    POLARITIES.map((value) =>
      h("option", { value, selected: value === given.polarity }, t(`polarity.${value}`)),
    ),
  );
  const nudge = (/** @type {"start"|"end"} */ side, /** @type {1|-1} */ by, /** @type {string} */ key) =>
    h(
      "button",
      { type: "button", onClick: () => show(moveEnd(given.words, span, side, by)) },
      t(key),
    );
  const useSelection = () => {
    const chosen = given.selected();
    if (chosen) show(chosen);
  };
  const form = h(
    "form",
    { class: "mark-form", aria: { label: given.title } },
    h("h2", {}, given.title),
    h("label", { for: "mark-code" }, t("mark.code")),
    code,
    h("p", { class: "label" }, t("mark.span")),
    shown,
    h(
      "div",
      { class: "nudges", role: "group", aria: { label: t("mark.ends") } },
      nudge("start", -1, "mark.start_earlier"),
      nudge("start", 1, "mark.start_later"),
      nudge("end", -1, "mark.end_earlier"),
      nudge("end", 1, "mark.end_later"),
    ),
    // Pressing must not take the selection away before it is read.
    h(
      "button",
      { type: "button", class: "link", onMousedown: keepSelection, onClick: useSelection },
      t("mark.use_selection"),
    ),
    h("label", { for: "mark-polarity" }, t("card.polarity")),
    polarity,
    h(
      "div",
      { class: "buttons" },
      h("button", { type: "submit", class: "primary" }, t("mark.save")),
      h("button", { type: "button", data: { act: "cancel" } }, t("action.cancel")),
    ),
  );
  fill(place, form);
  show(span);
  code.focus();
  return answer(form, given.onSpan, () => ({
    code: /** @type {HTMLSelectElement} */ (code).value,
    ...span,
    polarity: /** @type {HTMLSelectElement} */ (polarity).value,
  }));
}

/** @param {Event} event */
function keepSelection(event) {
  event.preventDefault();
}

/**
 * @param {HTMLElement} form
 * @param {(span: null) => void} onSpan
 * @param {() => any} read
 * @returns {Promise<any>}
 */
function answer(form, onSpan, read) {
  return new Promise((resolve) => {
    const end = (/** @type {any} */ value) => {
      onSpan(null);
      resolve(value);
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      end(read());
    });
    must("[data-act=cancel]", form).addEventListener("click", () => end(null));
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") end(null);
    });
  });
}

/**
 * @param {import("./labels.js").Labels} labels
 * @param {string} chosen
 * @returns {HTMLElement}
 */
function codeChoice(labels, chosen) {
  return h(
    "select",
    { id: "mark-code", required: true },
    labels.grouped().map(([group, codes]) =>
      h(
        "optgroup",
        { label: group },
        codes.map((code) =>
          h("option", { value: code.id, selected: code.id === chosen }, code.label),
        ),
      ),
    ),
  );
}

/**
 * @param {PageWord[]} words
 * @param {Span} span
 * @returns {string}
 */
function quoteOf(words, span) {
  return words
    .filter((word) => word.end > span.start && word.start < span.end)
    .map((word) => {
      const points = [...word.text];
      const from = Math.max(0, span.start - word.start);
      return points.slice(from, points.length - Math.max(0, word.end - span.end)).join("");
    })
    .join(" ");
}
