/** Page sizes and marks in; a scrolling view of page images with text layer and highlights out. */

import { fill, h } from "../dom.js";
import { get, url } from "../api.js";
import { t } from "../words.js";
import { boxesOf, place, withoutFurniture } from "./geometry.js";
import { textSpan } from "./textlayer.js";

/**
 * @typedef {import("./geometry.js").PageWord} PageWord
 * @typedef {import("./geometry.js").Span} Span
 * @typedef {{number: number, start: number, end: number, width: number, height: number,
 *   furniture: Span[], source?: string, trust_score?: number}} PageInfo
 * @typedef {Span & {id: string, layer: string, state?: string, title: string}} Mark
 */

// Pages within this distance of the view are drawn; far ones are emptied, so that hundreds of
// pages cost no more than a handful.
const NEAR = "900px 0px";

/** Holds the observer of one document's pages and the words loaded so far. */
export class PageView {
  /**
   * @param {HTMLElement} container
   * @param {string} documentId
   * @param {PageInfo[]} pages
   * @param {(id: string) => void} onPick called with the id of a suggestion that was clicked
   */
  constructor(container, documentId, pages, onPick) {
    this.container = container;
    this.documentId = documentId;
    this.pages = new Map(pages.map((page) => [page.number, page]));
    /** @type {Map<number, PageWord[]>} */
    this.words = new Map();
    /** @type {Mark[]} */
    this.marks = [];
    /** @type {string|null} */
    this.current = null;
    /** @type {Span|null} */
    this.draft = null;
    this.onPick = onPick;
    /** @type {Map<number, HTMLElement>} */
    this.frames = new Map();
    this.shown = new Set();
    fill(container, pages.map((page) => this.#frame(page)));
    this.observer = new IntersectionObserver((entries) => this.#seen(entries), {
      root: container,
      rootMargin: NEAR,
    });
    for (const frame of this.frames.values()) this.observer.observe(frame);
  }

  /**
   * @param {PageInfo} page
   * @returns {HTMLElement}
   */
  #frame(page) {
    const frame = h("section", {
      class: "page",
      data: { page: page.number },
      aria: { label: t("review.page", { number: page.number, of: this.pages.size }) },
      place: { "--ratio": String(page.width / page.height), "--points": String(page.width) },
      onClick: (/** @type {MouseEvent} */ event) => this.#click(event, page),
    });
    this.frames.set(page.number, frame);
    return frame;
  }

