// The evidence panel: what the chosen card or line is, how it hangs together with others both ways, and the words that prove it.

import { CHANGE, ended, more, name, names, subject, typeOf } from "./cards.js";
import { button, el, fill, plain } from "./dom.js";
import { flags, proofs } from "./evidence.js";
import { lead } from "./parts.js";
import { reviewing } from "./review.js";
import { openStep } from "./expand.js";
import * as server from "./server.js";
import { atPage, go, now, opened } from "./state.js";
import { day, glyph, phrase, relationOrder, sentence, t } from "./words.js";

const body = el("div", { class: "inside" });
const element = el("aside", { class: "panel", tabindex: -1 }, body);
let drawn = "";
let asked = 0;

export const panel = () => element;
export const focusPanel = () => element.focus();

/** Shows what is chosen on a board; the same once more changes nothing. */
export async function showPanel(board, chosen) {
  element.setAttribute("aria-label", t("evidence"));
  const version = JSON.stringify([chosen, document.documentElement.lang, now().open, now().day, now().since]);
  if (version === drawn) return;
  const sameThing = drawn && JSON.parse(drawn)[0] === chosen;
  drawn = version;
  const mine = ++asked;
  if (!chosen) {
    fill(body, el("h2", {}, t("evidence")), el("p", { class: "hint" }, t("choose")), now().since && moved(board), legend(board));
    return;
  }
  try {
    const parts = chosen.startsWith("e:") ? await edgeParts(board, chosen.slice(2)) : await nodeParts(board, chosen);
    if (mine !== asked) return;
    fill(body, parts);
    if (!sameThing) element.scrollTop = 0;
  } catch (error) {
    if (mine !== asked) return;
    // A relation that was rejected, or went with its source, is told so; it is nothing that failed.
    const gone = chosen.startsWith("e:") && error.status === 404;
    fill(body, close(), el("p", { role: "alert", class: "note" }, gone ? t("edge_gone") : t("failed", { why: error.message })), gone && el("p", { class: "acts" }, lead(atPage("reviews"), t("page_reviews"))));
  }
}

export const forget = () => (drawn = "");

const close = () => button("×", () => go({ sel: "" }), { class: "close", "aria-label": t("close"), title: t("close") });

/** Leads to a node: chooses it where it stands on the board, else opens it. */
function link(board, node) {
  const there = board.cards.some((card) => card.node.id === node.id);
  return button(el("bdi", { class: ended(node) ? "ended" : "" }, name(node)), () => go(there ? { sel: node.id } : opened(node.id)), { class: "link" });
}

/** What changed between the two days, of what stands on the board. */
function moved(board) {
  const found = board.cards.filter((card) => card.change);
  const parts = ["added", "ended", "changed"].map((what) => [what, found.filter((card) => card.change === what)]).filter(([, cards]) => cards.length);
  return el("section", { class: "moved" },
    el("h3", {}, t("between", { from: day(now().since), to: now().day ? day(now().day) : t("today_in") })),
    parts.length ? parts.map(([what, cards]) => [el("h4", { class: `c-${what}` }, `${CHANGE[what]} ${t(`change_${what}`)} (${cards.length})`), el("ul", {}, cards.map((card) => el("li", {}, link(board, card.node))))]) : el("p", { class: "hint" }, t("none")),
    el("p", { class: "acts" }, lead(atPage("compare", { from: now().since, to: now().day || new Date().toISOString().slice(0, 10) }), t("compare_all"))));
}

async function edgeParts(board, id) {
  const [edge, said] = await Promise.all([server.edge(id), server.reviews()]);
  const at = (key) => board.cards.find((card) => card.node.id === key)?.node ?? server.node(key);
  const [from, to] = await Promise.all([at(edge.from), at(edge.to)]);
  const called = names([from, to]);
  const says = sentence(edge.type, false, called.get(from.id), called.get(to.id));
  return [
    close(),
    el("h2", {}, el("span", { class: `glyph r-${edge.type}`, "aria-hidden": "true" }, glyph(edge.type)), ` ${phrase(edge.type)}`),
    el("p", { class: "says" }, el("bdi", {}, says)),
    el("p", {}, flags(edge), el("span", { class: "when" }, " · ", t("confidence", { n: `${Math.round(edge.confidence * 100)} %` }))),
    el("p", { class: "ends" }, link(board, from), " · ", link(board, to)),
    el("h3", {}, t("evidence")),
    proofs(edge, says),
    reviewing(edge, said.reviews.filter((one) => one.id === edge.id), () => {
      dispatchEvent(new Event("graph"));
    }),
  ];
}

