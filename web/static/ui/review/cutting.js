// A segment cut in two, or joined with the next: the words of the source with a bar before each.

import { announce, base, plain, say, send } from "./context.js";
import { inHand } from "./hand.js";
import { keepThere } from "./kept.js";
import { sourceOf } from "./rows.js";

const dialog = document.getElementById("cut-dialog");
const box = dialog.querySelector(".cuts");

export function askWhere() {
  const editor = inHand();
  if (!editor) return;
  const text = sourceOf(editor.row);
  const words = [...text.matchAll(/\S+/gu)];
  if (words.length < 2) { announce(say("oneWord")); return; }
  box.replaceChildren(...words.flatMap((word, at) => (at ? [bar(word[0], [...text.slice(0, word.index)].length), word[0]] : [word[0]])));
  dialog.dataset.key = editor.row.dataset.key;
  dialog.showModal();
  box.querySelector("button").focus();
}

function bar(word, offset) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "|", value: offset });
  button.setAttribute("aria-label", say("cutBefore", { word }));
  return button;
}

async function change(key, what, fields) {
  await keepThere();
  const answer = await send(key, what, fields).catch(() => null);
  if (!answer) { announce(say("noConnection")); return; }
  if (!answer.ok) { dialog.close(); announce(plain(await answer.text())); return; }
  location.assign(`${base}?segment=${key}`);
}

export const join = () => { const editor = inHand(); if (editor) change(editor.row.dataset.key, "merge", {}); };

box.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) change(dialog.dataset.key, "split", { offset: button.value });
});
box.addEventListener("keydown", (event) => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  const bars = [...box.querySelectorAll("button")];
  bars[Math.min(Math.max(bars.indexOf(document.activeElement) + by, 0), bars.length - 1)].focus();
  event.preventDefault();
});
dialog.addEventListener("close", () => inHand()?.area.focus());
document.addEventListener("click", (event) => {
  if (!event.target.closest("a[data-does='split']")) return;
  event.preventDefault();
  askWhere();
});
