// The texts that the graph was told by, and telling it another: read first, what it says is shown, then kept with a key.

import { button, el, fill, plain, say } from "./dom.js";
import { keyField, withKey } from "./key.js";
import * as server from "./server.js";
import { go } from "./state.js";
import { day, t } from "./words.js";

const MOST = 400_000; // characters of one text
const SOME = 12; // documents named in the preview

function row(source, again) {
  const url = /^https?:\/\//.test(source.uri ?? "") ? source.uri : null;
  const about = [t(`source_${source.kind}`), source.publisher && plain(source.publisher), source.published && day(source.published)].filter(Boolean).join(" · ");
  const out = el("div", {});
  const ask = () => {
    const field = keyField();
    const answer = el("p", { role: "alert" });
    const sure = button(t("source_out_sure"), async () => {
      const against = await withKey(field, (key) => server.retract(key, source.id));
      fill(answer, against);
      if (against) return;
      say(t("thanks"));
      again();
    }, { class: "main" });
    fill(out, field, sure, answer);
    sure.focus();
  };
  return el("li", {},
    el("span", { class: "strong", lang: "vi" }, source.title && source.title !== "?" ? plain(source.title) : t("untitled", { id: source.id.slice(0, 8) })),
    el("p", { class: "when" }, about),
    el("p", { class: "acts" },
      source.kind === "text" && button(t("read_text"), () => go({ read: `${source.id}:0:0` }), { class: "quiet" }),
      url && el("a", { href: url, rel: "noreferrer noopener", target: "_blank" }, t("original")),
      source.kind === "text" && button(t("source_out"), ask, { class: "quiet" })),
    out);
}

/** The form for a text of one's own. `kept()` is called when it has become part of the graph. */
function upload(kept) {
  const text = el("textarea", { id: "new-text", rows: 8, maxlength: MOST, lang: "vi" });
  const field = (name, more = {}) => el("input", { id: `new-${name}`, type: "text", maxlength: 500, ...more });
  const fields = { title: field("title"), publisher: field("publisher"), published: field("published", { type: "date" }), uri: field("uri", { type: "url", maxlength: 2000 }) };
  const file = el("input", { id: "new-file", type: "file", accept: ".txt,.md,.html,.htm,.docx,.pdf" });
  const key = keyField();
  const found = el("div", { class: "found" });
  const answer = el("p", { role: "alert" });
  const refuse = (error) => fill(answer, t("failed", { why: error.message }));

  file.addEventListener("change", async () => {
    const [one] = file.files;
    if (!one) return;
    fill(answer);
    fill(found, el("progress", { "aria-label": t("reading") }));
    try {
      const held = await server.textOf(one);
      text.value = held.text;
      for (const [name, input] of Object.entries(fields)) input.value ||= held[name] ?? "";
      say(t("file_read", { name: plain(one.name) }));
      fill(found, el("p", { class: "hint" }, t("file_read", { name: plain(one.name) })));
    } catch (error) {
      fill(found);
      refuse(error);
    }
  });

  const about = () => Object.fromEntries(Object.entries(fields).map(([name, input]) => [name, input.value.trim() || null]));

  async function preview(event) {
    const { currentTarget } = event;
    if (!text.value.trim()) return void fill(answer, t("text_needed"));
    currentTarget.disabled = true;
    fill(found, el("progress", { "aria-label": t("reading") }));
    try {
      const { title, publisher, published } = about();
      const said = await server.extract({ text: text.value, title, publisher, published });
      const named = said.documents.map((one) => plain(one.symbol || one.title || one.mentions[0]?.surface));
      const words = t("says", { n: said.documents.length, m: said.relations.length });
      say(words);
      fill(answer);
      fill(found, el("p", {}, words), el("ul", { lang: "vi" }, named.slice(0, SOME).map((one) => el("li", {}, one))), named.length > SOME && el("p", {}, `+${named.length - SOME}`));
    } catch (error) {
      fill(found);
      refuse(error);
    }
    currentTarget.disabled = false;
  }

  async function keep(event) {
    const { currentTarget } = event;
    if (!text.value.trim()) return void fill(answer, t("text_needed"));
    currentTarget.disabled = true;
    fill(found, el("progress", { "aria-label": t("reading") }));
    let report = null;
    const against = await withKey(key, async (given) => {
      report = await server.keep(given, { text: text.value, ...about() });
    }).catch((error) => t("failed", { why: error.message }));
    currentTarget.disabled = false;
    fill(found);
    fill(answer, against);
    if (!report) return;
    const words = report.sources.unchanged ? t("kept_before") : t("kept", { n: report.statements.added });
    say(words);
    kept(words);
  }

  const labelled = (words, input) => el("label", {}, el("span", {}, words), input);
  return el("details", { class: "upload" },
    el("summary", {}, t("upload")),
    el("div", { class: "grid" },
      labelled(t("text"), text), labelled(t("text_file"), file),
      labelled(t("title_of"), fields.title), labelled(t("publisher"), fields.publisher), labelled(t("date"), fields.published), labelled(t("address"), fields.uri)),
    el("p", { class: "hint" }, t("upload_help")),
    key,
    el("p", { class: "acts" }, button(t("preview"), preview), button(t("keep"), keep, { class: "main" })),
    answer,
    found);
}

export async function draw(body, said = "") {
  const list = el("ul", { class: "rows" });
  const again = (words) => draw(body, words);
  const rest = el("div", {});
  fill(body, upload(again), said && el("p", { class: "note good" }, said), el("h2", {}, t("sources")), list, rest);
  const add = async (cursor) => {
    const found = await server.sources(cursor);
    list.append(...found.sources.map((source) => row(source, again)));
    fill(rest, found.next && button(t("more"), () => add(found.next)));
  };
  await add();
}
