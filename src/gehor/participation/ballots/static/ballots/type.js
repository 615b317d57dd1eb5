"use strict";
// Typing in without a mouse: Enter goes to the next question, a digit chooses. The page works without.
(() => {
  const form = document.querySelector("form[data-typing]");
  if (!form) return;
  // A group of radio buttons is one stop: the chosen one, or the first
  const stops = () => [...form.elements].filter((each) => {
    if (each.disabled || each.type === "hidden" || each.tagName === "FIELDSET" || !each.offsetParent) return false;
    if (each.type !== "radio") return true;
    const group = [...form.elements[each.name]];
    return each === (group.find((one) => one.checked) || group[0]);
  });
  const next = (from) => {
    const all = stops();
    const here = all.findIndex((each) => each === from || (from.type === "radio" && each.name === from.name));
    all[here + 1]?.focus();
  };
  form.addEventListener("keydown", (event) => {
    const {key, target} = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (key === "Enter" && ["INPUT", "SELECT"].includes(target.tagName)) {
      event.preventDefault();
      next(target);
    }
    if (target.type !== "radio" || !/^[1-9]$/.test(key)) return;
    const chosen = [...form.elements[target.name]].filter((each) => each.value)[key - 1];
    if (!chosen) return;
    event.preventDefault();
    chosen.checked = true;
    next(chosen);
  });
})();
