"use strict";
// Typing in without a mouse: Enter goes to the next question (in a long text with Ctrl), a digit chooses, 0 no answer. Works without.
(() => {
  const form = document.querySelector("form[data-typing]");
  if (!form) return;
  // A group of radio buttons or of boxes is one stop: the chosen one, or the first
  const group = ({name}) => [...form.elements].filter((one) => one.name === name); // one alone is a group as well
  const isGroup = (each) => each.type === "radio" || (each.type === "checkbox" && group(each).length > 1);
  const stops = () => [...form.elements].filter((each) => {
    if (each.disabled || each.type === "hidden" || each.tagName === "FIELDSET" || !each.offsetParent) return false;
    if (each.closest("details:not([open])")) return false; // folded: it has a place, and cannot have the focus
    if (each.matches("button.second, button[tabindex='-1']")) return false; // Enter there would send, or take a mark away
    if (!isGroup(each)) return true;
    const those = group(each);
    return each === ((each.type === "radio" && those.find((one) => one.checked)) || those[0]);
  });
  const next = (from) => {
    const all = stops();
    const here = all.findIndex((each) => each === from || (isGroup(from) && each.name === from.name));
    all[here + 1]?.focus();
  };
  // What has been read off a scan is looked at from the answer that it has, as the tab key does it
  const at = document.activeElement;
  if (form.contains(at) && at.type === "radio" && !at.checked) group(at).find((one) => one.checked)?.focus();
  // What the pile has in common stands filled in already: begin at the first thing that stands on the paper
  if (form.dataset.typing === "begin" && !form.querySelector("[name=sheet][autofocus]")) {
    const common = ["sheet", "channel", "received_on", "language"];
    stops().find((each) => !common.includes(each.name))?.focus();
  }
  form.addEventListener("keydown", (event) => {
    const {key, target} = event;
    const held = event.ctrlKey || event.metaKey;
    if (event.altKey || event.isComposing || held !== (target.tagName === "TEXTAREA")) return; // there Enter is a new line
    if (key === "Enter" && ["INPUT", "SELECT", "TEXTAREA"].includes(target.tagName)) {
      event.preventDefault();
      next(target);
    }
    if (!isGroup(target) || !/^[0-9]$/.test(key)) return;
    const those = group(target);
    const chosen = key === "0" ? those.find((each) => !each.value) : those.filter((each) => each.value)[key - 1];
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
