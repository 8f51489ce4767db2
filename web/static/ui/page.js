// What every page of the review UI shares. Each works without it as plain forms.

document.documentElement.classList.remove("no-js");
const csrf = document.querySelector('meta[name="csrf"]')?.content ?? "";

document.addEventListener("htmx:config:request", (event) => {
  event.detail.ctx.request.headers["X-CSRFToken"] = csrf;
});
