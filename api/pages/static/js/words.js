/** A key and what fills its blanks in; the sentence in the reader's language out. */

import { must } from "./dom.js";

/** @type {Record<string, string>} */
const WORDS = JSON.parse(must("#words").textContent);

export const LANGUAGE = document.documentElement.lang;

/**
 * Return the sentence for a key, its `{blanks}` filled.
 * @param {string} key
 * @param {Record<string, string|number>} [blanks]
 * @returns {string}
 */
export function t(key, blanks = {}) {
  const sentence = WORDS[key];
  if (sentence === undefined) return key;
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => String(blanks[name] ?? whole));
}

/**
 * Return the sentence for a key if there is one, else a fallback.
 * @param {string} key
 * @param {string} fallback
 * @returns {string}
 */
export function tOr(key, fallback) {
  return WORDS[key] ?? fallback;
}

/**
 * Choose a label from an object keyed by language.
 * @param {Record<string, string>|undefined|null} labels
 * @param {string} fallback
 * @returns {string}
 */
export function pick(labels, fallback) {
  if (!labels) return fallback;
  return labels[LANGUAGE] ?? labels.en ?? fallback;
}

// Numbers alone would be read the other way round by half of the English readers.
const ENGLISH = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "short", year: "numeric", timeZone: "UTC",
});
const ENDS_IN_DOT = new Set(["sr-Latn", "sr-Cyrl", "cnr"]);

/**
 * Write an ISO date (to whatever precision is known) as the reader writes dates.
 * @param {string|null|undefined} iso
 * @returns {string}
 */
export function day(iso) {
  if (!iso) return "";
  const parts = iso.slice(0, 10).split("-");
  if (LANGUAGE === "en" && parts.length === 3) return ENGLISH.format(new Date(`${iso.slice(0, 10)}T00:00Z`));
  const written = parts.reverse().join(".");
  return ENDS_IN_DOT.has(LANGUAGE) ? `${written}.` : written;
}

/**
 * Write a moment (ISO with time, UTC) in the reader's own time zone, to the minute.
 * @param {string|null|undefined} iso
 * @returns {string}
 */
export function moment(iso) {
  if (!iso) return "";
  const at = new Date(iso);
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day(date)} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
