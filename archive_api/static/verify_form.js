// The fields of one act in the order of the page: a line each, candidates below the one at hand.

import { ask } from "./asking.js";
import { Completions } from "./completions.js";
import { candidate, fieldRow } from "./verify_row.js";

/** @typedef {{ value: string, shown: string, other: boolean, readings?: number[],
 *   own?: boolean }} Candidate ``own``: what the person had before another changed the act */
/** @typedef {{ name: string, label: string, kind: string, script: string, value: string, shown: string, raw: string,
 *   percent: number, unsure: boolean, page: number | null, share: import("./verify_sheet.js").Share | null, candidates: Candidate[], added?: boolean }} Field */
/** @typedef {{ act_id: string, reference: string, title: string, version: number, year: number, stage: string, why: string[], fields: Field[],
 *   more: { name: string, label: string }[], pictures: import("./verify_sheet.js").Picture[], mentions: import("./verify_margin.js").MentionLine[] }} Task */
/** @typedef {{ value: string, shown: string, done: boolean }} State */
/** @typedef {{ name: string, text: string }} Draft a text that is being typed into a field */
/** @typedef {import("./verify_row.js").Row} Row */

const SHAPED = new Set(["date", "hijri", "time", "number", "sex"]);
const NAMES = new Set(["given", "family"]);
const DATES = new Set(["date", "hijri"]);

export class FieldForm {
  /**
   * @param {HTMLElement} list
   * @param {Record<string, any>} texts
   * @param {(field: Field) => void} onField called when a field is gone to
   * @param {() => void} onChange called when something was typed, decided or taken back
   */
  constructor(list, texts, onField, onChange) {
    this.list = list;
    this.texts = texts;
    this.onField = onField;
    this.onChange = onChange;
    /** @type {Promise<boolean>} */
    this.settling = Promise.resolve(true);
    this.completions = new Completions();
    /** @type {{ name: string, state: State }[]} */
    this.past = [];
    /** Fields the cursor went to since the act is shown. @type {Set<string>} */
    this.seen = new Set();
    /** @type {Map<string, State>} */
    this.states = new Map();
    /** @type {Map<string, Row>} */
    this.rows = new Map();
    /** @type {Task} */
    this.task = { act_id: "", reference: "", title: "", version: 0, year: 0, stage: "", why: [], fields: [], more: [], pictures: [], mentions: [] };
    /** @type {Field | null} */
    this.current = null;
    this.typing = false;
  }

  /** @param {Task} task @param {Record<string, State>} kept what was typed before, by field */
  show(task, kept) {
    this.task = task;
    this.past = [];
    this.seen = new Set();
    this.states = new Map();
    this.rows = new Map();
    this.current = null;
    this.typing = false;
    for (const field of task.fields) {
      const read = { value: field.value, shown: field.shown, done: !field.unsure };
      this.states.set(field.name, kept[field.name] ?? read);
    }
    this.list.replaceChildren(...task.fields.map((field) => this.row(field)));
  }

  /** @param {Field} field */
  row(field) {
    const shaped = SHAPED.has(field.kind);
    const made = fieldRow(field, shaped, this.texts, (at) => this.take(field, at));
    const { row, input } = made;
    input.addEventListener("focus", () => this.enter(field));
    input.addEventListener("input", () => this.typed(field));
    // Whatever leads away from a field, what stands in it is what the person means.
    input.addEventListener("blur", () => {
      this.completions.close();
      this.settling = this.settling.then(() => this.commit(field));
    });
    this.rows.set(field.name, made);
    this.refresh(field.name);
    return row;
  }

  /** @param {string} name */
  refresh(name) {
    const { row, input } = this.rowOf(name);
    const state = this.stateOf(name);
    const field = this.fieldOf(name);
    input.value = state.shown;
    row.classList.toggle("open", !state.done);
    row.classList.toggle("changed", state.value !== field.value);
  }

  /** @param {string} name @returns {Field} */
  fieldOf(name) {
    return /** @type {Field} */ (this.task.fields.find((field) => field.name === name));
  }

  /** @param {string} name @returns {Row} */
  rowOf(name) {
    return /** @type {Row} */ (this.rows.get(name));
  }

  /** @param {string} name @returns {State} */
  stateOf(name) {
    return /** @type {State} */ (this.states.get(name));
  }

