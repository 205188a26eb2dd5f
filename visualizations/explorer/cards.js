// Cards, stacks and +n badges as SVG, and how each is read out. Owns their looks; what pressing them does is told by their owner.

import { plain, svg } from "./dom.js";
import { day, glyph, kind, phrase, t } from "./words.js";

const MARKS = { in_force: "●", amended: "◐", superseded: "✕", repealed: "✕", expired: "✕", not_yet: "◷" };
const ENDED = new Set(["superseded", "repealed", "expired"]);

/** What happened to a card between two days. */
export const CHANGE = { added: "+", ended: "✕", changed: "✎" };

const measure = document.createElement("canvas").getContext("2d");
const FACE = '"Be Vietnam Pro", system-ui, sans-serif';

/** How wide a text stands. */
export function measured(text, font) {
  measure.font = `${font} ${FACE}`;
  return measure.measureText(text).width;
}

const known = new Map(); // texts that were cut before: a picture is drawn anew far more often than its words change
const KEPT = 4000;

/** Text cut to a width, with … where it was cut. */
export function fitted(text, width, font) {
  const key = `${font} ${width} ${text}`;
  if (!known.has(key)) {
    if (known.size > KEPT) known.clear();
    known.set(key, cut(text, width, font));
  }
  return known.get(key);
}

