"use strict";
// A question that rests on another answer stands on the page only when it is asked. The page works without.
(() => {
  const resting = [...document.querySelectorAll("[data-when]")];
  const look = () => {
    for (const each of resting) {
      const form = each.closest("form");
      if (!form.elements[each.dataset.when]) continue; // answered on an earlier page
      const given = new FormData(form).getAll(each.dataset.when);
      const is_asked = each.dataset.among.split(" ").some((answer) => given.includes(answer));
      each.hidden = !is_asked;
      for (const control of each.querySelectorAll("input, select, textarea")) control.disabled = !is_asked;
    }
  };
  document.addEventListener("change", look);
  look();
})();
