// The review UI's script. Every page works without it as plain forms; with it, the segment in hand opens in the
// browser at once, saving goes on behind the typing, what is typed is kept every second, and keys act.
//
// The server owns every text and state. This script never decides what is allowed: it sends the same forms.

const body = document.body;
document.documentElement.classList.remove("no-js");
const csrf = document.querySelector('meta[name="csrf"]')?.content ?? "";
const words = JSON.parse(body.dataset.words ?? "{}");
const say = (name, values = {}) => (words[name] ?? name).replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
const announce = (text) => {
  const live = document.getElementById("live");
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = text; });
};

document.addEventListener("htmx:config:request", (event) => {
  event.detail.ctx.request.headers["X-CSRFToken"] = csrf;
});

if (document.getElementById("new-form")) newArticle();
if (body.classList.contains("reviewing")) review();

// --- A new article: rich paste, and a file dropped anywhere ---------------------------------------------------

function newArticle() {
  const form = document.getElementById("new-form");
  const plain = document.getElementById("text");
  const rich = document.createElement("div");
  Object.assign(rich, { className: "paste", contentEditable: "true", lang: plain.lang });
  rich.setAttribute("role", "textbox");
  rich.setAttribute("aria-multiline", "true");
  rich.setAttribute("aria-labelledby", "paste-label");
  for (const line of plain.value.split("\n").filter(Boolean)) rich.append(paragraph(line));
  plain.hidden = true;
  plain.after(rich);
  document.querySelector('label[for="text"]').addEventListener("click", () => rich.focus());

  let raw = "";   // the clipboard's own HTML, while nobody has edited what came of it
  rich.addEventListener("input", () => { raw = ""; });
  rich.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    event.preventDefault();
    const empty = !rich.textContent.trim();
    const nodes = html ? tidy(html) : event.clipboardData.getData("text/plain").split(/\r?\n/).filter((l) => l.trim()).map(paragraph);
    if (empty) rich.replaceChildren(...nodes); else insertAtCaret(rich, nodes);
    raw = empty && html ? html : "";
  });
  form.addEventListener("submit", () => {
    const html = document.getElementById("html");
    plain.value = "";
    html.value = rich.textContent.trim() ? raw || rich.innerHTML : "";
  });

  const file = document.getElementById("file");
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      body.classList.add("dropping");
    });
  }
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) body.classList.remove("dropping"); });
  document.addEventListener("drop", (event) => {
    body.classList.remove("dropping");
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    file.files = event.dataTransfer.files;
    form.requestSubmit();
  });
}

function paragraph(text) {
  const p = document.createElement("p");
  p.textContent = text;
  return p;
}

// What a paste shows: structure only. The server sanitises what it gets by itself; this is for the eye.
function tidy(html) {
  const keep = new Set(["P", "H1", "H2", "H3", "H4", "H5", "H6", "UL", "OL", "LI", "BLOCKQUOTE", "TABLE", "TBODY", "THEAD", "TR", "TD", "TH", "EM", "STRONG", "B", "I", "SUP", "SUB", "A", "BR", "FIGURE", "FIGCAPTION"]);
  const drop = new Set(["SCRIPT", "STYLE", "HEAD", "TITLE", "META", "LINK", "IFRAME", "OBJECT", "SVG", "IMG", "NOSCRIPT", "TEMPLATE"]);
  // Styles go before parsing: the page's policy would report each of them.
  const bare = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, "");
  const source = new DOMParser().parseFromString(bare, "text/html");
  const copy = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.data)];
    if (node.nodeType !== Node.ELEMENT_NODE || drop.has(node.nodeName)) return [];
    const inner = [...node.childNodes].flatMap(copy);
    if (!keep.has(node.nodeName)) return inner;
    const made = document.createElement(node.nodeName);
    if (node.nodeName === "A" && /^(https?|mailto):/i.test(node.getAttribute("href") ?? "")) made.setAttribute("href", node.getAttribute("href"));
    made.append(...inner);
    return [made];
  };
  return [...source.body.childNodes].flatMap(copy);
}

