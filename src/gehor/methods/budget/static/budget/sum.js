"use strict";
// The sum of what is chosen follows along. Without this the page has a button, and the server says the sum.
(() => {
  const shown = new Intl.NumberFormat(document.documentElement.lang === "sv" ? "sv-SE" : document.documentElement.lang);
  for (const each of document.querySelectorAll("[data-sum]")) {
    const {sum, costs, cap, fits, over} = each.dataset;
    const prices = JSON.parse(costs);
    const form = each.closest("form");
    const words = each.querySelector("[role=status]");
    const bar = each.querySelector("progress");
    each.querySelector("button").hidden = true;
    const look = () => {
      const cost = [...form.querySelectorAll(`input[name="${CSS.escape(sum)}"]:checked`)]
        .reduce((total, box) => total + (prices[box.value] || 0), 0);
      const parts = {cost, cap: Number(cap), left: cap - cost, over: cost - cap};
      words.textContent = (cost > cap ? over : fits).replace(/\{(\w+)\}/g, (_, name) => shown.format(parts[name]));
      bar.value = cost;
      each.classList.toggle("over", cost > cap);
    };
    form.addEventListener("change", look);
    look();
  }
})();
