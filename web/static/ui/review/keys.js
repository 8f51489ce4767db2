// Keys. Latvian is typed with AltGr or a dead key: whatever belongs to composing a letter is left alone, and what is
// read is the character, not the place of the key.

import { announce, body, say } from "./context.js";
import { lookUp } from "./concordance.js";
import { find } from "./counts.js";
import { askWhere, join } from "./cutting.js";
import { handRow, inHand, open, setText, told } from "./hand.js";
import { keepThere } from "./kept.js";
import { other as otherLayout } from "./layout.js";
import { goTo, insertFirstTerm, press } from "./panel.js";
import { toggle as togglePreview } from "./preview.js";
import { follow, rows, sourceOf, unapproved, unfinished, withFinding } from "./rows.js";
import { save, undo } from "./saving.js";
import { openTerm } from "./terms.js";

const keys = JSON.parse(body.dataset.keys);   // action -> key
const actionOf = Object.fromEntries(Object.entries(keys).map(([action, key]) => [key, action]));
const help = document.getElementById("keys-dialog");

// Out of the text: the number of the segment in hand has the focus, single keys act.
export function command() {
  inHand()?.area.blur();
  handRow()?.querySelector(".no").focus({ preventScroll: true });
}

function move(row) {
  if (!row) return;
  open(row, { focus: false });
  command();
  announce(told(row));
}

function step(by) {
  const all = rows().filter((row) => !row.hidden || row === handRow());
  return all[Math.min(Math.max(all.indexOf(handRow()) + by, 0), all.length - 1)];
}

function openReject() {
  const details = inHand()?.form.querySelector(".reject");
  if (!details) { announce(say("notHere")); return; }
  details.open = true;
  details.querySelector("select").focus();
}

function moveTo(wanted, missing) {
  const row = follow(handRow(), wanted);
  if (row) move(row); else announce(say(missing));
}

const approveNext = () => save("approve", {}, { next: unapproved });
const typing = { confirm: () => save(), "confirm-approve": approveNext };
const changing = new Set(["confirm", "confirm-approve", "approve", "reject", "machine", "term", "source", "fix", "leave-it", "keep", "split", "merge", "comment", "undo", "add-term"]);
const anywhere = {
  edit: () => { if (inHand()) inHand().area.focus(); else open(handRow()); },
  next: () => move(step(1)),
  previous: () => move(step(-1)),
  unfinished: () => moveTo(unfinished, "allDone"),
  finding: () => moveTo(withFinding, "noMore"),
  undo,
  concordance: lookUp,
  preview: () => togglePreview(),
  layout: otherLayout,
  publish: () => press("a[data-publish]", "notHere"),
  find: () => find.focus(),
  keys: () => help.showModal(),
  "add-term": () => openTerm(),
};
const inSegment = {
  approve: approveNext,
  reject: openReject,
  machine: () => press("#panel [data-machine]", "noMatch"),
  term: insertFirstTerm,
  source: () => setText(sourceOf(inHand().row)),
  fix: () => press("#editor .finds [data-fix]", "noFix"),
  "leave-it": () => press("#editor .finds [data-does='dismiss']", "noMore"),
  keep: () => press("#panel #keep", "notHere"),
  split: askWhere,
  merge: join,
  comment: () => goTo("#comments textarea, [data-comments] textarea"),
  history: () => goTo("#h-history"),
};

const composing = (event) => event.isComposing || event.key === "Dead" || event.key === "Process" || event.getModifierState("AltGraph") || (event.ctrlKey && event.altKey);
const typesInto = (element) => element.matches?.("input, textarea, select, [contenteditable=true]");
const named = (event) => `Ctrl+${event.shiftKey ? "Shift+" : ""}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;

// Who only reads is told which role a key takes.
const reads = say("mayRead");
const allowed = (action, acts) => (reads && changing.has(action) ? () => announce(reads) : acts[action]);

function leave(event) {
  const editor = inHand();
  const popup = event.target.closest?.("#editor details[open]");
  if (popup) { popup.open = false; popup.querySelector("summary").focus(); return; }
  if (editor && event.target === editor.area) { event.preventDefault(); keepThere(); command(); announce(say("commands")); return; }
  if (event.target === find || event.target.closest?.("#panel")) command();
}

function whileTyping(event) {
  const editor = inHand();
  const act = typing[actionOf[named(event)]] && allowed(actionOf[named(event)], typing);
  if (!act || !editor || (event.target !== editor.area && typesInto(event.target))) return false;
  event.preventDefault();
  act();
  return true;
}

function single(event) {
  if (/^[1-9]$/.test(event.key)) { if (reads) return; event.preventDefault(); press(`#panel [data-nth="${event.key}"]`, "noMatch"); return; }
  const action = { ArrowDown: "next", ArrowUp: "previous" }[event.key] ?? actionOf[event.key];
  const act = anywhere[action] || inHand() ? allowed(action, { ...inSegment, ...anywhere }) : undefined;
  if (!act) return;
  event.preventDefault();
  act();
}

document.addEventListener("keydown", (event) => {
  if (composing(event) || document.querySelector("dialog[open]")) return;
  const control = event.ctrlKey || event.metaKey;
  if (control && !event.altKey && whileTyping(event)) return;
  if (event.key === "Escape") { leave(event); return; }
  if (event.key === "Enter" && event.target === inHand()?.area && !event.shiftKey && !control) { event.preventDefault(); return; }
  if (body.dataset.singleKeys !== "yes" || control || event.altKey || typesInto(event.target)) return;
  if (event.key === "Enter" && event.target.closest?.("a:not(.no), button, summary")) return;
  if (["ArrowDown", "ArrowUp"].includes(event.key) && event.target.closest?.("#panel, #preview")) return;
  single(event);
});
document.getElementById("show-keys").addEventListener("click", (event) => { event.preventDefault(); help.showModal(); });
