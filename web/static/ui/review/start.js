// The article under review. The page works without this as plain forms; with it, the segment in hand opens in place
// at once, saving goes on behind the typing, what is typed is kept, and keys act. One module a concern, no build.

import { hear } from "./context.js";
import "./comments.js";
import "./counts.js";
import { askWhere, join } from "./cutting.js";
import { applyFix, dismiss } from "./findings.js";
import { adopt, inHand, oneLine, open, setText } from "./hand.js";
import "./keys.js";
import { forgetHere, settled, start as startKept } from "./kept.js";
import "./layout.js";
import { insert } from "./panel.js";
import { start as startPresence } from "./presence.js";
import { start as startPreview } from "./preview.js";
import "./repeats.js";
import { list, sourceOf, unapproved } from "./rows.js";
import { act, reject, save } from "./saving.js";
import "./terms.js";

// -- A click on a number or on a translation opens its segment

list.addEventListener("click", (event) => {
  const row = event.target.closest(".seg");
  if (!row || event.target.closest("form, button, textarea")) return;
  const link = event.target.closest("a");
  if (link && (!link.classList.contains("no") || event.ctrlKey || event.metaKey || event.shiftKey)) return;
  if (link) event.preventDefault();
  else if (!event.target.closest(".tgt") || String(getSelection())) return;
  open(row);
});
list.addEventListener("click", (event) => {
  const take = event.target.closest("[data-take]");
  if (!take) return;
  const area = take.closest("form").querySelector("textarea");
  area.value = take.dataset.take;
  area.focus();
});

// -- The page's own forms, sent behind the hand

function fromEditor(form, button) {
  const { row } = inHand();
  const does = button?.dataset ?? {};
  if (does.insert === "source") setText(sourceOf(row));
  else if (does.insertText !== undefined) insert(does.insertText);
  else if (does.fix !== undefined) applyFix(button);
  else if (does.does === "dismiss") dismiss(button);
  else if (does.does === "reject") reject(form);
  else if (does.does === "approve") save("approve", {}, { next: unapproved });
  else if (does.does === "merge") join();
  else if (does.does === "split") askWhere();
  else if (does.does === "discard") { const text = inHand().area.value; forgetHere(row.dataset.key); settled(); act(row, "discard", { text }); }
  else save();
}

function fromClash(form, button) {
  const row = form.closest(".seg");
  const text = oneLine(form.querySelector("textarea").value);
  if (button?.dataset.does === "discard") act(row, "discard", { text });
  else act(row, "confirm", { version: form.querySelector('[name="version"]').value, text });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.id === "editor" && inHand()?.form === form) {
    event.preventDefault();
    fromEditor(form, event.submitter);
  } else if (form.classList.contains("clash-form")) {
    event.preventDefault();
    fromClash(form, event.submitter);
  } else if (form.matches("form[data-move]") && inHand()) {
    event.preventDefault();
    act(inHand().row, form.getAttribute("action").split("/").pop(), Object.fromEntries(new FormData(form)));
  }
});

// A menu closes when the hand goes elsewhere.
document.addEventListener("click", (event) => {
  for (const one of document.querySelectorAll("#editor details[open], .ready[open]")) if (!one.contains(event.target) || event.target.closest(".menu button, .menu a")) one.open = false;
});
hear("open", ({ form }) => form.querySelectorAll("details[open]").forEach((one) => { one.open = false; }));

// -- Begin: take over the editor that the server drew

const first = document.getElementById("editor");
if (first) {
  const row = first.closest(".seg");
  adopt(row, first);
  if (!location.hash || location.hash === `#s-${row.dataset.key}`) {
    row.scrollIntoView({ block: "center" });
    const { area } = inHand();
    area.focus({ preventScroll: true });
    area.setSelectionRange(area.value.length, area.value.length);
  }
}
startKept();
startPresence();
startPreview();
document.documentElement.dataset.ready = "yes";
