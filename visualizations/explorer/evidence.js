// One relation with what proves it: the very words and their place, or the row of a table. Owns how proof looks; opening a source is told.

import { button, el, plain } from "./dom.js";
import { citing } from "./exports.js";
import { go } from "./state.js";
import { day, share, t } from "./words.js";

const LONG = 600;

/** The chips of an edge: confirmed or not, planned, since when unless that day is `known` beside it. */
export function flags(edge, ...known) {
  return [
    edge.modality === "planned" && el("span", { class: "flag" }, t("planned")),
    el("span", { class: edge.verified ? "flag sure" : "flag" }, t(edge.verified ? "verified" : "unverified")),
    edge.valid_from && !known.includes(edge.valid_from) && el("span", { class: "when" }, t("since", { day: day(edge.valid_from) })),
  ];
}

function quote(evidence, says) {
  const words = evidence.quote;
  const block = el("blockquote", { lang: "vi" }, words.length > LONG ? `${words.slice(0, LONG)}…` : words);
  const whole =
    words.length > LONG &&
    button(t("quote_long", { n: words.length }), (event) => {
      block.textContent = words;
      event.target.remove();
    }, { class: "quiet" });
  return el(
    "figure",
    { class: "quote" },
    block,
    whole,
    el(
      "figcaption",
      {},
      el("bdi", { lang: "vi" }, plain(evidence.source_title || evidence.source)),
      ` · ${t("confidence", { n: share(evidence.confidence) })} `,
      button(t("read"), () => go({ read: `${evidence.source}:${evidence.start}:${evidence.end}` }), { class: "quiet" }),
      says && [" ", citing(evidence, says)],
    ),
  );
}

function record(evidence) {
  const url = /^https?:\/\//.test(evidence.url ?? "") ? evidence.url : null;
  return el(
    "figure",
    { class: "quote record" },
    el("p", {}, t("record", { table: evidence.table, row: plain(evidence.row) })),
    el(
      "figcaption",
      {},
      `${t(`known_${evidence.known_by}`)} · ${t("confidence", { n: share(evidence.confidence) })} `,
      url && el("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, t("original")),
    ),
  );
}

/** All that proves an edge; `says` is the relation as a sentence, for citations. */
export const proofs = (edge, says = "") => edge.evidence.map((evidence) => (evidence.type === "quote" ? quote(evidence, says) : record(evidence)));
