// What the filters leave of a board, and how many each choice would find. Pure: no drawing, no asking.

import { ended } from "./cards.js";
import { glyph, kind, phrase, relationOrder, t } from "./words.js";

const TIERS = ["central", "politburo", "party", "state", "local", "other"];

const full = (iso, last) => (iso.length === 4 ? `${iso}-${last ? "12-31" : "01-01"}` : iso.length === 7 ? `${iso}-${last ? "31" : "01"}` : iso);

function passes(node, tier, state) {
  if (state.kind.length && !state.kind.includes(node.doc_kind || node.kind)) return false;
  if (state.tier.length && !state.tier.includes(tier)) return false;
  if (state.body.length && !state.body.includes(node.issuer?.id ?? "")) return false;
  if (state.force && (ended(node) || node.status === "not_yet")) return false;
  if (state.from && !(node.date && full(node.date, true) >= state.from)) return false;
  if (state.to && !(node.date && full(node.date, false) <= state.to)) return false;
  return true;
}

/** {cards, lines} as sets of keys, and in {counts} how many each stack has left; the root always stays. Where lines are filtered, a card stays only if a line still leads to it. */
export function sieve(board, state) {
  const cards = new Set();
  for (const card of board.cards) if (card.node.id === board.root || (passes(card.node, card.tier, state) && (!state.moved || card.change))) cards.add(card.node.id);
  const counts = new Map();
  for (const stack of board.stacks) {
    const left = stack.members.filter((member) => passes({ ...member, doc_kind: stack.doc_kind }, stack.tier, state)).length;
    counts.set(stack.key, left);
    if (left && !state.moved) cards.add(stack.key);
  }
  for (const drawer of board.drawers) {
    const left = drawer.ids.filter((id) => cards.has(id)).length;
    counts.set(drawer.key, left);
    if (left) cards.add(drawer.key);
  }
  const kept = [...board.lines, ...board.drawers.map((drawer) => drawer.line)].filter(
    (line) =>
      cards.has(line.source) &&
      cards.has(line.target) &&
      (!state.rel.length || state.rel.includes(line.type)) &&
      (!state.sure || (line.verified && line.modality !== "planned")),
  );
  if (state.rel.length || state.sure) {
    const tied = new Set([board.root, ...kept.flatMap((line) => [line.source, line.target])]);
    for (const key of cards) if (!tied.has(key)) cards.delete(key);
  }
  return { cards, counts, lines: new Set(kept.map((line) => line.id)) };
}

/** The stacks that the filters leave, each with as many cards as they leave of it. */
export const standing = (board, sieved) =>
  board.stacks.filter((stack) => sieved.cards.has(stack.key)).map((stack) => ({ ...stack, count: sieved.counts.get(stack.key) }));

const counted = (values) => {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

const options = (counts, words, order) =>
  [...counts]
    .map(([value, n]) => ({ value, n, words: words(value) }))
    .sort(order ? (a, b) => order.indexOf(a.value) - order.indexOf(b.value) : (a, b) => b.n - a.n || a.words.localeCompare(b.words, "vi"));

/** The choices of each list of filters with how many cards or lines each finds on this board. */
export function facets(board) {
  const nodes = board.cards.map((card) => card.node);
  const issued = [...nodes, ...board.stacks.flatMap((stack) => stack.members)].filter((node) => node.issuer);
  const bodies = new Map(issued.map((node) => [node.issuer.id, node.issuer.label]));
  const order = relationOrder();
  return {
    kind: options(counted([...nodes.map((node) => node.doc_kind || node.kind), ...board.stacks.flatMap((s) => Array(s.count).fill(s.doc_kind))]), kind),
    rel: options(counted(board.lines.flatMap((line) => Array(line.count).fill(line.type))), (name) => `${glyph(name)} ${phrase(name)}`, order),
    body: options(counted(issued.map((node) => node.issuer.id)), (id) => bodies.get(id)),
    tier: options(counted([...board.cards.map((card) => card.tier), ...board.stacks.flatMap((s) => Array(s.count).fill(s.tier))]), (name) => t(`tier_${name}`), TIERS),
  };
}

/** How many cards are in force, and how many lines are confirmed. */
export const sums = (board) => ({
  force: [...board.cards.map((card) => card.node), ...board.stacks.flatMap((stack) => stack.members)].filter((node) => !ended(node) && node.status !== "not_yet").length,
  sure: board.lines.filter((line) => line.verified && line.modality !== "planned").length,
  moved: board.cards.filter((card) => card.change).length,
});

