"use strict";
// A ballot outlives a lost connection: it is sent once more by itself, and what was filled in stays. Each form carries a
// key of its own, so that it counts once however often it comes. Without this script the browser sends, and sends again.
(() => {
  const place = document.querySelector("[data-lost]");
  if (!place) return;
  let busy = false;
  const say = (words) => { place.hidden = false; place.querySelector("[role=alert]").textContent = words; };
  const rest = () => new Promise((done) => {
    setTimeout(done, 3000);
    window.addEventListener("online", done, {once: true});
  });
  document.addEventListener("submit", async (event) => {
    const button = event.submitter, form = event.target;
    if (event.defaultPrevented || !button?.hasAttribute("data-again")) return;
    event.preventDefault();
    if (busy) return; // pressed twice it is one ballot
    busy = true;
    const filled = new FormData(form);
    if (button.name) filled.append(button.name, button.value);
    const body = form.enctype === "multipart/form-data" ? filled : new URLSearchParams(filled);
    const send = async () => {
      const answer = await fetch(form.getAttribute("action"), {method: "POST", body, headers: {"X-Again": "1"}});
      if (answer.status >= 500) throw new Error(answer.status);
      return [answer.headers.get("X-Next"), await answer.text()];
    };
    try {
      const [next, page] = await send().catch(() => { say(place.dataset.again); return rest().then(send); });
      if (next) return location.assign(next);
      document.open(); // something is to mend, or to be shown first
      document.write(page);
      document.close();
    } catch {
      busy = false;
      say(place.dataset.lost);
      form.dispatchEvent(new Event("input")); // it is not sent: see unsent.js
    }
  });
  window.addEventListener("pageshow", () => { busy = false; });
})();
