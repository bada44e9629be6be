// Choosing an office by a part of its name in either script, or by its code; those used last first.

import { ask } from "./asking.js";

const WAIT_MS = 120;

/** @typedef {{ code: string, fr: string, ar: string, province_fr: string, province_ar: string }} Office */

export class OfficeChoice {
  /** @param {HTMLInputElement} input @param {HTMLElement} list @param {Office[]} used @param {() => void} changed */
  constructor(input, list, used, changed) {
    this.input = input;
    this.list = list;
    this.used = used;
    this.changed = changed;
    /** @type {Office | null} */
    this.office = null;
    /** @type {Office[]} */
    this.shown = [];
    this.at = -1;
    this.turn = 0;
    input.addEventListener("input", () => this.search());
    input.addEventListener("focus", () => this.office || this.search());
    input.addEventListener("blur", () => this.leave());
    input.addEventListener("keydown", (event) => this.key(event));
    if (used.length) this.take(used[0], false);
  }

  async search() {
    const turn = ++this.turn;
    this.office = null;
    const text = this.input.value.trim();
    if (!text) return this.show(this.used);
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    if (turn !== this.turn) return;
    const address = this.input.dataset.offices ?? "/desk/deliver/offices";
    const told = await ask(`${address}?${new URLSearchParams({ text })}`).catch(() => null);
    if (turn === this.turn && told) this.show(told.items);
  }

  /** @param {Office[]} offices */
  show(offices) {
    const lang = /** @type {"fr" | "ar"} */ (document.documentElement.lang);
    this.shown = offices;
    this.at = -1;
    this.list.replaceChildren(
      ...offices.map((office, at) => {
        const item = document.createElement("li");
        item.id = `office-${at}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        const others = lang === "ar" ? [office.ar, office.fr, office.province_ar] : [office.fr, office.ar, office.province_fr];
        [...others, office.code].forEach((text, place) => {
          const part = document.createElement("bdi");
          part.textContent = text;
          if (place) part.className = "told";
          item.append(part);
        });
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          this.take(office);
        });
        return item;
      }),
    );
    this.open(offices.length > 0);
  }

  /** @param {boolean} isOpen */
  open(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (this.list.hidden) return;
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      this.at = (this.at + by + this.shown.length + (this.at < 0 && by < 0 ? 1 : 0)) % this.shown.length;
      [...this.list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === this.at)));
      this.input.setAttribute("aria-activedescendant", `office-${this.at}`);
      this.list.children[this.at].scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") this.take(this.shown[Math.max(this.at, 0)]);
    else if (event.key === "Escape") this.open(false);
    else return;
    event.preventDefault();
  }

  leave() {
    this.open(false);
    // One name alone fits: there is nothing to choose.
    if (!this.office && this.input.value.trim() && this.shown.length === 1) this.take(this.shown[0]);
  }

  /** @param {Office} office @param {boolean} [tell] */
  take(office, tell = true) {
    this.turn++;
    this.office = office;
    const lang = /** @type {"fr" | "ar"} */ (document.documentElement.lang);
    this.input.value = `${office[lang]} (${office.code})`;
    this.open(false);
    if (tell) this.changed();
  }
}
