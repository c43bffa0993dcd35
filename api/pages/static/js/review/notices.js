/** Notices on a document's reading in; the list a reader must know before trusting it out. */

import { fill, h, must } from "../dom.js";
import { t, tOr } from "../words.js";

/**
 * @param {HTMLElement} place
 * @param {{code: string, page?: number, sentence?: string}[]} notices
 */
export function drawNotices(place, notices) {
  const sentence = (/** @type {any} */ notice) =>
    h(
      "li",
      {},
      notice.page ? `${t("review.p", { number: notice.page })}: ` : "",
      notice.sentence ?? tOr(`notice.${notice.code}`, notice.code),
    );
  must("summary", place).textContent = t("review.notices", { count: notices.length });
  fill(must("ul", place), notices.map(sentence));
  place.hidden = notices.length === 0;
}
