// Two comforts; every page works without them. Switching the language keeps the paragraph one is reading,
// and a site opened from a folder of files finds each page's index.html.
(() => {
  const fromFiles = location.protocol === "file:";
  const reading = () => {
    const edge = innerHeight / 5;
    if (scrollY < edge) return "";
    const texts = [...document.querySelectorAll(".body [id]")];
    const first = texts.find((it) => it.getBoundingClientRect().bottom > edge);
    // On the parallel page a translation's ids begin with T.
    return first ? first.id.replace(/^T/, "") : "";
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || !link.getAttribute("href").startsWith(".")) return;
    if (link.closest(".switch")) link.hash = reading();
    if (fromFiles && link.pathname.endsWith("/")) link.pathname += "index.html";
  }, true);
})();
