// What a key says to the desk, where it is no part of what is typed, on whatever keyboard: letters
// are told by their place where the keyboard writes another script, figures where it writes signs.

/** @typedef {{ form: import("./verify_form.js").FieldForm, at: (id: string) => boolean, atField: () => boolean, atMention: () => boolean,
 *   confirm: (unseen?: boolean) => void, undo: () => void, skip: () => void, onwards: () => void, neighbour: (by: number) => void,
 *   startTyping: () => void, goOn: () => void, acceptField: () => void, takeCandidate: (at: number) => void, takeCompletion: (at: number) => void,
 *   zoom: (factor: number) => void, scroll: (by: number) => void, aside: (by: number) => void, whole: () => void, showKeys: () => void }} Desk */

const EASTERN = "٠١٢٣٤٥٦٧٨٩";
const LETTER = /\p{L}/u;
const FIGURES_APART_MS = 450;
const SIGN_AFTER_MS = 3000;
const MOVES = /^(Arrow|Page)/;

/** Whether a key that is held down says the same again: one that decides says it once.
 * @param {KeyboardEvent} event */
export const repeats = (event) => MOVES.test(event.key);

/** What a key asks for, null for nothing. @param {KeyboardEvent} event @param {Desk} desk @returns {(() => void) | null} */
export function command(event, desk) {
  const { key } = event;
  if (event.ctrlKey || event.metaKey) {
    if (key === "Enter") return () => desk.confirm(true);
    // In a mention the browser takes back what was typed there.
    return letter(event) === "z" && !desk.atMention() ? desk.undo : null;
  }
  if (event.altKey) return withAlt(event, desk);
  if (key === "Enter") return onEnter(desk);
  if (key === "PageDown" || key === "PageUp") {
    const by = key === "PageDown" ? 1 : -1;
    return event.shiftKey ? () => desk.aside(by) : () => desk.scroll(by);
  }
  const digit = figure(event, desk.form);
  if (digit) return onDigit(digit, desk);
  if ((key === "?" || key === "؟") && !desk.form.typing && !desk.atMention()) return desk.showKeys;
  if (desk.atMention()) return null;
  if (key === "F2") return desk.startTyping;
  if (key === "Escape") return () => desk.form.restore();
  const { completions } = desk.form;
  const by = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (by) return completions.isOpen ? () => completions.move(by) : () => desk.neighbour(by);
  return null;
}

/** @param {KeyboardEvent} event @param {Desk} desk */
function withAlt(event, desk) {
  if (letter(event) === "s") return desk.skip;
  if (event.code === "Digit0" || event.code === "Numpad0") return desk.whole;
  if (event.key === "ArrowUp") return () => desk.zoom(1.25);
  if (event.key === "ArrowDown") return () => desk.zoom(0.8);
  return null;
}

/** Whether a key goes on with a value that a figure began: it took a candidate, and was meant as typed.
 * @param {KeyboardEvent} event @param {number} since milliseconds since that figure */
export function goesOn({ key, ctrlKey, altKey, metaKey }, since) {
  if (ctrlKey || altKey || metaKey) return false;
  return (/^[0-9٠-٩]$/.test(key) && since < FIGURES_APART_MS) || (/^[/.:\-]$/.test(key) && since < SIGN_AFTER_MS);
}

/** The Latin letter of a key: the one it writes, else the one in its place. @param {KeyboardEvent} event */
function letter({ key, code }) {
  const written = key.toLowerCase();
  return /^[a-z]$/.test(written) || !code.startsWith("Key") ? written : code.slice(3).toLowerCase();
}

/** The figure 1 to 9 that a key means, 0 for none. Where nothing is typed yet a sign is its key's
 * figure (& for 1 on AZERTY), and so is a letter (é) where the field is not written in such letters.
 * @param {KeyboardEvent} event @param {Desk["form"]} form */
function figure({ key, code, shiftKey }, form) {
  if (/^[1-9]$/.test(key)) return Number(key);
  const eastern = EASTERN.indexOf(key);
  if (key.length === 1 && eastern > 0) return eastern;
  if (form.typing || shiftKey || !/^Digit[1-9]$/.test(code)) return 0;
  const written = LETTER.test(key) && !form.shaped && form.current?.script !== "ar";
  return written ? 0 : Number(code.slice(5));
}

/** @param {Desk} desk */
function onEnter(desk) {
  if (desk.at("confirm")) return () => desk.confirm();
  if (desk.atField()) {
    return () => {
      // A date goes on to its next part: Enter once more keeps it.
      if (desk.form.completions.take() && desk.form.dated) return desk.goOn();
      desk.acceptField();
    };
  }
  return desk.atMention() ? () => desk.onwards() : null;
}

/** A completion's number, or a candidate's while nothing is typed. @param {number} digit @param {Desk} desk */
function onDigit(digit, desk) {
  const { completions, current, typing } = desk.form;
  if (completions.isOpen && digit <= completions.count) return () => desk.takeCompletion(digit - 1);
  const candidates = typing || !desk.atField() ? [] : (current?.candidates ?? []);
  return digit <= candidates.length ? () => desk.takeCandidate(digit - 1) : null;
}
