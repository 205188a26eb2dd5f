// Who carried out what, after how many days, and of whom nothing is known: documents by bodies, as a heat table.

import { name } from "./cards.js";
import { button, el, fill, plain, say } from "./dom.js";
import { kindPick, lead } from "./parts.js";
import { searchBox } from "./search.js";
import * as server from "./server.js";
import { go, now, opened } from "./state.js";
import { day, number, t } from "./words.js";

const STEPS = [30, 90, 180, 365]; // days: up to each, one shade

const LONG = 46; // letters of a heading: two lines

const short = (label) => (label.length > LONG ? `${label.slice(0, LONG).trimEnd()}…` : label);
const shade = (days) => `h${1 + STEPS.filter((most) => days > most).length}`;

function cell(found, document, body) {
  if (!found?.by) return el("td", { class: "nil" }, el("span", { "aria-hidden": "true" }, "–"), el("span", { class: "vh" }, t("gap_none")));
  const known = found.lag_days !== null;
  const words = known ? t("after_days", { n: number(found.lag_days) }) : t("gap_undated");
  const tip = `${plain(body.label)}: ${words}${found.date ? `, ${day(found.date)}` : ""}`;
  return el("td", { class: known ? shade(found.lag_days) : "h0" }, lead(opened(found.by), [el("span", { "aria-hidden": "true" }, known ? number(found.lag_days) : "✓"), el("span", { class: "vh" }, words)], { title: tip }));
}

function scale() {
  const spans = ["≤ 30", "31–90", "91–180", "181–365", "> 365"];
  return el("p", { class: "scale" }, `${t("days")}: `, spans.map((span, index) => el("span", { class: `swatch h${index + 1}` }, span)), el("span", { class: "swatch h0" }, `✓ ${t("gap_undated")}`), el("span", { class: "swatch nil" }, `– ${t("gap_none")}`));
}

function issuer() {
  const take = (value) => go({ a: value });
  const box = searchBox("gaps-issuer", { label: t("issuer"), found: take, typed: take });
  const chosen = now().a;
  const chip = button("", () => take(""), { class: "chip" });
  const told = (what) => {
    fill(chip, what, el("span", { "aria-hidden": "true" }, " ×"));
    chip.setAttribute("aria-label", t("remove", { what }));
  };
  if (chosen) {
    told(chosen);
    server.node(chosen).then((body) => told(name(body)), () => {}); // what is wrong with it, the table tells
  }
  return el("div", { class: "end" }, el("span", { class: "label", "aria-hidden": "true" }, t("issuer")), box.form, chosen && chip);
}

function terms() {
  const values = ["", "XIV", "XIII", "XII", "XI", "X", "IX", "VIII", "VII", "VI"];
  return el("label", {}, `${t("term")} `, el("select", { id: "gaps-term", onchange: (event) => go({ term: event.target.value }) }, values.map((value) => el("option", { value, selected: now().term === value }, value || t("any_term")))));
}

export async function draw(body) {
  const { a, kind: kinds, term } = now();
  const below = el("div", {});
  fill(body, el("div", { class: "form" }, issuer(), kindPick(kinds[0] ?? "", (value) => go({ kind: value ? [value] : [] })), terms()), below);
  const found = await server.gaps(a, kinds[0], term);
  const cells = new Map(found.cells.map((one) => [`${one.document} ${one.body}`, one]));
  const done = (document) => found.bodies.some((one) => cells.get(`${document.id} ${one.id}`)?.by);
  const rows = found.documents.filter(done);
  const bare = found.documents.filter((document) => !done(document));
  say(t("gaps_found", { n: rows.length, m: found.bodies.length }));
  const heads = found.bodies.map((one) => el("th", { scope: "col", lang: "vi", title: plain(one.label) }, el("span", { class: "upright", "aria-hidden": "true" }, short(plain(one.label))), el("span", { class: "vh" }, plain(one.label))));
  const table = el("table", { class: "heat" }, el("caption", {}, t("gaps_found", { n: rows.length, m: found.bodies.length })),
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("documents")), heads)),
    el("tbody", {}, rows.map((document) => el("tr", {}, el("th", { scope: "row" }, lead(opened(document.id), name(document)), el("span", { class: "when" }, ` ${day(document.date)}`)), found.bodies.map((one) => cell(cells.get(`${document.id} ${one.id}`), document, one))))));
  fill(below,
    found.truncated && el("p", { class: "note" }, t("cut")),
    scale(),
    rows.length ? el("div", { class: "wide", tabindex: 0, role: "region", "aria-label": t("page_gaps") }, table) : el("p", { class: "hint" }, t("none")),
    bare.length > 0 && el("details", { class: "bare" }, el("summary", {}, t("gaps_bare", { n: bare.length })), el("ul", {}, bare.map((document) => el("li", {}, lead(opened(document.id), name(document)), el("span", { class: "when" }, ` ${day(document.date)}`))))));
}
