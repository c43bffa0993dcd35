/** A document's state in; the chip and the sentence that tell a person how far it is out. */

import { get } from "./api.js";
import { h } from "./dom.js";
import { t } from "./words.js";

const FINAL = new Set(["done", "needs_attention", "failed"]);

/**
 * @param {any} document
 * @returns {boolean}
 */
export function isFinal(document) {
  return FINAL.has(document.state);
}

/**
 * Return the service's sentence on where a document is, and why it stopped if it did.
 * @param {any} document
 * @returns {string}
 */
export function sentenceOf(document) {
  return document.sentence ?? t(`progress.${document.state}`);
}

/**
 * Ask how far a document is; unlike asking for the document, this is no reading of it.
 * @param {string} id
 * @returns {Promise<any>}
 */
export async function progressOf(id) {
  const progress = await get(`/documents/${id}/progress`);
  const { state, sentence, reason_code } = progress;
  return { id, state, sentence, reason_code, progress };
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
