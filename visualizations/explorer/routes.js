// How a line of the neighbourhood bends around cards that it does not touch. Pure geometry: no drawing.

const STEPS = 28; // points of a curve that are looked at
const ROOM = 4; // kept between a line and a card
const BENDS = [20, 40, 60, 80, 100, 120, 145, 170, 230, 300, 380, 470, 570];
const WAYS = [[0.5], [0.3], [0.7], [0.25, 0.75], [0.15], [0.85]];

/** Points of the curve that Cytoscape draws from one point over control points to another: quadratic pieces that meet half way. */
export function curve(from, over, to) {
  const points = [];
  let start = from;
  for (const [index, bend] of over.entries()) {
    const next = over[index + 1];
    const end = next ? { x: (bend.x + next.x) / 2, y: (bend.y + next.y) / 2 } : to;
    for (let step = 0; step <= STEPS / over.length; step += 1) {
      const u = (step * over.length) / STEPS;
      const v = 1 - u;
      points.push({ x: v * v * start.x + 2 * u * v * bend.x + u * u * end.x, y: v * v * start.y + 2 * u * v * bend.y + u * u * end.y });
    }
    start = end;
  }
  if (!over.length) for (let step = 0; step <= STEPS; step += 1) points.push({ x: from.x + ((to.x - from.x) * step) / STEPS, y: from.y + ((to.y - from.y) * step) / STEPS });
  return points;
}

const crossed = (points, boxes) => boxes.filter((box) => points.some(({ x, y }) => Math.abs(x - box.x) < box.w / 2 + ROOM && Math.abs(y - box.y) < box.h / 2 + ROOM)).length;

/** Control points beside the straight line from one card to another, as shares of its length and distances from it. */
function placed(from, to, weights, distances) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [nx, ny] = [-(to.y - from.y) / length, (to.x - from.x) / length];
  return weights.map((weight, index) => ({ x: from.x + (to.x - from.x) * weight + nx * distances[index], y: from.y + (to.y - from.y) * weight + ny * distances[index] }));
}

/** {weights, distances, crosses} of the line between two cards that crosses the fewest of the others and bends the least; [] where it runs straight. */
export function route(from, to, others) {
  // Only what stands near enough for some bend to reach.
  const far = Math.hypot(to.x - from.x, to.y - from.y) / 2 + BENDS.at(-1);
  const [mx, my] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  const near = others.filter((box) => Math.hypot(box.x - mx, box.y - my) < far + box.w);
  let best = { weights: [], distances: [], crosses: crossed(curve(from, [], to), near) };
  for (const bend of BENDS) {
    for (const weights of WAYS) {
      for (const side of [1, -1]) {
        for (const twist of weights.length > 1 ? [1, -1] : [1]) {
          if (!best.crosses) return best;
          const distances = weights.map((_, index) => side * bend * (index ? twist : 1));
          const crosses = crossed(curve(from, placed(from, to, weights, distances), to), near);
          if (crosses < best.crosses) best = { weights, distances, crosses };
        }
      }
    }
  }
  return best;
}