function insertAtCaret(box, nodes) {
  const selection = getSelection();
  if (!selection.rangeCount || !box.contains(selection.anchorNode)) { box.append(...nodes); return; }
  const range = selection.getRangeAt(0);
  range.deleteContents();
  const fragment = document.createDocumentFragment();
  fragment.append(...nodes);
  const last = fragment.lastChild;
  range.insertNode(fragment);
  if (last) { range.setStartAfter(last); range.collapse(true); }
}

// --- The article under review -----------------------------------------------------------------------------------

function review() {
  const base = body.dataset.base;
  const list = document.getElementById("segments");
  const panel = document.getElementById("panel");
  const saved = document.getElementById("saved");
  const template = document.getElementById("editor-template");
  const twoSteps = body.dataset.twoSteps === "yes";
  const UNFINISHED = ["untranslated", "draft", "rejected"];
  const rows = () => [...list.querySelectorAll(".seg")];
  const total = rows().length;
  const number = (row) => rows().indexOf(row) + 1;
  const address = (key, what = "") => `${base}segments/${key}${what && "/" + what}`;
  const storeName = (key) => `i18nflow:${body.dataset.place}:${key}`;
  const undone = [];                   // keys of saved segments, latest last
  let editor = null;                   // what is in hand: { row, form, area, version, before }

  const sourceOf = (row) => row.dataset.source ?? row.querySelector(".src .t").textContent;
  const targetOf = (row) => {
    if (row.dataset.text !== undefined) return row.dataset.text;
    const shown = row.querySelector(".tgt > .t");
    return !shown || shown.classList.contains("none") ? "" : shown.textContent;
  };
  // Only one-line texts are kept: a segment is a sentence.
  const oneLine = (text) => text.replace(/\r?\n/g, " ").normalize("NFC");

  async function send(key, what, fields, { keepalive = false } = {}) {
    const data = new URLSearchParams({ csrf_token: csrf, ...fields });
    return fetch(address(key, what), { method: "POST", body: data, keepalive, headers: { "HX-Request": "true", "X-CSRFToken": csrf } });
  }

  // -- Keeping what is typed: at once in this browser, every second on the server

  let typing = 0;
  let typedSince = false;
  function keepHere() {
    if (!editor) return;
    const { row, area, version } = editor;
    try {
      if (area.value === editor.before) localStorage.removeItem(storeName(row.dataset.key));
      else localStorage.setItem(storeName(row.dataset.key), JSON.stringify({ text: area.value, version }));
    } catch { /* a full or forbidden storage: the server still keeps it */ }
  }
  function keptHere(row) {
    try { return JSON.parse(localStorage.getItem(storeName(row.dataset.key)) ?? "null"); } catch { return null; }
  }
  function forgetHere(key) {
    try { localStorage.removeItem(storeName(key)); } catch { /* nothing was kept */ }
  }
  async function keepThere(keepalive = false) {
    clearTimeout(typing);
    if (!editor || !typedSince) return;
    typedSince = false;
    const { row, area, version } = editor;
    const text = area.value;
    try {
      const answer = await send(row.dataset.key, "typed", { text, version }, { keepalive });
      if (answer.ok) {
        if (text === targetOf(row)) delete row.dataset.typed; else row.dataset.typed = text;
        saved.textContent = say("kept", { time: new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }) });
      } else if (answer.status === 401) saved.textContent = say("signedOut");
    } catch {
      typedSince = true;
      saved.textContent = say("noConnection");
    }
  }
  addEventListener("pagehide", () => keepThere(true));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keepThere(true); });

  // -- The editor

  function grow(area) {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  }

  // Offsets from the server count code points; a textarea counts UTF-16 units.
  function units(text, points) {
    let at = 0;
    for (let left = points; left > 0 && at < text.length; left -= 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
    return at;
  }

  function paintMirror() {
    if (!editor) return;
    const mirror = editor.form.querySelector(".mirror");
    if (!mirror) return;
    const text = editor.area.value;
    const spans = [...editor.form.querySelectorAll('.finds li[data-side="target"][data-start]')]
      .map((li) => [units(text, +li.dataset.start), units(text, +li.dataset.end), li.dataset.severity])
      .filter(([a, b]) => b > a).sort((x, y) => x[0] - y[0]);
    const parts = [];
    let at = 0;
    for (const [a, b, severity] of spans) {
      if (a < at) continue;
      const mark = document.createElement("span");
      mark.className = `at ${severity}`;
      mark.textContent = text.slice(a, b);
      parts.push(text.slice(at, a), mark);
      at = b;
    }
    mirror.replaceChildren(...parts, text.slice(at), "\n");
  }

  let checking = 0;
  let asked = 0;
  function checkSoon(wait = 250) {
    clearTimeout(checking);
    checking = setTimeout(async () => {
      if (!editor) return;
      const mine = editor;
      const turn = ++asked;
      const text = mine.area.value;
      try {
        const answer = await send(mine.row.dataset.key, "check", { text });
        if (!answer.ok || mine !== editor || turn !== asked || text !== mine.area.value) return;
        mine.form.querySelector("#findings").innerHTML = await answer.text();
        paintMirror();
      } catch { /* typing never waits for the server */ }
    }, wait);
  }

  function onInput() {
    grow(editor.area);
    const mirror = editor.form.querySelector(".mirror");
    if (mirror) mirror.textContent = `${editor.area.value}\n`;
    keepHere();
    checkSoon();
    if (!typedSince) { typedSince = true; clearTimeout(typing); typing = setTimeout(keepThere, 1000); }
  }

  function setText(text) {
    editor.area.focus();
    editor.area.setSelectionRange(0, editor.area.value.length);
    // execCommand keeps the browser's own undo (Ctrl+Z) working; the assignment is for browsers without it.
    if (!document.execCommand?.("insertText", false, text)) editor.area.value = text;
    if (editor.area.value !== text) editor.area.value = text;
    onInput();
  }

  function adopt(row, form) {
    const area = form.querySelector("textarea");
    editor = { row, form, area, version: form.querySelector('[name="version"]').value, before: targetOf(row) };
    grow(area);
    paintMirror();
    area.addEventListener("input", onInput);
  }

  function noteTyped(row) {
    if (row.querySelector(".typed-note")) return;
    const note = Object.assign(document.createElement("p"), { className: "note info typed-note", textContent: say("typed") });
    note.lang = document.documentElement.lang;
    row.querySelector(".tgt").append(note);
  }

  function close() {
    if (!editor) return;
    keepThere();
    const { row, area, before } = editor;
    editor.form.remove();
    row.classList.remove("hand");
    row.removeAttribute("aria-current");
    row.querySelector(".tgt > .t").hidden = false;
    if (area.value !== before) { row.dataset.typed = area.value; noteTyped(row); }
    editor = null;
  }

  function open(row, { focus = true, scroll = true } = {}) {
    if (!row) return;
    if (editor?.row === row) { if (focus) editor.area.focus(); return; }
    if (row.dataset.stale || row.querySelector(".clash-form")) {
      const clash = row.querySelector(".clash-form textarea");
      if (clash) { close(); clash.focus(); return; }
      location.href = `?segment=${row.dataset.key}#s-${row.dataset.key}`;
      return;
    }
    close();
    const key = row.dataset.key;
    const target = targetOf(row);
    const made = template.content.firstElementChild.cloneNode(true);
    for (const element of [made, ...made.querySelectorAll("[action], [formaction], [href]")]) {
      for (const name of ["action", "formaction", "href"]) {
        const value = element.getAttribute(name);
        if (value?.includes("__KEY__")) element.setAttribute(name, value.replace("__KEY__", key));
      }
    }
    made.dataset.key = key;
    made.querySelector('label[for="text"]').textContent = made.querySelector('label[for="text"]').textContent.replace("__NUMBER__", number(row));
    made.querySelector('[name="version"]').value = row.dataset.version;
    const here = keptHere(row);
    const typed = here && here.version === row.dataset.version ? here.text : row.dataset.typed;
    made.querySelector("textarea").value = typed ?? target;
    const shown = row.querySelector(".tgt > .t");
    if (shown) shown.hidden = true;
    row.querySelector(".tgt > .what")?.after(made) ?? row.querySelector(".tgt").prepend(made);
    row.classList.add("hand");
    row.classList.remove("failed");
    row.querySelectorAll(".typed-note, .failed-note").forEach((one) => one.remove());
    row.hidden = false;
    row.setAttribute("aria-current", "true");
    adopt(row, made);
    if (focus) editor.area.focus({ preventScroll: true });
    editor.area.setSelectionRange(editor.area.value.length, editor.area.value.length);
    if (scroll) row.scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", `?segment=${key}#s-${key}`);
    if (editor.area.value) checkSoon(0);
    loadPanel();
  }

  let panelLater = 0;
  function loadPanel(wait = 60) {
    clearTimeout(panelLater);
    panelLater = setTimeout(() => {
      if (editor) window.htmx?.ajax("GET", address(editor.row.dataset.key, "panel"), { target: "#panel", swap: "innerHTML" });
    }, wait);
  }

  function replaceRow(row, html) {
    const holder = document.createElement("template");
    holder.innerHTML = html.trim();
    const fresh = holder.content.firstElementChild;
    row.replaceWith(fresh);
    count();
    return fresh;
  }

  // -- Saving: the next segment opens at once, the answer is put in place when it comes

  function follow(row, wanted) {
    const all = rows();
    const here = all.indexOf(row);
    return [...all.slice(here + 1), ...all.slice(0, here)].find(wanted);
  }
  const unfinished = (row) => UNFINISHED.includes(row.dataset.state) && !row.classList.contains("saving");
  const unapproved = (row) => row.dataset.state !== "approved" && !row.classList.contains("saving");

  function save(what = "confirm", fields = {}, { next = unfinished } = {}) {
    if (!editor) return;
    const { row, area, version, form } = editor;
    const key = row.dataset.key;
    const text = oneLine(area.value);
    typedSince = false;
    clearTimeout(typing);
    if (what !== "reject" && !text.trim()) { announce(say("empty")); saved.textContent = say("empty"); area.focus(); return; }
    form.remove();
    editor = null;
    row.classList.remove("hand");
    row.classList.add("saving");
    row.removeAttribute("aria-current");
    const shown = row.querySelector(".tgt > .t");
    shown.className = "t";
    shown.hidden = false;
    shown.removeAttribute("lang");
    shown.textContent = text;
    delete row.dataset.typed;
    const to = follow(row, next);
    if (to) open(to); else announce(say("allDone"));
    saved.textContent = say("saving");
    deliver(row, what, { text, version, ...fields });
  }

  async function deliver(row, what, fields) {
    const key = row.dataset.key;
    try { localStorage.setItem(storeName(key), JSON.stringify({ text: fields.text, version: fields.version })); } catch { /* see keepHere */ }
    let answer;
    try {
      answer = await send(key, what, fields);
    } catch {
      fail(row, fields.text, say("noConnection"));
      return;
    }
    const html = await answer.text();
    if (answer.ok) {
      forgetHere(key);
      const wasInHand = editor?.row === row;
      const fresh = replaceRow(row, html);
      undone.push(key);
      const message = say("saved", { number: number(fresh), all: total });
      saved.textContent = message;
      announce(message);
      if (wasInHand || !editor) { editor = null; open(fresh, { scroll: false }); }
    } else if (answer.status === 409) {
      forgetHere(key);
      clash(row, html);
    } else if (answer.status === 401) fail(row, fields.text, say("signedOut"));
    else fail(row, fields.text, new DOMParser().parseFromString(html, "text/html").body.textContent.trim());
  }

  function clash(row, html) {
    row.classList.remove("saving");
    row.classList.add("failed");
    row.querySelectorAll(".tgt > :not(.what)").forEach((one) => one.remove());
    row.querySelector(".tgt").insertAdjacentHTML("beforeend", html);
    announce(say("clash", { number: number(row) }));
    saved.textContent = say("clash", { number: number(row) });
  }

  // A save that failed gives the text back, marked.
  function fail(row, text, why) {
    row.classList.remove("saving");
    row.classList.add("failed");
    row.dataset.typed = text;
    const note = document.createElement("p");
    note.className = "note failed-note";
    note.lang = document.documentElement.lang;
    const strong = Object.assign(document.createElement("b"), { textContent: `${say("notSaved")}. ` });
    const again = Object.assign(document.createElement("button"), { type: "button", className: "link", textContent: say("again") });
    again.addEventListener("click", () => open(row));
    note.append(strong, `${why} `, again);
    row.querySelectorAll(".failed-note").forEach((one) => one.remove());
    row.querySelector(".tgt").append(note);
    announce(`${say("notSaved")}: ${number(row)}. ${why}`);
    saved.textContent = say("notSaved");
  }

  async function act(row, what, fields = {}) {
    const key = row.dataset.key;
    let answer;
    try { answer = await send(key, what, { version: row.dataset.version, ...fields }); } catch { announce(say("noConnection")); return; }
    const html = await answer.text();
    if (answer.status === 409) { clash(row, html); return; }
    if (!answer.ok) { announce(new DOMParser().parseFromString(html, "text/html").body.textContent.trim()); return; }
    forgetHere(key);
    const inHand = editor?.row === row;
    if (inHand) { clearTimeout(typing); typedSince = false; editor = null; }
    const fresh = replaceRow(row, html);
    announce(say("saved", { number: number(fresh), all: total }));
    if (inHand || !editor) open(fresh, { scroll: true });
  }

  // -- Counts, filters, search

  const format = new Intl.NumberFormat(document.documentElement.lang);
  // Counting can wait until the hand rests; opening the next segment cannot.
  let counting = 0;
  function count() {
    if (!counting) counting = setTimeout(countNow, 150);
  }
  function countNow() {
    counting = 0;
    const tally = { all: 0, findings: 0 };
    let doneWords = 0;
    for (const row of rows()) {
      tally.all += 1;
      tally[row.dataset.state] = (tally[row.dataset.state] ?? 0) + 1;
      if (+row.dataset.findings) tally.findings += 1;
      if (row.dataset.state === "approved") doneWords += +row.dataset.words;
    }
    for (const element of document.querySelectorAll("[data-count]")) element.textContent = format.format(tally[element.dataset.count] ?? 0);
    document.getElementById("done").textContent = format.format(tally.approved ?? 0);
    document.getElementById("done-words").textContent = format.format(doneWords);
    const stack = document.querySelector("#progress .stack");
    let x = 0;
    const bars = ["approved", "translated", "draft", "rejected"].map((state) => {
      const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      const width = tally[state] ?? 0;
      for (const [name, value] of Object.entries({ class: state, x, y: 0, width, height: 1 })) bar.setAttribute(name, value);
      x += width;
      return bar;
    });
    stack.replaceChildren(...bars);
  }

  const find = document.getElementById("q");
  let show = document.querySelector("#filters [aria-current]")?.dataset.show ?? "all";
  const fold = (text) => text.normalize("NFC").toLocaleLowerCase(document.documentElement.lang);
  function filter() {
    const wanted = fold(find.value);
    let left = 0;
    for (const row of rows()) {
      const byState = show === "all" || row.dataset.state === show || (show === "findings" && +row.dataset.findings > 0) || (show === "unfinished" && UNFINISHED.includes(row.dataset.state));
      const byText = !wanted || fold(sourceOf(row)).includes(wanted) || fold(targetOf(row)).includes(wanted);
      row.hidden = !(byState && byText) && row !== editor?.row;
      if (byState && byText) left += 1;
    }
    announce(say("shown", { count: format.format(left) }));
  }
  document.getElementById("filters").addEventListener("click", (event) => {
    const link = event.target.closest("[data-show]");
    if (!link) return;
    event.preventDefault();
    show = link.dataset.show;
    for (const one of document.querySelectorAll("#filters a")) one.toggleAttribute("aria-current", false);
    link.setAttribute("aria-current", "true");
    filter();
  });
  let finding = 0;
  find.addEventListener("input", () => { clearTimeout(finding); finding = setTimeout(filter, 150); });
  find.form.addEventListener("submit", (event) => { event.preventDefault(); filter(); });

  // -- Clicks and forms

  list.addEventListener("click", (event) => {
    const row = event.target.closest(".seg");
    if (!row || event.target.closest("form, button, textarea")) return;
    const link = event.target.closest("a");
    if (link && !link.classList.contains("no")) return;
    if (link && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    if (link) event.preventDefault();
    else if (!event.target.closest(".tgt") || String(getSelection())) return;
    open(row);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (form.id === "editor" && editor?.form === form) {
      event.preventDefault();
      if (button?.dataset.insert === "source") setText(sourceOf(editor.row));
      else if (button?.dataset.insertText !== undefined) { setText(button.dataset.insertText); announce(say("inserted")); }
      else if (button?.dataset.fix !== undefined) applyFix(button);
      else if (button?.dataset.does === "discard") { forgetHere(form.dataset.key); typedSince = false; act(editor.row, "discard"); }
      else if (button?.dataset.does === "dismiss") dismiss(button);
      else if (button?.dataset.does === "reject") reject(form);
      else if (button?.dataset.does === "approve") save("approve", {}, { next: unapproved });
      else save();
    } else if (form.classList.contains("clash-form")) {
      event.preventDefault();
      const row = form.closest(".seg");
      if (button?.dataset.does === "discard") act(row, "discard");
      else act(row, "confirm", { version: form.querySelector('[name="version"]').value, text: oneLine(form.querySelector("textarea").value) });
    } else if (form.matches("form[data-move]") && editor) {
      event.preventDefault();
      const fields = Object.fromEntries(new FormData(form));
      const what = form.getAttribute("action").split("/").pop();
      act(editor.row, what, fields);
    }
  });

  panel.addEventListener("click", (event) => {
    const term = event.target.closest("[data-insert-term]");
    if (term && editor) insertTerm(term.dataset.insertTerm);
    if (event.target.closest(".close")) panel.classList.remove("open");
  });

  function insertTerm(text) {
    const { area } = editor;
    area.focus();
    if (!document.execCommand?.("insertText", false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    onInput();
  }

  function applyFix(button) {
    const item = button.closest("li");
    const { area } = editor;
    const [from, to] = [units(area.value, +item.dataset.start), units(area.value, +item.dataset.end)];
    area.focus();
    area.setSelectionRange(from, to);
    const fix = button.dataset.fix;
    const want = area.value.slice(0, from) + fix + area.value.slice(to);
    document.execCommand?.(fix ? "insertText" : "delete", false, fix);
    if (area.value !== want) area.value = want;
    onInput();
    checkSoon(0);
    announce(say("fixed"));
  }

  function reject(form) {
    const reason = form.querySelector('[name="reason"]').value;
    const detail = form.querySelector('[name="detail"]').value.trim();
    if (!reason && !detail) { form.querySelector('[name="reason"]').focus(); return; }
    const row = editor.row;
    const text = editor.area.value;
    if (text !== editor.before) { act(row, "reject", { reason, detail, text }); return; }
    save("reject", { reason, detail });
  }

  async function dismiss(button) {
    const row = editor.row;
    const answer = await send(row.dataset.key, "dismiss", { finding: button.value }).catch(() => null);
    if (answer?.ok) {
      button.closest("li").remove();
      row.dataset.findings = Math.max(0, +row.dataset.findings - 1);
      paintMirror();
      count();
    } else checkSoon(0);
  }

  function undo() {
    const key = undone.pop();
    const row = key && document.getElementById(`s-${key}`);
    if (row) act(row, "undo"); else announce(say("noUndo"));
  }

  // -- Keys. Latvian is typed with AltGr or a dead key: whatever belongs to composing a letter is left alone.

  const composing = (event) => event.isComposing || event.key === "Dead" || event.key === "Process" || event.getModifierState("AltGraph") || (event.ctrlKey && event.altKey);
  const showKeys = () => document.getElementById("keys-dialog").showModal();
  document.getElementById("show-keys").addEventListener("click", (event) => { event.preventDefault(); showKeys(); });

  const handRow = () => editor?.row ?? list.querySelector(".seg.hand") ?? rows()[0];
  const visible = (row) => !row.hidden;
  const step = (by) => {
    const all = rows().filter((row) => visible(row) || row === handRow());
    return all[Math.min(Math.max(all.indexOf(handRow()) + by, 0), all.length - 1)];
  };
  const move = (row) => { if (!row) return; open(row, { focus: false }); command(); announce(say("segment", { number: number(row), all: total, state: row.querySelector(".state").textContent.trim() })); };
  const command = () => { editor?.area.blur(); handRow()?.querySelector(".no")?.focus({ preventScroll: true }); };
  const press = (selector, missing) => {
    const button = document.querySelector(selector);
    if (button) button.click(); else announce(say(missing));
  };

  const single = {
    j: () => move(step(1)), ArrowDown: () => move(step(1)),
    k: () => move(step(-1)), ArrowUp: () => move(step(-1)),
    n: () => move(follow(handRow(), unfinished)),
    f: () => { const row = follow(handRow(), (one) => +one.dataset.findings > 0); if (row) move(row); else announce(say("noMore")); },
    Enter: () => { if (editor) editor.area.focus(); else open(handRow()); },
    a: () => save("approve", {}, { next: unapproved }),
    r: () => { const details = editor?.form.querySelector(".reject"); if (details) { details.open = true; details.querySelector("select").focus(); } },
    u: undo,
    m: () => press("#panel [data-machine]", "noMatch"),
    t: () => { const term = document.querySelector("#panel [data-insert-term]"); if (term) insertTerm(term.dataset.insertTerm); },
    s: () => setText(sourceOf(editor.row)),
    x: () => press("#editor .finds [data-fix]", "noFix"),
    "/": () => find.focus(),
    "?": showKeys,
  };

  document.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    const inEditor = editor && event.target === editor.area;
    const control = event.ctrlKey || event.metaKey;
    if (event.key === "Enter" && control && !event.altKey && editor && (inEditor || !typesInto(event.target))) {
      event.preventDefault();
      if (event.shiftKey) save("approve", {}, { next: unapproved }); else save();
      return;
    }
    if (event.key === "Escape") {
      if (inEditor) { event.preventDefault(); keepThere(); command(); announce(say("commands")); }
      else if (editor && event.target.closest?.(".reject")) { editor.form.querySelector(".reject").open = false; command(); }
      else if (event.target === find) command();
      return;
    }
    if (event.key === "Enter" && inEditor && !event.shiftKey && !control) { event.preventDefault(); return; }
    if (body.dataset.singleKeys !== "yes" || control || event.altKey || typesInto(event.target)) return;
    if (event.key === "Enter" && event.target.closest?.("a:not(.no), button, summary")) return;
    if (document.getElementById("keys-dialog").open) return;
    if (/^[1-9]$/.test(event.key)) { event.preventDefault(); press(`#panel [data-nth="${event.key}"]`, "noMatch"); return; }
    const does = single[event.key];
    if (!does || (!editor && !["j", "k", "n", "f", "Enter", "ArrowDown", "ArrowUp", "/", "?", "u"].includes(event.key))) return;
    event.preventDefault();
    does();
  });
  const typesInto = (element) => element.matches?.("input, textarea, select, [contenteditable=true]");

  // -- Begin: take over the editor that the server drew, and bring back what this browser kept

  const first = document.getElementById("editor");
  if (first) {
    const row = first.closest(".seg");
    adopt(row, first);
    const here = keptHere(row);
    if (here && here.version === row.dataset.version && here.text !== editor.area.value) { editor.area.value = here.text; onInput(); }
    if (!location.hash || location.hash === `#s-${row.dataset.key}`) {
      row.scrollIntoView({ block: "center" });
      editor.area.focus({ preventScroll: true });
      editor.area.setSelectionRange(editor.area.value.length, editor.area.value.length);
    }
  }
  document.documentElement.dataset.ready = "yes";
}
