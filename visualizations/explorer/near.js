// The neighbourhood: the same cards and lines as a net without a scale of time, drawn by Cytoscape. A node once placed stays where it is.

import { CHANGE, ended, fitted, more, name, spoken, stackName, unsure } from "./cards.js";
import { button, el, fill, plain } from "./dom.js";
import { next } from "./keyboard.js";
import { route } from "./routes.js";
import { standing } from "./sieve.js";
import { day, glyph, phrase, t } from "./words.js";

const SCRIPTS = ["layout-base.js", "cose-base.js", "cytoscape.min.js", "cytoscape-fcose.js"]; // each builds on those before
const MOST = 300;
const [WIDTH, HEIGHT] = [132, 40];
const AISLE = 64;
const READABLE = 0.7;
const RIM = 30; // px around the net
let fetched = null;

/** Cytoscape with its layout, fetched once. */
function library() {
  // Cytoscape lays a style sheet of its own into the page unless it finds one by this name; the rule stands in explorer.css.
  if (!document.getElementById("__________cytoscape_stylesheet")) document.head.append(el("meta", { id: "__________cytoscape_stylesheet" }));
  fetched ??= SCRIPTS.reduce(
    (before, file) => before.then(() => new Promise((done, fail) => document.head.append(el("script", { src: new URL(file, import.meta.url), onload: done, onerror: () => fail(new Error(file)) })))),
    Promise.resolve(),
  );
  return fetched.then(() => window.cytoscape);
}

const colour = (of, property) => getComputedStyle(of).getPropertyValue(property).trim();

/** What Cytoscape draws by, from the colours of the page. */
function looks(probe) {
  const tint = (property, classes = "") => {
    probe.className = classes;
    return colour(probe, property);
  };
  const of = (key, property) => (node) => tint(property, node.data(key));
  return [
    { selector: "node", style: {
      shape: "round-rectangle", width: WIDTH, height: HEIGHT, "background-color": tint("--surface"), "border-width": 1.4, "border-color": of("tier", "--tier"),
      label: "data(label)", color: tint("--ink"), "font-family": "Be Vietnam Pro, sans-serif", "font-size": 13, "font-weight": 600, "text-valign": "center", "text-halign": "center", "text-wrap": "wrap" } },
    { selector: "node[?root]", style: { "border-width": 3 } },
    { selector: "node[?ended]", style: { color: tint("--muted") } },
    { selector: "node[?unsure]", style: { "border-width": 0.8 } },
    { selector: "node[?stack]", style: { shape: "cut-rectangle" } },
    { selector: "node.on", style: { "background-color": tint("--chosen"), "border-width": 3.4 } },
    { selector: "node.reached", style: { "outline-width": 3, "outline-color": tint("--focus"), "outline-offset": 3 } },
    { selector: "edge", style: {
      width: 2, "curve-style": "bezier", "line-color": of("kind", "--line"), "target-arrow-shape": "triangle", "target-arrow-color": of("kind", "--line"), "arrow-scale": 1.1,
      label: "data(label)", color: of("kind", "--line"), "font-family": "Be Vietnam Pro, sans-serif", "font-size": 11, "text-background-color": tint("--ground"), "text-background-opacity": 1, "text-background-padding": 2 } },
    { selector: "edge.bent", style: { "curve-style": "unbundled-bezier", "control-point-weights": "data(weights)", "control-point-distances": "data(distances)", "edge-distances": "node-position" } },
    { selector: "edge[?unsure]", style: { width: 1 } },
    { selector: "edge.on", style: { width: 3.2, label: "data(words)", "z-index": 5 } },
  ];
}

