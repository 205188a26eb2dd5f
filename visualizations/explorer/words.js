// The words of the page in its language, those of the ontology among them. Owns how dates and numbers are written.

import { TABLE } from "./phrases.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

let lang = "vi";
let relationsByName = new Map();
let kindsByName = new Map();
let documentKinds = [];

/** Takes the ontology's words. */
export function learn(ontology) {
  relationsByName = new Map(ontology.relations.map((relation) => [relation.name, relation]));
  documentKinds = ontology.doc_kinds.map((one) => one.name);
  kindsByName = new Map([...ontology.kinds, ...ontology.event_kinds, ...ontology.doc_kinds].map((kind) => [kind.name, kind]));
}

export const docKinds = () => documentKinds;
export const language = () => lang;
export function speak(which) {
  lang = which === "en" ? "en" : "vi";
  document.documentElement.lang = lang;
}

/** The word called `key`, with {values} filled in. */
export function t(key, values = {}) {
  const phrase = TABLE[key]?.[lang === "en" ? 1 : 0] ?? key;
  return phrase.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

export const tables = () => TABLE;
export const glyph = (relation) => relationsByName.get(relation)?.glyph ?? "•";
export const relationOrder = () => [...relationsByName.keys()];

/** A relation in words, read forward (from → to) or in reverse; `other` stands in the middle of phrases that wrap around it. */
export function phrase(name, reverse = false, other = "") {
  const relation = relationsByName.get(name);
  const label = relation?.[`${lang}${reverse ? "_reverse" : ""}`] ?? name;
  return label.includes("{}") ? label.replace("{}", other || "…") : label;
}

/** The sentence that two names and a relation make. */
export function sentence(name, reverse, of, other) {
  const relation = relationsByName.get(name);
  const wraps = (relation?.[`${lang}${reverse ? "_reverse" : ""}`] ?? "").includes("{}");
  return wraps ? `${of} ${phrase(name, reverse, other)}` : `${of} ${phrase(name, reverse)} ${other}`;
}

export const kind = (name) => (name ? (kindsByName.get(name)?.[lang] ?? name) : "");

/** A date, possibly partial, as people write it. */
export function day(iso) {
  const [year, month, date] = String(iso ?? "").split("-");
  if (!/^\d{4}$/.test(year)) return iso ?? "";
  if (lang === "vi") return [date, month, year].filter(Boolean).map(Number).join("/");
  return [date && Number(date), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
}

export const number = (n) => n.toLocaleString(lang === "vi" ? "vi-VN" : "en-GB");
export const share = (n) => (n === null || n === undefined ? "" : `${Math.round(n * 100)} %`);
