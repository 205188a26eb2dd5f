// How two things hang together: the shortest evidenced paths, as a sentence and step by step.

import { name } from "./cards.js";
import { button, el, fill, plain, say } from "./dom.js";
import { flags, proofs } from "./evidence.js";
import { line } from "./parts.js";
import { searchBox } from "./search.js";
import * as server from "./server.js";
import { go, now } from "./state.js";
import { glyph, language, phrase, t } from "./words.js";

/** Shows what an id stands for, unless something else was written meanwhile. */
async function named(id, input) {
  const node = await server.node(id).catch(() => null); // what is wrong with an end, the search for paths tells
  if (!node || input.value !== id) return;
  input.value = input.dataset.name = name(node);
}

function end(field, label) {
  const given = now()[field];
  const take = (value) => value !== box.input.dataset.name && go({ [field]: value });
  const box = searchBox(`path-${field}`, { label, found: take, typed: take });
  box.input.value = given;
  if (given) named(given, box.input);
  box.input.addEventListener("change", () => box.input.value.trim() && setTimeout(() => box.input.isConnected && document.activeElement !== box.input && take(box.input.value.trim()), 200));
  return el("div", { class: "end" }, el("span", { class: "label", "aria-hidden": "true" }, label), box.form);
}

/** One path: its cards in order, and between them the relation with its proof. */
function steps(path, from, nodes) {
  let at = from;
  const items = [el("li", { class: "stop" }, line(nodes.get(at)))];
  for (const edge of path.edges) {
    const forward = edge.from === at;
    at = forward ? edge.to : edge.from;
    items.push(
      el("li", { class: `step r-${edge.type}` },
        el("details", {}, el("summary", {}, el("span", { class: "glyph", "aria-hidden": "true" }, glyph(edge.type)), ` ${phrase(edge.type, !forward)} `, flags(edge)), proofs(edge))),
      el("li", { class: "stop" }, line(nodes.get(at))),
    );
  }
  return el("ol", { class: "steps" }, items);
}

export async function draw(body) {
  const { a, b, docs } = now();
  const below = el("div", {});
  fill(body,
    el("div", { class: "form ends" }, end("a", t("path_a")), button("⇄", () => go({ a: b, b: a }), { id: "path-swap", "aria-label": t("swap"), title: t("swap") }), end("b", t("path_b")), button(t("only_documents"), () => go({ docs: !now().docs }), { id: "path-docs", class: "choice", "aria-pressed": String(docs) })),
    below);
  if (!a || !b) return void fill(below, el("p", { class: "hint" }, t("two_ends")));
  const found = await server.paths(a, b, docs);
  const nodes = new Map(found.nodes.map((node) => [node.id, node]));
  const words = found.paths.length ? t("paths_found", { n: found.paths.length }) : t(found.truncated ? "path_given_up" : "path_none");
  say(words);
  fill(below,
    el("p", { class: "hint" }, words),
    found.paths.map((path, index) =>
      el("section", { class: "way" }, el("h2", {}, t("path_n", { n: index + 1 })), el("p", { class: "says" }, plain(path.sentence[language()])), steps(path, found.from, nodes))));
}