function cut(text, width, font) {
  measure.font = `${font} ${FACE}`;
  const whole = plain(text).slice(0, 200);
  if (measure.measureText(whole).width <= width) return whole;
  let [low, high] = [0, whole.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure.measureText(`${whole.slice(0, middle)}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  return `${whole.slice(0, low).trimEnd()}…`;
}

/** A name on two lines, broken between words. */
function twoLines(text, width) {
  const words = plain(text).slice(0, 200).split(" ");
  measure.font = `600 12px ${FACE}`;
  let first = words.shift();
  while (words.length && measure.measureText(`${first} ${words[0]}`).width <= width) first += ` ${words.shift()}`;
  const lines = [fitted(first, width, "600 12px")];
  if (words.length) lines.push(fitted(words.join(" "), width, "600 12px"));
  return lines;
}

export const ended = (node) => ENDED.has(node.status);
export const unsure = (node) => !node.verified || !node.resolved;
export const name = (node) => plain(node.symbol || node.label || node.id);
/** The names of some nodes by id; where two would be called the same, each with its day. */
export function names(nodes) {
  const counts = new Map();
  for (const node of nodes) counts.set(name(node), (counts.get(name(node)) ?? 0) + 1);
  return new Map(nodes.map((node) => [node.id, counts.get(name(node)) > 1 && node.date ? `${name(node)} (${day(node.date)})` : name(node)]));
}

/** What a node is about, where that is more than its name. */
export const subject = (node) => (plain(node.title) === name(node) ? "" : plain(node.title));
export const more = (card) => Object.values(card.hidden).reduce((sum, n) => sum + n, 0);
export const typeOf = (node) => kind(node.doc_kind || node.kind);

/** What a stack is called: "11 kế hoạch". */
export const stackName = (stack) => t("stack", { n: stack.count, what: kind(stack.doc_kind) });

/** The second line: date and type, or from when to when; the end alone where both have no room. */
function second(node, width) {
  const font = "400 11.5px";
  const when = day(node.date) || t("undated");
  if (!ended(node)) return fitted(node.kind === "document" ? `${when} · ${typeOf(node)}` : typeOf(node), width, font);
  const end = `✕ ${day(node.status_since)}`.trim();
  const both = fitted(`${when} ${end}`, width, font);
  return both.endsWith("…") ? fitted(end, width, font) : both;
}

/** A card in words, for screen readers. */
export function spoken(card, isRoot) {
  const { node } = card;
  const status = node.status ? t(`status_${node.status}`) : "";
  const rest = more(card) ? t("keys_card", { n: more(card) }) : "";
  const open = !node.resolved ? t("unresolved") : !node.verified ? t("unverified") : "";
  return [name(node), typeOf(node), day(node.date) || t("undated"), status, open, card.change ? t(`change_${card.change}`) : "", isRoot ? t("root") : "", rest].filter(Boolean).join(", ");
}

/** What of a card is focused and read out: a ring around it. The words on the card, cut where they are long, are for the eye alone. */
const handle = ({ width, height }, words) => svg("rect", { class: "ring", role: "button", tabindex: -1, "aria-label": words, x: -4, y: -4, width: width + 8, height: height + 8, rx: 10 });

/** One card. */
export function drawCard(card, size, isRoot) {
  const { node } = card;
  const { width, height } = size;
  const mark = MARKS[node.status] ?? "";
  const symbol = fitted(name(node), width - (unsure(node) ? 52 : 38), "600 14px");
  const lines = node.kind === "document" && (node.symbol || node.date) ? null : twoLines(name(node), width - 36);
  const classes = ["card", `t-${card.tier}`, isRoot && "root", ended(node) && "ended", unsure(node) && "unsure"].filter(Boolean).join(" ");
  return svg(
    "g",
    {
      class: classes,
      "data-key": node.id,
      transform: `translate(${card.x - width / 2} ${card.y - height / 2})`,
    },
    svg("title", {}, [name(node), plain(node.title || node.label)].join(" – ").slice(0, 400)),
    handle(size, spoken(card, isRoot)),
    svg("rect", { class: "plate", width, height, rx: node.kind === "document" ? 6 : height / 2 }),
    node.kind === "document" && svg("rect", { class: "stripe", x: 1, y: 5, width: isRoot ? 7 : 4, height: height - 10, rx: 1 }),
    lines
      ? lines.map((line, index) => svg("text", { "aria-hidden": "true", class: "head small", x: 18, y: (lines.length > 1 ? 19 : 27) + 15 * index }, line))
      : [
          svg("text", { "aria-hidden": "true", class: "head", x: 14, y: 20 }, symbol),
          // A line of its own colour: in that of the letters it would swallow the dash of a symbol.
          ended(node) && svg("path", { class: "strike", d: `M12 15H${Math.round(16 + measured(symbol, "600 14px"))}` }),
          svg("text", { "aria-hidden": "true", class: "sub", x: 14, y: 37 }, second(node, width - 18)),
        ],
    unsure(node) && svg("text", { "aria-hidden": "true", class: "mark", x: width - (mark ? 24 : 10), y: 20, "text-anchor": "end" }, "?"),
    card.change && svg("g", { class: `change c-${card.change}`, transform: "translate(-8 -10)" }, svg("rect", { width: 24, height: 20, rx: 10 }), svg("text", { "aria-hidden": "true", x: 12, y: 15, "text-anchor": "middle" }, CHANGE[card.change])),
    mark && svg("text", { "aria-hidden": "true", class: `mark s-${node.status}`, x: width - 9, y: 20, "text-anchor": "end" }, mark),
  );
}

/** The badge that tells how much more hangs on a card; 27 units high, so that fingers find it in a picture a little smaller too. */
export function drawBadge(card, size) {
  const n = more(card);
  if (!n && !card.opened) return null;
  const words = n ? `+${n}` : "−";
  const width = Math.max(30, 14 + 8 * words.length);
  return svg(
    "g",
    {
      class: `badge t-${card.tier}`,
      "aria-hidden": "true",
      "data-more": card.node.id,
      transform: `translate(${card.x + size.width / 2 - width - 6} ${card.y + size.height / 2 - 7})`,
    },
    svg("title", {}, n ? t("expand_n", { n }) : t("collapse")),
    svg("rect", { width, height: 27, rx: 13.5 }),
    svg("text", { x: width / 2, y: 18, "text-anchor": "middle" }, words),
  );
}

/** A stack of siblings alike. */
export function drawStack(stack, size) {
  const { width, height } = size;
  const label = `${stackName(stack)}, ${t(`tier_${stack.tier}`)}, ${phrase(stack.relation, stack.end === "in")}`;
  return svg(
    "g",
    {
      class: `card stack t-${stack.tier}`,
      "data-key": stack.key,
      "data-step": stack.key,
      transform: `translate(${stack.x - width / 2} ${stack.y - height / 2})`,
    },
    svg("title", {}, label),
    handle(size, t("open_stack", { what: label })),
    svg("rect", { class: "plate", x: 6, y: 4, width: width - 6, height: height - 4, rx: 6 }),
    svg("rect", { class: "plate", x: 3, y: 2, width: width - 6, height: height - 4, rx: 6 }),
    svg("rect", { class: "plate", width: width - 6, height: height - 4, rx: 6 }),
    svg("text", { "aria-hidden": "true", class: "head", x: 14, y: 19 }, fitted(stackName(stack), width - 44, "600 14px")),
    svg("text", { "aria-hidden": "true", class: "sub", x: 14, y: 35 }, fitted(`${glyph(stack.relation)} ${phrase(stack.relation, stack.end === "in")}`, width - 44, "400 11.5px")),
    svg("text", { "aria-hidden": "true", class: "mark", x: width - 16, y: 27, "text-anchor": "end" }, "+"),
  );
}

/** The head of a drawer: what stands in it, and pressing it puts that away. */
export function drawHead(drawer, size) {
  const { width, height } = size;
  const label = `${stackName(drawer)}, ${phrase(drawer.relation, drawer.end === "in")}`;
  return svg(
    "g",
    {
      class: `card stack head-of t-${drawer.tier}`,
      "data-key": drawer.key,
      "data-step": drawer.closes,
      transform: `translate(${drawer.x - width / 2} ${drawer.y - height / 2})`,
    },
    svg("title", {}, label),
    handle(size, t("close_stack", { what: label })),
    svg("rect", { class: "plate", width, height, rx: 6 }),
    svg("text", { "aria-hidden": "true", class: "head", x: 14, y: 20 }, fitted(stackName(drawer), width - 44, "600 14px")),
    svg("text", { "aria-hidden": "true", class: "sub", x: 14, y: 37 }, fitted(`${glyph(drawer.relation)} ${phrase(drawer.relation, drawer.end === "in")}`, width - 44, "400 11.5px")),
    svg("text", { "aria-hidden": "true", class: "mark", x: width - 12, y: 29, "text-anchor": "end" }, "−"),
  );
}
