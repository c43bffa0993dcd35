/** What every page does: submit the language switch as soon as a language is chosen. */

const language = document.querySelector("#language");
language?.addEventListener("change", () => {
  const form = /** @type {HTMLSelectElement} */ (language).form;
  const here = window.location.pathname + window.location.search + window.location.hash;
  const next = /** @type {HTMLInputElement|null} */ (form?.elements.namedItem("next"));
  if (next) next.value = here;
  form?.submit();
});
