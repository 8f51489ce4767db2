// The panel beside the article: loaded when the hand has come to a segment, its parts reached by tab or key.

import { address, announce, hear, say } from "./context.js";
import { inHand, insertAtCaret, setText } from "./hand.js";

const panel = document.getElementById("panel");
const WAIT = 60;
let waiting = 0;
let drawn = panel.querySelector(".tabs") !== null;   // the server drew the first segment's panel with the page

export function loadPanel(wait = WAIT) {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const editor = inHand();
    if (editor) window.htmx?.ajax("GET", address(editor.row.dataset.key, "panel"), { target: "#panel", swap: "innerHTML" });
  }, wait);
}

export function goTo(selector) {
  const place = panel.querySelector(selector);
  if (!place) { announce(say("notHere")); return; }
  panel.classList.add("open");
  place.scrollIntoView({ block: "start" });
  place.focus({ preventScroll: true });
}

export function press(selector, missing) {
  const button = document.querySelector(selector);
  if (button) button.click(); else announce(say(missing));
}

export function insert(text) {
  setText(text);
  announce(say("inserted"));
}

export function insertFirstTerm() {
  const term = panel.querySelector("[data-insert-term]");
  if (term) insertAtCaret(term.dataset.insertTerm); else announce(say("noTerm"));
}

panel.addEventListener("click", (event) => {
  const term = event.target.closest("[data-insert-term]");
  if (term && inHand()) insertAtCaret(term.dataset.insertTerm);
  if (event.target.closest(".close")) { event.preventDefault(); panel.classList.remove("open"); inHand()?.area.focus(); }
  const tab = event.target.closest(".tabs a[href^='#h-'], .tabs a[href^='#comments']");
  if (tab) { event.preventDefault(); goTo(tab.getAttribute("href")); }
});
document.addEventListener("click", (event) => {
  if (!event.target.closest(".dock a")) return;
  event.preventDefault();
  panel.classList.add("open");
  panel.focus();
});

hear("open", () => {
  if (!drawn) loadPanel();
  drawn = false;
});
hear("saved", (row) => { if (inHand()?.row === row) loadPanel(); });
