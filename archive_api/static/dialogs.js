// A question put to the person in a <dialog> of the page: what it says, and which button was taken.

/** Who waits for a dialog's answer. @type {WeakMap<HTMLDialogElement, (answer: string) => void>} */
const waiting = new WeakMap();

/**
 * @param {HTMLElement} dialog its buttons stand in a form of method "dialog"
 * @param {string} said goes where the dialog has data-said
 * @returns {Promise<string>} the button's value, "" for Escape
 */
export function answerTo(dialog, said) {
  if (!(dialog instanceof HTMLDialogElement)) throw new TypeError(`${dialog.id} is no dialog`);
  const place = dialog.querySelector("[data-said]");
  if (place) place.textContent = said;
  // A dialog tells a moment later that it was closed: it may have been opened again since.
  waiting.get(dialog)?.("");
  dialog.onclose = () => {
    if (!dialog.open) waiting.get(dialog)?.(dialog.returnValue);
  };
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => waiting.set(dialog, resolve));
}
