/** Filters in; the list of documents, kept up to date while work goes on, out. */

import { get } from "./api.js";
import { announce, fill, h, must } from "./dom.js";
import { poll } from "./poll.js";
import { isFinal, progressOf, sentenceOf, stateChip } from "./progress.js";
import { wireProjects } from "./project.js";
import { moment, t, tOr } from "./words.js";

const rows = must("#rows");
const form = must("#filters");
/** @type {string|null} */
let project = null;
/** @type {string|null} */
let cursor = null;
/** @type {any[]} */
let shown = [];
let generation = 0;

/**
 * @param {any} document
 * @returns {HTMLElement}
 */
function row(document) {
  const name = document.name;
  const ready = document.state === "done" || document.state === "needs_attention";
  const link = ready ? h("a", { href: `/documents/${document.id}/review` }, name) : name;
  const court = [document.court, document.case_number].filter(Boolean).join(" · ");
  return h(
    "tr",
    { data: { id: document.id, state: document.state } },
    h("th", { scope: "row" }, link, court && h("span", { class: "sub" }, court)),
    h("td", {}, document.case_id && h("a", { href: `/cases/${document.case_id}` }, document.case_title ?? t("documents.case"))),
    h("td", {}, tOr(`language.${document.language}`, document.language ?? "")),
    h("td", {}, document.page_count ?? document.progress?.pages ?? ""),
    h("td", {}, stateChip(document), h("span", { class: "sub" }, sentenceOf(document))),
    h("td", { class: "num" }, ready ? openOf(document) : ""),
    h("td", { class: "num" }, moment(document.created_at)),
  );
}

/**
 * @param {any} document
 * @returns {string}
 */
function openOf(document) {
  const counts = document.suggestions;
  return counts ? t("documents.decided", { done: counts.decided, of: counts.total }) : "";
}

/** @param {boolean} more true to add the next part, false to begin anew */
async function load(more) {
  const run = (generation += more ? 0 : 1);
  const filters = Object.fromEntries(new FormData(form));
  const answer = await get("/documents", { ...filters, project, cursor: more ? cursor : null });
  if (run !== generation) return;
  shown = more ? [...shown, ...answer.items] : answer.items;
  cursor = answer.next_cursor ?? null;
  draw(Object.values(filters).some(Boolean));
  if (!more) watch(run);
}

/** @param {boolean} filtered */
function draw(filtered) {
  fill(rows, shown.map(row));
  must("#table").hidden = shown.length === 0;
  must("#empty").hidden = shown.length > 0 || filtered;
  must("#no-match").hidden = shown.length > 0 || !filtered;
  must("#more").hidden = cursor === null;
}

/**
 * Follow the documents that are still being worked on.
 * @param {number} run
 */
function watch(run) {
  if (shown.every(isFinal)) return;
  poll(
    () => Promise.all(shown.filter((one) => !isFinal(one)).map((one) => freshOf(one))),
    (fresh) => {
      if (run !== generation) return true;
      for (const one of fresh) replace(one);
      return shown.every(isFinal);
    },
  );
}

/**
 * @param {any} known
 * @returns {Promise<any>}
 */
async function freshOf(known) {
  const progress = await progressOf(known.id);
  return isFinal(progress) ? get(`/documents/${known.id}`) : { ...known, ...progress };
}

/** @param {any} document */
function replace(document) {
  const index = shown.findIndex((one) => one.id === document.id);
  if (index < 0) return;
  const finished = isFinal(document);
  shown[index] = document;
  rows.querySelector(`[data-id="${document.id}"]`)?.replaceWith(row(document));
  if (finished) announce(`${document.name}: ${sentenceOf(document)}`);
}

/** @param {any} error */
function complain(error) {
  announce(t("error.load", { detail: error.message }), "error");
}

let typing = 0;
form.addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());
form.addEventListener("input", () => {
  window.clearTimeout(typing);
  typing = window.setTimeout(() => load(false).catch(complain), 250);
});
must("#more").addEventListener("click", () => load(true).catch(complain));
wireProjects(must("#project"), (id) => {
  project = id;
  load(false).catch(complain);
})
  .then((id) => {
    project = id;
    return load(false);
  })
  .catch(complain);
