/** Word boxes and spans in; rectangles to draw and places in the text out. Pure functions. */

/**
 * A word of a page; `start` and `end` count code points of the document's text.
 * @typedef {{start: number, end: number, text: string, x0: number, y0: number, x1: number, y1: number}} PageWord
 * @typedef {{x0: number, y0: number, x1: number, y1: number}} Box
 * @typedef {{start: number, end: number}} Span
 */

/**
 * Cut the boxes of a span's words to the touched letters, and join neighbours on one line.
 * @param {PageWord[]} words in reading order
 * @param {Span} span
 * @returns {Box[]}
 */
export function boxesOf(words, span) {
  const boxes = [];
  for (let index = firstAfter(words, span.start); index < words.length; index += 1) {
    const word = words[index];
    if (word.start >= span.end) break;
    const step = (word.x1 - word.x0) / (word.end - word.start);
    const x0 = word.x0 + Math.max(0, span.start - word.start) * step;
    const x1 = word.x1 - Math.max(0, word.end - span.end) * step;
    boxes.push({ x0, y0: word.y0, x1, y1: word.y1 });
  }
  return joinLines(boxes);
}

/**
 * Leave out the words of running headers and footers that a span only runs across.
 * @template {Span} T
 * @param {T[]} words
 * @param {Span} span
 * @param {Span[]} furniture
 * @returns {T[]}
 */
export function withoutFurniture(words, span, furniture) {
  const crossed = furniture.filter((one) => !(one.start <= span.start && span.end <= one.end));
  const inside = (/** @type {Span} */ word) =>
    crossed.some((one) => one.start <= word.start && word.end <= one.end);
  return crossed.length > 0 ? words.filter((word) => !inside(word)) : words;
}

/**
 * Cut a quote's furniture out of it.
 * @param {string} quote
 * @param {Span} span the quote's place
 * @param {Span[]} furniture
 * @returns {string}
 */
export function quoteWithout(quote, span, furniture) {
  const points = [...quote].map((text, index) => ({ text, start: span.start + index, end: span.start + index + 1 }));
  const left = withoutFurniture(points, span, furniture).map((point) => point.text).join("");
  return left === quote ? quote : left.replace(/\s*\n\s*/g, "\n");
}

/**
 * Find the first word that ends after an offset, by halving.
 * @param {PageWord[]} words
 * @param {number} offset
 * @returns {number}
 */
export function firstAfter(words, offset) {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle].end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Join boxes that follow each other on one line.
 * @param {Box[]} boxes
 * @returns {Box[]}
 */
export function joinLines(boxes) {
  /** @type {Box[]} */
  const lines = [];
  for (const box of boxes) {
    const last = lines.at(-1);
    if (last && sameLine(last, box)) {
      last.x1 = Math.max(last.x1, box.x1);
      last.y0 = Math.min(last.y0, box.y0);
      last.y1 = Math.max(last.y1, box.y1);
    } else lines.push({ ...box });
  }
  return lines;
}

/**
 * Boxes share a line when they overlap by half a height and stand close behind each other.
 * @param {Box} left
 * @param {Box} right
 * @returns {boolean}
 */
function sameLine(left, right) {
  const height = Math.min(left.y1 - left.y0, right.y1 - right.y0);
  const overlap = Math.min(left.y1, right.y1) - Math.max(left.y0, right.y0);
  const gap = right.x0 - left.x1;
  return overlap > height / 2 && gap > -height && gap < height * 3;
}

/**
 * Say where a box stands on its page, in per cent, so that zooming is the page's affair alone.
 * @param {Box} box
 * @param {{width: number, height: number}} page
 * @returns {Record<string, string>}
 */
export function place(box, page) {
  const percent = (/** @type {number} */ part, /** @type {number} */ whole) =>
    `${((100 * part) / whole).toFixed(3)}%`;
  return {
    left: percent(box.x0, page.width),
    top: percent(box.y0, page.height),
    width: percent(box.x1 - box.x0, page.width),
    height: percent(box.y1 - box.y0, page.height),
  };
}

/**
 * Count code points, as the service does, of a prefix that the browser counts in UTF-16 units.
 * @param {string} text
 * @param {number} units
 * @returns {number}
 */
export function codePoints(text, units) {
  return [...text.slice(0, units)].length;
}

/**
 * Cut a text by code points.
 * @param {string[]} points the text, one code point an item
 * @param {Span} span
 * @returns {string}
 */
export function cut(points, span) {
  return points.slice(span.start, span.end).join("");
}

/**
 * Move one end of a span by whole words.
 * @param {PageWord[]} words all words at hand, in reading order
 * @param {Span} span
 * @param {"start"|"end"} side
 * @param {1|-1} by
 * @returns {Span} never empty; the same span where there is no further word
 */
export function moveEnd(words, span, side, by) {
  const first = firstAfter(words, span.start);
  const last = firstAfter(words, span.end - 1);
  const index = (side === "start" ? first : last) + by;
  const word = words[index];
  if (!word) return span;
  const moved = side === "start" ? { ...span, start: word.start } : { ...span, end: word.end };
  return moved.start < moved.end ? moved : span;
}
