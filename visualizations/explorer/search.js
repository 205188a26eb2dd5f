// The search box: hits as one types, arrows, Enter, Esc. Owns the box and its list; what opening means is the state's.

import { ended, name, subject, typeOf } from "./cards.js";
import { el, fill, plain, say } from "./dom.js";
import * as server from "./server.js";
import { go, opened } from "./state.js";
import { day, t } from "./words.js";

const PAUSE = 130; // ms after the last key

/** What one hit says: symbol, type, date, title. */
export function hitWords({ node }) {
  const about = [typeOf(node), day(node.date), node.kind === "document" ? plain(node.issuer?.label) : ""].filter(Boolean).join(" · ");
  const title = subject(node) || (node.symbol && !node.title ? plain(node.label) : "");
  return [el("span", { class: "first" }, el("bdi", { class: ended(node) ? "ended" : "" }, name(node)), el("span", { class: "when" }, about)), title && el("span", { class: "title", lang: "vi" }, title)];
}

const openNode = (ref) => go(opened(ref));
const listHits = (q) => go({ ...opened(""), sel: "", q });

/** A search box under its own id. `found(id, name)` is told what was chosen, `typed(words)` what was entered without choosing. */
export function searchBox(id, { big = false, label = t("search"), found: chose = openNode, typed = listHits } = {}) {
  let hits = [];
  let chosen = -1;
  let waiting = 0;
  let asked = 0;
  const list = el("ul", { id: `${id}-hits`, role: "listbox", hidden: true, "aria-label": label });
  const input = el("input", {
    id, type: "text", role: "combobox", autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "search",
    "aria-expanded": "false", "aria-controls": `${id}-hits`, "aria-autocomplete": "list", "aria-label": label, placeholder: big ? t("search_hint") : label, maxlength: 200,
  });
  const form = el("form", { class: big ? "search big" : "search", role: "search", "aria-label": label }, input, list);

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark() {
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === chosen)));
    if (chosen >= 0) {
      input.setAttribute("aria-activedescendant", `${id}-${chosen}`);
      list.children[chosen].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function open(hit) {
    clearTimeout(waiting);
    asked += 1;
    delete input.dataset.written;
    input.value = "";
    close();
    chose(hit.node.id, name(hit.node));
  }

  async function look() {
    const q = input.value.trim();
    const mine = ++asked;
    if (!q) return close();
    try {
      const found = await server.search(q);
      if (mine !== asked) return;
      const held = hits[chosen]?.node.id; // chosen while more was being written: it stays chosen
      hits = found.hits;
      chosen = held ? hits.findIndex((hit) => hit.node.id === held) : -1;
      fill(list, hits.map((hit, index) => el("li", { id: `${id}-${index}`, role: "option", "aria-selected": "false", onclick: () => open(hit), onpointerdown: (event) => event.preventDefault() }, hitWords(hit))));
      if (!hits.length) list.append(el("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "none" }, t("nothing")));
      list.hidden = false;
      mark();
      input.setAttribute("aria-expanded", "true");
      say(hits.length ? t("hits", { n: hits.length }) : t("nothing"));
    } catch (error) {
      if (mine === asked) say(t("failed", { why: error.message }));
    }
  }

  input.addEventListener("input", () => {
    input.dataset.written = "1";
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) look();
      else if (hits.length) {
        chosen = (chosen + (event.key === "ArrowDown" ? 1 : chosen < 0 ? 0 : -1) + hits.length) % hits.length;
        mark();
      }
    } else if (event.key === "Escape") {
      if (list.hidden) input.value = "";
      close();
    } else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => setTimeout(close, 100));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    asked += 1;
    delete input.dataset.written;
    const q = input.value.trim();
    if (chosen >= 0) open(hits[chosen]);
    else if (q) {
      close();
      typed(q);
    }
  });
  return { form, input };
}
