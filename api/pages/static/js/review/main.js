/** A document's address in; the working review page out. This module only joins the others. */

import { all, get } from "../api.js";
import { announce, fill, must } from "../dom.js";
import { t, tOr } from "../words.js";
import { drawCard, drawHistory, drawNoCard } from "./card.js";
import { Decisions } from "./decide.js";
import { askMark, askReason } from "./forms.js";
import { quoteWithout } from "./geometry.js";
import { keysAreOn, listen, turnKeys } from "./keys.js";
import { loadLabels } from "./labels.js";
import { drawNotices } from "./notices.js";
import { drawChecklist, drawSections, drawTimeline, wireTabs } from "./outline.js";
import { PageView } from "./pages.js";
import { Queue, frozenOrder } from "./queue.js";
import { selectedSpan } from "./selection.js";
import { VERDICT_OF, spanOf, suggestionOf } from "./shapes.js";

/** @typedef {import("./queue.js").Suggestion} Suggestion */

const id = must("#review").dataset.document;
const root = `/documents/${id}`;
const [facts, labels, pages, sections, timeline, checklist, taxonomy, raw] = await Promise.all([
  get(root),
  loadLabels(),
  all(`${root}/pages`),
  all(`${root}/sections`),
  all(`${root}/timeline`),
  all(`${root}/checklist`),
  get("/taxonomy"),
  all(`${root}/suggestions`),
]).catch(failed);
const furniture = pages.flatMap((page) => page.furniture);
const view = new PageView(must("#pages"), id, pages, select);
const queue = new Queue(must("#queue"), must("#count"), labels, select);
const decisions = new Decisions(id);
/** @type {Record<string, import("./pages.js").Mark[]>} */
const layers = { entities: [], events: [] };
let busy = false;
let forming = false;

/**
 * @param {any} error
 * @returns {never}
 */
function failed(error) {
  announce(t("error.load", { detail: error.message }), "error");
  throw error;
}

/** @returns {Suggestion|undefined} */
function current() {
  return queue.byId.get(queue.current ?? "");
}

/** @param {string} suggestionId */
function select(suggestionId) {
  const suggestion = queue.byId.get(suggestionId);
  if (!suggestion || forming) return;
  queue.select(suggestionId);
  window.history.replaceState(null, "", `#s=${suggestionId}`);
  draw(suggestion);
  view.reveal(spanOf(suggestion), suggestionId).catch(complain);
}

/** @param {Suggestion} suggestion */
function draw(suggestion) {
  const quote = quoteWithout(suggestion.quote, suggestion, furniture);
  drawCard(must("#card"), { ...suggestion, quote }, labels, {
    onEvidence: () => view.reveal(spanOf(suggestion), suggestion.id).catch(complain),
    onHistory: (box) =>
      decisions.history(suggestion.id).then((made) => drawHistory(box, made, labels), complain),
  });
  for (const button of document.querySelectorAll("#acts button")) {
    const act = /** @type {HTMLElement} */ (button).dataset.act;
    const made = act === "undo" ? suggestion.state !== "open" || decisions.canUndo() : false;
    button.setAttribute("aria-pressed", String(VERDICT_OF[act ?? ""] === suggestion.state));
    if (act === "undo") /** @type {HTMLButtonElement} */ (button).disabled = !made;
  }
}

/** @param {any} error */
function complain(error) {
  const slug = String(error.problem?.type ?? "").split("/").pop() ?? "";
  const said = error.status === 0 ? t("error.offline") : tOr(`error.${slug}`, error.message);
  announce(said, "error");
}

/** Draw all marks that the layer switches ask for. */
function drawMarks() {
  const on = (/** @type {string} */ name) => must(`#layer-${name}`).checked;
  const marks = ["entities", "events"].filter(on).flatMap((name) => layers[name]);
  if (on("suggestions")) marks.push(...queue.order.map(markOf));
  view.setMarks(marks);
}

/**
 * @param {string} suggestionId
 * @returns {import("./pages.js").Mark}
 */
function markOf(suggestionId) {
  const suggestion = /** @type {Suggestion} */ (queue.byId.get(suggestionId));
  const title = labels.code(suggestion.code).label;
  const layer = `suggestion ${suggestion.kind}`;
  return { ...spanOf(suggestion), id: suggestionId, layer, state: suggestion.state, title };
}

/** @param {Suggestion} suggestion */
function took(suggestion) {
  queue.update(suggestion);
  drawMarks();
  if (queue.current === suggestion.id) draw(suggestion);
}

/**
 * Carry out a decision; on success go to the next open suggestion.
 * @param {string} verdict
 * @param {any} [more]
 */
async function decide(verdict, more = {}) {
  const suggestion = current();
  if (!suggestion) return;
  const result = await decisions.decide(suggestion, verdict, more);
  took(result.suggestion);
  if (result.stale) {
    const { user, verdict: theirs } = result.suggestion.decision ?? {};
    announce(t("review.stale", { who: user ?? "?", verdict: t(`verdict.${theirs}`) }), "error");
    return;
  }
  announce(t("review.saved", { verdict: t(`state.${result.suggestion.state}`) }));
  const next = queue.step(1, true);
  if (next) select(next);
  else announce(t("review.all_done"));
}

async function reject() {
  if (!current()) return;
  const reason = await askReason();
  if (reason) await decide("reject", { reason });
}

