// The bars above the picture: search, undo and redo, language and colours; below them what is shown and how far is looked.

import { button, dayField, el, fill, say } from "./dom.js";
import { saving } from "./exports.js";
import { fold } from "./fold.js";
import { PAGES } from "./pages.js";
import { lead } from "./parts.js";
import { searchBox } from "./search.js";
import { atPage, canRedo, canUndo, go, home, now, redo, undo, unfiltered } from "./state.js";
import { t } from "./words.js";

const top = el("header", { class: "top" });
const tools = el("div", { class: "tools" });
const count = el("p", { class: "count" });

export const topBar = () => top;
export const toolBar = () => tools;

/** Whether the page is dark now: by choice, else as the system is. */
export const isDark = () => (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    say(t("copied"));
    return t("copied");
  } catch {
    say(t("copy_failed"));
    return t("copy_failed");
  }
}

/** Draws the upper bar; once for each language and colour. */
export function drawTop(withSearch) {
  const box = withSearch ? searchBox("search") : null;
  const copy = (classes) => button(t("copy"), async (event) => {
    const { currentTarget } = event;
    currentTarget.textContent = await copyLink();
    setTimeout(() => (currentTarget.textContent = t("copy")), 2500);
  }, { class: classes });
  // On narrow screens these stand in the list of pages, so that the bar stays low.
  const theme = (more) => button(t(isDark() ? "light" : "dark"), () => go({ theme: isDark() ? "light" : "dark" }), more);
  const other = document.documentElement.lang === "vi" ? "en" : "vi";
  const tongue = (more) => button(t("language"), () => go({ lang: other }), { lang: other, ...more });
  fill(top,
    el("a", { class: "skip", href: "#main" }, t("skip")),
    button(t("name"), () => go(home()), { class: "brand", title: t("home") }),
    box?.form ?? el("span", { class: "gap" }),
    el("div", { class: "group" },
      button("↶", undo, { id: "undo", "aria-label": t("undo"), title: t("undo") }),
      button("↷", redo, { id: "redo", "aria-label": t("redo"), title: t("redo") }),
      withSearch && copy("big-only"),
      fold("pages", t("pages"), el("nav", { "aria-label": t("pages") }, PAGES.map((page) => lead(atPage(page), t(`page_${page}`))), withSearch && copy("folded"), theme({ class: "folded" }), tongue({ class: "folded" })), { id: "pages" }),
      theme({ id: "theme", class: "big-only" }),
      tongue({ id: "language", class: "big-only" })));
  drawUndo();
}

export function drawUndo() {
  for (const [id, can] of [["undo", canUndo()], ["redo", canRedo()]]) {
    const found = document.getElementById(id);
    if (found) found.setAttribute("aria-disabled", String(!can));
  }
}

const tab = (name) => button(t(`view_${name}`), () => go({ view: name }), { "aria-pressed": String(now().view === name), "data-view": name });

function select(name, values, words) {
  const made = el("select", { id: `pick-${name}`, onchange: (event) => go({ [name]: event.target.value }) }, values.map((value) => el("option", { value, selected: now()[name] === value }, words(value))));
  return el("label", {}, `${t({ dir: "direction", depth: "depth" }[name])} `, made);
}

/** Two days, the earlier first, whichever was entered where. */
const days = (since, day) => (since && day && since > day ? { since: day, day: since } : { since, day });

const pickDay = (name, words, help, change) => {
  const input = dayField(now()[name], (day) => go(change(day)), { id: `pick-${name}`, title: help });
  return el("label", {}, `${words} `, input);
};

/** Draws the lower bar; says how much is shown. `frame()` is the picture, where there is one. */
export function drawTools(board, sieved, frame) {
  const state = now();
  const held = tools.contains(document.activeElement) ? document.activeElement.id || document.activeElement.dataset.view : null;
  const left = board.cards.filter((card) => sieved.cards.has(card.node.id)).length;
  fill(count, el("strong", {}, t("showing", { n: board.shown, m: board.total })), left < board.shown && ` · ${t("filtered", { n: left })}`, sieved.cards.size === 1 && board.shown > 1 && el("span", { class: "hint" }, ` · ${t("none_left")}`));
  count.title = t("showing_help");
  fill(tools,
    el("div", { class: "group tabs", role: "group", "aria-label": t("views") }, tab("time"), tab("near"), tab("table")),
    count,
    button(t("options"), (event) => {
      const open = document.getElementById("main").classList.toggle("optioned");
      event.currentTarget.setAttribute("aria-expanded", String(open));
    }, { id: "options", class: "narrow", "aria-expanded": String(document.getElementById("main").classList.contains("optioned")) }),
    el("div", { class: "group options" },
      select("dir", ["both", "up", "down"], (value) => t(`dir_${value}`)),
      select("depth", ["1", "2", "3"], (value) => value),
      pickDay("day", t("day"), t("day_help"), (day) => days(now().since, day)),
      pickDay("since", t("compared"), t("compared_help"), (since) => days(since, now().day)),
      (state.day || state.since) && button(t("today"), () => go({ day: "", since: "", moved: false }), { id: "today" })),
    el("div", { class: "group" }, saving(() => ({ board, sieved, frame: frame() })), button("⟲", () => go({ open: [], sel: state.id, read: "", dir: "both", depth: "1", day: "", since: "", at: "", ...unfiltered() }), { id: "restart", "aria-label": t("restart"), title: t("restart") })));
  if (held) (document.getElementById(held) ?? tools.querySelector(`[data-view="${CSS.escape(held)}"]`))?.focus();
}
