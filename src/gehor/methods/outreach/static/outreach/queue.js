"use strict";
// What is typed on the street is kept in the browser until the server says that it has it, and is sent once: each form
// carries a key of its own. What is half typed is kept too: a phone that runs short of memory loads the page anew.
// Without this script the page is a plain form.
(() => {
  const place = document.querySelector("[data-queue]");
  if (!place || !window.localStorage || !window.crypto?.randomUUID) return;
  const name = place.dataset.queue;
  const words = place.querySelector("[role=status]");
  const forms = [...document.querySelectorAll("form[data-queued]")];
  let sent = 0, busy = false, note = "";
  const read = () => { try { return JSON.parse(localStorage.getItem(name)) || []; } catch { return []; } };
  const write = (queue) => localStorage.setItem(name, JSON.stringify(queue));
  const say = () => {
    const waiting = read().length;
    const told = waiting ? place.dataset.waiting.replace("{n}", waiting) : sent ? place.dataset.sent.replace("{n}", sent) : "";
    words.textContent = [note, told].filter(Boolean).join(" ");
    place.hidden = !words.textContent;
  };
  const draft = (form) => `${name}-draft-${forms.indexOf(form)}`;
  const keep = (form) => {
    const fields = [...new FormData(form)].filter(([field]) => !["csrfmiddlewaretoken", "submission"].includes(field));
    try { localStorage.setItem(draft(form), JSON.stringify(fields)); } catch { /* no room: it stands in the form */ }
  };
  const fill = (form, fields) => {
    for (const [field, value] of fields) {
      const control = form.elements[field];
      if (control && field !== "submission") control.value = value;
    }
  };
  const back = (entry, why) => {
    const form = forms.find((each) => each.getAttribute("action") === entry.to);
    note = place.dataset.refused.replace("{why}", why.join(" "));
    if (!form) return;
    fill(form, entry.fields);
    keep(form);
    form.elements.submission.value = crypto.randomUUID();
  };
  const isUntouched = (entry) => {
    const form = forms.find((each) => each.getAttribute("action") === entry.to);
    return !form?.elements.text?.value && !form?.elements.approached?.value;
  };
  const send = async () => {
    if (busy) return;
    busy = true;
    try {
      for (let queue = read(); queue.length; queue = read()) {
        const [entry] = queue;
        const body = new URLSearchParams(entry.fields);
        body.set("csrfmiddlewaretoken", forms[0].elements.csrfmiddlewaretoken.value);
        const answer = await fetch(entry.to, {method: "POST", body, headers: {"X-Queue": "1"}, redirect: "manual"});
        if (answer.ok && (await answer.json()).received) {
          write(read().slice(1));
          sent += 1;
          note = "";
        } else if (answer.status === 422) {
          if (!isUntouched(entry)) break; // something else is being typed: wait until the form is free
          back(entry, (await answer.json()).why);
          write(read().slice(1));
        } else {
          if (answer.type === "opaqueredirect" || answer.status === 403) note = place.dataset.signed;
          break;
        }
      }
    } catch { /* no connection: it waits */ }
    busy = false;
    say();
  };
  for (const form of forms) {
    const kept = localStorage.getItem(draft(form));
    if (kept && !form.querySelector("[aria-invalid]")) try { fill(form, JSON.parse(kept)); } catch { /* of no use */ }
    form.addEventListener("input", () => keep(form));
    form.addEventListener("submit", (event) => {
      if (!form.reportValidity()) return event.preventDefault();
      const fields = [...new FormData(form)].filter(([field]) => field !== "csrfmiddlewaretoken");
      try {
        write([...read(), {to: form.getAttribute("action"), fields}]);
      } catch { return; } // the phone has no room: sent as a plain form
      event.preventDefault();
      for (const field of ["text", "slip", "approached", "spoke"]) if (form.elements[field]) form.elements[field].value = "";
      form.elements.submission.value = crypto.randomUUID();
      localStorage.removeItem(draft(form));
      (form.elements.text || form.elements.approached).focus();
      note = "";
      say();
      send();
    });
  }
  window.addEventListener("online", send);
  setInterval(send, 15000);
  say();
  send();
})();
