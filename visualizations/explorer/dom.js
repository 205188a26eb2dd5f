// Elements made in one expression. Every word comes in as a text node: nothing that a source says is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** An HTML element: el("p", {class: "note"}, "words", other). */
export const el = (tag, attributes = {}, ...children) => filled(document.createElement(tag), attributes, children);

/** An SVG element. */
export const svg = (tag, attributes = {}, ...children) => filled(document.createElementNS(SVG, tag), attributes, children);

/** A button that does something. */
export const button = (words, act, attributes = {}) => el("button", { type: "button", onclick: act, ...attributes }, words);

const FIRST = "1900"; // a year before it is one that is being typed: 2 and 20 on the way to 2024

/** A field for a day. `act(day)` is told of whole days, and of none. */
export const dayField = (value, act, attributes = {}) =>
  el("input", { type: "date", value, onchange: ({ target }) => (!target.value || target.value >= FIRST) && act(target.value), ...attributes });

/** Puts children in place of what an element held. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const live = el("div", { role: "status", class: "vh", id: "live" });

/** The region that screen readers read out as it changes. */
export const liveRegion = () => live;

export function say(words) {
  live.textContent = words;
}

/** Text for one line: control and direction characters out, which could turn the words around it. */
export const plain = (text) =>
  String(text ?? "")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
