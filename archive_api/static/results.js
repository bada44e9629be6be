// The list of results by keyboard: arrows go from one to the next, Enter opens it as any link.

const steps = new Map([["ArrowDown", 1], ["ArrowUp", -1]]);

/** @param {KeyboardEvent} event */
function isTyping(event) {
  const at = event.target;
  return at instanceof HTMLElement && at.closest("input, select, textarea, [role='listbox']") !== null;
}

document.addEventListener("keydown", (event) => {
  const step = steps.get(event.key);
  if (step === undefined || isTyping(event) || event.altKey || event.ctrlKey || event.metaKey) return;
  const links = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".hits > li > a")]);
  if (links.length === 0) return;
  const at = document.activeElement instanceof HTMLElement ? links.indexOf(document.activeElement) : -1;
  event.preventDefault();
  const next = at < 0 ? 0 : Math.min(links.length - 1, Math.max(0, at + step));
  links[next].focus();
});

export {};
