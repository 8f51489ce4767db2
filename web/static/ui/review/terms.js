// A term added or mended from the selection: a dialog over the article, its forms shown as the term is typed.

import { announce, base, get, language, plain, post, say } from "./context.js";
import { checkSoon } from "./findings.js";
import { inHand } from "./hand.js";
import { loadPanel } from "./panel.js";
import { refresh } from "./saving.js";

const dialog = document.getElementById("term-dialog");
const REST = 120;
const LINES_AT_ONCE = 80;
let waiting = 0;
let back = null;

// The words marked in a source, or the term that the caret stands in.
function marked() {
  const selection = getSelection();
  const at = selection.anchorNode?.parentElement;
  if (!at?.closest(".src .t")) return "";
  return String(selection).trim() || (at.closest(".term")?.textContent ?? "");
}

export async function openTerm(href) {
  back = document.activeElement;
  const area = inHand()?.area;
  const asked = new URLSearchParams({ segment: inHand()?.row.dataset.key ?? "" });
  if (!href) {
    asked.set("source", marked());
    asked.set("target", area ? area.value.slice(area.selectionStart, area.selectionEnd).trim() : "");
  }
  const answer = await get(href ?? `${base}terms/edit?${asked}`).catch(() => null);
  if (!answer?.ok) { announce(say("noConnection")); return; }
  show(await answer.text());
}

function show(html) {
  dialog.innerHTML = html;
  if (!dialog.open) dialog.showModal();
  const fields = [...dialog.querySelectorAll('[name="source"], [name="target"]')];
  (fields.find((field) => !field.value) ?? fields[0]).focus();
}

async function showForms() {
  const form = dialog.querySelector("form");
  const answer = await post(form.dataset.forms, Object.fromEntries(new FormData(form))).catch(() => null);
  if (answer?.ok) dialog.querySelector("#term-forms").innerHTML = await answer.text();
}

async function save(form) {
  const answer = await post(form.getAttribute("action"), Object.fromEntries(new FormData(form))).catch(() => null);
  if (!answer) { announce(say("noConnection")); return; }
  if (!answer.ok) {
    const html = await answer.text();
    if (answer.status === 422 && html.includes("term-form")) show(html); else announce(plain(html));
    return;
  }
  const { segments, message } = await answer.json();
  dialog.close();
  announce(message);
  for (let at = 0; at < segments.length; at += LINES_AT_ONCE) {
    const asked = new URLSearchParams(segments.slice(at, at + LINES_AT_ONCE).map((key) => ["key", key]));
    const lines = await get(`${base}lines?${asked}`).catch(() => null);
    if (lines?.ok) refresh(await lines.text());
  }
  loadPanel(0);
  checkSoon(0);
}

dialog.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(showForms, REST); });
dialog.addEventListener("submit", (event) => { event.preventDefault(); save(event.target); });
dialog.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  event.preventDefault();
  if (link.hasAttribute("data-close")) dialog.close(); else openTerm(link.href);
});
dialog.addEventListener("close", () => (back?.isConnected ? back : inHand()?.area)?.focus());
dialog.lang = language;
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-term], a[data-does='add-term']");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  openTerm(link.hasAttribute("data-term") ? link.href : undefined);
});
