// Where the page begins: puts its parts together and, after every change of the state, draws what that change touches.

import { drawTools, drawTop, drawUndo, toolBar, topBar } from "./bar.js";
import { name } from "./cards.js";
import { el, fill, liveRegion, say } from "./dom.js";
import { closeMenu, expand, openStep } from "./expand.js";
import { drawFilters, filterBar } from "./filters.js";
import { drawHome, home, way } from "./home.js";
import { keyboard } from "./keyboard.js";
import { drawPage, page, PAGES } from "./pages.js";
import { focusPanel, forget, panel, showPanel } from "./panel.js";
import { reader, showReader } from "./reader.js";
import * as server from "./server.js";
import { sieve } from "./sieve.js";
import { go, note, now, onChange, opened } from "./state.js";
import { drawTable, tables } from "./table.js";
import { timeline } from "./timeline.js";
import { learn, speak, t } from "./words.js";

const SETTLED = 400; // ms after the picture was moved until the address tells where to
const main = el("main", { id: "main", tabindex: -1 });
const heading = el("h1", { class: "vh" });
const stage = el("section", { class: "stage" });
let board = null;
let boardKey = "";
let picture = null;
let net = null;
let settling = 0;
let toPanel = false;

const keyOf = (state) => JSON.stringify([state.id, state.open, state.dir, state.depth, state.day, state.since, document.documentElement.lang]);

// What a page without a picture is drawn from; a source that is read over it changes none of it.
const keyed = (state) => JSON.stringify({ ...state, read: "" });

const acts = {
  choose(key, andGo = false) {
    if (key === now().sel) return void (andGo && focusPanel()); // nothing is drawn that the focus could wait for
    toPanel = andGo;
    go({ sel: key });
  },
  expand(key, beside) {
    const card = board.cards.find((one) => one.node.id === key);
    const said = card && expand(card, beside, stage);
    if (said) say(said);
  },
  stack: (key) => openStep(key),
  back() {
    if (now().sel) go({ sel: "" });
  },
  moved({ x, y, k }) {
    clearTimeout(settling);
    const id = now().id;
    settling = setTimeout(() => {
      if (now().id === id && now().view === "time") note({ at: [x, y, k * 100].map(Math.round).join(",") });
    }, SETTLED);
  },
};

// What was chosen on an earlier visit; an address that names a language or colours overrules it.
const liked = { lang: localStorage.getItem("lang") ?? "vi", theme: localStorage.getItem("theme") ?? "" };

function dress(state) {
  speak(state.lang || liked.lang);
  const theme = state.theme || liked.theme;
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  if (state.lang) localStorage.setItem("lang", state.lang);
  if (state.theme) localStorage.setItem("theme", state.theme);
}

/** Names that the server could not tell apart, or did not know, to choose from. */
function refusal(error, again = () => refresh(now(), null)) {
  const like = error.problem?.candidates ?? error.problem?.nearest;
  const head = el("h1", {}, t("name"));
  if (!like) {
    const why = error instanceof server.Refused ? error.message : t("offline");
    return [head, el("p", { role: "alert", class: "note" }, t("failed", { why })), el("p", {}, el("button", { type: "button", onclick: again }, t("retry")))];
  }
  const key = error.problem.candidates ? "which" : like.length ? "missing" : "missing_all";
  return [
    head,
    el("p", { role: "alert", class: "note" }, t(key, { what: now().id })),
    el("ul", { class: "hits" }, like.map((node) => way({ node }))),
  ];
}

/** Esc in the panel leads back to what it tells of. */
function leavePanel(event) {
  if (event.key !== "Escape") return;
  const key = now().sel.startsWith("e:") ? board?.root : now().sel;
  const there = now().view === "table" ? tables().querySelector(`[data-pick="${CSS.escape(key)}"]`) : null;
  if (there) there.focus();
  else if (now().view === "near") net?.focus(key);
  else picture?.focus(key);
}

function mount() {
  picture = timeline(acts);
  keyboard(picture, acts);
  fill(main, heading, toolBar(), filterBar(), el("div", { class: "split" }, stage, panel()));
}

async function look(state, before) {
  const key = keyOf(state);
  if (key !== boardKey) {
    let answer;
    try {
      answer = await server.explore(state, document.documentElement.lang);
    } catch (error) {
      if (key === keyOf(now())) {
        boardKey = "";
        board = null;
        fill(main, el("div", { class: "home" }, refusal(error)));
      }
      return;
    }
    if (key !== keyOf(now())) return;
    if (!board || !main.contains(stage)) mount();
    const known = new Set(board?.root === answer.root ? [...board.cards.map((card) => card.node.id), ...board.stacks.map((stack) => stack.key)] : []);
    const first = board?.root !== answer.root;
    board = answer;
    boardKey = key;
    drawBoard(state, first, known);
    return;
  }
  if (!main.contains(stage)) mount();
  drawBoard(state, before?.id !== state.id, null);
}

