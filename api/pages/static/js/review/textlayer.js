/** A word and its box in; invisible letters that can be selected over the picture out. */

import { h } from "../dom.js";

const PEN = /** @type {CanvasRenderingContext2D} */ (
  document.createElement("canvas").getContext("2d")
);
PEN.font = "100px sans-serif";

/**
 * Lay a word's letters invisibly over its picture, stretched to the same width.
 * @param {import("./geometry.js").PageWord} word
 * @param {import("./pages.js").PageInfo} page
 * @returns {HTMLElement}
 */
export function textSpan(word, page) {
  const height = word.y1 - word.y0;
  const natural = (PEN.measureText(word.text).width / 100) * height || 1;
  const style = {
    left: `${((100 * word.x0) / page.width).toFixed(3)}%`,
    top: `${((100 * word.y0) / page.height).toFixed(3)}%`,
    "--size": height.toFixed(2),
    "--stretch": ((word.x1 - word.x0) / natural).toFixed(4),
  };
  return h("span", { data: { start: word.start }, place: style }, word.text);
}