  /** @param {Field} field */
  enter(field) {
    if (this.current && this.current.name !== field.name) this.rows.get(this.current.name)?.row.classList.remove("here");
    this.current = field;
    this.typing = false;
    this.seen.add(field.name);
    const { row, input } = this.rowOf(field.name);
    row.classList.add("here");
    input.select();
    row.scrollIntoView({ block: "nearest" });
    this.onField(field);
  }

  /** @param {Field} field */
  typed(field) {
    this.typing = true;
    this.complain(field.name, "");
    this.onChange();
    const { input } = this.rowOf(field.name);
    const dated = DATES.has(field.kind);
    // The figures of a date are its own: they choose nothing from the list.
    if (dated || NAMES.has(field.kind) || field.kind === "place") {
      this.completions.offer(input, { field: field.name, year: String(this.task.year) }, !dated);
    }
  }

  /** @param {string} name */
  go(name) {
    this.rows.get(name)?.input.focus();
  }

  /** The field that stands at a point of a page, in shares of its picture. @param {number} page @param {number} x @param {number} y */
  at(page, x, y) {
    const holds = (/** @type {import("./verify_sheet.js").Share} */ box) =>
      x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
    return this.task.fields.find(({ share, ...field }) => field.page === page && share && holds(share))?.name;
  }

  /** The first field that waits after another, around the end. @param {string} [after] */
  open(after) {
    const names = this.task.fields.map((field) => field.name);
    const from = after ? names.indexOf(after) + 1 : 0;
    return [...names.slice(from), ...names.slice(0, from)].find((name) => !this.stateOf(name).done);
  }

  /** The first field that waits and that the cursor was not brought to. */
  unseen() {
    return this.task.fields.find(({ name }) => !this.stateOf(name).done && !this.seen.has(name))?.name;
  }

  /** What is being typed and is not yet a field's value. @returns {Draft | null} */
  draft() {
    if (!this.current || !this.typing) return null;
    const { name } = this.current;
    return { name, text: this.rowOf(name).input.value };
  }

  /** Go on typing where it was left; false when that field is not there. @param {Draft} draft */
  resume(draft) {
    const row = this.rows.get(draft.name);
    if (!row) return false;
    row.input.focus();
    row.input.value = draft.text;
    this.typing = true;
    return true;
  }

  /** @param {Field} field @param {number} at whether there is such a candidate */
  take(field, at) {
    const candidate = field.candidates[at];
    if (!candidate) return false;
    this.set(field.name, candidate.value, candidate.shown);
    return true;
  }

  /** Whether the field at hand is a date. */
  get dated() {
    return this.current !== null && DATES.has(this.current.kind);
  }

  /** Whether the values of the field at hand have a shape of their own. */
  get shaped() {
    return this.current !== null && SHAPED.has(this.current.kind);
  }

  /** Whether figures write the value of the field at hand, so that one may be the first of several. */
  get figured() {
    return this.shaped && this.current?.kind !== "sex";
  }

  /** What a name as it stands now suggests for the field of the other script. @param {Field} field @param {string} value */
  async suggest(field, value) {
    if (!NAMES.has(field.kind) || !field.script) return;
    const { task } = this;
    const other = task.fields.find((one) => one.name === `${field.name.slice(0, -2)}${field.script === "ar" ? "fr" : "ar"}`);
    if (!other) return;
    const query = new URLSearchParams({ field: field.name, value });
    const found = await ask(`/desk/verify/counterpart?${query}`, { quiet: true }).catch(() => null);
    if (!found || this.task !== task || this.stateOf(field.name).value !== value) return;
    const read = other.candidates.filter((one) => !one.other || one.own);
    const known = new Set(read.map((one) => one.value));
    other.candidates = [...read, ...found.filter((/** @type {Candidate} */ one) => !known.has(one.value))];
    const items = other.candidates.map((one, at) => candidate(one, at, this.texts, () => this.take(other, at)));
    this.rowOf(other.name).candidates.replaceChildren(...items);
  }

  /** @param {string} name @param {string} value @param {string} shown */
  set(name, value, shown) {
    if (this.stateOf(name).value !== value) this.suggest(this.fieldOf(name), value);
    this.past.push({ name, state: { ...this.stateOf(name) } });
    this.states.set(name, { value, shown, done: true });
    if (this.current?.name === name) this.typing = false;
    this.complain(name, "");
    this.refresh(name);
    this.onChange();
  }

