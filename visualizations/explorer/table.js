// The table: the same set as the picture, with the same actions, for screen readers, narrow screens and those who like rows.

import { CHANGE, ended, more, name, names, stackName, typeOf, unsure } from "./cards.js";
import { button, el, fill, plain } from "./dom.js";
import { flags } from "./evidence.js";
import { openStep } from "./expand.js";
import { standing } from "./sieve.js";
import { go, now } from "./state.js";
import { day, glyph, phrase, t } from "./words.js";

const COLUMNS = ["symbol", "kind", "date", "issuer", "status", "title"];
const element = el("div", { class: "tables" });

export const tables = () => element;

const VALUE = {
  symbol: (node) => name(node),
  kind: (node) => typeOf(node),
  date: (node) => node.date ?? "9999",
  issuer: (node) => node.issuer?.label ?? "",
  status: (node) => (node.status ? t(`status_${node.status}`) : ""),
  title: (node) => plain(node.title),
};

function sorted(cards) {
  const [column, down] = now().sort.split(".");
  const value = VALUE[column] ?? VALUE.date;
  const order = new Intl.Collator("vi", { numeric: true }).compare;
  return [...cards].sort((a, b) => (down ? -1 : 1) * order(value(a.node), value(b.node)));
}

function head(column) {
  const [by, down] = now().sort.split(".");
  const on = by === column;
  const act = () => go({ sort: on && !down ? `${column}.down` : column });
  return el("th", { scope: "col", "aria-sort": on ? (down ? "descending" : "ascending") : null }, button([t(column), el("span", { "aria-hidden": "true" }, on ? (down ? " ▾" : " ▴") : "")], act, { class: "sort" }));
}

const cell = (key, ...inside) => el("td", { "data-label": t(key) }, ...inside);
const pick = (id, words, classes = "") => button(el("bdi", { class: classes }, words), () => go({ sel: id }), { class: "link", "data-pick": id });

function row(card, board, acts) {
  const { node } = card;
  const isRoot = node.id === board.root;
  const tier = el("span", { class: `dot t-${card.tier}`, title: t(`tier_${card.tier}`), "aria-hidden": "true" });
  const open = more(card) > 0 && button(`+${more(card)}`, (event) => acts.expand(node.id, event.currentTarget), { class: "plus", "aria-label": `+${more(card)} ${t("expand_of", { what: name(node) })}` });
  const away = card.opened && button("−", () => openStep(`-:${node.id}`), { class: "plus", "aria-label": `− ${t("collapse")}: ${name(node)}` });
  return el("tr", { class: now().sel === node.id ? "on" : null, "data-row": node.id },
    el("th", { scope: "row", "data-label": t("symbol") }, tier, pick(node.id, name(node), ended(node) ? "ended" : ""), unsure(node) && el("span", { title: t(node.resolved ? "unverified" : "unresolved") }, " ?"), isRoot && el("span", { class: "flag sure" }, t("root"))),
    cell("kind", typeOf(node)),
    cell("date", day(node.date) || t("undated")),
    cell("issuer", el("span", { lang: "vi" }, plain(node.issuer?.label))),
    cell("status", card.change && el("span", { class: `flag c-${card.change}` }, `${CHANGE[card.change]} ${t(`change_${card.change}`)}`), node.status && el("span", { class: `s-${node.status}` }, `${ended(node) ? `✕ ${day(node.status_since)} ` : ""}${t(`status_${node.status}`)}`)),
    cell("title", el("span", { lang: "vi", class: "clamp" }, plain(node.title || node.label))),
    cell("actions", open, away));
}

function stackRow(stack) {
  const act = () => openStep(stack.key);
  return el("tr", { class: "stack" },
    el("th", { scope: "row", "data-label": t("symbol") }, el("span", { class: `dot t-${stack.tier}`, "aria-hidden": "true" }), stackName(stack)),
    el("td", { colspan: 5, "data-label": t("hangs") }, `${glyph(stack.relation)} ${phrase(stack.relation, stack.end === "in")} · ${t(`tier_${stack.tier}`)}`),
    cell("actions", button(`+${stack.count}`, act, { class: "plus", "aria-label": `+${stack.count} ${t("open_stack", { what: stackName(stack) })}` })));
}

function lineRow(line, called) {
  const older = called.get(line.source);
  const newer = called.get(line.target);
  const ends = (key, words) => (key.startsWith("+") ? words : pick(key, words));
  return el("tr", { class: now().sel === `e:${line.id}` ? "on" : null },
    cell("earlier", ends(line.source, older)),
    cell("relations", button([el("span", { class: `glyph r-${line.type}`, "aria-hidden": "true" }, glyph(line.type)), ` ${phrase(line.type, line.reverse)}`], () => (line.id.startsWith("+") ? openStep(line.id) : go({ sel: `e:${line.id}` })), { class: "link" })),
    cell("later", ends(line.target, newer)),
    cell("proof", line.id.startsWith("+") ? "" : flags(line)));
}

/** Draws what the picture would show. `acts`: {expand(key, element)}. */
export function drawTable(board, sieved, acts) {
  const cards = sorted(board.cards.filter((card) => sieved.cards.has(card.node.id)));
  const stacks = standing(board, sieved);
  const lines = board.lines.filter((line) => sieved.lines.has(line.id));
  const called = new Map([...names(board.cards.map((card) => card.node)), ...board.stacks.map((stack) => [stack.key, stackName(stack)])]);
  const order = new Map(cards.map((card, index) => [card.node.id, index]));
  lines.sort((a, b) => (order.get(a.target) ?? 999) - (order.get(b.target) ?? 999));
  const held = document.activeElement?.dataset?.pick ?? null;
  const sortHeld = element.contains(document.activeElement) && document.activeElement.classList.contains("sort") ? [...element.querySelectorAll(".sort")].indexOf(document.activeElement) : -1;
  fill(element,
    el("table", { id: "documents" }, el("caption", {}, `${t("documents")} (${cards.length})`),
      el("thead", {}, el("tr", {}, COLUMNS.map(head), el("th", { scope: "col" }, t("actions")))),
      el("tbody", {}, cards.map((card) => row(card, board, acts)), stacks.map(stackRow))),
    el("table", { id: "relations" }, el("caption", {}, `${t("relations")} (${lines.length})`),
      el("thead", {}, el("tr", {}, ["earlier", "relations", "later", "proof"].map((key) => el("th", { scope: "col" }, t(key))))),
      el("tbody", {}, lines.map((line) => lineRow(line, called)))));
  if (held) element.querySelector(`[data-pick="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  if (sortHeld >= 0) element.querySelectorAll(".sort")[sortHeld]?.focus();
}
