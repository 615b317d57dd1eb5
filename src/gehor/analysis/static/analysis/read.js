"use strict";
// Keys for those who judge what is read. Pages work without.
(() => {
  const all = (what) => [...document.querySelectorAll(what)];
  const [form] = all("form[data-read]"), [single] = all("[data-single]"), [find] = all("#find");
  const boxes = all("[name=findings]"), rows = all("[data-row]");
  const line = (box) => box.closest("div");
  let digits = "", timer;

  const tick = () => {
    boxes[digits - 1]?.click();
    boxes[digits - 1]?.focus();
    digits = "";
  };
  const digit = (key) => {
    clearTimeout(timer);
    digits += key;
    if (digits * 10 > boxes.length) tick(); else timer = setTimeout(tick, 700);
  };
  const press = (key) => {
    const [goal] = all(`[data-key="${key}"]`);
    const row = rows[rows.indexOf(document.activeElement) + (key === "j" ? 1 : -1)];
    if (!goal) return "jk".includes(key) && row?.focus();
    if (goal.href) return goal.click();
    goal.open = true;
    (goal.querySelector(":checked") || goal).focus();
  };

  if (!single) return;
  all("[data-script]").forEach((part) => { part.hidden = false; });
  single.checked = localStorage.singleKeys !== "off";
  single.onchange = () => { localStorage.singleKeys = single.checked ? "on" : "off"; };

  if (find) find.oninput = () => boxes.forEach((box) => {
    const text = line(box).textContent.toLowerCase();
    line(box).hidden = !box.checked && !find.value.toLowerCase().split(" ").every((word) => text.includes(word));
  });
  addEventListener("keydown", (event) => {
    const {key, target} = event, chord = event.ctrlKey || event.metaKey || event.altKey;
    if (form && key === "Enter" && chord) return form.requestSubmit();
    if (target === find && key === "Enter") {
      event.preventDefault();
      boxes.find((box) => !line(box).hidden && !box.checked)?.click();
    }
    if (chord || !single.checked || target.matches("textarea, select, input:not([type=checkbox], [type=radio])")) return;
    if (/^\d$/.test(key)) digit(key);
    if (/^[jkna/]$/.test(key)) event.preventDefault(), press(key);
  });
})();
