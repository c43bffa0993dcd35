/** Chosen or dropped files in; one upload a file, each with its own progress and outcome, out. */

import { url } from "./api.js";
import { announce, fill, h, must } from "./dom.js";
import { poll } from "./poll.js";
import { isFinal, progressOf, sentenceOf, stateChip } from "./progress.js";
import { wireProjects } from "./project.js";
import { t, tOr } from "./words.js";

// Two at a time keep a slow line busy without starving the first file.
const AT_ONCE = 2;
const drop = must("#drop");
const input = must("#files");
const list = must("#results");
/** @type {{file: File, row: HTMLElement}[]} */
const waiting = [];
let running = 0;
/** @type {string|null} */
let project = null;

/** @param {FileList|File[]} files */
function take(files) {
  for (const file of files) {
    const row = h("li", { class: "upload" });
    list.append(row);
    show(row, file.name, t("upload.waiting"));
    waiting.push({ file, row });
  }
  must("#results-title").hidden = list.children.length === 0;
  next();
}

function next() {
  while (running < AT_ONCE && waiting.length > 0) {
    const job = /** @type {{file: File, row: HTMLElement}} */ (waiting.shift());
    running += 1;
    send(job.file, job.row).finally(() => {
      running -= 1;
      next();
    });
  }
}

/**
 * @param {HTMLElement} row
 * @param {string} name
 * @param {...any} children
 */
function show(row, name, ...children) {
  fill(row, h("span", { class: "file-name" }, name), h("span", { class: "file-state" }, ...children));
}

/**
 * Send one file. XMLHttpRequest, because fetch cannot tell how much of a body was sent.
 * @param {File} file
 * @param {HTMLElement} row
 * @returns {Promise<void>}
 */
function send(file, row) {
  const body = new FormData();
  body.append("project", project ?? "");
  body.append("files", file, file.name);
  const request = new XMLHttpRequest();
  request.open("POST", url("/documents"));
  request.setRequestHeader("Accept", "application/json");
  request.setRequestHeader("X-CSRF-Token", must('meta[name="csrf"]').content);
  const bar = h("progress", { max: "100", value: "0", aria: { label: t("upload.sending") } });
  show(row, file.name, bar);
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) bar.setAttribute("value", String((100 * event.loaded) / event.total));
  });
  return new Promise((resolve) => {
    request.addEventListener("loadend", () => {
      arrived(request, file, row);
      resolve();
    });
    request.send(body);
  });
}

/**
 * @param {XMLHttpRequest} request
 * @param {File} file
 * @param {HTMLElement} row
 */
function arrived(request, file, row) {
  if (request.status === 0) return refuse(row, file.name, t("error.offline"));
  const answer = JSON.parse(request.responseText || "{}");
  const result = answer.items?.[0];
  if (request.status >= 400 || !result?.document_id) {
    const code = result?.code ?? String(answer.type ?? "").split("/").pop();
    return refuse(row, file.name, tOr(`failure.${code}`, tOr(`error.${code}`, answer.detail ?? answer.title)));
  }
  return follow(result, file.name, row);
}

/**
 * @param {HTMLElement} row
 * @param {string} name
 * @param {string} sentence
 */
function refuse(row, name, sentence) {
  show(row, name, h("span", { class: "chip failed" }, t("upload.refused")), h("span", { class: "sub" }, sentence));
  announce(`${name}: ${sentence}`, "error");
}

/**
 * Show how the document is read and analysed, to the end.
 * @param {any} result
 * @param {string} name
 * @param {HTMLElement} row
 */
function follow(result, name, row) {
  const known = result.duplicate;
  poll(
    () => progressOf(result.document_id),
    (document) => {
      const open = h("a", { href: `/documents/${document.id}/review` }, t("upload.review"));
      const done = isFinal(document);
      show(
        row,
        name,
        stateChip(document),
        h("span", { class: "sub" }, known && `${t("upload.known")} `, sentenceOf(document)),
        done && document.state !== "failed" && open,
      );
      if (done) announce(`${name}: ${sentenceOf(document)}`);
      return done;
    },
  );
}

input.addEventListener("change", () => {
  take(input.files);
  input.value = "";
});
for (const kind of ["dragenter", "dragover"]) {
  drop.addEventListener(kind, (/** @type {Event} */ event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
for (const kind of ["dragleave", "drop"]) {
  drop.addEventListener(kind, () => drop.classList.remove("over"));
}
drop.addEventListener("drop", (/** @type {DragEvent} */ event) => {
  event.preventDefault();
  take(event.dataTransfer?.files ?? []);
});
wireProjects(must("#project"), (id) => {
  project = id;
}).then(
  (id) => {
    project = id;
    must("#no-project").hidden = id !== null;
    input.disabled = id === null;
  },
  (error) => announce(t("error.load", { detail: error.message }), "error"),
);
