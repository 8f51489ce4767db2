// Comments of the segment in hand: sent without leaving the article; after @ the people are offered.

import { announce, post, say } from "./context.js";

const panel = document.getElementById("panel");

panel.addEventListener("submit", async (event) => {
  const form = event.target;
  const section = form.closest("#comments");
  if (!section) return;
  event.preventDefault();
  let answer;
  try {
    answer = await post(form.getAttribute("action"), Object.fromEntries(new FormData(form)));
  } catch {
    announce(say("noConnection"));
    return;
  }
  if (answer.status === 401 || answer.redirected) { announce(say("signedOut")); return; }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("comments");
  if (!fresh) { announce(say("notSaved")); return; }
  section.replaceWith(fresh);
  fresh.querySelector("textarea").focus({ preventScroll: true });
  announce(fresh.querySelector("h2").textContent.trim());
});

// -- Names after @: a list under the text, chosen with arrows and Enter, or with a click

let list = null;

function written(area) {
  const before = area.value.slice(0, area.selectionStart);
  const at = before.lastIndexOf("@");
  if (at < 0 || (at > 0 && /[\p{L}\p{N}.]/u.test(before[at - 1]))) return null;
  const begun = before.slice(at + 1);
  return begun.length > 40 || begun.includes("\n") ? null : { at, begun: begun.toLocaleLowerCase() };
}

function offered(area) {
  const place = written(area);
  if (!place) return [];
  return JSON.parse(area.dataset.people).filter((name) => name.toLocaleLowerCase().startsWith(place.begun) && name.toLocaleLowerCase() !== place.begun).slice(0, 6);
}

function forget(area) {
  list?.remove();
  list = null;
  area?.removeAttribute("aria-activedescendant");
}

function draw(area) {
  const names = offered(area);
  forget(area);
  if (!names.length) return;
  list = document.createElement("ul");
  list.className = "names";
  list.id = "comment-names";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", document.getElementById("comment-people").textContent.split(":")[0]);
  names.forEach((name, index) => {
    const item = document.createElement("li");
    item.id = `comment-name-${index}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", index === 0);
    item.textContent = name;
    item.addEventListener("mousedown", (event) => { event.preventDefault(); take(area, name); });
    list.append(item);
  });
  area.after(list);
  area.setAttribute("aria-activedescendant", "comment-name-0");
}

function take(area, name) {
  const { at } = written(area);
  area.setRangeText(`@${name} `, at, area.selectionStart, "end");
  forget(area);
}

function step(area, by) {
  const items = [...list.children];
  const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
  const next = (now + by + items.length) % items.length;
  items.forEach((item, index) => item.setAttribute("aria-selected", index === next));
  area.setAttribute("aria-activedescendant", items[next].id);
}

panel.addEventListener("input", (event) => { if (event.target.matches("textarea[data-people]")) draw(event.target); });
panel.addEventListener("focusout", (event) => { if (event.target.matches("textarea[data-people]")) forget(event.target); });
panel.addEventListener("keydown", (event) => {
  const area = event.target;
  if (!area.matches("textarea[data-people]") || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") { event.preventDefault(); event.stopPropagation(); area.form.requestSubmit(); return; }
  if (!list) return;
  const act = {
    ArrowDown: () => step(area, 1),
    ArrowUp: () => step(area, -1),
    Enter: () => take(area, list.querySelector('[aria-selected="true"]').textContent),
    Tab: () => take(area, list.querySelector('[aria-selected="true"]').textContent),
    Escape: () => forget(area),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
});
