"use strict";
// Whoever brings in many rows sees that it goes on, and presses once.
(() => {
  const show = (form, is) => {
    form.querySelector("button").disabled = is;
    form.querySelector("progress").hidden = !is;
    const place = form.querySelector("[data-busy]");
    place.textContent = is ? place.dataset.busy : "";
  };
  const forms = () => [...document.forms].filter((form) => form.querySelector("[data-busy]"));
  document.addEventListener("submit", (event) => { if (forms().includes(event.target)) show(event.target, true); });
  window.addEventListener("pageshow", () => forms().forEach((form) => show(form, false)));
})();