function drawBoard(state, first, known) {
  const sieved = sieve(board, state);
  const held = document.activeElement?.closest?.(".picture [data-key]")?.dataset.key;
  drawTools(board, sieved, () => (state.view === "time" ? picture.frame : null));
  drawFilters(board);
  const keys = [...board.cards.map((card) => card.node.id), ...board.stacks.map((stack) => stack.key)];
  const fresh = new Set(known?.size ? keys.filter((key) => !known.has(key)) : []);
  if (state.view === "table") {
    fill(stage, tables());
    drawTable(board, sieved, acts);
  } else if (state.view === "near") drawNet();
  else {
    if (!stage.contains(picture.element)) fill(stage, picture.element);
    picture.draw(board, sieved, fresh);
    picture.mark(state.sel);
    if (first) place(state);
    else if (fresh.size) picture.show(fresh);
    if (held && !picture.focus(held) && !picture.focus([...fresh][0])) picture.focus(board.root);
  }
  announce(known, keys, fresh);
  showPanel(board, state.sel).then(() => {
    if (toPanel) focusPanel();
    toPanel = false;
  });
  heading.textContent = name(board.cards.find((card) => card.node.id === board.root)?.node ?? { id: board.root });
  document.title = `${board.cards.find((card) => card.node.id === board.root)?.node.label ?? board.root} – ${t("name")}`;
}

/** The neighbourhood; its library is fetched when it is first asked for. */
async function drawNet() {
  const root = board.root;
  if (net?.root !== root) net = { root, view: import("./near.js").then((found) => found.near(acts)) };
  const mine = net;
  try {
    const view = await mine.view;
    if (mine !== net || now().view !== "near" || board?.root !== root) return;
    mine.focus = view.focus;
    if (!stage.contains(view.element)) fill(stage, view.element);
    view.draw(board, sieve(board, now()));
    view.mark(now().sel);
  } catch (error) {
    net = null;
    fill(stage, refusal(error));
  }
}

function announce(known, keys, fresh) {
  const counts = t("showing", { n: board.shown, m: board.total });
  const gone = known?.size ? known.size - keys.length + fresh.size : 0;
  if (fresh.size) say(`${t("added", { n: fresh.size })}, ${counts}`);
  else if (gone > 0) say(`${t("removed", { n: gone })}, ${counts}`);
  else if (known) say(counts);
}

function place(state) {
  const [x, y, k] = state.at.split(",").map(Number);
  requestAnimationFrame(() => (state.at && k ? picture.view.set(x, y, k / 100) : picture.fit()));
}

async function refresh(state, before) {
  closeMenu();
  dress(state);
  const redressed = !before || state.lang !== before.lang || state.theme !== before.theme;
  if (redressed) forget();
  if (redressed || Boolean(state.id || state.page) !== Boolean(before.id || before.page)) {
    const held = document.activeElement?.id;
    drawTop(Boolean(state.id || state.page));
    if (held) document.getElementById(held)?.focus();
    if (redressed) picture = net = null;
  }
  drawUndo();
  if (!state.id) {
    boardKey = "";
    board = null;
    const beside = PAGES.includes(state.page) ? state.page : "";
    document.title = beside ? `${t(`page_${beside}`)} – ${t("name")}` : t("name");
    if (!before || keyed(state) !== keyed(before)) {
      const shown = beside ? page() : home();
      if (main.firstChild !== shown || main.childNodes.length > 1) fill(main, shown); // laid in anew it would lose the focus
      try {
        await (beside ? drawPage(beside) : drawHome(state.q));
      } catch (error) {
        if (keyed(now()) === keyed(state)) fill(main, el("div", { class: "home" }, refusal(error)));
      }
    }
  } else {
    if (!picture && board) mount();
    await look(state, before);
  }
  showReader(state.read);
}

/** What was written has changed the graph: all is asked anew. */
function renew() {
  boardKey = "";
  forget();
  refresh(now(), null);
}

async function begin() {
  addEventListener("graph", renew);
  panel().addEventListener("keydown", leavePanel);
  document.body.append(topBar(), server.busyBar(), main, liveRegion(), reader());
  dress(now());
  onChange(refresh);
  await start();
}

/** Learns what the page is made of; where that fails, a press of a button tries anew. */
async function start() {
  try {
    learn(await server.schema());
    await Promise.all(["600 14px", "400 12px"].map((font) => document.fonts.load(`${font} "Be Vietnam Pro"`, "Đ a")));
  } catch (error) {
    drawTop(false);
    fill(main, el("div", { class: "home" }, refusal(error, start)));
    return;
  }
  await refresh(now(), null);
}

begin();
