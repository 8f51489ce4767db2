// Moves: the next segment opens at once, the form is sent behind it, and the answer is put in place when it comes.
// A save that fails gives the text back, marked; where the server is out of reach or has too much to do, the save is
// sent again by itself until it arrives, or somebody opens the line again.

import { announce, hear, language, plain, saved, say, send, signedOut, tell } from "./context.js";
import { drop, inHand, oneLine, open, release } from "./hand.js";
import { forgetHere, keepHere, settled } from "./kept.js";
import { follow, number, parsed, replaceRow, rowOf, total, unfinished } from "./rows.js";

const undone = [];   // keys of saved segments, latest last
const later = new Map();   // key → { timer, again }: saves that wait to be sent again
const FIRST = 2;    // seconds; doubled each time
const LONGEST = 30;

export function save(what = "confirm", fields = {}, { next = unfinished } = {}) {
  const editor = inHand();
  if (!editor) return;
  const { row, area, version } = editor;
  const text = oneLine(area.value);
  settled();
  if (what !== "reject" && !text.trim()) { announce(say("empty")); saved.textContent = say("empty"); area.focus(); return; }
  keepHere(row.dataset.key, text, version);
  const shown = release();
  row.classList.add("saving");
  shown.className = "t";
  shown.removeAttribute("lang");
  shown.textContent = text;
  delete row.dataset.typed;
  const to = follow(row, next);
  if (to) open(to); else announce(say("allDone"));
  saved.textContent = say("saving");
  // The hand comes first: what is sent may wait until the next segment has been drawn.
  setTimeout(() => deliver(row, what, { text, version, ...fields }));
}

async function deliver(row, what, fields, wait = FIRST) {
  const key = row.dataset.key;
  let answer = null;
  try { answer = await send(key, what, fields); } catch { /* out of reach */ }
  if (!answer || answer.status === 503) {
    const asked = Number(answer?.headers.get("Retry-After")) || 0;
    fail(row, fields.text, `${say(answer ? "busy" : "noConnection")} ${say("sentAgain")}`, { quiet: wait > FIRST });
    const again = () => {
      const now = rowOf(key) ?? row;
      forget(key);
      now.classList.add("saving");
      deliver(now, what, fields, Math.min(wait * 2, LONGEST));
    };
    // Up to a half later, each at another time: a crowd that was turned away must not come back as one.
    later.set(key, { timer: setTimeout(again, Math.max(asked, wait) * (1 + Math.random() / 2) * 1000), again });
    return;
  }
  const html = await answer.text();
  if (answer.ok) done(row, html);
  else if (answer.status === 409) { forgetHere(key); clash(row, html); }
  else fail(row, fields.text, signedOut(answer.status) ? say("signedOut") : plain(html));
}

function forget(key) {
  clearTimeout(later.get(key)?.timer);
  later.delete(key);
}

// Whoever opens the line again has the text in hand: what is sent then is theirs to say.
hear("open", ({ row }) => forget(row.dataset.key));
addEventListener("online", () => [...later.values()].forEach(({ again }) => again()));

function done(row, html) {
  const key = row.dataset.key;
  forgetHere(key);
  const again = inHand()?.row === row || !inHand();
  if (inHand()?.row === row) drop();
  const fresh = replaceRow(row, parsed(html).firstElementChild);
  undone.push(key);
  const message = say("saved", { number: number(fresh), all: total() });
  saved.textContent = message;
  announce(message);
  tell("saved", fresh);
  if (again) open(fresh, { scroll: false });
}

function clash(row, html) {
  if (inHand()?.row === row) release();
  row.classList.remove("saving");
  row.classList.add("failed");
  row.querySelectorAll(".tgt > :not(.what)").forEach((one) => one.remove());
  row.querySelector(".tgt").append(parsed(html));
  const message = say("clash", { number: number(row) });
  announce(message);
  saved.textContent = message;
}

function fail(row, text, why, { quiet = false } = {}) {
  row.classList.remove("saving");
  row.classList.add("failed");
  row.dataset.typed = text;
  const note = Object.assign(document.createElement("p"), { className: "note failed-note", lang: language });
  const what = Object.assign(document.createElement("b"), { textContent: `${say("notSaved")}. ` });
  const again = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: say("again") });
  again.addEventListener("click", () => open(row));
  note.append(what, `${why} `, again);
  row.querySelectorAll(".failed-note").forEach((one) => one.remove());
  row.querySelector(".tgt").append(note);
  if (!quiet) announce(`${say("notSaved")}: ${number(row)}. ${why}`);
  saved.textContent = say("notSaved");
}

// A move whose answer is waited for: undo, restore, a merged text.
export async function act(row, what, fields = {}) {
  const key = row.dataset.key;
  let answer;
  try { answer = await send(key, what, { version: row.dataset.version, ...fields }); } catch { announce(say("noConnection")); return; }
  const html = await answer.text();
  if (answer.status === 409) { clash(row, html); return; }
  if (!answer.ok) {
    const why = signedOut(answer.status) ? say("signedOut") : plain(html);
    announce(why);
    saved.textContent = why;
    return;
  }
  forgetHere(key);
  const editor = inHand();
  if (editor?.row === row) { settled(); drop(); }
  const fresh = replaceRow(row, parsed(html).firstElementChild);
  announce(say("saved", { number: number(fresh), all: total() }));
  tell("saved", fresh);
  if (editor?.row === row || !editor) open(fresh);
}

export function reject(form) {
  const reason = form.querySelector('[name="reason"]').value;
  const detail = form.querySelector('[name="detail"]').value.trim();
  if (!reason && !detail) { form.querySelector('[name="reason"]').focus(); return; }
  const { row, area, before } = inHand();
  if (area.value !== before) act(row, "reject", { reason, detail, text: area.value });
  else save("reject", { reason, detail });
}

export function undo() {
  const row = rowOf(undone.pop() ?? "");
  if (row) { act(row, "undo"); return; }
  const button = document.querySelector("#panel #undo");
  if (button) button.click(); else announce(say("noUndo"));
}

// Fresh lines from the server, but for those whose save is under way or failed; the one in hand keeps its editor.
export function refresh(html) {
  for (const fresh of [...parsed(html).children]) {
    const row = rowOf(fresh.dataset.key);
    if (!row || row.classList.contains("saving") || row.classList.contains("failed")) continue;
    if (inHand()?.row === row) row.querySelector(".src").replaceWith(fresh.querySelector(".src"));
    else replaceRow(row, fresh);
  }
}
