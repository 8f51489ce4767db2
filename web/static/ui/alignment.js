// Alignments by keyboard: from row to row, and each row's buttons. Without this the page works as plain forms.
const rows = [...document.querySelectorAll(".pair")];

function go(row) {
  row?.querySelector("textarea")?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "center" });
}

function press(row, value) {
  row.querySelector(`button[value="${value}"]`)?.click();
}

document.addEventListener("keydown", (event) => {
  const row = document.activeElement?.closest?.(".pair");
  if (!row || !event.altKey || event.ctrlKey || event.metaKey) return;
  const at = rows.indexOf(row);
  const acts = {
    ArrowDown: () => go(rows[at + 1]),
    ArrowUp: () => go(rows[at - 1]),
    KeyA: () => press(row, "accepted"),
    KeyR: () => press(row, "rejected"),
    KeyJ: () => press(row, "join"),
  };
  const act = acts[event.code];
  if (!act) return;
  event.preventDefault();
  act();
});

// After the browser has gone to the row itself, which takes the focus with it.
if (/^#p-\d+$/.test(location.hash)) requestAnimationFrame(() => setTimeout(() => go(document.querySelector(location.hash))));
