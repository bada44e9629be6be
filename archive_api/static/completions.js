// What may complete the word being typed, in a list under the field: arrows and Enter take it, or its
// number where figures mean nothing else.

import { ask } from "./asking.js";

const WAIT_MS = 60;

export class Completions {
  constructor() {
    this.list = document.createElement("ul");
    this.list.className = "completions";
    this.list.id = "completions";
    this.list.setAttribute("role", "listbox");
    this.list.hidden = true;
    this.asked = 0;
    this.chosen = -1;
    this.numbered = true;
    /** @type {HTMLInputElement | null} */
    this.input = null;
  }

  /** @param {HTMLInputElement} input @param {Record<string, string>} about the field and what it depends on @param {boolean} numbered */
  offer(input, about, numbered) {
    const turn = ++this.asked;
    this.input = input;
    setTimeout(async () => {
      if (turn !== this.asked) return;
      const query = new URLSearchParams({ ...about, text: input.value });
      const told = await ask(`/desk/verify/completions?${query}`, { quiet: true }).catch(() => null);
      if (turn === this.asked && told) this.show(told.items, numbered);
    }, WAIT_MS);
  }

  /** @param {string[]} items @param {boolean} numbered */
  show(items, numbered) {
    this.chosen = -1;
    this.numbered = numbered;
    this.list.replaceChildren(
      ...items.map((text, at) => {
        const item = document.createElement("li");
        item.id = `completion-${at}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        const key = document.createElement("kbd");
        key.textContent = String(at + 1);
        const name = document.createElement("bdi");
        name.textContent = text;
        item.append(...(numbered ? [key] : []), name);
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          this.choose(at);
          this.take();
        });
        return item;
      }),
    );
    this.list.hidden = items.length === 0;
    this.input?.after(this.list);
    this.input?.setAttribute("aria-controls", this.list.id);
    if (this.isOpen) this.list.scrollIntoView({ block: "nearest" });
  }

  get isOpen() {
    return !this.list.hidden;
  }

  /** How many of them a number takes. */
  get count() {
    return this.numbered ? this.list.children.length : 0;
  }

  /** @param {number} by */
  move(by) {
    const count = this.list.children.length;
    if (count) this.choose((this.chosen + by + count + (this.chosen < 0 && by < 0 ? 1 : 0)) % count);
  }

  /** @param {number} at */
  choose(at) {
    this.chosen = at;
    [...this.list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
    this.input?.setAttribute("aria-activedescendant", `completion-${at}`);
  }

  /** Put the chosen one into the field; false when none is chosen. */
  take() {
    const text = this.list.children[this.chosen]?.querySelector("bdi")?.textContent;
    if (this.list.hidden || !text || !this.input) return false;
    this.input.value = text;
    this.close();
    return true;
  }

  close() {
    this.asked++;
    this.chosen = -1;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.input?.removeAttribute("aria-activedescendant");
  }
}