  /** @param {IntersectionObserverEntry[]} entries */
  #seen(entries) {
    for (const entry of entries) {
      const frame = /** @type {HTMLElement} */ (entry.target);
      const number = Number(frame.dataset.page);
      if (entry.isIntersecting) this.#show(number);
      else if (this.shown.delete(number)) frame.replaceChildren();
    }
  }

  /** @param {number} number */
  async #show(number) {
    if (this.shown.has(number)) return;
    this.shown.add(number);
    const frame = /** @type {HTMLElement} */ (this.frames.get(number));
    const image = h("img", {
      src: url(`/documents/${this.documentId}/pages/${number}/image`),
      alt: "",
      decoding: "async",
    });
    image.addEventListener("error", () => frame.classList.add("no-image"), { once: true });
    fill(
      frame,
      image,
      h("div", { class: "marks" }),
      h("div", { class: "text" }),
      h("span", { class: "page-number", aria: { hidden: true } }, number),
    );
    const words = await this.loadWords(number);
    if (!this.shown.has(number)) return;
    this.#drawText(frame, number, words);
    this.#drawMarks(number);
  }

  /**
   * @param {number} number
   * @returns {Promise<PageWord[]>}
   */
  async loadWords(number) {
    const known = this.words.get(number);
    if (known) return known;
    const answer = await get(`/documents/${this.documentId}/pages/${number}`);
    this.words.set(number, wordsOf(answer));
    return /** @type {PageWord[]} */ (this.words.get(number));
  }

  /**
   * @param {HTMLElement} frame
   * @param {number} number
   * @param {PageWord[]} words
   */
  #drawText(frame, number, words) {
    const page = /** @type {PageInfo} */ (this.pages.get(number));
    const layer = frame.querySelector(".text");
    if (!layer) return;
    layer.replaceChildren(...words.flatMap((word) => [textSpan(word, page), " "]));
  }

  /** @param {number} number */
  #drawMarks(number) {
    const frame = this.frames.get(number);
    const layer = frame?.querySelector(".marks");
    const words = this.words.get(number);
    const page = this.pages.get(number);
    if (!layer || !words || !page) return;
    const here = this.marks.filter((mark) => mark.start < page.end && page.start < mark.end);
    const drawn = this.#onTop(here).flatMap((mark) => this.#rectangles(mark, words, page));
    if (this.draft) drawn.push(...rectangles(this.draft, words, page, { class: "mark draft" }));
    layer.replaceChildren(...drawn);
  }

  /**
   * Keep one mark of those over the same words, and put short ones over long ones, the current
   * one over all: each can be seen and clicked.
   * @param {Mark[]} marks
   * @returns {Mark[]}
   */
  #onTop(marks) {
    /** @type {Map<string, Mark>} */
    const top = new Map();
    for (const mark of marks) {
      const key = `${mark.start}-${mark.end}-${mark.layer.split(" ")[0]}`;
      if (!top.has(key) || mark.id === this.current) top.set(key, mark);
    }
    const length = (/** @type {Mark} */ mark) => (mark.id === this.current ? -1 : mark.end - mark.start);
    return [...top.values()].sort((one, other) => length(other) - length(one));
  }

  /**
   * @param {Mark} mark
   * @param {PageWord[]} words
   * @param {PageInfo} page
   * @returns {HTMLElement[]}
   */
  #rectangles(mark, words, page) {
    const names = ["mark", mark.layer, mark.state ?? "", mark.id === this.current ? "current" : ""];
    const data = { id: mark.id, layer: mark.layer };
    const drawn = rectangles(mark, words, page, { class: names.filter(Boolean).join(" "), data });
    // An arrow in the margin, because colour alone must not tell which mark is meant.
    if (mark.id === this.current) drawn[0]?.classList.add("lead");
    return drawn;
  }

  /**
   * Draw these marks from now on.
   * @param {Mark[]} marks
   */
  setMarks(marks) {
    this.marks = marks;
    this.redraw();
  }

  /** Draw the marks of all shown pages again. */
  redraw() {
    for (const number of this.shown) this.#drawMarks(number);
  }

  /**
   * Show a span that is being chosen, or none.
   * @param {Span|null} span
   */
  setDraft(span) {
    this.draft = span;
    this.redraw();
  }

  /**
   * Find the page that holds an offset.
   * @param {number} offset
   * @returns {PageInfo}
   */
  pageAt(offset) {
    const pages = [...this.pages.values()];
    return pages.find((page) => offset < page.end) ?? pages[pages.length - 1];
  }

  /**
   * Bring a span into view, a third from the top.
   * @param {Span} span
   * @param {string|null} id the mark to emphasise
   */
  async reveal(span, id) {
    this.current = id;
    const page = this.pageAt(span.start);
    const frame = page && this.frames.get(page.number);
    if (!frame) return;
    const words = await this.loadWords(page.number);
    const box = boxesOf(withoutFurniture(words, span, page.furniture), span)[0];
    const inside = box ? (box.y0 / page.height) * frame.clientHeight : 0;
    const top = frame.offsetTop + inside - this.container.clientHeight / 3;
    this.container.scrollTo({ top: Math.max(0, top) });
    this.redraw();
  }

  /**
   * Return the words at hand from the pages around an offset, in reading order.
   * @param {number} offset
   * @returns {Promise<PageWord[]>}
   */
  async wordsAround(offset) {
    const here = this.pageAt(offset).number;
    const near = [here - 1, here, here + 1].filter((number) => this.pages.has(number));
    return (await Promise.all(near.map((number) => this.loadWords(number)))).flat();
  }

  /**
   * @param {MouseEvent} event
   * @param {PageInfo} page
   */
  #click(event, page) {
    if (!window.getSelection()?.isCollapsed) return;
    const frame = /** @type {HTMLElement} */ (this.frames.get(page.number));
    for (const mark of [...frame.querySelectorAll(".mark.suggestion")].reverse()) {
      const box = mark.getBoundingClientRect();
      const across = event.clientX >= box.left && event.clientX <= box.right;
      if (across && event.clientY >= box.top && event.clientY <= box.bottom) {
        this.onPick(/** @type {HTMLElement} */ (mark).dataset.id ?? "");
        return;
      }
    }
  }
}

/**
 * @param {Span} span
 * @param {PageWord[]} words
 * @param {PageInfo} page
 * @param {Record<string, any>} props
 * @returns {HTMLElement[]}
 */
function rectangles(span, words, page, props) {
  const own = withoutFurniture(words, span, page.furniture);
  return boxesOf(own, span).map((box) => h("div", { ...props, place: place(box, page) }));
}

/**
 * Bring the words of an answer into one shape.
 * @param {any} answer
 * @returns {PageWord[]}
 */
function wordsOf(answer) {
  const points = [...(answer.text ?? "")];
  const from = answer.start ?? 0;
  return answer.words.map((/** @type {any} */ word) => ({
    start: word.start,
    end: word.end,
    text: word.text ?? points.slice(word.start - from, word.end - from).join(""),
    ...(word.box ?? word),
  }));
}
