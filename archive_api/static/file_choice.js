// A file is chosen in the page's language: the browser writes its own on the button that it draws. That
// one stays, unseen, over the page's: it is what is clicked, dropped on and reached by the keyboard.

for (const choice of document.querySelectorAll(".file")) {
  const input = /** @type {HTMLInputElement} */ (choice.querySelector("input"));
  const button = /** @type {HTMLElement} */ (choice.querySelector(".button"));
  const chosen = /** @type {HTMLElement} */ (choice.querySelector(".chosen"));
  const show = () => {
    chosen.textContent = input.files?.[0]?.name ?? chosen.dataset.none ?? "";
  };
  choice.classList.add("dressed");
  button.hidden = chosen.hidden = false;
  input.addEventListener("change", show);
  // A browser that comes back to a page brings the file along, after the page is there.
  addEventListener("pageshow", show);
  show();
}
