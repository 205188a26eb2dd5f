// All that people said of the graph, rejected relations too: those show nowhere else, and are taken back here.

import { button, el, fill, say } from "./dom.js";
import { keyField, withKey } from "./key.js";
import { lead } from "./parts.js";
import { told } from "./review.js";
import * as server from "./server.js";
import { opened } from "./state.js";
import { glyph, phrase, t } from "./words.js";

export async function draw(body) {
  const { reviews } = await server.reviews();
  const field = keyField();
  const answer = el("p", { role: "alert" });
  const takeBack = (review) =>
    button(t("withdraw"), async () => {
      const against = await withKey(field, (key) => server.withdraw(key, review.id));
      fill(answer, against);
      if (against) return;
      say(t("thanks"));
      await draw(body);
    });
  const end = (node) => lead(opened(node.id), el("bdi", {}, node.label), { lang: "vi" });
  const about = (review) =>
    review.type
      ? [end(review.a), " ", el("span", { class: `glyph r-${review.type}`, "aria-hidden": "true" }, glyph(review.type)), ` ${phrase(review.type)} `, end(review.b)]
      : [end(review.a), " ≟ ", end(review.b)];
  fill(body,
    reviews.length > 0 && field,
    answer,
    reviews.length ? el("ul", { class: "rows" }, reviews.map((review) => el("li", {}, el("p", {}, about(review)), told(review), el("p", { class: "acts" }, takeBack(review))))) : el("p", { class: "hint" }, t("judged_none")));
}
