// The segment in hand: its line opens in place as a text field, and closes again.

import { hear, say, tell } from "./context.js";
import { forgetHere, keepThere, keptHere, noteTyped } from "./kept.js";
import { number, rows, targetOf } from "./rows.js";

const template = document.getElementById("editor-template");
const growsByItself = CSS.supports("field-sizing", "content");
let editor = null;   // { row, form, area, version, before }

export const inHand = () => editor;
export const handRow = () => editor?.row ?? document.querySelector("#segments > .hand") ?? rows()[0];
// Only one-line texts are kept: a segment is a sentence.
export const oneLine = (text) => text.replace(/\r?\n/g, " ").normalize("NFC");

export function grow(area) {
  if (growsByItself) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight}px`;
}

function typed() {
  grow(editor.area);
  tell("input", editor);
}

// A text of the script's in place of the typed one; the browser's own undo (Ctrl+Z) brings the typed one back.
export function setText(text, from = 0, to = editor.area.value.length) {
  const { area } = editor;
  const wanted = area.value.slice(0, from) + text + area.value.slice(to);
  area.focus();
  area.setSelectionRange(from, to);
  document.execCommand?.(text ? "insertText" : "delete", false, text);
  if (area.value !== wanted) { area.value = wanted; typed(); }
}

export const insertAtCaret = (text) => setText(text, editor.area.selectionStart, editor.area.selectionEnd);

export function adopt(row, form) {
  const area = form.querySelector("textarea");
  editor = { row, form, area, version: form.querySelector('[name="version"]').value, before: targetOf(row) };
  grow(area);
  area.addEventListener("input", typed);
  tell("open", editor);
}

// Take the editor out of its line without keeping anything: what it held has been sent.
export function release() {
  const { row, form } = editor;
  form.remove();
  row.classList.remove("hand");
  row.removeAttribute("aria-current");
  const shown = row.querySelector(".tgt > .t");
  if (shown) shown.hidden = false;
  editor = null;
  tell("close", row);
  return shown;
}

export function close() {
  if (!editor) return;
  keepThere();
  const { row, area, before } = editor;
  release();
  if (area.value !== before) { row.dataset.typed = area.value; noteTyped(row); }
}

// The line is being replaced by a fresh one: forget the editor in it.
export function drop() {
  const row = editor?.row;
  editor = null;
  if (row) tell("close", row);
}

function made(row, text) {
  const form = template.content.firstElementChild.cloneNode(true);
  const key = row.dataset.key;
  for (const element of [form, ...form.querySelectorAll("[formaction], [href]")]) {
    for (const name of ["action", "formaction", "href"]) {
      const value = element.getAttribute(name);
      if (value?.includes("__KEY__")) element.setAttribute(name, value.replace("__KEY__", key));
    }
  }
  form.dataset.key = key;
  const label = form.querySelector('label[for="text"]');
  label.textContent = label.textContent.replace("__NUMBER__", number(row));
  form.querySelector('[name="version"]').value = row.dataset.version;
  form.querySelector("textarea").value = text;
  return form;
}

function typedIn(row) {
  const here = keptHere(row.dataset.key);
  if (here && here.version === row.dataset.version) {
    if (here.text !== targetOf(row)) return here.text;
    forgetHere(row.dataset.key);
  }
  return row.dataset.typed;
}

// Two people's texts wait in this line: the server shows all three.
function clashed(row) {
  const merge = row.querySelector(".clash-form textarea");
  if (merge) { close(); merge.focus(); return true; }
  if (!row.dataset.stale) return false;
  const there = `?segment=${row.dataset.key}`;
  if (location.search === there) location.reload(); else location.assign(there);
  return true;
}

export function open(row, { focus = true, scroll = true } = {}) {
  if (!row) return;
  if (editor?.row === row) { if (focus) editor.area.focus(); return; }
  if (clashed(row)) return;
  close();
  const form = made(row, typedIn(row) ?? targetOf(row));
  const shown = row.querySelector(".tgt > .t");
  if (shown) shown.hidden = true;
  row.querySelector(".tgt").prepend(form);
  row.classList.add("hand");
  row.classList.remove("failed");
  row.querySelectorAll(".typed-note, .failed-note").forEach((one) => one.remove());
  row.hidden = false;
  row.setAttribute("aria-current", "true");
  const area = form.querySelector("textarea");
  if (focus) area.focus({ preventScroll: true });
  area.setSelectionRange(area.value.length, area.value.length);
  adopt(row, form);
  if (scroll) row.scrollIntoView({ block: "nearest" });
  history.replaceState(null, "", `?segment=${row.dataset.key}#s-${row.dataset.key}`);
}

hear("back", () => {
  // What the browser kept for the segment in hand came back after the page was drawn.
  if (!editor) return;
  if (editor.row.dataset.stale) { clashed(editor.row); return; }
  const text = typedIn(editor.row);
  if (text !== undefined && editor.area.value === editor.before && text !== editor.before) { editor.area.value = text; typed(); }
});

export const told = (row) => say("segment", { number: number(row), all: rows().length, state: row.querySelector(".state").textContent.trim() });
