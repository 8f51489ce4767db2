// Lists to choose from: one box for all, Shift for a range, how many are chosen. Without this the boxes are ticked
// one by one.

for (const form of document.querySelectorAll("[data-choosing]")) choosing(form);

function choosing(form) {
  const boxes = () => [...form.querySelectorAll('input[type="checkbox"][name]')].filter((box) => box.closest("table"));
  const all = form.querySelector("[data-all]");
  const count = form.querySelector("[data-count]");
  let last = null;
  const tell = () => {
    const chosen = boxes().filter((box) => box.checked).length;
    if (count) count.textContent = count.dataset.one.replace("{count}", chosen);
    if (all) { all.checked = chosen > 0 && chosen === boxes().length; all.indeterminate = chosen > 0 && !all.checked; }
  };
  all?.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    tell();
  });
  form.addEventListener("click", (event) => {
    const box = event.target.closest('input[type="checkbox"][name]');
    if (!box) return;
    const list = boxes();
    if (event.shiftKey && last && list.includes(last)) {
      const [from, to] = [list.indexOf(last), list.indexOf(box)].sort((a, b) => a - b);
      for (const one of list.slice(from, to + 1)) one.checked = box.checked;
    }
    last = box;
    tell();
  });
  form.addEventListener("change", tell);
  tell();
}
