// Which part of the picture is seen: dragging, the wheel, zoom buttons. Owns the transform of one group; knows nothing of what it holds.

const LEAST = 0.25;
const MOST = 2.5;
const FOOT = 48; // below the picture, so that the zoom buttons cover no card
const A_DRAG = 4; // px before a press becomes a drag

/** Moves `world` inside `frame`; `moved({x, y, k})` is told after each change, where x and y are the world's point at the frame's corner. */
export function viewport(frame, world, moved) {
  let seen = { x: 0, y: 0, k: 1 };
  let waiting = false;
  let press = null;
  let dragged = false;

  function show() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      world.setAttribute("transform", `scale(${seen.k}) translate(${-seen.x} ${-seen.y})`);
      moved(seen);
    });
  }

  const size = () => ({ width: frame.clientWidth || 1, height: frame.clientHeight || 1 });

  function zoom(factor, at = { x: size().width / 2, y: size().height / 2 }) {
    const k = Math.min(MOST, Math.max(LEAST, seen.k * factor));
    seen = { k, x: seen.x + at.x / seen.k - at.x / k, y: seen.y + at.y / seen.k - at.y / k };
    show();
  }

  frame.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const box = frame.getBoundingClientRect();
      if (event.ctrlKey || event.metaKey) {
        zoom(Math.exp(-event.deltaY / 300), { x: event.clientX - box.left, y: event.clientY - box.top });
      } else {
        const sideways = event.shiftKey && !event.deltaX;
        seen = { ...seen, x: seen.x + (sideways ? event.deltaY : event.deltaX) / seen.k, y: seen.y + (sideways ? 0 : event.deltaY) / seen.k };
        show();
      }
    },
    { passive: false },
  );
  const fingers = new Map();
  frame.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return;
    fingers.set(event.pointerId, event);
    press = { x: event.clientX, y: event.clientY, from: seen };
    dragged = false;
  });
  frame.addEventListener("pointermove", (event) => {
    if (!press || !fingers.has(event.pointerId)) return;
    if (fingers.size === 2) {
      const [one, other] = [...fingers.values()];
      const apart = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
      fingers.set(event.pointerId, event);
      const [a, b] = [...fingers.values()];
      const box = frame.getBoundingClientRect();
      const middle = { x: (a.clientX + b.clientX) / 2 - box.left, y: (a.clientY + b.clientY) / 2 - box.top };
      zoom(Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) / (apart || 1), middle);
      dragged = true;
      return;
    }
    const dx = event.clientX - press.x;
    const dy = event.clientY - press.y;
    if (!dragged && Math.hypot(dx, dy) < A_DRAG) return;
    if (!dragged) frame.setPointerCapture(event.pointerId);
    dragged = true;
    seen = { ...seen, x: press.from.x - dx / seen.k, y: press.from.y - dy / seen.k };
    show();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    frame.addEventListener(end, (event) => {
      fingers.delete(event.pointerId);
      press = null;
    });
  }
  // A drag that ends on a card is no press of it.
  frame.addEventListener(
    "click",
    (event) => {
      if (dragged) event.stopPropagation();
      dragged = false;
    },
    true,
  );

  return {
    zoom,
    at: () => seen,
    set(x, y, k) {
      seen = { x, y, k: Math.min(MOST, Math.max(LEAST, k)) };
      show();
    },
    /** Shows all of a box where that stays readable, else its part around a point, at a size that can be read. */
    fit(whole, around, readable = 0.9) {
      const box = { ...whole, bottom: whole.bottom + FOOT };
      const { width, height } = size();
      const least = Math.min(width / (box.right - box.left), height / (box.bottom - box.top + 30), 1.1);
      const k = Math.max(least, Math.min(readable, MOST));
      const within = (low, high, span, middle) => Math.min(Math.max(middle - span / k / 2, low), high - span / k);
      const x = (box.right - box.left) * k <= width ? (box.left + box.right - width / k) / 2 : within(box.left, box.right, width, around.x);
      const y = (box.bottom - box.top + 30) * k <= height ? box.top - 30 : within(box.top - 30, box.bottom, height, around.y);
      this.set(x, y, k);
    },
    /** Moves just so far that a box is seen whole; of one that is too large its beginning. */
    reveal(card, margin = 24) {
      const { width, height } = size();
      const w = width / seen.k;
      const h = height / seen.k;
      const near = (low, high, start, span) => (low < start || high - low > span ? low : high > start + span ? high - span : start);
      seen = {
        ...seen,
        x: near(card.left - margin, card.right + margin, seen.x, w),
        y: near(card.top - margin - 30, card.bottom + margin, seen.y, h),
      };
      show();
    },
  };
}
