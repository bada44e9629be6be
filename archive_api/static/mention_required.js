// Marks the inputs that the legal ground chosen cannot be cited without.

const ground = /** @type {HTMLSelectElement | null} */ (document.getElementById("ground"));

function mark() {
  for (const input of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-needed-by]"))) {
    const needed = (input.dataset.neededBy ?? "").split(" ").includes(ground?.value ?? "");
    input.setAttribute("aria-required", String(needed));
    const star = input.closest(".asked")?.querySelector("abbr");
    if (star) star.hidden = !needed;
  }
}

// What was typed before may be put back into the form without a word.
addEventListener("change", mark);
mark();
