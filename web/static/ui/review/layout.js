// The two layouts, page and dense grid: changed at once, remembered behind it.

import { body, post } from "./context.js";
import { handRow } from "./hand.js";

const form = document.getElementById("layouts");

function choose(layout) {
  for (const button of form.querySelectorAll("[name='layout']")) {
    body.classList.toggle(`layout-${button.value}`, button.value === layout);
    button.setAttribute("aria-pressed", button.value === layout);
  }
  handRow()?.scrollIntoView({ block: "center" });
  post(form.getAttribute("action"), { layout }).catch(() => { /* it is the look of this page only, then */ });
}

// What sticks below the top follows its height: it takes two rows where there is little room.
const above = document.querySelector(".top");
new ResizeObserver(() => body.style.setProperty("--above", `${above.offsetHeight}px`)).observe(above);

export const other = () => choose(body.classList.contains("layout-grid") ? "page" : "grid");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  choose(event.submitter.value);
});
