// The page that greets people: one search box, what was found, the newest documents, how much there is.

import { el, fill, say } from "./dom.js";
import { PAGES } from "./pages.js";
import { lead } from "./parts.js";
import { hitWords, searchBox } from "./search.js";
import * as server from "./server.js";
import { atPage, opened } from "./state.js";
import { number, t } from "./words.js";

const MANY = 50;
const element = el("div", { class: "home" });

export const home = () => element;

/** A hit that leads to what was found. */
export const way = (hit) => el("li", {}, lead(opened(hit.node.id), hitWords(hit)));

/** Draws it anew; with a query, its hits instead of the newest documents. */
export async function drawHome(q) {
  const box = searchBox("home-search", { big: true });
  box.input.value = q;
  const below = el("section", { class: "below", "aria-busy": "true" });
  const counts = el("p", { class: "counts" });
  const ways = el("nav", { class: "ways", "aria-label": t("pages") }, PAGES.map((page) => lead(atPage(page), [el("b", {}, t(`page_${page}`)), el("span", {}, t(`about_${page}`))])));
  fill(element, el("h1", {}, t("name")), el("p", { class: "about" }, t("about")), box.form, el("p", { class: "hint" }, t("search_help")), below, ways, counts);
  if (!document.activeElement || document.activeElement === document.body) box.input.focus();
  const found = q ? server.search(q, MANY).then((answer) => answer.hits) : server.recent().then((answer) => answer.documents.map((node) => ({ node })));
  const counted = server.stats();
  counted.catch(() => {}); // told below, should the hits not fail first
  const hits = await found;
  if (!below.isConnected) return;
  below.removeAttribute("aria-busy");
  const heading = q ? (hits.length ? t(hits.length < MANY ? "hits" : "hits_first", { n: hits.length }) : t("nothing")) : hits.length ? t("recent") : "";
  if (q) say(heading);
  fill(below, heading && el("h2", {}, heading), el("ul", { class: "hits" }, hits.map(way)));
  const held = await counted;
  const parts = [
    [held.by_kind.document ?? 0, "n_documents"],
    [held.by_kind.body ?? 0, "n_bodies"],
    [held.by_kind.person ?? 0, "n_people"],
    [held.edges, "n_edges"],
    [held.sources, "n_sources"],
  ];
  fill(counts, `${t("holds")} `, parts.flatMap(([n, words], index) => [index ? " · " : "", el("b", {}, number(n)), ` ${t(words)}`]));
}
