// The selected words looked up in the memory, in a dialog over the article. Without this the link leads to a page.

import { announce, get, say } from "./context.js";
import { inHand } from "./hand.js";

let dialog = null;
let came = null;

// What is selected, and on which side: in the text being typed, or in a line of the article.
function selected() {
  const area = inHand()?.area;
  const page = String(getSelection()).trim();
  const node = getSelection().anchorNode;
  const cell = (node instanceof Element ? node : node?.parentElement)?.closest(".src, .tgt");
  if (page && cell) return { words: page, side: cell.matches(".tgt") ? "target" : "source" };
  if (area && area.selectionEnd > area.selectionStart) return { words: area.value.slice(area.selectionStart, area.selectionEnd).trim(), side: "target" };
  return { words: page, side: "source" };
}

function made() {
  if (dialog) return dialog;
  dialog = document.createElement("dialog");
  dialog.id = "concordance";
  dialog.className = "look-up";
  dialog.addEventListener("close", () => came?.focus?.({ preventScroll: true }));
  // In a search field Escape would only empty the field.
  dialog.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.preventDefault(); dialog.close(); } });
  dialog.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-look-up]");
    if (!form) return;
    event.preventDefault();
    show(`${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`);
  });
  document.body.append(dialog);
  return dialog;
}

async function show(address) {
  const answer = await get(address);
  if (!answer.ok) { announce(say("notHere")); return; }
  const box = made();
  box.innerHTML = await answer.text();
  box.setAttribute("aria-label", document.querySelector("[data-concordance]").textContent.trim());
  const close = document.createElement("form");
  close.method = "dialog";
  const button = document.createElement("button");
  button.className = "btn";
  button.textContent = document.querySelector("[data-concordance]").dataset.close;
  close.append(button);
  box.append(close);
  if (!box.open) box.showModal();
  box.querySelector('[name="q"]').focus();
}

export function lookUp() {
  const link = document.querySelector("[data-concordance]");
  if (!link) { announce(say("notHere")); return; }
  came = document.activeElement;
  const { words, side } = selected();
  const address = new URL(link.href);
  if (words) address.searchParams.set("q", words);
  address.searchParams.set("side", side);
  show(`${address.pathname}${address.search}`);
}

document.getElementById("panel").addEventListener("click", (event) => {
  if (!event.target.closest("[data-concordance]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  lookUp();
});
