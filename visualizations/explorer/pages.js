// The pages beside the picture: which there are, drawing one. Each is fetched when it is first opened.

import { el, fill } from "./dom.js";
import { now } from "./state.js";
import { t } from "./words.js";

const FETCH = {
  compare: () => import("./compare.js"),
  path: () => import("./path.js"),
  gaps: () => import("./gaps.js"),
  sources: () => import("./sources.js"),
  reviews: () => import("./reviews.js"),
};
export const PAGES = Object.keys(FETCH);
const element = el("div", { class: "page" });

export const page = () => element;

/** Draws a page anew; what has the focus keeps it, by its id, and the words that are just being written there. */
export async function drawPage(name) {
  const drawn = await FETCH[name]();
  if (now().page !== name) return;
  const held = element.contains(document.activeElement) ? document.activeElement : null;
  const body = el("div", { class: "body", "aria-busy": "true" });
  fill(element, el("h1", {}, t(`page_${name}`)), el("p", { class: "about" }, t(`about_${name}`)), body);
  element.className = `page page-${name}`;
  const done = drawn.draw(body);
  const again = held?.id && document.getElementById(held.id);
  if (again) {
    again.focus();
    if (held.dataset.written) {
      again.value = held.value;
      again.dispatchEvent(new Event("input"));
    }
  }
  try {
    await done;
  } finally {
    body.removeAttribute("aria-busy");
  }
}
