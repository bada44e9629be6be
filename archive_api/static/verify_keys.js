// What a key says to the desk, where it is no part of what is typed.

/** @typedef {{ form: import("./verify_form.js").FieldForm, at: (id: string) => boolean, atField: () => boolean, atMention: () => boolean,
 *   confirm: (unseen?: boolean) => void, undo: () => void, skip: () => void, onwards: () => void, neighbour: (by: number) => void,
 *   startTyping: () => void, acceptField: () => void, takeCandidate: (at: number) => void, takeCompletion: (at: number) => void,
 *   zoom: (factor: number) => void, showKeys: () => void }} Desk */

/** What a key asks for, null for nothing. @param {KeyboardEvent} event @param {Desk} desk @returns {(() => void) | null} */
export function command(event, desk) {
  const { key } = event;
  if (event.ctrlKey || event.metaKey) {
    if (key === "Enter") return () => desk.confirm(true);
    return key.toLowerCase() === "z" ? desk.undo : null;
  }
  if (event.altKey) return withAlt(key, desk);
  if (key === "Enter") return onEnter(desk);
  if (/^[1-9]$/.test(key)) return onDigit(Number(key), desk);
  if (key === "?" && !desk.form.typing) return desk.showKeys;
  if (key === "F2") return desk.startTyping;
  if (key === "Escape") return () => desk.form.restore();
  const { completions } = desk.form;
  const by = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (by) return completions.isOpen ? () => completions.move(by) : () => desk.neighbour(by);
  return null;
}

/** @param {string} key @param {Desk} desk */
function withAlt(key, desk) {
  if (key.toLowerCase() === "s") return desk.skip;
  if (key === "ArrowUp") return () => desk.zoom(1.25);
  if (key === "ArrowDown") return () => desk.zoom(0.8);
  return null;
}

/** @param {Desk} desk */
function onEnter(desk) {
  if (desk.at("confirm")) return () => desk.confirm();
  if (desk.atField()) {
    return () => {
      desk.form.completions.take();
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
