/** One case in; its documents, its merged timeline and its findings out. */

import { get } from "./api.js";
import { announce, fill, h, must } from "./dom.js";
import { stateChip } from "./progress.js";
import { loadLabels } from "./review/labels.js";
import { timesOf, together } from "./review/outline.js";
import { day, pick, t, tOr } from "./words.js";

const place = must("#case");

/**
 * @param {any} one
 * @returns {HTMLElement}
 */
function documentRow(one) {
  const ready = one.state === "done" || one.state === "needs_attention";
  const link = ready ? h("a", { href: `/documents/${one.id}/review` }, one.name) : one.name;
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, link),
    h("td", {}, tOr(`doctype.${one.kind}`, one.kind ?? "")),
    h("td", {}, one.court ?? ""),
    h("td", { class: "num" }, day(one.decision_date)),
    h("td", {}, stateChip(one)),
  );
}

/**
 * @param {any[]} same one step, each time it is named
 * @param {Map<string, any>} labels
 * @returns {HTMLElement}
 */
function timelineRow(same, labels) {
  const step = same[0];
  return h(
    "li",
    {},
    h("time", { datetime: step.date }, day(step.date)),
    h("a", { href: `/documents/${step.document_id}/review#at=${step.start}-${step.end}` }, pick(labels.get(step.type), step.type)),
    timesOf(same),
    step.days_since_previous > 0 &&
      h("span", { class: "quiet" }, t("timeline.days", { days: step.days_since_previous })),
  );
}

/**
 * @param {any} finding
 * @param {import("./review/labels.js").Labels} labels
 * @returns {HTMLElement}
 */
function findingRow(finding, labels) {
  const link = `/documents/${finding.document_id}/review#s=${finding.suggestion_id}`;
  return h(
    "li",
    { class: "finding" },
    h("a", { href: link }, labels.code(finding.code).label),
    h("blockquote", {}, finding.quote),
  );
}

async function load() {
  const [found, labels, taxonomy] = await Promise.all([
    get(`/cases/${place.dataset.case}`),
    loadLabels(),
    get("/taxonomy"),
  ]);
  const events = new Map(
    (taxonomy.events ?? []).map((/** @type {any} */ kind) => [kind.id, kind.labels]),
  );
  must("#title").textContent = found.title;
  must("#numbers").textContent = (found.numbers ?? []).join(", ");
  fill(must("#documents"), found.documents.map(documentRow));
  const dated = (found.timeline ?? []).filter((/** @type {any} */ step) => step.date);
  fill(must("#case-timeline"), together(dated).map((same) => timelineRow(same, events)));
  fill(must("#case-findings"), (found.findings ?? []).map((/** @type {any} */ one) => findingRow(one, labels)));
  must("#no-timeline").hidden = dated.length > 0;
  must("#no-findings").hidden = (found.findings ?? []).length > 0;
}

load().catch((error) => announce(t("error.load", { detail: error.message }), "error"));