async function correct() {
  const suggestion = current();
  if (!suggestion) return;
  const given = { ...spanOf(suggestion), code: suggestion.code, polarity: suggestion.polarity };
  const changed = await form(t("correct.title"), given);
  if (changed) await decide("correct", changed);
}

async function mark() {
  const span = selectedSpan(view.container) ?? (current() && spanOf(/** @type {any} */ (current())));
  if (!span) return announce(t("mark.select_first"), "error");
  const given = { ...span, code: current()?.code ?? "", polarity: "shortcoming" };
  const made = await form(t("mark.title"), given);
  if (!made) return;
  const suggestion = await decisions.mark({ ...made, kind: labels.code(made.code).kind });
  took(suggestion);
  select(suggestion.id);
  announce(t("mark.saved"));
}

/**
 * @param {string} title
 * @param {{start: number, end: number, code: string, polarity: string}} given
 */
async function form(title, { start, end, code, polarity }) {
  const words = await view.wordsAround(start);
  const place = must("#form");
  showForm(true);
  const made = await askMark(place, {
    title, code, polarity, words, labels, span: { start, end },
    onSpan: (span) => view.setDraft(span),
    selected: () => selectedSpan(view.container),
  });
  fill(place);
  showForm(false);
  must("#card-title, #card h2").focus?.();
  return made;
}

/** @param {boolean} on */
function showForm(on) {
  forming = on;
  must("#form").hidden = !on;
  must("#card").hidden = on;
  must("#acts").hidden = on;
}

async function undo() {
  const undone = await decisions.undo(current());
  if (!undone) return announce(t("review.nothing_to_undo"));
  took(undone);
  select(undone.id);
  announce(t("review.undone"));
}

const RUN = /** @type {Record<string, () => any>} */ ({
  confirm: () => decide("confirm"),
  unsure: () => decide("unsure"),
  reject,
  correct,
  undo,
  mark,
  next: () => select(queue.step(1) ?? ""),
  previous: () => select(queue.step(-1) ?? ""),
  next_open: () => select(queue.step(1, true) ?? ""),
  evidence: () => current() && view.reveal(spanOf(/** @type {any} */ (current())), queue.current),
  help: () => must("#keys-help").showModal(),
});

/**
 * One act at a time: a second press while the first is being saved must not decide twice.
 * @param {string} command
 */
async function run(command) {
  if (busy || (forming && command !== "help")) return;
  busy = true;
  await Promise.resolve(RUN[command]?.()).catch(complain);
  busy = false;
}

/**
 * Load a layer of marks when it is first switched on.
 * @param {"entities"|"events"} name
 */
async function switchLayer(name) {
  if (layers[name].length === 0 && must(`#layer-${name}`).checked) {
    const found = await all(`${root}/${name}`);
    layers[name] = found.map((item, index) => ({
      start: item.start, end: item.end, id: `${name}-${index}`,
      layer: name === "entities" ? `entity ${item.label}` : "event", title: item.label ?? item.type,
    }));
  }
  drawMarks();
}

/** @param {{start: number, end: number}} span */
function go(span) {
  view.setDraft(span);
  view.reveal(span, queue.current).catch(complain);
}

function wire() {
  for (const button of document.querySelectorAll("[data-act]")) {
    const act = /** @type {HTMLElement} */ (button).dataset.act ?? "";
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => run(act));
  }
  listen(run);
  must("#layer-suggestions").addEventListener("change", drawMarks);
  must("#layer-entities").addEventListener("change", () => switchLayer("entities").catch(complain));
  must("#layer-events").addEventListener("change", () => switchLayer("events").catch(complain));
  must("#zoom").addEventListener("input", (/** @type {any} */ event) => {
    view.container.style.setProperty("--zoom", event.target.value);
  });
  must("#kind").addEventListener("change", (/** @type {any} */ event) => {
    queue.filter = event.target.value;
    queue.draw();
  });
  must("#keys-on").checked = keysAreOn();
  must("#keys-on").addEventListener("change", (/** @type {any} */ event) => turnKeys(event.target.checked));
  wireTabs(must("[role=tablist]"));
}

/** Show the words that the address names by their place, if it does. */
function showNamedPlace(/** @type {string} */ hash) {
  const place = /^#at=(\d+)-(\d+)$/.exec(hash);
  if (place) go({ start: Number(place[1]), end: Number(place[2]) });
}

/** @returns {string|undefined} the suggestion that the address names, else the first open one */
function first() {
  const named = /^#s=([0-9a-f]+)$/.exec(window.location.hash)?.[1] ?? "";
  if (queue.byId.has(named)) return named;
  const rows = queue.visible();
  return (rows.find((row) => row.state === "open") ?? rows[0])?.id;
}

const suggestions = raw.map(suggestionOf);
queue.set(suggestions, frozenOrder(id, suggestions));
const events = new Map(taxonomy.events?.map((/** @type {any} */ kind) => [kind.id, kind.labels]) ?? []);
drawSections(must("#sections"), sections, go);
drawChecklist(must("#checklist"), checklist, labels, go);
drawTimeline(must("#timeline"), timeline, events, go);
drawNotices(must("#notices"), facts.notices ?? []);
drawMarks();
wire();
const start = first();
const named = window.location.hash;
if (start) select(start);
else drawNoCard(must("#card"));
must("#acts").hidden = !start;
showNamedPlace(named);
window.addEventListener("hashchange", () => select(first() ?? ""));
must("#review").dataset.ready = "true";