/** The view. `acts`: {choose(key, andGo), expand(key, element), stack(key), back()}. */
export async function near(acts) {
  const cytoscape = await library();
  const host = el("div", { class: "net", role: "application", tabindex: 0, "aria-describedby": "net-keys" });
  const probe = el("i", { hidden: true });
  const handle = el("span", { class: "handle", "aria-hidden": "true" });
  const reached = el("span", { class: "vh", id: "net-reached", role: "status" });
  const element = el("div", { class: "canvas" }, host, probe, handle, el("p", { id: "net-keys", class: "vh" }, `${t("near_help")} ${t("picture_keys")}`), reached,
    el("div", { class: "zoom", role: "group" },
      button("+", () => zoom(1.25), { "aria-label": t("zoom_in"), title: t("zoom_in") }),
      button("−", () => zoom(0.8), { "aria-label": t("zoom_out"), title: t("zoom_out") }),
      button("⤢", () => fit(), { "aria-label": t("fit"), title: t("fit") })));
  const places = new Map();
  let board = null;
  let cy = null;
  let at = "";

  const fit = () => cy?.fit(undefined, RIM);

  /** All of it where that can be read, else what stands around the first card, as far as the net goes. */
  function begin() {
    fit();
    cy.zoom(Math.min(1, Math.max(READABLE, cy.zoom()))).center(cy.getElementById(board.root));
    const net = cy.elements().renderedBoundingBox();
    const inward = (low, high, span) => (high - low <= span - 2 * RIM ? (span - low - high) / 2 : Math.min(Math.max(0, span - RIM - high), RIM - low));
    cy.panBy({ x: inward(net.x1, net.x2, host.clientWidth), y: inward(net.y1, net.y2, host.clientHeight) });
  }

  const zoom = (factor) => cy?.zoom({ level: cy.zoom() * factor, renderedPosition: { x: host.clientWidth / 2, y: host.clientHeight / 2 } });
  const isStack = (key) => board.stacks.some((stack) => stack.key === key);

  /** The element that a menu can open beside: laid over the node. */
  function over(key) {
    const box = cy.getElementById(key).renderedBoundingBox();
    Object.assign(handle.style, { left: `${box.x1}px`, top: `${box.y1}px`, width: `${box.w}px`, height: `${box.h}px` });
    return handle;
  }

  function press(key, andGo = false) {
    if (isStack(key)) acts.stack(key);
    else acts.choose(key, andGo);
  }

  function reach(key) {
    at = key;
    cy.nodes().removeClass("reached");
    const node = cy.getElementById(key);
    if (!node.length) return;
    if (document.activeElement === host) node.addClass("reached");
    const card = board.cards.find((one) => one.node.id === key);
    fill(reached, card ? spoken(card, key === board.root) : node.data("label"));
    const box = node.renderedBoundingBox();
    if (box.x1 < 0 || box.y1 < 0 || box.x2 > host.clientWidth || box.y2 > host.clientHeight) cy.center(node);
  }

  // On paper the whole net, in dark ink.
  matchMedia("print").addEventListener("change", () => {
    if (!cy || !element.isConnected) return;
    cy.style(looks(probe)).resize();
    fit();
    cy.forceRender();
  });
  host.addEventListener("focus", () => cy && reach(at || board.root));
  host.addEventListener("blur", () => cy?.nodes().removeClass("reached"));
  host.addEventListener("keydown", (event) => {
    if (!cy || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key.startsWith("Arrow")) {
      const standing = cy.nodes().map((node) => ({ key: node.id(), ...node.position() }));
      const lines = cy.edges().map((edge) => ({ source: edge.source().id(), target: edge.target().id() }));
      const found = next(standing, lines, standing.find((one) => one.key === at) ?? standing[0], event.key);
      if (found) reach(found.key);
    } else if (event.key === "Enter" || event.key === " ") press(at, true);
    else if (event.key === "e" || event.key === "E") isStack(at) ? acts.stack(at) : acts.expand(at, over(at));
    else if (event.key === "Escape") acts.back();
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else return;
    event.preventDefault();
  });

  /** The second line of a node: when it ended, how much more hangs on it. */
  function below(card) {
    const words = [ended(card.node) && `✕ ${day(card.node.status_since)}`.trim(), more(card) > 0 && `+${more(card)}`].filter(Boolean).join("   ");
    return words ? `\n${words}` : "";
  }

  function parts(sieved) {
    const cut = (text) => fitted(text, WIDTH - 16, "600 13px");
    const cards = board.cards.filter((card) => sieved.cards.has(card.node.id)).slice(0, MOST);
    const nodes = cards.map((card) => ({
      id: card.node.id, label: `${card.change ? `${CHANGE[card.change]} ` : ""}${cut(name(card.node))}${below(card)}`, tier: `t-${card.tier}`, root: card.node.id === board.root,
      ended: ended(card.node), unsure: unsure(card.node) }));
    const stacks = standing(board, sieved).map((stack) => ({ id: stack.key, label: cut(stackName(stack)), tier: `t-${stack.tier}`, stack: true }));
    const known = new Set([...nodes, ...stacks].map((one) => one.id));
    const lines = board.lines
      .filter((line) => sieved.lines.has(line.id) && known.has(line.source) && known.has(line.target))
      .map((line) => {
        const sure = line.verified && line.modality !== "planned";
        const mark = `${glyph(line.type)}${sure ? "" : "?"}`;
        return { id: `e:${line.id}`, source: line.source, target: line.target, kind: `r-${line.type}`, label: mark, words: plain(`${mark} ${phrase(line.type, line.reverse)}`), unsure: !sure };
      });
    return [...nodes, ...stacks].map((data) => ({ group: "nodes", data, position: places.get(data.id) })).concat(lines.map((data) => ({ group: "edges", data })));
  }

  function settle() {
    const fresh = cy.nodes().filter((node) => !places.has(node.id()));
    if (fresh.length) {
      const fixed = cy.nodes().filter((node) => places.has(node.id())).map((node) => ({ nodeId: node.id(), position: places.get(node.id()) }));
      const cards = new Map([...board.cards.map((card) => [card.node.id, card]), ...board.stacks.map((stack) => [stack.key, stack])]);
      // They begin as they stand in the timeline: the same picture comes out each time.
      fresh.forEach((node) => node.position({ x: cards.get(node.id()).x * 0.7, y: cards.get(node.id()).y * 1.4 }));
      // Room around each card, for lines to pass.
      cy.nodes().style({ width: WIDTH + AISLE, height: HEIGHT + AISLE });
      cy.layout({ name: "fcose", quality: "default", randomize: false, animate: false, fit: false, nodeDimensionsIncludeLabels: true, idealEdgeLength: long, nodeSeparation: 90, nodeRepulsion: 12_000, fixedNodeConstraint: fixed.length ? fixed : undefined }).run();
      cy.nodes().removeStyle("width height");
      fresh.forEach((node) => void places.set(node.id(), { ...node.position() }));
    }
    return fresh.length;
  }

  /** Lines of a card with many need room for all of them around it. */
  const long = (edge) => 150 + 7 * Math.min(50, Math.max(edge.source().degree(), edge.target().degree()) - 1);

  /** Bends the lines that would pass behind a card. */
  function bend() {
    const boxes = cy.nodes().map((node) => ({ id: node.id(), ...node.position(), w: WIDTH, h: HEIGHT }));
    const at = new Map(boxes.map((box) => [box.id, box]));
    cy.batch(() =>
      cy.edges().forEach((edge) => {
        const [from, to] = [edge.source().id(), edge.target().id()];
        const { weights, distances } = route(at.get(from), at.get(to), boxes.filter((box) => box.id !== from && box.id !== to));
        if (weights.length) edge.data({ weights, distances }).addClass("bent");
      }),
    );
  }

  return {
    element,
    draw(given, sieved) {
      board = given;
      host.setAttribute("aria-label", t("near"));
      const seen = cy && { zoom: cy.zoom(), pan: { ...cy.pan() } };
      cy?.destroy();
      cy = cytoscape({ container: host, elements: parts(sieved), style: looks(probe), layout: { name: "preset", fit: false }, minZoom: 0.1, maxZoom: 2.5, autoungrabify: true, boxSelectionEnabled: false });
      cy.on("tap", (event) => {
        if (event.target === cy) return acts.choose("");
        const key = event.target.id();
        if (event.target.isEdge()) return key.startsWith("e:+") ? acts.stack(key.slice(2)) : acts.choose(key);
        at = key;
        return press(key);
      });
      cy.on("dbltap", "node", (event) => !isStack(event.target.id()) && acts.expand(event.target.id(), over(event.target.id())));
      settle();
      bend();
      if (seen) cy.viewport(seen);
      else begin();
    },
    mark(chosen) {
      cy.elements().removeClass("on");
      if (!chosen) return;
      const found = cy.getElementById(chosen);
      found.addClass("on");
      if (found.isNode?.()) found.connectedEdges().addClass("on");
    },
    focus(key) {
      host.focus();
      if (key && cy?.getElementById(key).length) reach(key);
    },
    /** Where the nodes stand, for those who ask whether any has moved. */
    places: () => Object.fromEntries(places),
    /** The canvas as a PNG. */
  };
}
