/** A document's state in; the chip and the sentence that tell a person how far it is out. */

import { h } from "./dom.js";
import { t, tOr } from "./words.js";

const FINAL = new Set(["done", "needs_attention", "failed"]);

/**
 * @param {any} document
 * @returns {boolean}
 */
export function isFinal(document) {
  return FINAL.has(document.state);
}

/**
 * Say in one sentence where a document is, and why it stopped if it did.
 * @param {any} document
 * @returns {string}
 */
export function sentenceOf(document) {
  const progress = document.progress ?? {};
  if (document.state === "reading" && progress.page) {
    return t("progress.page", { page: progress.page, of: progress.pages ?? "?" });
  }
  if (document.state === "failed") {
    return tOr(`failure.${document.reason_code ?? document.reason?.code}`, t("failure.analysis_failed"));
  }
  return t(`progress.${document.state}`);
}

/**
 * @param {any} document
 * @returns {HTMLElement}
 */
export function stateChip(document) {
  const progress = document.progress ?? {};
  return h(
    "span",
    { class: `chip ${document.state}` },
    t(`docstate.${document.state}`),
    !isFinal(document) &&
      progress.pages &&
      h("progress", {
        max: progress.pages,
        value: progress.page ?? 0,
        aria: { label: sentenceOf(document) },
      }),
  );
}
