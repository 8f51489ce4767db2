// The lines of the article: their texts and states, their order, and how a fresh one takes an old one's place.

import { tell } from "./context.js";

export const list = document.getElementById("segments");
const UNFINISHED = ["untranslated", "draft", "rejected"];
let known = null;

export const rows = () => (known ??= [...list.children]);
export const total = () => rows().length;
// The number it has in the article, in whatever order the lines stand.
export const number = (row) => +row.dataset.number;
export const rowOf = (key) => document.getElementById(`s-${key}`);

export const sourceOf = (row) => row.dataset.source ?? row.querySelector(".src .t").textContent;

export function targetOf(row) {
  if (row.dataset.text !== undefined) return row.dataset.text;
  const shown = row.querySelector(".tgt > .t");
  return !shown || shown.classList.contains("none") ? "" : shown.textContent;
}

export const isUnfinished = (row) => UNFINISHED.includes(row.dataset.state);
export const unfinished = (row) => isUnfinished(row) && !row.classList.contains("saving");
export const unapproved = (row) => row.dataset.state !== "approved" && !row.classList.contains("saving");
export const withFinding = (row) => +row.dataset.findings > 0;

// The next line after this one that is wanted, round the end to the beginning.
export function follow(row, wanted) {
  const all = rows();
  const here = all.indexOf(row);
  for (let step = 1; step < all.length; step += 1) {
    const one = all[(here + step) % all.length];
    if (wanted(one)) return one;
  }
  return undefined;
}

export function parsed(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html.trim();
  return holder.content;
}

export function replaceRow(row, fresh) {
  row.replaceWith(fresh);
  const at = known?.indexOf(row) ?? -1;
  if (at >= 0) known[at] = fresh;
  tell("row", fresh);
  return fresh;
}
