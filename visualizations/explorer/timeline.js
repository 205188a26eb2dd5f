// The timeline: bands, years, lines, labels and cards as SVG, at the places the server told. Owns the drawing; pressing is told to its owner.

import { drawBadge, drawCard, drawHead, drawStack, fitted, measured, name, names } from "./cards.js";
import { button, el, svg } from "./dom.js";
import { standing } from "./sieve.js";
import { viewport } from "./viewport.js";
import { glyph, phrase, sentence, t } from "./words.js";

const FAR = 20000;
const CALM = 16; // with more lines than this, only glyphs stand on those not chosen
const FEW = 9; // with more lines chosen than this, only glyphs stand on those too

/** Makes a layer hold these elements in this order, and touches none that stands right already. */
function put(layer, wanted) {
  const keep = new Set(wanted);
  for (const child of [...layer.children]) if (!keep.has(child)) child.remove();
  let at = layer.firstChild;
  for (const element of wanted) {
    if (element === at) at = at.nextSibling;
    else layer.insertBefore(element, at);
  }
}

/** The picture. `acts`: {choose(key), expand(key, element), stack(key), moved(view)}. */
export function timeline(acts) {
  const layers = Object.fromEntries(["bands", "grid", "drawers", "wires", "tags", "cards", "badges", "heads", "years"].map((name) => [name, svg("g", { class: name })]));
  const world = svg("g", {}, ...Object.values(layers));
  const frame = svg("svg", { class: "picture", role: "application", "aria-describedby": "picture-keys" }, world);
  const view = viewport(frame, world, (seen) => {
    layers.heads.setAttribute("transform", `translate(${seen.x} 0)`);
    layers.years.setAttribute("transform", `translate(0 ${seen.y})`);
    tuck(seen);
    acts.moved(seen);
  });
  let board = null;
  let byKey = new Map();
  const made = new Map();
  let lanes = []; // where their names stand: {top, bottom, width}
  let beneath = []; // labels at the height of such a name: {pill, left, right, width}

  frame.addEventListener("click", (event) => {
    const badge = event.target.closest("[data-more]");
    const card = event.target.closest("[data-key]");
    const wire = event.target.closest("[data-line]");
    if (badge) {
      focus(badge.dataset.more);
      acts.expand(badge.dataset.more, badge);
    }
    else if (card) card.dataset.step ? acts.stack(card.dataset.step) : acts.choose(card.dataset.key);
    else if (wire) pressed(wire.dataset.line);
    else acts.choose("");
  });

  /** The line of a stack opens it, that of a drawer tells of the card it hangs on, any other of itself. */
  function pressed(id) {
    if (id.startsWith("+")) acts.stack(id);
    else acts.choose(id.startsWith("=") ? byKey.get(id).parent : `e:${id}`);
  }

  function ground() {
    const { box } = board;
    const bands = board.bands.filter((band) => band.left === null);
    layers.bands.replaceChildren(
      ...bands.map((band) =>
        svg("rect", { class: `band t-${band.tier}`, x: box.left - FAR, y: band.top, width: box.right - box.left + 2 * FAR, height: band.bottom - band.top }),
      ),
    );
    lanes = bands.map((band) => ({ top: band.top + 4, bottom: band.top + 25, width: measured(t(`tier_${band.tier}`), "600 12.5px") + 16 }));
    layers.heads.replaceChildren(
      ...bands.flatMap((band, index) => {
        const words = t(`tier_${band.tier}`);
        // On a ground of its own: lines pass below it.
        const ground = svg("rect", { class: `band t-${band.tier}`, x: 4, y: lanes[index].top, width: lanes[index].width, height: 21, rx: 4 });
        return [ground, svg("text", { class: `tier t-${band.tier}`, x: 12, y: band.top + 19 }, words)];
      }),
    );
    layers.grid.replaceChildren(...board.years.map(({ x }) => svg("path", { d: bands.map((band) => `M${x} ${band.top}V${band.bottom}`).join("") })));
    layers.drawers.replaceChildren(
      ...board.bands.filter((band) => band.left !== null).flatMap((band) => {
        const from = byKey.get(band.opened_from)?.node;
        const frame = svg("rect", { class: `drawer t-${band.tier}`, x: band.left, y: band.top, width: band.right - band.left, height: band.bottom - band.top, rx: 12 });
        return [frame, from && svg("text", { class: "tier", x: band.left + 18, y: band.top + 19 }, t("drawer", { what: name(from) }))].filter(Boolean);
      }),
    );
    layers.years.replaceChildren(
      svg("rect", { x: box.left - FAR, y: 0, width: box.right - box.left + 2 * FAR, height: 24 }),
      ...board.years.map(({ x, year }) => svg("text", { x, y: 17, "text-anchor": "middle" }, String(year))),
    );
  }

  function wire(line) {
    const unsure = !line.verified || line.modality === "planned";
    return svg(
      "g",
      { class: ["wire", `r-${line.type}`, unsure && "unsure", line.quiet && "quiet"].filter(Boolean).join(" "), "data-line": line.id },
      svg("title", {}, said(line)),
      svg("path", { class: "hit", d: line.path }),
      svg("path", { class: "stroke", d: line.path }),
      svg("path", { class: "tip", d: line.tip }),
    );
  }

  function said(line) {
    const called = names([line.source, line.target].flatMap((key) => byKey.get(key)?.node ?? []));
    return sentence(line.type, line.reverse, called.get(line.source) ?? "…", called.get(line.target) ?? "…");
  }

  /** Glyph and words on a line, each in a pill of its own; style shows the one that there is room for. */
  function tag(line, count) {
    if (!line.label) return [];
    const [x, y] = line.label;
    const unsure = !line.verified || line.modality === "planned";
    const mark = `${glyph(line.type)}${unsure ? "?" : ""}`;
    const pill = (kind, words, width) =>
      svg(
        "g",
        { class: `tag ${kind} r-${line.type}`, "data-line": line.id, "aria-hidden": "true", transform: `translate(${x} ${y})` },
        svg("rect", { x: -width / 2, y: -8, width, height: 16, rx: 8 }),
        svg("text", { y: 4, "text-anchor": "middle" }, words),
      );
    const pills = [pill(line.worded ? "short paired" : "short", mark, unsure ? 26 : 20)];
    if (line.worded) {
      const full = `${mark} ${phrase(line.type, line.reverse)}${count > 1 ? ` ×${count}` : ""}`;
      const words = fitted(full, 16 + 6.3 * (full.length - 2), "400 11px");
      pills.push(pill("worded", words, measured(words, "400 11px") + 16));
    }
    return pills;
  }

  /** The labels of a line that can come to lie below the name of a lane, as that stays in view. */
  function below(line) {
    const over = line.label && lanes.find(({ top, bottom }) => line.label[1] + 8 > top && line.label[1] - 8 < bottom);
    if (!over) return [];
    return [...layers.tags.children].filter((pill) => pill.dataset.line === line.id).map((pill) => {
      const half = Number(pill.firstChild.getAttribute("width")) / 2;
      return { pill, left: line.label[0] - half, right: line.label[0] + half, width: over.width };
    });
  }

  /** Takes away labels of which the name of a lane would cover a part. */
  function tuck({ x }) {
    for (const { pill, left, right, width } of beneath) pill.classList.toggle("tucked", left < x + 8 + width && right > x);
  }

  /** What is drawn of a board is made once; filters take it away and bring it back. */
  function once(key, make) {
    if (!made.has(key)) made.set(key, make());
    return made.get(key);
  }

  const ring = (card) => card.querySelector(".ring");

  /** Makes one card the only one that Tab leads to. */
  function reach(key) {
    for (const each of layers.cards.children) ring(each).setAttribute("tabindex", each.dataset.key === key ? 0 : -1);
  }

  function focus(key) {
    const found = [...layers.cards.children].find((each) => each.dataset.key === key);
    if (!found) return false;
    reach(key);
    ring(found).focus({ preventScroll: true });
    return true;
  }

  const paper = matchMedia("print");
  paper.addEventListener("change", onPaper);

  /** On paper the whole picture, however it was moved on the screen. */
  function onPaper() {
    if (!board || !frame.isConnected) return;
    if (!paper.matches) {
      frame.removeAttribute("viewBox");
      view.set(view.at().x, view.at().y, view.at().k);
      return;
    }
    const { left, top, right, bottom } = board.box;
    frame.setAttribute("viewBox", `${left} ${top - 30} ${right - left} ${bottom - top + 30}`);
    world.removeAttribute("transform");
    layers.heads.setAttribute("transform", `translate(${left} 0)`);
    layers.years.setAttribute("transform", `translate(0 ${top - 30})`);
  }

  return {
    element: el("div", { class: "canvas" }, frame, el("p", { id: "picture-keys", class: "vh" }, t("picture_keys")), zoomButtons()),
    view,
    frame,
    /** Draws a board; cards of `fresh` are shown to be new. */
    draw(given, sieved, fresh = new Set()) {
      if (given !== board) {
        made.clear();
        board = given;
        byKey = new Map([...board.cards.map((card) => [card.node.id, card]), ...[...board.stacks, ...board.drawers].map((stack) => [stack.key, stack])]);
        ground();
      }
      frame.setAttribute("aria-label", t("picture"));
      const open = board.drawers.filter((drawer) => sieved.cards.has(drawer.key));
      const lines = [...board.lines, ...open.map((drawer) => drawer.line)].filter((line) => sieved.lines.has(line.id));
      frame.classList.toggle("calm", lines.filter((line) => !line.quiet).length <= CALM);
      put(layers.wires, lines.map((line) => once(`wire ${line.id}`, () => wire(line))));
      const left = (line) => sieved.counts.get(line.id) ?? line.count;
      put(layers.tags, lines.flatMap((line) => once(`tag ${left(line)} ${line.id}`, () => tag(line, left(line)))));
      beneath = lines.flatMap(below);
      tuck(view.at());
      const cards = board.cards.filter((card) => sieved.cards.has(card.node.id));
      const stacks = standing(board, sieved);
      const drawn = [
        ...cards.map((card) => once(`card ${card.node.id}`, () => drawCard(card, board.card, card.node.id === board.root))),
        ...stacks.map((stack) => once(`stack ${stack.count} ${stack.key}`, () => drawStack(stack, board.card))),
        ...open.map((drawer) => once(`head ${sieved.counts.get(drawer.key)} ${drawer.key}`, () => drawHead({ ...drawer, count: sieved.counts.get(drawer.key) }, board.card))),
      ];
      for (const element of drawn) element.classList.toggle("fresh", fresh.has(element.dataset.key));
      put(layers.cards, drawn);
      put(layers.badges, cards.map((card) => once(`badge ${card.node.id}`, () => drawBadge(card, board.card))).filter(Boolean));
      reach(sieved.cards.has(board.root) ? board.root : drawn[0]?.dataset.key);
    },
    /** Shows what is chosen: a card with its lines, or a line with its two cards. */
    mark(chosen) {
      const line = chosen.startsWith("e:") ? board.lines.find((one) => one.id === chosen.slice(2)) : null;
      // Of what stands in a drawer each card shows its own line; the card that all hang on shows the one of the drawer.
      const on = (one) => (line ? one.id === line.id : one.quiet ? one.quiet === chosen : one.source === chosen || one.target === chosen);
      const lit = new Set([...board.lines, ...board.drawers.map((drawer) => drawer.line)].filter(on).map((one) => one.id));
      frame.classList.toggle("chosen", lit.size > 0);
      frame.classList.toggle("many", lit.size > FEW);
      for (const each of frame.querySelectorAll("[data-line]")) each.classList.toggle("on", lit.has(each.dataset.line));
      for (const each of layers.cards.children) {
        each.classList.toggle("on", each.dataset.key === chosen);
        ring(each).setAttribute("aria-pressed", String(each.dataset.key === chosen));
      }
      const there = byKey.get(chosen);
      if (there) reach(chosen);
    },
    focus,
    reveal(key) {
      this.show([key]);
    },
    /** Moves so far that these cards are seen, the upper ones first, where they are not. */
    show(keys) {
      const there = [...keys].map((key) => byKey.get(key)).filter(Boolean);
      if (!there.length) return;
      const { width, height } = board.card;
      const [xs, ys] = [there.map(({ x }) => x), there.map(({ y }) => y)];
      view.reveal({ left: Math.min(...xs) - width / 2, right: Math.max(...xs) + width / 2, top: Math.min(...ys) - height / 2, bottom: Math.max(...ys) + height / 2 });
    },
    fit() {
      if (!board) return;
      view.fit(board.box, byKey.get(board.root) ?? { x: 0, y: 0 });
    },
    /** Keys of what is drawn, with places, for the keyboard. */
    drawn: () => [...layers.cards.children].map((each) => byKey.get(each.dataset.key)).filter(Boolean),
    /** The lines that are seen; from card to card of a drawer arrows go as they stand. */
    lines: () => [...board.lines.filter((line) => !line.quiet), ...board.drawers.map((drawer) => drawer.line)],
  };

  function zoomButtons() {
    return el(
      "div",
      { class: "zoom", role: "group" },
      button("+", () => view.zoom(1.25), { "aria-label": t("zoom_in"), title: t("zoom_in") }),
      button("−", () => view.zoom(0.8), { "aria-label": t("zoom_out"), title: t("zoom_out") }),
      button("⤢", () => view.fit(board.box, { x: 0, y: 0 }, 0.1), { "aria-label": t("fit"), title: t("fit") }),
    );
  }
}

