// The picture by keyboard: arrows along relations and between cards, E expands, Enter shows the evidence, Esc goes back. Owns the keys only.

const RIGHT = { ArrowRight: 1, ArrowLeft: -1 };
const DOWN = { ArrowDown: 1, ArrowUp: -1 };

const keyOf = (card) => card.node?.id ?? card.key;

/** The card that an arrow leads to: along a relation where there is one that way, else the nearest that way. */
export function next(cards, lines, from, arrow) {
  const others = cards.filter((card) => card !== from);
  if (arrow in RIGHT) {
    const side = RIGHT[arrow];
    const tied = new Set();
    for (const line of lines) {
      if (line.source === keyOf(from)) tied.add(line.target);
      if (line.target === keyOf(from)) tied.add(line.source);
    }
    const along = others.filter((card) => tied.has(keyOf(card)) && side * (card.x - from.x) > 0);
    if (along.length) return nearest(along, from, 1, 2);
    return nearest(others.filter((card) => side * (card.x - from.x) > 0), from, 1, 3);
  }
  const side = DOWN[arrow];
  return nearest(others.filter((card) => side * (card.y - from.y) > 0), from, 2, 1);
}

function nearest(cards, from, wide, high) {
  const far = (card) => wide * Math.abs(card.x - from.x) + high * Math.abs(card.y - from.y);
  return cards.reduce((best, card) => (best === null || far(card) < far(best) ? card : best), null);
}

/** Listens to keys on a picture. `acts`: {choose, expand, stack, back}. */
export function keyboard(picture, acts) {
  // On the box around the picture: an SVG that listens to focus becomes a Tab stop of its own in Chromium.
  picture.element.addEventListener("focusin", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (key) picture.reveal(key);
  });
  picture.element.addEventListener("keydown", (event) => {
    // After a press of the ground the picture itself has the focus: then its reachable card is meant.
    const focused = event.target.closest("[data-key]") ?? picture.frame.querySelector('[tabindex="0"]')?.closest("[data-key]");
    if (!focused || !picture.frame.contains(event.target) || event.altKey || event.ctrlKey || event.metaKey) return;
    const key = focused.dataset.key;
    const { step } = focused.dataset; // of a stack, or of the head of a drawer
    const cards = picture.drawn();
    const from = cards.find((card) => keyOf(card) === key);
    if (event.key in RIGHT || event.key in DOWN) {
      const found = from && next(cards, picture.lines(), from, event.key);
      if (found) picture.focus(keyOf(found));
    } else if (event.key === "Home") picture.focus(keyOf(cards[0]));
    else if (event.key === "Enter" || event.key === " ") step ? acts.stack(step) : acts.choose(key, true);
    else if (event.key === "e" || event.key === "E") step ? acts.stack(step) : acts.expand(key, focused);
    else if (event.key === "Escape") acts.back();
    else if (event.key === "+" || event.key === "=") picture.view.zoom(1.25);
    else if (event.key === "-") picture.view.zoom(0.8);
    else return;
    event.preventDefault();
  });
}
