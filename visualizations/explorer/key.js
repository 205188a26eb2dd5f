// The key that a person writes with: asked for where something is written, kept until this window is closed. Owns no writing.

import { button, el, fill } from "./dom.js";
import { Refused } from "./server.js";
import { t } from "./words.js";

const SLOT = "key";

const kept = () => sessionStorage.getItem(SLOT) ?? "";

/** Where a key is entered, or forgotten. */
export function keyField() {
  // A form, so that browsers know what they are asked to fill in.
  const field = el("form", { class: "key", onsubmit: (event) => event.preventDefault() });
  const draw = () => {
    if (kept()) return fill(field, el("span", { class: "when" }, t("key_kept")), " ", button(t("key_forget"), () => (sessionStorage.removeItem(SLOT), draw()), { class: "quiet" }));
    const input = el("input", { type: "password", autocomplete: "off", spellcheck: "false", maxlength: 200, oninput: () => (input.value = input.value.trim()) });
    return fill(field, el("label", {}, `${t("key")} `, input), el("p", { class: "hint" }, t("key_help")));
  };
  draw();
  return field;
}

/** Writes with the key of a field: `act(key)`; what a server says against it is told as words, "" where all went well. */
export async function withKey(field, act) {
  const key = kept() || field.querySelector("input")?.value || "";
  if (!key) {
    field.querySelector("input")?.focus();
    return t("key_needed");
  }
  try {
    await act(key);
    sessionStorage.setItem(SLOT, key);
    return "";
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.status === 401 || error.status === 403) {
      sessionStorage.removeItem(SLOT);
      field.replaceChildren(...keyField().childNodes);
      return t("key_wrong");
    }
    return t("failed", { why: error.message });
  }
}
