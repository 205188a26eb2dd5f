// A source, opened where a quote stands. Owns the dialog; places are code points of the text, as the server counts them.

import { button, el, fill, plain } from "./dom.js";
import * as server from "./server.js";
import { go, now } from "./state.js";
import { day, t } from "./words.js";

const inside = el("div", { class: "inside" });
const dialog = el("dialog", { class: "reader", "aria-labelledby": "reader-title" }, inside);

export const reader = () => dialog;

// The browser itself gives the focus back as it closes; this comes a moment later, when it may be elsewhere already.
dialog.addEventListener("close", () => now().read && go({ read: "" }));

/** Where the n-th code point begins, in the units that JavaScript cuts strings by. */
export function unit(text, codePoints) {
  let at = 0;
  for (let n = 0; n < codePoints && at < text.length; n += 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

/** Shows a place, `SOURCE:START:END`, or closes. */
export async function showReader(place) {
  if (!place) {
    if (dialog.open) dialog.close();
    return;
  }
  const [, id, start, end] = /^(.+):(\d+):(\d+)$/.exec(place) ?? [null, place, "0", "0"];
  const head = (about) =>
    el("header", {}, el("h2", { id: "reader-title", lang: "vi" }, plain(about?.title ?? id)), button("×", () => dialog.close(), { class: "close", "aria-label": t("close"), title: t("close") }));
  fill(inside, head(null));
  if (!dialog.open) dialog.showModal();
  try {
    const [about, text] = await Promise.all([server.source(id), server.text(id)]);
    if (now().read !== place) return;
    const [from, to] = [unit(text, Number(start)), unit(text, Number(end))];
    const mark = el("mark", { tabindex: -1 }, text.slice(from, to));
    const url = /^https?:\/\//.test(about.uri ?? "") ? about.uri : null;
    const facts = [about.publisher && plain(about.publisher), about.published && day(about.published), t("place", { start, end })].filter(Boolean).join(" · ");
    const words = el("div", { class: "text", lang: "vi", tabindex: 0, role: "region", "aria-labelledby": "reader-title" }, text.slice(0, from), mark, text.slice(to));
    fill(inside, head(about), el("p", { class: "meta" }, facts, " ", url && el("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, t("original"))), words);
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
  } catch (error) {
    fill(inside, head(null), el("p", { role: "alert", class: "note" }, t("failed", { why: error.message })));
  }
}
