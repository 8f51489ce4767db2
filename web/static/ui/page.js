// What every page of the review UI shares. Each works without it as plain forms.

document.documentElement.classList.remove("no-js");
const csrf = document.querySelector('meta[name="csrf"]')?.content ?? "";

// What is shown this once is copied by a button; where the browser lets no script copy, it is chosen for Ctrl+C.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = button.dataset.copied;
      document.getElementById("live").textContent = button.dataset.copied;
    } catch {
      getSelection().selectAllChildren(text);
    }
  });
}

// The seconds until a name or an address may try again.
for (const timer of document.querySelectorAll("[data-wait]")) {
  const until = Date.now() + Number(timer.dataset.wait) * 1000;
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    timer.textContent = left > 0 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : timer.dataset.over;
    if (left > 0) setTimeout(tick, 1000);
    else timer.setAttribute("role", "status");
  };
  tick();
}

document.addEventListener("htmx:config:request", (event) => {
  event.detail.ctx.request.headers["X-CSRFToken"] = csrf;
});
