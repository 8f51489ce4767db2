// A new article: rich paste, and a file dropped anywhere on the page.

const form = document.getElementById("new-form");
if (form) begin();

function begin() {
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
      document.body.classList.add("dropping");
    });
  }
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("dropping"); });
  document.addEventListener("drop", (event) => {
    document.body.classList.remove("dropping");
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
