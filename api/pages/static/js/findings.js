/** Filters in; the table of confirmed findings, and links that export the same rows, out. */

import { get, url } from "./api.js";
import { announce, fill, h, must } from "./dom.js";
import { loadLabels } from "./review/labels.js";
import { wireProjects } from "./project.js";
import { moment, t, tOr } from "./words.js";

const form = must("#filters");
/** @type {string|null} */
let project = null;
/** @type {string|null} */
let cursor = null;
/** @type {any[]} */
let shown = [];
/** @type {import("./review/labels.js").Labels} */
let labels;

/** @returns {Record<string, any>} */
function filters() {
  const chosen = Object.fromEntries(new FormData(form));
  return { ...chosen, project };
}

/**
 * @param {any} finding
 * @returns {HTMLElement}
 */
function row(finding) {
  const link = `/documents/${finding.document_id}/review#s=${finding.suggestion_id}`;
  const code = labels.code(finding.code);
  const where = [finding.court, finding.year].filter(Boolean).join(", ");
  return h(
    "tr",
    { data: { id: finding.suggestion_id } },
    h(
      "th",
      { scope: "row" },
      h("a", { href: link }, code.label),
      h("span", { class: "sub" }, labels.group(code.group)),
    ),
    h("td", { class: "quote" }, finding.quote),
    h("td", {}, t(`kind.${finding.kind}`), finding.kind === "shortcoming" && h("span", { class: "sub" }, t(`polarity.${finding.polarity}`))),
    h("td", {}, tOr(`country.${finding.country}`, finding.country ?? ""), h("span", { class: "sub" }, where)),
    h("td", {}, finding.decided_by_name ?? finding.decided_by, h("span", { class: "sub" }, moment(finding.decided_at))),
  );
}

/** @param {boolean} more */
async function load(more) {
  const chosen = filters();
  const answer = await get("/findings", { ...chosen, cursor: more ? cursor : null });
  shown = more ? [...shown, ...answer.items] : answer.items;
  cursor = answer.next_cursor ?? null;
  fill(must("#rows"), shown.map(row));
  const narrowed = Object.entries(chosen).some(([key, value]) => key !== "project" && value);
  must("#table").hidden = shown.length === 0;
  must("#empty").hidden = shown.length > 0 || narrowed;
  must("#no-match").hidden = shown.length > 0 || !narrowed;
  must("#more").hidden = cursor === null;
  for (const format of ["csv", "jsonl"]) {
    must(`#${format}`).href = url("/findings", { ...chosen, format });
  }
}

function fillCodes() {
  const select = must("#by-code");
  for (const [group, codes] of labels.grouped()) {
    const box = h("optgroup", { label: group });
    box.append(...codes.map((code) => new Option(code.label, code.id)));
    select.append(box);
  }
  for (const [id, name] of labels.groups) must("#by-group").add(new Option(name, id));
}

/** @param {any} error */
function complain(error) {
  announce(t("error.load", { detail: error.message }), "error");
}

async function begin() {
  labels = await loadLabels();
  fillCodes();
  project = await wireProjects(must("#project"), (id) => {
    project = id;
    load(false).catch(complain);
  });
  await load(false);
}

let typing = 0;
form.addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());
form.addEventListener("input", () => {
  window.clearTimeout(typing);
  typing = window.setTimeout(() => load(false).catch(complain), 250);
});
must("#more").addEventListener("click", () => load(true).catch(complain));
begin().catch(complain);
