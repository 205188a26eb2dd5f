// The filters: lists of choices with counts, and a chip for each that is on. Owns their buttons; what they leave is sieve.js's.

import { button, dayField, el, fill, plain } from "./dom.js";
import { fold } from "./fold.js";
import { facets, sums } from "./sieve.js";
import { go, NARROWING, now, toggled, unfiltered } from "./state.js";
import { day, t } from "./words.js";

const LISTS = ["kind", "rel", "body", "tier"];
const element = el("div", { class: "filters", role: "group" });

export const filterBar = () => element;

const choice = (words, n, on, act) => button([words, " ", el("span", { class: "n" }, n)], act, { class: "choice", "aria-pressed": String(on) });

function chip(what, act) {
  return button([what, el("span", { "aria-hidden": "true" }, " ×")], act, { class: "chip", "aria-label": t("remove", { what }) });
}

const dated = (name) =>
  el("label", {}, `${t(name)} `, dayField(now()[name], (value) => go({ [name]: value })));

/** Draws the bar for a board. */
export function drawFilters(board) {
  element.setAttribute("aria-label", t("filters"));
  const state = now();
  const known = facets(board);
  const held = document.activeElement?.closest?.(".filters") ? document.activeElement.dataset.way : null;
  const openList = element.querySelector("details[open]")?.dataset.list;
  const list = (name, words, inside, active) =>
    fold("filters", [words, active ? el("span", { class: "n" }, ` ${active}`) : ""], inside, { open: openList === name, "data-list": name });
  const way = (node, name) => {
    node.dataset.way = name;
    return node;
  };
  const lists = LISTS.map((name) =>
    list(
      name,
      t(`f_${name}`),
      known[name].map(({ value, n, words }) =>
        way(choice(plain(words), n, state[name].includes(value), () => go({ [name]: toggled(now()[name], value) })), `${name}:${value}`),
      ),
      state[name].length,
    ),
  );
  const sum = sums(board);
  lists.push(list("dates", t("f_dates"), [dated("from"), dated("to")], Number(Boolean(state.from)) + Number(Boolean(state.to))));
  const flags = ["force", "sure", ...(state.since ? ["moved"] : [])].map((name) => way(choice(t(name), sum[name], state[name], () => go({ [name]: !now()[name] })), name));
  const chips = LISTS.flatMap((name) =>
    state[name].map((value) => {
      const words = plain(known[name].find((one) => one.value === value)?.words ?? value);
      return chip(words, () => go({ [name]: toggled(now()[name], value) }));
    }),
  );
  for (const name of ["from", "to"]) if (state[name]) chips.push(chip(`${t(name)} ${day(state[name])}`, () => go({ [name]: "" })));
  const on = NARROWING.some((name) => (Array.isArray(state[name]) ? state[name].length : state[name]));
  fill(element, el("span", { class: "label" }, t("filters")), lists, flags, chips, on && button(t("clear"), () => go(unfiltered()), { class: "quiet" }));
  if (held) element.querySelector(`[data-way="${CSS.escape(held)}"]`)?.focus();
}
