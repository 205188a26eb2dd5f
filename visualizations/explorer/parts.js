// What the pages are put together from: links that lead on, documents in a line, a choice of kinds.

import { ended, name, subject, typeOf } from "./cards.js";
import { el, plain } from "./dom.js";
import { go, now, opened, written } from "./state.js";
import { day, docKinds, kind, t } from "./words.js";

/** A link to another state of the page, which can be opened in a tab of its own. */
export function lead(change, words, attributes = {}) {
  const act = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    go(change);
  };
  return el("a", { href: written({ ...now(), ...change }), onclick: act, ...attributes }, words);
}

/** What the pages choose of kinds of documents. */
export function kindPick(value, act) {
  const choices = [el("option", { value: "" }, t("any_kind")), ...docKinds().map((one) => el("option", { value: one, selected: value === one }, kind(one)))];
  return el("label", {}, `${t("f_kind")} `, el("select", { id: "page-kind", onchange: (event) => act(event.target.value) }, choices));
}

/** A document in one line: what it is, when, whose. */
export function line(node) {
  const about = [typeOf(node), day(node.date), plain(node.issuer?.label)].filter(Boolean).join(" · ");
  return [
    lead(opened(node.id), el("bdi", { class: ended(node) ? "ended" : "" }, name(node)), { class: "strong" }),
    el("span", { class: "when" }, ` ${about}`),
    subject(node) && el("p", { class: "other", lang: "vi" }, subject(node)),
  ];
}
