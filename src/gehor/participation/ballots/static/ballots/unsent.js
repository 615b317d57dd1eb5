"use strict";
// Whoever leaves a ballot that is not handed in is asked first. The page says it in words as well, and works without.
(() => {
  for (const each of document.querySelectorAll("[data-unsent]")) {
    const form = each.closest("form");
    let unsent = each.dataset.unsent === "now";
    form.addEventListener("input", () => { unsent = true; });
    form.addEventListener("submit", () => { unsent = false; });
    addEventListener("beforeunload", (event) => {
      if (unsent) event.preventDefault();
    });
  }
})();
