/** The project a person works in: chosen once, remembered in the browser. */

import { all } from "./api.js";

const KEY = "caselight.project";

/**
 * Return the projects this person belongs to, and the one that is chosen (null without any).
 * @returns {Promise<{projects: any[], chosen: string|null}>}
 */
export async function projectsOf() {
  const projects = await all("/projects");
  const kept = window.localStorage.getItem(KEY);
  const chosen = projects.find((project) => project.id === kept) ?? projects[0];
  return { projects, chosen: chosen?.id ?? null };
}

/** @param {string} id */
export function choose(id) {
  window.localStorage.setItem(KEY, id);
}

/**
 * Fill a select with the projects; hide its row where there is nothing to choose.
 * @param {HTMLSelectElement} select
 * @param {(id: string) => void} onChange
 * @returns {Promise<string|null>}
 */
export async function wireProjects(select, onChange) {
  const { projects, chosen } = await projectsOf();
  for (const project of projects) {
    select.add(new Option(project.name, project.id, false, project.id === chosen));
  }
  const row = select.closest("[data-projects]");
  if (row) /** @type {HTMLElement} */ (row).hidden = projects.length < 2;
  select.addEventListener("change", () => {
    choose(select.value);
    onChange(select.value);
  });
  return chosen;
}
