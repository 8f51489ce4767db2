// Findings while one types: asked for when the hand rests, shown under the text and marked in it.

import { announce, hear, say, send, tell } from "./context.js";
import { inHand, setText } from "./hand.js";

const REST = 200;
let waiting = 0;
let asked = 0;

// Offsets from the server count code points; a textarea counts UTF-16 units.
function units(text, points) {
  let at = 0;
  for (let left = points; left > 0 && at < text.length; left -= 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

function spans(editor) {
  const text = editor.area.value;
  return [...editor.form.querySelectorAll('.finds li[data-side="target"][data-start]')]
    .map((li) => [units(text, +li.dataset.start), units(text, +li.dataset.end), li.dataset.severity])
    .filter(([from, to]) => to > from)
    .sort((one, other) => one[0] - other[0]);
}

function paint(editor) {
  const mirror = editor.form.querySelector(".mirror");
  const text = editor.area.value;
  const parts = [];
  let at = 0;
  for (const [from, to, severity] of spans(editor)) {
    if (from < at) continue;
    const mark = Object.assign(document.createElement("span"), { className: `at ${severity}`, textContent: text.slice(from, to) });
    parts.push(text.slice(at, from), mark);
    at = to;
  }
  mirror.replaceChildren(...parts, text.slice(at), "\n");
}

export function checkSoon(wait = REST) {
  clearTimeout(waiting);
  waiting = setTimeout(check, wait);
}

async function check() {
  const editor = inHand();
  if (!editor) return;
  const turn = ++asked;
  const text = editor.area.value;
  const answer = await send(editor.row.dataset.key, "check", { text }).catch(() => null);
  if (!answer?.ok) return;
  const html = await answer.text();
  if (editor !== inHand() || turn !== asked || text !== editor.area.value) return;
  editor.form.querySelector("#findings").innerHTML = html;
  paint(editor);
  tell("checked", editor);
}

export function applyFix(button) {
  const item = button.closest("li");
  const text = inHand().area.value;
  setText(button.dataset.fix, units(text, +item.dataset.start), units(text, +item.dataset.end));
  checkSoon(0);
  announce(say("fixed"));
}

export async function dismiss(button) {
  const { row, form } = inHand();
  const answer = await send(row.dataset.key, "dismiss", { finding: button.value }).catch(() => null);
  if (!answer?.ok) { checkSoon(0); return; }
  button.closest("li").remove();
  row.dataset.findings = Math.max(0, +row.dataset.findings - 1);
  if (inHand()?.form === form) { paint(inHand()); inHand().area.focus(); }
  tell("row", row);
}

hear("open", (editor) => { paint(editor); if (editor.area.value) checkSoon(60); });
hear("close", () => clearTimeout(waiting));
hear("input", (editor) => {
  editor.form.querySelector(".mirror").textContent = `${editor.area.value}\n`;
  checkSoon();
});
