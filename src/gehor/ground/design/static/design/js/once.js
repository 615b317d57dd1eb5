"use strict";
// What is sent by a double click, or by pressing Enter twice, is sent once. A form that answers with a file stays where it
// is and can be sent again in a moment. Without this script the second one is sent as well.
(() => {
  const sent = new Set();
  window.addEventListener("submit", (event) => { // after the listeners of a page, which may send by themselves
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (sent.has(form)) return event.preventDefault();
    sent.add(form);
    setTimeout(() => sent.delete(form), 3000);
  });
  window.addEventListener("pageshow", (event) => {
    sent.clear(); // come back to by the back button, it can be sent again
    // Who skipped to the content, or followed a mistake to its field, has the browser go there again and forget [autofocus]
    const goal = location.hash === "#main" ? "main [autofocus]" : "main .errors[autofocus]";
    if (location.hash && !event.persisted) document.querySelector(goal)?.focus();
  });
})();
