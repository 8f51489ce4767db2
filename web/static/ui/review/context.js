// What the parts of the editor share: the page's data and words, how a form is sent, how parts hear of each other.
//
// The server owns every text and state. The script never decides what is allowed: it sends the forms the page has.

export const body = document.body;
export const language = document.documentElement.lang;
export const base = body.dataset.base;
export const twoSteps = body.dataset.twoSteps === "yes";
export const saved = document.getElementById("saved");

const csrf = document.querySelector('meta[name="csrf"]').content;
const words = JSON.parse(body.dataset.words);
const live = document.getElementById("live");

export const say = (name, values = {}) => (words[name] ?? name).replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");

export function announce(text) {
  live.textContent = "";
  requestAnimationFrame(() => { live.textContent = text; });
}

export const address = (key, what = "") => `${base}segments/${key}${what && "/" + what}`;

export const post = (to, fields, { keepalive = false } = {}) => fetch(to, {
  method: "POST",
  body: new URLSearchParams({ csrf_token: csrf, ...fields }),
  keepalive,
  headers: { "HX-Request": "true", "X-CSRFToken": csrf },
});
export const send = (key, what, fields, options) => post(address(key, what), fields, options);
export const get = (from) => fetch(from, { headers: { "HX-Request": "true" } });

// Signed out in the middle of work: said once at the top, with the way back in. What is typed is kept here.
export function signedOut(status) {
  if (status !== 401 && status !== 400) return false;
  saved.textContent = say("signedOut");
  if (!document.getElementById("signed-out")) {
    const note = Object.assign(document.createElement("p"), { id: "signed-out", className: "flash warn", textContent: `${say("signedOut")} ` });
    note.setAttribute("role", "alert");
    note.append(Object.assign(document.createElement("a"), { href: location.href, textContent: say("signIn") }));
    document.querySelector(".top").append(note);   // it stays in view, wherever in the article one is
  }
  return true;
}

export const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.trim();

// Parts tell each other what happened: "open", "close", "input", "row" (a line was put in place), "saved".
export const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`review:${name}`, { detail }));
export const hear = (name, act) => document.addEventListener(`review:${name}`, (event) => act(event.detail));
