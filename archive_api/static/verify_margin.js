// The mentions of an act's margin: their type, date and text to correct, one to strike out, one to add.

import { ask } from "./asking.js";

/** @typedef {{ at: number | null, type: string, date: string, shown: string, wordings: string[], unsure: boolean,
 *   page: number | null, share: import("./verify_sheet.js").Share | null }} MentionLine */
/** @typedef {{ at: number | null, type: string, date: string, wordings: string[] | null }} MentionSaid */
/** @typedef {{ read: MentionLine[], lines: MentionLine[], offered: MentionLine[] }} KeptMargin ``read``: what ``lines`` came from */

export class Margin {
  /**
   * @param {HTMLElement} list
   * @param {Record<string, any>} texts
   * @param {() => void} onChange
   * @param {(line: MentionLine) => void} onLine called when a mention is gone to
   */
  constructor(list, texts, onChange, onLine) {
    this.list = list;
    this.onLine = onLine;
    this.texts = texts;
    this.onChange = onChange;
    this.year = 0;
    /** @type {MentionLine[]} */
    this.read = [];
    /** @type {MentionLine[]} */
    this.lines = [];
    /** What the person wrote of a margin that another changed meanwhile. @type {MentionLine[]} */
    this.offered = [];
    /** @type {Map<MentionLine, HTMLInputElement>} */
    this.dates = new Map();
  }

  /** @param {MentionLine[]} read @param {KeptMargin | null} kept what the person left of it @param {boolean} closed whether it is only looked at
   * @param {number} year of the register */
  show(read, kept, closed, year) {
    this.year = year;
    this.read = read;
    this.lines = read.map(copied);
    this.offered = kept?.offered ?? [];
    if (kept && same(told(kept.read), told(read))) this.lines = kept.lines;
    else if (kept) {
      const known = new Set(told([...kept.read, ...read]));
      this.offered = [...this.offered, ...kept.lines.filter((line) => !known.has(told([line])[0]))];
    }
    this.closed = closed;
    this.dates = new Map();
    const standing = new Set(this.lines.map((line) => line.at));
    const struck = read.filter((line) => !standing.has(line.at)).map(copied);
    const rows = [...this.lines, ...struck].sort(asWritten).map((line) => (struck.includes(line) ? this.struck(line) : this.row(line)));
    this.list.replaceChildren(...rows, ...this.offered.map((line) => this.offer(line)));
  }

  /** @param {MentionLine} line */
  row(line) {
    const row = document.createElement("li");
    row.className = line.unsure ? "mention open" : "mention";
    row.addEventListener("focusin", () => {
      row.classList.remove("open");
      this.onLine(line);
    });
    const type = document.createElement("select");
    type.setAttribute("aria-label", this.texts.mention_type);
    for (const [value, name] of Object.entries(this.texts.mention_types)) type.append(new Option(name, value));
    type.value = line.type;
    type.addEventListener("change", () => {
      line.type = type.value;
      this.onChange();
    });
    const date = this.named(document.createElement("input"), line.shown, 60, this.texts.mention_date);
    date.addEventListener("change", () => this.date(line, date));
    this.dates.set(line, date);
    const strike = this.button(this.texts.strike, () => {
      this.lines = this.lines.filter((one) => one !== line);
      this.dates.delete(line);
      const gone = this.struck(line);
      row.replaceWith(gone);
      // The cursor stays in the margin, or the keys would say nothing to the desk.
      gone.querySelector("button")?.focus();
      this.onChange();
    });
    row.append(type, date, ...this.wordings(line), strike);
    for (const part of row.querySelectorAll("select, input, textarea, button")) part.toggleAttribute("disabled", this.closed);
    return row;
  }

  /** A text to correct for each wording, an empty one where there is none. @param {MentionLine} line */
  wordings(line) {
    const written = line.wordings.length ? line.wordings : [""];
    return written.map((wording, at) => {
      const text = this.named(document.createElement("textarea"), wording, 1000, this.texts.mention_text);
      text.className = "wording";
      text.rows = 2;
      text.dir = "auto";
      text.addEventListener("input", () => {
        line.wordings[at] = text.value;
        this.onChange();
      });
      return text;
    });
  }

