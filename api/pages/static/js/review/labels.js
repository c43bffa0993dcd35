/** Codes in; their labels, definitions and decision rules in the reader's language out. */

import { get } from "../api.js";
import { pick, t, tOr } from "../words.js";

/**
 * @typedef {{id: string, kind: "shortcoming"|"vulnerability"|"element", group: string,
 *   label: string, definition: string, counts: string[], doesNotCount: string[],
 *   standards: string[]}} Code
 */

/** Holds the taxonomy of one sitting. */
export class Labels {
  /** @param {any} taxonomy the answer of `/taxonomy` */
  constructor(taxonomy) {
    /** @type {Map<string, string>} */
    this.groups = new Map(
      taxonomy.groups.map((/** @type {any} */ group) => [group.id, pick(group.labels, group.id)]),
    );
    /** @type {Map<string, Code>} */
    this.codes = new Map();
    this.#take(taxonomy.codes, "shortcoming", (item) => item.stage);
    this.#take(taxonomy.factors, "vulnerability", () => "vulnerability");
    this.#take(taxonomy.elements, "element", (item) => item.kind);
  }

  /**
   * @param {any[]} items
   * @param {Code["kind"]} kind
   * @param {(item: any) => string} groupOf
   */
  #take(items, kind, groupOf) {
    for (const item of items) {
      this.codes.set(item.id, {
        id: item.id,
        kind,
        group: groupOf(item),
        label: pick(item.labels, item.id),
        definition: item.definition ?? "",
        counts: item.counts ?? [],
        doesNotCount: item.does_not_count ?? [],
        standards: item.standards ?? [],
      });
    }
  }

  /**
   * @param {string} id
   * @returns {Code}
   */
  code(id) {
    const none = { definition: "", counts: [], doesNotCount: [], standards: [] };
    return this.codes.get(id) ?? { id, kind: "shortcoming", group: "", label: id, ...none };
  }

  /**
   * @param {string} group
   * @returns {string}
   */
  group(group) {
    return this.groups.get(group) ?? tOr(`group.${group}`, group);
  }

  /**
   * Return the codes by group, in the taxonomy's order.
   * @returns {[string, Code[]][]}
   */
  grouped() {
    /** @type {Map<string, Code[]>} */
    const byGroup = new Map();
    for (const code of this.codes.values()) {
      const name = this.group(code.group);
      byGroup.set(name, [...(byGroup.get(name) ?? []), code]);
    }
    return [...byGroup];
  }
}

/** @returns {Promise<Labels>} */
export async function loadLabels() {
  return new Labels(await get("/taxonomy"));
}

/**
 * Put a score into words, because a bare number invites false precision.
 * @param {{score: number, abstain: boolean}} suggestion
 * @returns {string}
 */
export function scoreInWords({ score, abstain }) {
  if (abstain) return t("score.unsure");
  if (score >= 0.85) return t("score.strong");
  if (score >= 0.6) return t("score.likely");
  return t("score.weak");
}
