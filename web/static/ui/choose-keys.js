// The form for keys of one's own: a field takes the key that is pressed in it.

for (const field of document.querySelectorAll("#choose-keys input.field")) {
  field.addEventListener("focus", () => field.select());
  field.addEventListener("keydown", (event) => {
    const composed = event.isComposing || event.key === "Dead" || event.getModifierState("AltGraph") || event.altKey;
    if (composed || ["Tab", "Escape", "Backspace", "Delete", "Shift", "Control", "Meta"].includes(event.key)) return;
    const control = event.ctrlKey || event.metaKey;
    if (field.dataset.typing ? control : !control && (event.key.length === 1 || event.key === "Enter")) {
      event.preventDefault();
      const name = event.key.length === 1 && field.dataset.typing ? event.key.toLowerCase() : event.key;
      field.value = field.dataset.typing ? `Ctrl+${event.shiftKey ? "Shift+" : ""}${name}` : name;
      field.select();
    }
  });
}
