/** A new password or a token's name in; the account changed, its tokens listed, out. */

import { all, call, post } from "./api.js";
import { announce, fill, h, must } from "./dom.js";
import { moment, t, tOr } from "./words.js";

/** @param {any} error */
function complain(error) {
  const slug = String(error.problem?.type ?? "").split("/").pop() ?? "";
  announce(tOr(`error.${slug}`, error.message), "error");
}

async function listTokens() {
  const tokens = await all("/tokens");
  const row = (/** @type {any} */ token) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, token.name),
      h("td", {}, (token.scopes ?? []).join(", ")),
      h("td", {}, moment(token.created_at)),
      h(
        "td",
        {},
        token.revoked_at
          ? t("account.revoked")
          : h("button", { type: "button", onClick: () => revoke(token.id).catch(complain) }, t("account.revoke")),
      ),
    );
  fill(must("#tokens"), tokens.map(row));
  must("#no-tokens").hidden = tokens.length > 0;
}

/** @param {string} id */
async function revoke(id) {
  await call("DELETE", `/tokens/${id}`);
  await listTokens();
}

must("#new-token").addEventListener("submit", async (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  const data = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  try {
    const made = await post("/tokens", { name: data.get("name"), scopes: data.getAll("scope") });
    must("#secret").hidden = false;
    must("#secret code").textContent = made.token;
    await listTokens();
  } catch (error) {
    complain(error);
  }
});

must("#change-password").addEventListener("submit", async (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  const data = new FormData(/** @type {HTMLFormElement} */ (event.currentTarget));
  try {
    await post("/me/password", { old_password: data.get("old"), new_password: data.get("new") });
    announce(t("account.changed"));
    // All sessions have ended, this one too; the pause leaves time to read that it worked.
    window.setTimeout(() => window.location.assign("/login?next=/account"), 2500);
  } catch (error) {
    complain(error);
  }
});
listTokens().catch(complain);
