/** Verdicts in; saved decisions, or the other person's decision where theirs came first, out. */

import { ApiError, all, call, get, post } from "../api.js";
import { suggestionOf } from "./shapes.js";

/** @typedef {import("./queue.js").Suggestion} Suggestion */

/** Remembers what this sitting decided, so that it can be undone step by step. */
export class Decisions {
  /** @param {string} documentId */
  constructor(documentId) {
    this.documentId = documentId;
    /** @type {string[]} */
    this.made = [];
  }

  /** @returns {boolean} */
  canUndo() {
    return this.made.length > 0;
  }

  /**
   * Save a decision unless somebody decided since this suggestion was last read.
   * @param {Suggestion} suggestion
   * @param {string} verdict
   * @param {any} more
   * @returns {Promise<{suggestion: Suggestion, stale: boolean}>}
   */
  async decide(suggestion, verdict, more) {
    const path = `/suggestions/${suggestion.id}/decisions`;
    try {
      await post(path, { verdict, ...more }, { "If-Match": suggestion.etag });
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 412)) throw error;
      return { suggestion: await this.read(suggestion.id), stale: true };
    }
    this.made.push(suggestion.id);
    return { suggestion: await this.read(suggestion.id), stale: false };
  }

  /**
   * Take back the decision on the shown suggestion, or else the last one of this sitting.
   * @param {Suggestion|undefined} shown
   * @returns {Promise<Suggestion|null>}
   */
  async undo(shown) {
    const decided = shown && shown.state !== "open" ? shown.id : this.made.at(-1);
    if (!decided) return null;
    await call("POST", `/suggestions/${decided}/undo`);
    this.made = this.made.filter((made) => made !== decided);
    return this.read(decided);
  }

  /**
   * Save a mark of the reviewer's own.
   * @param {{code: string, kind: string, start: number, end: number, polarity: string}} mark
   * @returns {Promise<Suggestion>}
   */
  async mark(mark) {
    const made = await post(`/documents/${this.documentId}/marks`, mark);
    this.made.push(made.id);
    return this.read(made.id);
  }

  /**
   * @param {string} id
   * @returns {Promise<Suggestion>}
   */
  async read(id) {
    return suggestionOf(await get(`/suggestions/${id}`));
  }

  /**
   * @param {string} id
   * @returns {Promise<any[]>}
   */
  async history(id) {
    return all(`/suggestions/${id}/decisions`);
  }
}
