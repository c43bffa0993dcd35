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
