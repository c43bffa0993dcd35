/** Answers of the service in; the shapes that the review page works with out. */

/**
 * @param {any} answer
 * @returns {import("./queue.js").Suggestion}
 */
export function suggestionOf(answer) {
  return {
    ...answer,
    obsolete: answer.obsolete ?? false,
    pages: answer.pages ?? [],
    decision: answer.decision ?? null,
  };
}

/**
 * @param {import("./queue.js").Suggestion} suggestion
 * @returns {{start: number, end: number}}
 */
export function spanOf(suggestion) {
  const { start, end } = suggestion.decision?.start == null ? suggestion : suggestion.decision;
  return { start, end };
}

export const VERDICT_OF = /** @type {Record<string, string>} */ ({
  confirm: "confirmed",
  reject: "rejected",
  correct: "corrected",
  unsure: "unsure",
});
