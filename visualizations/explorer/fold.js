// A button with a box that opens under it: lists of filters, what can be saved, where else to go. Esc and a press elsewhere close it.

import { el } from "./dom.js";

/** `name` tells boxes apart of which one may be open at a time. */
export function fold(name, words, inside, attributes = {}) {
  const details = el("details", { class: "list", name, ...attributes }, el("summary", {}, words), el("div", { class: "choices" }, inside));
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
    event.stopPropagation();
  });
  return details;
}

addEventListener("pointerdown", (event) => {
  for (const details of document.querySelectorAll("details.list[open]")) if (!details.contains(event.target)) details.open = false;
});
