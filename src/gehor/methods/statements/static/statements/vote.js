"use strict";
// The keys 1, 2 and 3 vote, and can be turned off: they may clash with those of a screen reader. Works without.
(() => {
  const form = document.querySelector("form[data-votes]");
  const hint = document.querySelector("[data-keys]");
  if (!form || !hint) return;
  const toggle = hint.querySelector("button");
  const name = "gehor-keys-off";
  const isOff = () => { try { return localStorage.getItem(name) === "1"; } catch { return false; } };
  const tell = () => {
    toggle.textContent = isOff() ? toggle.dataset.on : toggle.dataset.off;
    for (const key of form.querySelectorAll("kbd")) key.hidden = isOff();
  };
  hint.hidden = false;
  tell();
  toggle.addEventListener("click", () => {
    try { localStorage.setItem(name, isOff() ? "" : "1"); } catch { /* then they stay on */ }
    tell();
  });
  document.addEventListener("keydown", (event) => {
    if (isOff() || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    const button = /^[1-3]$/.test(event.key) && form.querySelectorAll("button[name=choice]")[event.key - 1];
    if (button) button.click();
  });
})();