  /** A mention that is not in the margin, to be put back. @param {MentionLine} line */
  struck(line) {
    const row = document.createElement("li");
    row.className = "mention struck";
    row.addEventListener("focusin", () => this.onLine(line));
    const told = document.createElement("del");
    told.textContent = [this.texts.mention_types[line.type], line.shown, ...line.wordings].filter(Boolean).join(" · ");
    const back = this.button(this.texts.put_back, () => {
      this.lines.push(line);
      this.lines.sort(asWritten);
      const again = this.row(line);
      row.replaceWith(again);
      again.querySelector("select")?.focus();
      this.onChange();
    });
    row.append(told, back);
    return row;
  }

  /** What the person wrote before another changed the margin, to take up again. @param {MentionLine} line */
  offer(line) {
    const row = document.createElement("li");
    row.className = "mention offered";
    const told = document.createElement("bdi");
    told.textContent = [this.texts.mention_types[line.type], line.shown, ...line.wordings].filter(Boolean).join(" · ");
    const take = this.button(this.texts.take_up, () => {
      this.offered = this.offered.filter((one) => one !== line);
      row.remove();
      this.append({ ...copied(line), at: null });
    });
    row.append(told, take);
    return row;
  }

  /** @template {HTMLInputElement | HTMLTextAreaElement} T @param {T} input @param {string} value @param {number} longest @param {string} name */
  named(input, value, longest, name) {
    input.value = value;
    input.maxLength = longest;
    input.autocomplete = "off";
    input.setAttribute("aria-label", name);
    input.placeholder = name;
    return input;
  }

  /** @param {string} name @param {() => void} onClick */
  button(name, onClick) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = name;
    button.addEventListener("click", onClick);
    return button;
  }

  /** Take what stands in a date for its value; false when it is none. @param {MentionLine} line @param {HTMLInputElement} input */
  async date(line, input) {
    const text = input.value;
    try {
      const query = new URLSearchParams({ field: "birth_date", text, year: String(this.year) });
      const kept = await ask(`/desk/verify/typed?${query}`);
      // Asked of an act that was left, or of a text that is typed on: it is answered too late.
      if (this.dates.get(line) !== input || input.value !== text) return true;
      [line.date, line.shown] = [kept.value, kept.shown];
      input.value = kept.shown;
      input.setCustomValidity("");
      this.onChange();
      return true;
    } catch (error) {
      if (this.dates.get(line) !== input) return true;
      input.setCustomValidity(error instanceof Error ? error.message : String(error));
      input.reportValidity();
      return false;
    }
  }

  /** Every date settled; false, and the cursor on it, where one is none. */
  async settled() {
    for (const [line, input] of this.dates) {
      if (input.value.trim() === line.shown) input.setCustomValidity("");
      else if (!(await this.date(line, input))) {
        input.focus();
        return false;
      }
    }
    return true;
  }

  add() {
    this.append({ at: null, type: "marriage", date: "", shown: "", wordings: [], unsure: false, page: null, share: null });
  }

  /** @param {MentionLine} line */
  append(line) {
    this.lines.push(line);
    const row = this.row(line);
    this.list.append(row);
    row.querySelector("select")?.focus();
    this.onChange();
  }

  /** The next mention to look at, marked as seen once it is gone to. */
  goToOpen() {
    const row = this.closed ? null : this.list.querySelector(".mention.open");
    row?.querySelector("input")?.focus();
    return row !== null;
  }

  /** What the person says of the margin, null when it is as it was read. @returns {MentionSaid[] | null} */
  said() {
    if (same(told(this.lines), told(this.read))) return null;
    const wordingsRead = new Map(this.read.map((line) => [line.at, line.wordings]));
    return this.lines.map(({ at, type, date, wordings }) => {
      const asRead = at !== null && same(wordings, wordingsRead.get(at));
      return { at, type, date, wordings: asRead ? null : wordings };
    });
  }

  /** What is to be kept of the margin, null for nothing. @returns {KeptMargin | null} */
  kept() {
    const { read, lines, offered } = this;
    return this.said() || offered.length ? { read, lines, offered } : null;
  }
}

/** Mentions in the order of the margin, those added last. @param {MentionLine} one @param {MentionLine} other */
const asWritten = (one, other) => (one.at ?? Number.MAX_SAFE_INTEGER) - (other.at ?? Number.MAX_SAFE_INTEGER);

/** @param {MentionLine} line @returns {MentionLine} */
const copied = (line) => ({ ...line, wordings: [...line.wordings] });

/** What lines say, each as a text. @param {MentionLine[]} lines */
const told = (lines) => lines.map(({ at, type, date, wordings }) => JSON.stringify([at, type, date, wordings]));

/** @param {unknown} one @param {unknown} other */
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
