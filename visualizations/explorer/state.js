// What a person looks at, as the address of the page: reading it, changing it, taking changes back. Owns no drawing.

const LISTS = ["open", "kind", "rel", "body", "tier"];
const WORDS = {
  id: "", page: "", a: "", b: "", term: "", since: "", q: "", view: "time", sel: "", read: "", dir: "both", depth: "1", day: "", from: "", to: "", sort: "date", at: "", lang: "", theme: "",
};
const FLAGS = ["force", "sure", "moved", "docs"];
/** What narrows the picture without asking the server again. */
export const NARROWING = ["kind", "rel", "body", "tier", "from", "to", "force", "sure", "moved"];

function read(address) {
  const given = new URLSearchParams(address);
  const state = {};
  for (const [name, usual] of Object.entries(WORDS)) state[name] = given.get(name) ?? usual;
  for (const name of LISTS) state[name] = given.getAll(name);
  for (const name of FLAGS) state[name] = given.get(name) === "1";
  return state;
}

/** The query string of a state; what is as usual is left out. */
export function written(state) {
  const out = new URLSearchParams();
  for (const [name, usual] of Object.entries(WORDS)) if (state[name] !== usual) out.set(name, state[name]);
  for (const name of LISTS) for (const one of state[name]) out.append(name, one);
  for (const name of FLAGS) if (state[name]) out.set(name, "1");
  const text = out.toString();
  return text ? `?${text}` : location.pathname;
}

let state = read(location.search);
let listener = () => {};
let place = history.state?.place ?? 0;
let newest = Math.max(place, Number(sessionStorage.getItem("newest") ?? 0));
history.replaceState({ place }, "");

export const now = () => state;
export const canUndo = () => place > 0;
export const canRedo = () => place < newest;
// Never further than this page: what lies before it is another site's.
export const undo = () => canUndo() && history.back();
export const redo = () => canRedo() && history.forward();

/** Calls `act(state, before)` after every change. */
export function onChange(act) {
  listener = act;
  addEventListener("popstate", (event) => {
    place = event.state?.place ?? 0;
    const before = state;
    state = read(location.search);
    listener(state, before);
  });
}

/** Changes the state; each change is one step that undo takes back. */
export function go(change) {
  const before = state;
  state = { ...state, ...change };
  if (written(state) === written(before)) return;
  place += 1;
  newest = place;
  sessionStorage.setItem("newest", String(newest));
  history.pushState({ place }, "", written(state));
  listener(state, before);
}

/** Changes the address without a step of its own: where the picture was dragged to. */
export function note(change) {
  state = { ...state, ...change };
  history.replaceState({ place }, "", written(state));
}

/** A fresh look at another node, in the same language, view and colours. */
export const opened = (id) => ({ id, page: "", a: "", b: "", term: "", docs: false, q: "", open: [], sel: id, read: "", at: "", ...unfiltered() });

/** The page as it greets people. */
export const home = () => ({ ...opened(""), sel: "", day: "", since: "", dir: "both", depth: "1" });

/** One of the pages beside the picture. */
export const atPage = (page, more = {}) => ({ ...home(), page, ...more });

/** Every filter off. */
export const unfiltered = () => ({ kind: [], rel: [], body: [], tier: [], from: "", to: "", force: false, sure: false, moved: false });

/** A list with one more, or without it. */
export const toggled = (list, one) => (list.includes(one) ? list.filter((each) => each !== one) : [...list, one]);
