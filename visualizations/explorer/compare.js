// Two days beside each other: what came, what ended, what changed, each with the words that did it.

import { CHANGE, ended, name, subject, typeOf } from "./cards.js";
import { dayField, el, fill, plain, say } from "./dom.js";
import { proofs } from "./evidence.js";
import { lead } from "./pages.js";
import * as server from "./server.js";
import { go, now, opened } from "./state.js";
import { day, docKinds, glyph, kind, number, phrase, t } from "./words.js";

/** What the pages choose of kinds of documents. */
export function kindPick(value, act) {
  const choices = [el("option", { value: "" }, t("any_kind")), ...docKinds().map((one) => el("option", { value: one, selected: value === one }, kind(one)))];
  return el("label", {}, `${t("f_kind")} `, el("select", { id: "page-kind", onchange: (event) => act(event.target.value) }, choices));
}

const dated = (field) =>
  el("label", {}, `${t(field)} `, dayField(now()[field], (value) => go({ [field]: value }), { id: `page-${field}` }));

/** A document in one line: what it is, when, whose. */
export function line(node) {
  const about = [typeOf(node), day(node.date), plain(node.issuer?.label)].filter(Boolean).join(" · ");
  return [
    lead(opened(node.id), el("bdi", { class: ended(node) ? "ended" : "" }, name(node)), { class: "strong" }),
    el("span", { class: "when" }, ` ${about}`),
    subject(node) && el("p", { class: "other", lang: "vi" }, subject(node)),
  ];
}

function change(found, acting) {
  const words = `${t(`status_${found.before}`)} → ${t(`status_${found.after}`)}${found.since ? ` ${t("since", { day: day(found.since) })}` : ""}`;
  const why = found.by.map((edge) => {
    const by = acting.get(edge.from);
    return el("details", {}, el("summary", {}, el("span", { class: `glyph r-${edge.type}`, "aria-hidden": "true" }, glyph(edge.type)), ` ${phrase(edge.type, true)} `, el("bdi", {}, name(by)), by.date && el("span", { class: "when" }, ` ${day(by.date)}`)), lead(opened(by.id), t("open_document")), proofs(edge));
  });
  return el("li", {}, line(found.node), el("p", { class: "turn" }, words), why);
}

function section(what, found, row) {
  return el("section", { class: `change c-${what}` }, el("h2", {}, el("span", { class: "mark", "aria-hidden": "true" }, `${CHANGE[what]} `), `${t(`change_${what}`)} `, el("span", { class: "n" }, `(${number(found.length)})`)), found.length ? el("ul", {}, found.map(row)) : el("p", { class: "hint" }, t("none")));
}

export async function draw(body) {
  const { from, to, kind: kinds } = now();
  const below = el("div", { class: "columns" });
  fill(body, el("div", { class: "form" }, dated("from"), dated("to"), kindPick(kinds[0] ?? "", (value) => go({ kind: value ? [value] : [] }))), below);
  if (!from || !to) return void fill(below, el("p", { class: "hint" }, t("two_days")));
  const found = await server.compare(from, to, kinds[0]);
  say(["added", "ended", "changed"].map((what) => `${t(`change_${what}`)}: ${found[what].length}`).join(", "));
  const acting = new Map(found.acting.map((node) => [node.id, node]));
  const turned = (one) => change(one, acting);
  fill(below,
    found.truncated && el("p", { class: "note" }, t("cut")),
    section("added", found.added, (node) => el("li", {}, line(node))),
    section("ended", found.ended, turned),
    section("changed", found.changed, turned));
}
