// Two days beside each other: what came, what ended, what changed, each with the words that did it.

import { CHANGE, name } from "./cards.js";
import { dayField, el, fill, say } from "./dom.js";
import { proofs } from "./evidence.js";
import { kindPick, lead, line } from "./parts.js";
import * as server from "./server.js";
import { go, now, opened } from "./state.js";
import { day, glyph, number, phrase, t } from "./words.js";

const dated = (field) =>
  el("label", {}, `${t(field)} `, dayField(now()[field], (value) => go({ [field]: value }), { id: `page-${field}` }));

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
