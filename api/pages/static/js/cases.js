/** The cases of a project in; a list with a search field out. */

import { all } from "./api.js";
import { announce, fill, h, must } from "./dom.js";
import { wireProjects } from "./project.js";
import { t, tOr } from "./words.js";

/** @type {any[]} */
let cases = [];

function draw() {
  const wanted = must("#q").value.trim().toLowerCase();
  const rows = cases.filter((one) => textOf(one).includes(wanted));
  fill(must("#rows"), rows.map(row));
  must("#table").hidden = rows.length === 0;
  must("#empty").hidden = cases.length > 0;
  must("#no-match").hidden = cases.length === 0 || rows.length > 0;
}

/**
 * @param {any} one
 * @returns {string}
 */
function textOf(one) {
  return [one.title, ...(one.numbers ?? [])].join(" ").toLowerCase();
}

/**
 * @param {any} one
 * @returns {HTMLElement}
 */
function row(one) {
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, h("a", { href: `/cases/${one.id}` }, one.title)),
    h("td", {}, (one.numbers ?? []).join(", ")),
    h("td", {}, tOr(`country.${one.country}`, one.country ?? "")),
    h("td", { class: "num" }, one.document_count ?? one.documents?.length ?? ""),
  );
}

/** @param {string|null} project */
async function load(project) {
  cases = await all("/cases", { project });
  draw();
}

/** @param {any} error */
function complain(error) {
  announce(t("error.load", { detail: error.message }), "error");
}

must("#q").addEventListener("input", draw);
wireProjects(must("#project"), (id) => load(id).catch(complain))
  .then(load)
  .catch(complain);
