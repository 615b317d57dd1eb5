"use strict";
// Typing in without a mouse: Enter goes to the next question, a digit chooses. The page works without.
(() => {
  const form = document.querySelector("form[data-typing]");
  if (!form) return;
  // A group of radio buttons or of boxes is one stop: the chosen one, or the first
  const isGroup = (each) => each.type === "radio" || (each.type === "checkbox" && form.elements[each.name].length > 1);
  const stops = () => [...form.elements].filter((each) => {
    if (each.disabled || each.type === "hidden" || each.tagName === "FIELDSET" || !each.offsetParent) return false;
    if (!isGroup(each)) return true;
    const group = [...form.elements[each.name]];
    return each === ((each.type === "radio" && group.find((one) => one.checked)) || group[0]);
  });
  const next = (from) => {
    const all = stops();
    const here = all.findIndex((each) => each === from || (isGroup(from) && each.name === from.name));
    all[here + 1]?.focus();
  };
  // What the pile has in common stands filled in already: begin at the first thing that stands on the paper
  if (form.dataset.typing === "begin" && !form.querySelector("[name=sheet][autofocus]")) {
    const common = ["sheet", "channel", "received_on", "language"];
    stops().find((each) => !common.includes(each.name))?.focus();
  }
  form.addEventListener("keydown", (event) => {
    const {key, target} = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (key === "Enter" && ["INPUT", "SELECT"].includes(target.tagName)) {
      event.preventDefault();
      next(target);
    }
    if (!isGroup(target) || !/^[1-9]$/.test(key)) return;
    const chosen = [...form.elements[target.name]].filter((each) => each.value)[key - 1];
    if (!chosen) return;
    event.preventDefault();
    if (target.type === "checkbox") {
      chosen.checked = !chosen.checked; // several may be chosen: Enter goes on
      return;
    }
    chosen.checked = true;
    next(chosen);
  });
})();
