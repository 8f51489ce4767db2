// The page as it would be published, in a frame beside the article: it follows the hand and shows what is typed.

import { hear, say, send } from "./context.js";
import { inHand } from "./hand.js";

const box = document.getElementById("preview");
const link = document.getElementById("show-preview");
const work = document.querySelector(".work");
const RELOAD = 600;
const REST = 200;
let frame = null;
let kind = "page";
let waiting = 0;
let making = 0;
let scrolled = null;

const page = () => frame?.contentDocument;
// The target's span; on the parallel page it comes after the source's.
const spanOf = (key) => [...page()?.querySelectorAll(`[data-key="${CSS.escape(key)}"]`) ?? []].at(-1);

function load() {
  clearTimeout(waiting);
  if (!frame) {
    frame = document.createElement("iframe");
    frame.title = say("previewTitle");
    // Nothing in the page runs; this script may look in.
    frame.setAttribute("sandbox", "allow-same-origin");
    frame.addEventListener("load", () => { if (scrolled !== null) frame.contentWindow.scrollTo(0, scrolled); scrolled = null; follow(); });
    box.append(frame);
  }
  frame.src = kind === "page" ? box.dataset.page : box.dataset.parallel;
}

function follow({ scroll = true } = {}) {
  const editor = inHand();
  const span = editor && spanOf(editor.row.dataset.key);
  if (!span) return;
  page().querySelectorAll("[data-in-hand]").forEach((one) => { one.removeAttribute("data-in-hand"); one.style.outline = ""; });
  span.dataset.inHand = "yes";
  span.style.outline = "2px solid #2f93a8";
  span.style.outlineOffset = "2px";
  write(editor);
  if (scroll) span.scrollIntoView({ block: "center" });
}

function write(editor) {
  const span = spanOf(editor.row.dataset.key);
  if (!span || editor.area.value === editor.before) return;
  if (editor.row.dataset.source === undefined) span.textContent = editor.area.value;
  else { clearTimeout(making); making = setTimeout(() => writeFormatted(editor), REST); }
}

// Formatting is the server's to make: a text with codes is asked for when the hand rests.
async function writeFormatted(editor) {
  const text = editor.area.value;
  const answer = await send(editor.row.dataset.key, "formatted", { text }).catch(() => null);
  if (!answer?.ok) return;
  const html = await answer.text();
  const span = spanOf(editor.row.dataset.key);
  if (span && inHand() === editor && editor.area.value === text) span.innerHTML = html;
}

export function toggle(on = box.hidden) {
  box.hidden = !on;
  work.classList.toggle("previewing", on);
  link.setAttribute("aria-expanded", on);
  try { sessionStorage.setItem("i18nflow:preview", on ? "yes" : ""); } catch { /* not remembered */ }
  if (on) load();
}

link.setAttribute("role", "button");
link.setAttribute("aria-expanded", "false");
link.setAttribute("aria-controls", "preview");
link.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  toggle();
});
link.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); toggle(); } });
box.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-kind]");
  if (chosen) {
    kind = chosen.dataset.kind;
    for (const one of box.querySelectorAll("[data-kind]")) one.setAttribute("aria-pressed", one === chosen);
    load();
  }
  if (event.target.closest("[data-close]")) { toggle(false); link.focus(); }
});
hear("open", () => { if (!box.hidden) follow(); });
hear("input", (editor) => { if (!box.hidden) write(editor); });
hear("saved", () => {
  if (box.hidden) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => { scrolled = frame.contentWindow.scrollY; load(); }, RELOAD);
});

export function start() {
  try { if (sessionStorage.getItem("i18nflow:preview")) toggle(true); } catch { /* not remembered */ }
}
