// Who else is in this article, and in which segment.

import { announce, base, hear, language, post, say, signedOut } from "./context.js";
import { inHand } from "./hand.js";
import { keepThere } from "./kept.js";
import { number, rowOf } from "./rows.js";

const EVERY = 8000;
const SOON = 700;
const people = document.getElementById("people");
let waiting = 0;
let seen = "";
let others = [];

async function here() {
  clearTimeout(waiting);
  waiting = setTimeout(here, EVERY);
  if (document.visibilityState === "hidden") return;
  const answer = await post(`${base}here`, { segment: inHand()?.row.dataset.key ?? "" }).catch(() => null);
  if (answer) signedOut(answer.status);
  if (!answer?.ok) return;
  keepThere();
  show((await answer.json()).others);
}

function show(now) {
  const state = JSON.stringify(now);
  if (state === seen) return;
  const names = (all) => all.map((one) => one.who).join(", ");
  if (names(now) !== names(others) && now.length) announce(say("alsoHere", { who: names(now) }));
  seen = state;
  others = now;
  people.replaceChildren(...now.map((one) => {
    const row = rowOf(one.segment);
    const chip = Object.assign(document.createElement("span"), { className: "person" });
    chip.textContent = row ? say("whoWhere", { who: one.who, number: number(row) }) : one.who;
    return chip;
  }));
  mark();
}

function mark() {
  document.querySelectorAll(".seg .here").forEach((one) => one.remove());
  for (const { who, segment } of others) {
    const meta = rowOf(segment)?.querySelector(".meta");
    if (meta) meta.append(Object.assign(document.createElement("span"), { className: "here", lang: language, textContent: say("isHere", { who }) }));
  }
}

hear("open", () => { clearTimeout(waiting); waiting = setTimeout(here, SOON); });
hear("row", (row) => { if (others.some((one) => one.segment === row.dataset.key)) mark(); });
addEventListener("pagehide", () => { post(`${base}here`, { gone: "yes" }, { keepalive: true }).catch(() => {}); });
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") here(); });

export const start = here;
