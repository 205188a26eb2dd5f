// The little menu at +n: what hangs on a card, by relation, and putting it away again. Owns the menu; the steps go into the state.

import { more, name } from "./cards.js";
import { button, el } from "./dom.js";
import { go, now } from "./state.js";
import { glyph, phrase, relationOrder, t } from "./words.js";

const NEXT = 30;

/** Opens a step: cards of one relation, of all (""), or of a stack. */
export const openStep = (step) => go({ open: [...now().open, step] });

let menu = null;

export function closeMenu() {
  if (!menu) return;
  const { element, origin } = menu;
  const held = element.contains(document.activeElement);
  menu = null;
  element.remove();
  if (held) origin?.focus?.({ preventScroll: true });
}

/** Shows the menu of a card beside an element; opens at once where there is but one thing to do. */
export function expand(card, beside, host) {
  closeMenu();
  const hidden = Object.entries(card.hidden).sort(([a], [b]) => relationOrder().indexOf(a) - relationOrder().indexOf(b));
  if (hidden.length === 1 && !card.opened) return openStep(`+${hidden[0][0]}:${card.node.id}`);
  if (hidden.length === 0 && card.opened) return openStep(`-:${card.node.id}`);
  if (hidden.length === 0) return t("nothing_more");
  const did = (step) => () => {
    closeMenu();
    openStep(step);
  };
  const choices = hidden.map(([relation, n]) =>
    button([el("span", { "aria-hidden": "true", class: `r-${relation} glyph` }, glyph(relation)), ` ${phrase(relation)} / ${phrase(relation, true)} `, el("b", {}, n > NEXT ? `${NEXT} / ${n}` : n)], did(`+${relation}:${card.node.id}`)),
  );
  if (hidden.length > 1) choices.unshift(button([`${t("expand_all")} `, el("b", {}, more(card))], did(`+:${card.node.id}`)));
  if (card.opened) choices.push(button(`− ${t("collapse")}`, did(`-:${card.node.id}`)));
  const element = el("div", { class: "menu", role: "group", "aria-label": t("expand_of", { what: name(card.node) }) }, choices);
  element.addEventListener("keydown", (event) => {
    const at = choices.indexOf(document.activeElement);
    if (event.key === "Escape") closeMenu();
    else if (event.key === "ArrowDown") choices[(at + 1) % choices.length].focus();
    else if (event.key === "ArrowUp") choices[(at - 1 + choices.length) % choices.length].focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  host.append(element);
  const [frame, box] = [host.getBoundingClientRect(), beside.getBoundingClientRect()];
  const left = Math.min(Math.max(8, box.left - frame.left), frame.width - element.offsetWidth - 8);
  const below = box.bottom - frame.top + 6;
  const top = below + element.offsetHeight > frame.height ? Math.max(8, box.top - frame.top - element.offsetHeight - 6) : below;
  element.style.left = `${left}px`;
  element.style.top = `${top}px`;
  menu = { element, origin: beside.querySelector(".ring") ?? (beside.matches("button") ? beside : beside.parentElement.querySelector(".net")) };
  choices[0].focus();
  return null;
}

addEventListener("pointerdown", (event) => {
  if (menu && !menu.element.contains(event.target)) closeMenu();
});
