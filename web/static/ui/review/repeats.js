// After a confirmation: the other segments that say the same are offered, and nobody has to look for them.

import { address, get, hear } from "./context.js";

// There from the start: a live region that comes with its words is not read out.
const offer = document.createElement("div");
offer.setAttribute("role", "status");
document.querySelector("footer.keys").before(offer);
offer.addEventListener("click", (event) => { if (event.target.closest("button")) show(""); });

function show(html) {
  offer.innerHTML = html;
  offer.className = html ? "offer" : "";
}

hear("saved", async (row) => {
  show("");
  if (!["approved", "translated"].includes(row.dataset.state)) return;
  try {
    const answer = await get(address(row.dataset.key, "repeats"));
    if (answer.status === 200) show(await answer.text());
  } catch { /* The panel says it too, when the segment is in hand again. */ }
});
