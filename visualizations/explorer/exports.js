// What leaves the page: the picture as SVG or PNG; what it shows as offline page, tables and graphs, made by the server; a citation.

import { button, el, fill, plain, say } from "./dom.js";
import { fold } from "./fold.js";
import * as server from "./server.js";
import { now } from "./state.js";
import { day, language, t } from "./words.js";

const FORMATS = ["html", "xlsx", "csv", "json", "graphml"];
const FONTS = ["latin-400", "vietnamese-400", "latin-600", "vietnamese-600"];
const LOOKS = ["fill", "stroke", "stroke-width", "stroke-linejoin", "paint-order", "font-family", "font-size", "font-weight", "text-anchor", "text-decoration-line", "opacity"];
const FONTS_READ = 400; // ms
const SHARP = 2; // dots of a PNG for each unit
const MOST = 12_000; // dots that a side of a PNG may have

/** Lets a person save a file. */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

const base = (board) => board.root.replace(/[^\w.-]+/g, "-").slice(0, 80) || "vanmach";

async function faces() {
  const texts = await Promise.all(
    FONTS.map(async (font) => {
      const [subset, weight] = font.split("-");
      const range = [...document.fonts].find((face) => (face.weight === "normal" ? "400" : face.weight) === weight && /1EA0/i.test(face.unicodeRange) === (subset === "vietnamese"))?.unicodeRange ?? "U+0-10FFFF";
      const bytes = new Uint8Array(await (await fetch(new URL(`be-vietnam-pro-${font}-normal.woff2`, import.meta.url))).arrayBuffer());
      const text = btoa(bytes.reduce((all, byte) => all + String.fromCharCode(byte), ""));
      return `@font-face{font-family:"Be Vietnam Pro";font-weight:${weight};unicode-range:${range};src:url(data:font/woff2;base64,${text})}`;
    }),
  );
  return texts.join("");
}

/** The picture as it is drawn, whole, as an SVG text that needs nothing else: looks and fonts stand in it. */
export async function asSvg(frame, board, about) {
  const copy = frame.cloneNode(true);
  const [from, to] = [frame.querySelectorAll("*"), copy.querySelectorAll("*")];
  const gone = [];
  const heads = copy.querySelector(".heads");
  from.forEach((element, index) => {
    const looks = getComputedStyle(element);
    const twin = to[index];
    if (looks.display === "none" || twin.matches(".hit, .ring, .badge, .years, .years *")) return void gone.push(twin);
    if (element.matches("path, rect, text")) for (const look of LOOKS) {
      const value = looks.getPropertyValue(look);
      if (value && value !== "normal" && !(look === "opacity" && value === "1")) twin.setAttribute(look === "text-decoration-line" ? "text-decoration" : look, value.replaceAll(/(\d)px/g, "$1"));
    }
    for (const name of ["class", "tabindex", "role", "aria-pressed", "aria-hidden", "aria-label"]) twin.removeAttribute(name);
  });
  for (const twin of gone) twin.remove();
  const margin = 24;
  const box = { x: board.box.left - margin, y: board.box.top - margin - 24, width: board.box.right - board.box.left + 2 * margin, height: board.box.bottom - board.box.top + 2 * margin + 48 };
  const world = copy.firstElementChild;
  world.removeAttribute("transform");
  for (const layer of world.children) layer.removeAttribute("transform");
  heads.setAttribute("transform", `translate(${box.x} 0)`);
  const ink = getComputedStyle(document.body);
  const part = (tag, attributes, words = "") => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.textContent = words;
    return made;
  };
  const plainText = { "font-family": '"Be Vietnam Pro", sans-serif', "font-size": 12, fill: ink.color };
  world.append(...board.years.map(({ x, year }) => part("text", { ...plainText, x, y: box.y + 16, "text-anchor": "middle" }, year)));
  world.append(part("text", { ...plainText, x: box.x + 12, y: box.y + box.height - 10 }, about));
  copy.prepend(part("title", {}, about), part("style", {}, await faces()), part("rect", { ...box, fill: getComputedStyle(document.documentElement).backgroundColor }));
  for (const name of ["class", "role", "aria-describedby", "aria-label"]) copy.removeAttribute(name);
  copy.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);
  copy.setAttribute("width", box.width);
  copy.setAttribute("height", box.height);
  return { text: new XMLSerializer().serializeToString(copy), width: box.width, height: box.height };
}

async function asPng({ text, width, height }) {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  await image.decode();
  const scale = Math.min(SHARP, MOST / width, MOST / height);
  const canvas = el("canvas", { width: Math.ceil(width * scale), height: Math.ceil(height * scale) });
  // The fonts within an image are read after it: until then it draws without words.
  const brush = canvas.getContext("2d");
  brush.drawImage(image, 0, 0, canvas.width, canvas.height);
  await new Promise((done) => setTimeout(done, FONTS_READ));
  brush.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** The list of what can be saved. `shown()` tells what stands there: {board, sieved, frame}, `frame` null where there is no picture. */
export function saving(shown) {
  const made = (format, act) =>
    button(t(`save_${format}`), async (event) => {
      const { currentTarget } = event;
      currentTarget.disabled = true;
      say(t("making"));
      try {
        await act(format);
        say(t("saved"));
        currentTarget.closest("details").open = false;
      } catch (error) {
        fill(note, t("failed", { why: error.message }));
      }
      currentTarget.disabled = false;
    }, { "data-format": format });
  const note = el("p", { role: "alert" });
  const drawn = async (format) => {
    const { board, frame } = shown();
    const { version } = await server.ready();
    const svg = await asSvg(frame, board, t("source_line", { version, day: day(new Date().toISOString().slice(0, 10)) }));
    save(format === "svg" ? new Blob([svg.text], { type: "image/svg+xml" }) : await asPng(svg), `${base(board)}.${format}`);
  };
  const file = async (format) => {
    const { board, sieved } = shown();
    const stacks = board.stacks.filter((stack) => sieved.cards.has(stack.key));
    const nodes = [...board.cards.map((card) => card.node.id).filter((id) => sieved.cards.has(id)), ...stacks.flatMap((stack) => stack.members.map((member) => member.id))];
    const rel = new Set(board.lines.filter((line) => sieved.lines.has(line.id)).map((line) => line.type));
    const { blob, ending } = await server.file(format, { root: board.root, nodes: nodes.slice(0, 400), relations: [...rel], as_of: now().day || null, verified: now().sure, lang: language() });
    save(blob, `${base(board)}.${ending}`);
  };
  const pictures = shown().frame ? ["svg", "png"].map((format) => made(format, drawn)) : [];
  return fold("save", t("save"), [...pictures, ...FORMATS.map((format) => made(format, file)), note], { id: "save" });
}

/** A citation of evidence, to be copied: the words, where they stand, which relation they prove. */
export function citing(evidence, says) {
  const from = plain(evidence.source_title || evidence.source);
  const place = t("place", { start: evidence.start, end: evidence.end });
  const words = `${says}\n“${evidence.quote}”\n${from}, ${place}. Vanmach, ${day(new Date().toISOString().slice(0, 10))}, ${location.href}`;
  return button(t("cite"), async (event) => {
    const { currentTarget } = event;
    const done = await navigator.clipboard.writeText(words).then(() => t("cited"), () => t("copy_failed"));
    say(done);
    currentTarget.textContent = done;
    setTimeout(() => (currentTarget.textContent = t("cite")), 2500);
  }, { class: "quiet", "data-cite": "" });
}
