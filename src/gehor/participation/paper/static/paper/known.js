"use strict";
// Says at once what there is to say of a form's code: typed in already, unknown, printed before a change. Without this
// script it is said when the form is saved.
(() => {
  const place = document.querySelector("[data-known]");
  const field = place?.querySelector("input");
  if (!field) return;
  const words = place.querySelector(".known");
  field.addEventListener("change", async () => {
    const asked = field.value;
    words.textContent = "";
    if (!asked.trim()) return;
    try {
      const answer = await fetch(`${place.dataset.known}?code=${encodeURIComponent(asked)}`);
      if (!answer.ok || field.value !== asked) return;
      const said = await answer.json();
      words.textContent = said.words;
      if (said.leads_to) words.append(" ", Object.assign(document.createElement("a"), { href: said.leads_to, textContent: said.link }));
      if (said.kind === "error") field.select();
      if (said.kind === "error") field.focus();
    } catch { /* it is said when the form is saved */ }
  });
})();
