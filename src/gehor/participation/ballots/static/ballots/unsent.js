"use strict";
// Whoever leaves a ballot that is not handed in is asked first. The page says it in words as well, and works without.
(() => {
  for (const form of document.querySelectorAll("form[data-unsent]")) {
    let unsent = form.dataset.unsent === "now";
    form.addEventListener("input", () => { unsent = true; });
    form.addEventListener("submit", () => { unsent = false; });
    addEventListener("beforeunload", (event) => {
      if (unsent) event.preventDefault();
    });
  }
})();
