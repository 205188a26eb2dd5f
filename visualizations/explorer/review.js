// What people said of a relation, and saying it: true, or wrong and why. Owns the form; the server keeps it.

import { button, el, fill, plain, say } from "./dom.js";
import { keyField, withKey } from "./key.js";
import * as server from "./server.js";
import { day, t } from "./words.js";

/** One review as words: who, what, when, why. */
export const told = (review) => [
  el("b", {}, t(`said_${review.verdict.replace("-", "_")}`)),
  ` · ${plain(review.person)} · `,
  el("time", { datetime: review.at }, day(review.at.slice(0, 10))),
  review.note && el("p", { class: "other" }, plain(review.note)),
];

/** The reviews of an edge, and buttons to add one; `done()` is called when the graph has changed. */
export function reviewing(edge, said, done) {
  const field = keyField();
  const note = el("textarea", { rows: 2, maxlength: 2000, "aria-label": t("why") });
  const answer = el("p", { role: "alert" });
  const form = el("div", { class: "judge", hidden: true });
  const send = (act) => async (event) => {
    event.target.disabled = true;
    const against = await withKey(field, act);
    event.target.disabled = false;
    fill(answer, against);
    if (against) return;
    say(t("thanks"));
    done();
  };
  const open = (verdict) => (event) => {
    const pressed = event.currentTarget.getAttribute("aria-pressed") === "true";
    for (const each of choices) each.setAttribute("aria-pressed", String(!pressed && each === event.currentTarget));
    form.hidden = pressed;
    fill(form, el("label", {}, t("why"), note), field, button(t(`send_${verdict}`), send((key) => server.judge(key, edge.id, verdict, note.value.trim())), { class: "main" }), answer);
    if (!pressed) note.focus();
  };
  const choices = [
    button(`✓ ${t("accept")}`, open("accept"), { "aria-pressed": "false", "data-verdict": "accept" }),
    button(`⚑ ${t("report")}`, open("reject"), { "aria-pressed": "false", "data-verdict": "reject" }),
  ];
  const back = el("div", {});
  const takeBack = (review) =>
    button(t("withdraw"), () => {
      const sure = button(t("withdraw_sure"), send((key) => server.withdraw(key, review.id)), { class: "main" });
      fill(back, field, sure, answer);
      sure.focus();
    }, { class: "quiet" });
  return el("section", { class: "reviews" },
    el("h3", {}, t("judged")),
    said.length ? el("ul", {}, said.map((review) => el("li", {}, told(review), " ", takeBack(review)))) : el("p", { class: "hint" }, t("judged_none")),
    back,
    el("p", { class: "acts" }, choices),
    form);
}
