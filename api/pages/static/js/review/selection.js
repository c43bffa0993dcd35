/** What the reader selected on the text layer in; a span of the document out. */

import { codePoints } from "./geometry.js";

/**
 * Return the span of the current selection, or null when nothing of the document is selected.
 * @param {HTMLElement} container
 * @returns {import("./geometry.js").Span|null}
 */
export function selectedSpan(container) {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const touched = [...container.querySelectorAll(".text > span")].filter((word) =>
    range.intersectsNode(word),
  );
  const spans = touched.map((word) => touchedPart(range, word)).filter((part) => part !== null);
  if (spans.length === 0) return null;
  return {
    start: Math.min(...spans.map((part) => part.start)),
    end: Math.max(...spans.map((part) => part.end)),
  };
}

/**
 * @param {Range} range
 * @param {Element} word
 * @returns {import("./geometry.js").Span|null}
 */
function touchedPart(range, word) {
  const text = word.textContent ?? "";
  const start = Number(/** @type {HTMLElement} */ (word).dataset.start);
  const from = unitsBefore(word, range.startContainer, range.startOffset) ?? 0;
  const to = unitsBefore(word, range.endContainer, range.endOffset) ?? text.length;
  if (from >= to) return null;
  return { start: start + codePoints(text, from), end: start + codePoints(text, to) };
}

/**
 * Count the UTF-16 units of a word before one end of a range; null when that end lies elsewhere.
 * An end may be named by a place in the text or, by some browsers, by a child of the element.
 * @param {Element} word
 * @param {Node} container
 * @param {number} offset
 * @returns {number|null}
 */
function unitsBefore(word, container, offset) {
  if (!word.contains(container)) return null;
  if (container.nodeType === Node.TEXT_NODE) return offset;
  return offset > 0 ? (word.textContent ?? "").length : 0;
}
