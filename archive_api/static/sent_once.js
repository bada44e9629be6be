// Forms marked data-once are sent once, however often their button is pressed; what data-once says
// is told where the form has data-sending.

/** Forms on their way. @type {Set<HTMLFormElement>} */
const sending = new Set();

// Before the session's own listener, which sends a form again once it knows that the session holds.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-once") || form.dataset.checked) return;
  if (sending.has(form)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  sending.add(form);
  const place = form.querySelector("[data-sending]");
  if (place) place.textContent = form.dataset.once ?? "";
}, true);

// Who comes back by the browser's own button finds the form as it was, to be sent anew.
addEventListener("pageshow", () => {
  sending.clear();
  for (const place of document.querySelectorAll("[data-sending]")) place.textContent = "";
});