async function nodeParts(board, id) {
  const card = board.cards.find((one) => one.node.id === id);
  const [node, page] = await Promise.all([card ? card.node : server.node(id), server.relations(id)]);
  const about = subject(node) || (plain(node.label) === name(node) ? "" : plain(node.label));
  const list = el("div", { class: "relations" });
  const known = [];
  const add = (found) => {
    known.push(...found.relations);
    const open = [...list.querySelectorAll("details")].filter((one) => one.open).map((one) => one.dataset.group);
    fill(list, groups(board, node, known, open));
    if (found.next) {
      list.append(button(t("more"), async (event) => {
        event.target.disabled = true;
        add(await server.relations(id, found.next));
      }));
    }
  };
  add(page);
  return [
    close(),
    el("h2", { class: card ? `t-${card.tier}` : "" }, el("bdi", { class: ended(node) ? "ended" : "" }, name(node))),
    about && el("p", { lang: "vi", class: "title" }, about),
    el("p", {}, statusChip(node), !node.resolved && el("span", { class: "flag" }, t("unresolved")), !node.verified && el("span", { class: "flag" }, t("unverified"))),
    facts(board, node),
    el("p", { class: "acts" },
      id !== board.root && button(t("make_root"), () => go(opened(id))),
      card && more(card) > 0 && button(t("expand_n", { n: more(card) }), () => openStep(`+:${id}`)),
      node.kind === "document" && lead(atPage("path", { a: node.id, b: id === board.root ? "" : board.root }), t("how_tied")),
      card?.opened && button(t("collapse"), () => openStep(`-:${id}`))),
    el("h3", {}, t("relations")),
    list,
  ];
}

function statusChip(node) {
  if (!node.status) return null;
  const mark = ended(node) ? "✕ " : "";
  const since = node.status_since && node.status !== "in_force" ? ` ${t("since", { day: day(node.status_since) })}` : "";
  return el("span", { class: `status s-${node.status}` }, `${mark}${t(`status_${node.status}`)}${since}`);
}

function facts(board, node) {
  const rows = [
    ["kind", typeOf(node)],
    ["date", day(node.date)],
    ["effective", day(node.effective_from)],
    ["term", node.term],
    ["issuer", node.issuer && button(plain(node.issuer.label), () => go(opened(node.issuer.id)), { class: "link", lang: "vi" })],
    ["aliases", (node.aliases ?? []).map(plain).join("; ")],
    ["candidates", node.candidates?.length ? node.candidates.map(({ id }) => button(id, () => go(opened(id)), { class: "link" })) : ""],
  ];
  return el("dl", {}, rows.filter(([, value]) => value).map(([key, value]) => el("div", {}, el("dt", {}, t(key)), el("dd", {}, value))));
}

/** The relations of a node by kind and direction; the first few groups stand open. */
function groups(board, node, found, open) {
  const said = (edge, other) => {
    const called = names([node, other]);
    return sentence(edge.type, false, called.get(edge.from), called.get(edge.to));
  };
  if (!found.length) return el("p", { class: "hint" }, t("no_relations"));
  const byWay = Map.groupBy
    ? Map.groupBy(found, ({ edge }) => `${edge.type}${edge.from === node.id ? ">" : "<"}`)
    : found.reduce((map, one) => {
        const key = `${one.edge.type}${one.edge.from === node.id ? ">" : "<"}`;
        return map.set(key, [...(map.get(key) ?? []), one]);
      }, new Map());
  return [...byWay].map(([way, members], index) => {
    const type = way.slice(0, -1);
    const details = el("details", { open: open.length ? open.includes(way) : index === 0 || members.length <= 3, "data-group": way },
      el("summary", {}, el("span", { class: `glyph r-${type}`, "aria-hidden": "true" }, glyph(type)), ` ${phrase(type, way.endsWith("<"))} `, el("span", { class: "n" }, `(${members.length})`)),
      el("ul", {}, members.map(({ edge, other }) => el("li", {}, link(board, other), " ", other.date && el("span", { class: "when" }, `${day(other.date)} `), flags(edge, other.date, node.date), subject(other) && el("p", { class: "other", lang: "vi" }, subject(other)), proofs(edge, said(edge, other)), button(t("judge"), () => go({ sel: `e:${edge.id}` }), { class: "quiet" })))));
    return details;
  });
}

/** What the lines and marks of this board mean: each relation that it holds, as it reads from left to right. */
function legend(board) {
  const ways = new Map(board.lines.map((line) => [line.type, line.reverse]));
  const seen = relationOrder().filter((type) => ways.has(type));
  return el("section", { class: "legend" }, el("h3", {}, t("legend")),
    el("ul", {}, seen.map((type) => el("li", { class: `r-${type}` }, el("span", { class: "stroke", "aria-hidden": "true" }), el("span", { class: "glyph", "aria-hidden": "true" }, glyph(type)), ` ${phrase(type, ways.get(type))}`))),
    el("ul", {}, ["marks", "struck", "thin", "plus"].map((key) => el("li", {}, t(key)))),
    el("p", {}, t("picture_keys")));
}
