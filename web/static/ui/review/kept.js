// What is typed and not saved: kept in this browser at each key and on the server every second, so that it outlives
// a closed tab, a crash, an expired login and a server that was started anew.

import { body, hear, language, saved, say, send, signedOut, tell } from "./context.js";
import { rowOf, targetOf } from "./rows.js";

const PREFIX = `i18nflow:${body.dataset.keep}:${body.dataset.place}:`;
const SOON = 1000;
const AGAIN = 5000;
let hand = null;
let waiting = 0;
let pending = false;   // something was typed that the server has not got

export function keepHere(key, text, version) {
  try { localStorage.setItem(PREFIX + key, JSON.stringify({ text, version })); } catch { /* full or forbidden: the server keeps it */ }
}
export function forgetHere(key) {
  try { localStorage.removeItem(PREFIX + key); } catch { /* nothing was kept */ }
}
export function keptHere(key) {
  try { return JSON.parse(localStorage.getItem(PREFIX + key) ?? "null"); } catch { return null; }
}
function keysHere() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length));
  } catch { return []; }
}

// Nothing is pending any more: the text has been sent for good, or given up.
export function settled() {
  clearTimeout(waiting);
  pending = false;
}

export async function keepThere({ keepalive = false } = {}) {
  clearTimeout(waiting);
  if (!hand || !pending) return;
  pending = false;
  const { row, area, version } = hand;
  const text = area.value;
  let answer = null;
  try { answer = await send(row.dataset.key, "typed", { text, version }, { keepalive }); } catch { /* out of reach */ }
  if (answer?.ok) {
    if (text === targetOf(row)) delete row.dataset.typed; else row.dataset.typed = text;
    saved.textContent = say("kept", { time: new Date().toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" }) });
    return;
  }
  if (answer?.status === 503) saved.textContent = say("busy");
  else if (!answer || !signedOut(answer.status)) saved.textContent = say("noConnection");
  if (!pending && hand?.row === row) { pending = true; waiting = setTimeout(keepThere, AGAIN * (1 + Math.random() / 2)); }
}

export function noteTyped(row) {
  if (row.querySelector(".typed-note")) return;
  const note = Object.assign(document.createElement("p"), { className: "note info typed-note", textContent: say("typed") });
  note.lang = language;
  row.querySelector(".tgt").append(note);
}

// What this browser kept and the server may not have: after a crash, an expired login, a server out of reach.
async function bringBack() {
  for (const key of keysHere()) {
    const row = rowOf(key);
    const here = keptHere(key);
    if (!row || !here?.text) continue;
    if (here.text === targetOf(row)) { forgetHere(key); continue; }
    if (here.text !== row.dataset.typed) {
      const answer = await send(key, "typed", here).catch(() => null);
      if (!answer?.ok) continue;
      row.dataset.typed = here.text;
    }
    // Typed for a version that is no more: the line opens with the three texts.
    if (here.version !== row.dataset.version) row.dataset.stale = "yes";
    if (hand?.row !== row) noteTyped(row);
  }
}

hear("open", (editor) => { hand = editor; });
hear("close", () => { hand = null; });
hear("input", ({ row, area, version, before }) => {
  if (area.value === before) forgetHere(row.dataset.key); else keepHere(row.dataset.key, area.value, version);
  if (!pending) { pending = true; clearTimeout(waiting); waiting = setTimeout(keepThere, SOON); }
});
addEventListener("pagehide", () => keepThere({ keepalive: true }));
addEventListener("online", () => keepThere());
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keepThere({ keepalive: true }); });

export function start() {
  bringBack().then(() => tell("back"));
}
