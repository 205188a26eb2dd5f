// Questions to the server, and the bar that shows when one takes long. Owns no words.

import { el } from "./dom.js";

const ROOT = document.documentElement.dataset.root;
const PATIENCE = 350; // ms before the bar shows

const bar = el("div", { class: "busy", hidden: true, "aria-hidden": "true" });
let running = 0;

export const busyBar = () => bar;

/** What a server said no to: `status`, and the problem as it told it. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? String(status));
    this.status = status;
    this.problem = problem;
  }
}

async function asked(path, parameters, as, how = {}) {
  running += 1;
  setTimeout(() => (bar.hidden = running === 0), PATIENCE);
  try {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) {
      for (const one of [value].flat()) if (one !== "" && one !== null && one !== undefined) query.append(name, one);
    }
    const text = query.toString();
    const answer = await fetch(`${ROOT}/api/v1/${path}${text ? `?${text}` : ""}`, how);
    if (!answer.ok) throw new Refused(answer.status, await answer.json().catch(() => ({})));
    return await answer[as]();
  } finally {
    running -= 1;
    if (running === 0) bar.hidden = true;
  }
}

/** Asks with a body, and where `key` is given under its name. */
const sent = (path, body, as = "json", key = "", method = "POST") =>
  asked(path, {}, as, {
    method,
    headers: { ...(body ? { "content-type": "application/json" } : {}), ...(key ? { authorization: `Bearer ${key}` } : {}) },
    body: body ? JSON.stringify(body) : null,
  });

const whole = (id) => encodeURIComponent(id);

export const schema = () => asked("schema", {}, "json");
export const stats = () => asked("stats", {}, "json");
export const recent = () => asked("recent", {}, "json");
export const search = (q, limit = 8) => asked("search", { q, limit }, "json");
export const relations = (id, cursor) => asked(`nodes/${whole(id)}/relations`, { cursor, limit: 100 }, "json");
export const node = (id) => asked(`nodes/${whole(id)}`, {}, "json");
export const edge = (id) => asked(`edges/${whole(id)}`, {}, "json");
export const source = (id) => asked(`sources/${whole(id)}`, {}, "json");
export const text = (id) => asked(`sources/${whole(id)}/text`, {}, "text");

/** What stands around a node, with places. */
export const explore = (state, lang) =>
  asked(
    `explore/${whole(state.id)}`,
    { open: state.open, direction: state.dir, depth: state.depth, as_of: state.day, since: state.since, lang },
    "json",
  );

export const compare = (from, to, kind) => asked("compare", { from, to, kind }, "json");
// Over documents a chain of replacements may be long; over bodies everything is near.
export const paths = (from, to, documents) => asked("paths", { from, to, documents, longest: documents ? 12 : 6 }, "json");
export const gaps = (issuer, kind, term) => asked("gaps", { issuer, kind, term }, "json");
export const sources = (cursor) => asked("sources", { cursor }, "json");
export const reviews = () => asked("reviews", {}, "json");
export const judge = (key, edge, verdict, note) => sent("reviews", { edge, verdict, note: note || null }, "json", key);
export const withdraw = (key, review) => sent(`reviews/${whole(review)}`, null, "json", key, "DELETE");
export const extract = (text) => sent("extract", text);
export const keep = (key, text) => sent("sources", text, "json", key);
/** The text of a file, and what a page declares of itself. */
export const textOf = (file) =>
  asked("texts", { name: file.name.slice(-200) }, "json", { method: "POST", headers: { "content-type": "application/octet-stream" }, body: file });
export const retract = (key, source) => sent(`sources/${whole(source)}`, null, "json", key, "DELETE");

/** The version of the graph. */
export const ready = async () => (await fetch(`${ROOT}/readyz`)).json();

/** Nodes with their relations as a file: {blob, ending}. */
export async function file(format, about) {
  const answer = await sent(`files/${format}`, about, "blob");
  return { blob: answer, ending: format === "csv" ? "zip" : format };
}