  /** Keep what stands in the field at hand; false when it is no value of that field. */
  async accept() {
    const field = this.current;
    this.completions.close();
    if (!field) return true;
    if (!(await this.commit(field))) return false;
    const state = this.stateOf(field.name);
    if (!state.done) this.set(field.name, state.value, state.shown);
    return true;
  }

  /** Take what was typed into a field for its value; false when it is none. @param {Field} field */
  async commit(field) {
    if (this.fieldOf(field.name) !== field) return true;
    const { task } = this;
    const { input } = this.rowOf(field.name);
    const text = words(input.value);
    if (text === words(this.stateOf(field.name).shown)) {
      this.complain(field.name, "");
      return true;
    }
    if (!SHAPED.has(field.kind) || !text) {
      this.set(field.name, text, text);
      return true;
    }
    try {
      const query = new URLSearchParams({ field: field.name, text, year: String(this.task.year) });
      const kept = await ask(`/desk/verify/typed?${query}`);
      // Asked of an act that was left, or of a text that is typed on: it is answered too late.
      if (this.task !== task || words(input.value) !== text) return true;
      this.set(field.name, kept.value, kept.shown);
      return true;
    } catch (error) {
      if (this.task !== task || words(input.value) !== text) return true;
      this.complain(field.name, error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  /** Every field settled; the name of one whose text is no value, "" when there is none. */
  async settled() {
    await this.settling;
    const { task } = this;
    for (const field of [...task.fields]) {
      if (this.task !== task) return "";
      await this.commit(field);
    }
    if (this.task !== task) return "";
    const wrong = this.task.fields.find((field) => this.rowOf(field.name).input.getAttribute("aria-invalid") === "true");
    return wrong ? wrong.name : "";
  }

  /** @param {string} name @param {string} why */
  complain(name, why) {
    const { said, input } = this.rowOf(name);
    said.textContent = why;
    said.hidden = !why;
    input.setAttribute("aria-invalid", String(Boolean(why)));
  }

  /** Take the last change of this act back; false when there is none. */
  undo() {
    const last = this.past.pop();
    if (!last) return false;
    this.states.set(last.name, last.state);
    this.complain(last.name, "");
    this.refresh(last.name);
    this.go(last.name);
    this.onChange();
    return true;
  }

  /** Put the field at hand back to its last value, whatever was typed since. */
  restore() {
    if (!this.current) return;
    this.completions.close();
    this.typing = false;
    this.complain(this.current.name, "");
    this.refresh(this.current.name);
    this.rowOf(this.current.name).input.select();
    this.onChange();
  }

  /** Go on typing in a field whose candidate a figure took that began a value. @param {string} name @param {string} text */
  retype(name, text) {
    this.undo();
    this.go(name);
    const { input } = this.rowOf(name);
    input.value = text;
    this.typed(this.fieldOf(name));
  }

  /** A field that the act has and the machine did not see. @param {Field} field */
  add(field) {
    if (!this.states.has(field.name)) {
      this.task.fields.push(field);
      this.states.set(field.name, { value: "", shown: "", done: false });
      this.list.append(this.row(field));
    }
    this.go(field.name);
  }

  /** By name, the values that differ from what was read. @returns {Record<string, string>} */
  decisions() {
    // Of what two persons read differently, the machine's own value is said too, once it was chosen.
    const isApart = (/** @type {Field} */ field) => field.candidates.some((one) => one.readings?.length);
    const changed = this.task.fields.filter((field) => {
      const { value, done } = this.stateOf(field.name);
      return value !== field.value || (done && isApart(field));
    });
    return Object.fromEntries(changed.map((field) => [field.name, this.stateOf(field.name).value]));
  }

  /** What the person decided so far, by field: what was only read is left out. @returns {Record<string, State>} */
  kept() {
    const decided = this.task.fields.filter((field) => {
      const state = this.stateOf(field.name);
      return state.value !== field.value || (state.done && field.unsure);
    });
    return Object.fromEntries(decided.map((field) => [field.name, this.stateOf(field.name)]));
  }
}

/** A text without the spaces that mean nothing. @param {string} text */
const words = (text) => text.trim().replace(/\s+/g, " ");
