// Counts, filters and the search above the article.

import { announce, hear, language, say } from "./context.js";
import { inHand } from "./hand.js";
import { isUnfinished, rows, sourceOf, targetOf } from "./rows.js";

const format = new Intl.NumberFormat(language);
const find = document.getElementById("q");
const filters = document.getElementById("filters");
const stack = document.querySelector("#progress .stack");
const REST = 150;
let counting = 0;
let finding = 0;
let show = filters.querySelector("[aria-current]")?.dataset.show ?? "all";

function tallied() {
  const tally = { all: 0, findings: 0, done: 0 };
  for (const { dataset } of rows()) {
    tally.all += 1;
    tally[dataset.state] = (tally[dataset.state] ?? 0) + 1;
    if (+dataset.findings) tally.findings += 1;
    if (dataset.state === "approved") tally.done += +dataset.words;
  }
  return tally;
}

// Counting waits until the hand rests; opening the next segment cannot.
function count() {
  counting = 0;
  const tally = tallied();
  for (const element of document.querySelectorAll("[data-count]")) element.textContent = format.format(tally[element.dataset.count] ?? 0);
  for (const link of filters.querySelectorAll("a")) link.hidden = !tally[link.dataset.show] && link.dataset.show !== show;
  document.getElementById("done").textContent = format.format(tally.approved ?? 0);
  document.getElementById("done-words").textContent = format.format(tally.done);
  let x = 0;
  stack.replaceChildren(...["approved", "translated", "draft", "rejected"].map((state) => {
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const width = tally[state] ?? 0;
    for (const [name, value] of Object.entries({ class: state, x, y: 0, width, height: 1 })) bar.setAttribute(name, value);
    x += width;
    return bar;
  }));
}

const fold = (text) => text.normalize("NFC").toLocaleLowerCase(language);
const byState = (row) => show === "all" || row.dataset.state === show || (show === "findings" && +row.dataset.findings > 0) || (show === "unfinished" && isUnfinished(row));

function filter() {
  const wanted = fold(find.value);
  let left = 0;
  for (const row of rows()) {
    const fits = byState(row) && (!wanted || fold(sourceOf(row)).includes(wanted) || fold(targetOf(row)).includes(wanted));
    row.hidden = !fits && row !== inHand()?.row;
    if (fits) left += 1;
  }
  announce(say("shown", { count: format.format(left) }));
}

filters.addEventListener("click", (event) => {
  const link = event.target.closest("[data-show]");
  if (!link) return;
  event.preventDefault();
  show = link.dataset.show;
  for (const one of filters.querySelectorAll("a")) one.toggleAttribute("aria-current", false);
  link.setAttribute("aria-current", "true");
  filter();
});
find.addEventListener("input", () => { clearTimeout(finding); finding = setTimeout(filter, REST); });
find.form.addEventListener("submit", (event) => { event.preventDefault(); filter(); });
hear("row", () => { counting ||= setTimeout(count, REST); });

export { find };
