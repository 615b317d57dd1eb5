"use strict";
// Talk does not wait for the server: Enter takes the line at once and the next one is typed meanwhile. Lines are sent one by
// one, in their order, each with a key of its own, so that it is saved once however often it is sent. One that comes back
// to be mended is given back when the line is free; those after it wait, since they may mean the same table. Who has not
// looked up and writes on has begun the next line: what was given back waits until that one is written. Without this script
// the page is a plain form.
(() => {
  const place = document.querySelector("[data-waiting]");
  if (!place || !window.crypto?.randomUUID) return;
  const form = () => document.querySelector("#notes form");
  const read = (text) => new DOMParser().parseFromString(text, "text/html");
  const waiting = [];
  let busy = false, mending = false;
  let refused = null, shut = null; // the page that says why the first line came back; one without a line to write in
  let given = null; // the line that was given back, with that page, until a key is pressed

  const tell = (isStuck) => {
    place.hidden = !isStuck;
    const [list, why] = place.querySelectorAll("ol, [data-why]");
    why.replaceChildren(...(shut ? shut.cloneNode(true).querySelectorAll("main .lead p, main a[target]") : []));
    list.replaceChildren(...waiting.map((entry, at) => {
      const item = document.createElement("li");
      item.append(entry.line);
      if (refused && !at) item.append(" – ", refused.querySelector("#notes .error").textContent.trim());
      return item;
    }));
  };
  const replace = (page) => {
    document.getElementById("notes").replaceWith(page.getElementById("notes").cloneNode(true));
    form().elements.line.focus();
  };
  const saved = (page) => {
    const {value} = form().elements.line;
    if (document.querySelector("#notes .wrong")) {
      replace(page);
      form().elements.line.value = value;
      return;
    }
    for (const id of ["said", "at"]) document.getElementById(id).replaceWith(page.getElementById(id)); // not the line itself
  };
  const mend = () => {
    if (!refused) return tell(!place.hidden);
    if (form().elements.line.value) return tell(true);
    replace(refused);
    const {line} = form().elements;
    line.setSelectionRange(line.value.length, line.value.length);
    given = {entry: waiting.shift(), page: refused};
    refused = null;
    mending = true;
    tell(waiting.length);
  };
  const takeBack = () => {
    const {line} = form().elements, field = line.closest(".wrong");
    field?.classList.remove("wrong");
    field?.querySelector(".error")?.remove();
    line.removeAttribute("aria-invalid");
    line.value = "";
    waiting.unshift(given.entry);
    refused = given.page;
    mending = false;
    tell(true);
  };
  const rest = () => new Promise((done) => {
    setTimeout(done, 3000);
    addEventListener("online", done, {once: true});
  });
  const send = async () => {
    if (busy) return;
    busy = true;
    while (waiting.length && !refused && !shut && !mending) {
      const body = new URLSearchParams(new FormData(form()));
      for (const [field, value] of Object.entries(waiting[0])) body.set(field, value);
      const sent = fetch(form().action, {method: "POST", body}).then(async (got) => [got, await got.text()]);
      const [answer, text] = await sent.catch(() => []);
      if (!answer || answer.status >= 500 || answer.status === 429) {
        tell(true);
        await rest();
        continue;
      }
      const page = read(text);
      if (!page.querySelector("#notes form")) { // signed out, or closed meanwhile
        shut = page;
        tell(true);
      } else if (answer.ok) {
        waiting.shift();
        history.replaceState(null, "", answer.url); // loaded anew, it is the same table
        saved(page);
        tell(false);
      } else {
        refused = page;
        mend();
      }
    }
    busy = false;
  };
  const tryAgain = async () => { // signed in anew in another tab, the form's token is another
    const page = read(await fetch(location.href).then((got) => got.text()).catch(() => ""));
    const token = page.querySelector("#notes [name=csrfmiddlewaretoken]");
    if (!shut || !token) return;
    form().elements.csrfmiddlewaretoken.value = token.value;
    shut = null;
    send();
  };

  document.addEventListener("submit", (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    const {line, language, round} = form().elements;
    if (line.value.trim()) {
      const entry = {line: line.value, language: language.value, submission: crypto.randomUUID()};
      if (round) entry.round = round.value;
      if (mending) waiting.unshift(entry); else waiting.push(entry);
      mending = false;
      line.value = "";
      mend();
      send();
    }
    if (shut) tryAgain();
    form().elements.line.focus();
  });
  document.addEventListener("keydown", ({key, target, ctrlKey, metaKey}) => {
    if (!given || target !== form().elements.line || /^(Shift|CapsLock|Alt|AltGraph)$/.test(key)) return;
    if (key.length === 1 && !ctrlKey && !metaKey && target.selectionStart === target.value.length) takeBack();
    given = null;
  });
  document.addEventListener("pointerdown", () => { given = null; });
  addEventListener("focus", () => { if (shut) tryAgain(); });
  addEventListener("beforeunload", (event) => { if (waiting.length) event.preventDefault(); });
})();
