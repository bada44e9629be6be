// What a person decided of an act and is not saved yet, kept in this tab for that person alone: as it
// was left while the act is the same, else offered beside what the act says now.

/** @typedef {import("./verify_form.js").Task} Task */
/** @typedef {import("./verify_form.js").Field} Field */
/** @typedef {import("./verify_form.js").State} State */
/** @typedef {import("./verify_form.js").Draft} Draft */
/** @typedef {import("./verify_margin.js").KeptMargin} KeptMargin */
/** @typedef {{ version: number, states: Record<string, State>, offered: Record<string, State>, added: Field[],
 *   draft: Draft | null, margin: KeptMargin | null }} Kept */

export class KeptWork {
  /** @param {string} account name of the person at work */
  constructor(account) {
    this.account = account;
  }

  /** @param {string} act */
  key(act) {
    return `act ${this.account} ${act}`;
  }

  /** @param {string} act @param {Kept} kept */
  keep(act, kept) {
    sessionStorage.setItem(this.key(act), JSON.stringify(kept));
  }

  /** @param {string} act */
  forget(act) {
    sessionStorage.removeItem(this.key(act));
  }

  /** What is kept of an act; its fields get what is offered, and those that were added.
   * @param {Task} task @returns {Kept | null} */
  of(task) {
    /** @type {Kept | null} */
    const found = JSON.parse(sessionStorage.getItem(this.key(task.act_id)) ?? "null");
    if (!found) return null;
    const known = new Set(task.fields.map((field) => field.name));
    task.fields.push(...found.added.filter((field) => !known.has(field.name)));
    const kept = found.version === task.version ? found : changed(found, task.version);
    for (const field of task.fields) {
      const state = kept.offered[field.name];
      if (!state || field.candidates.some((one) => one.value === state.value)) continue;
      field.candidates.unshift({ value: state.value, shown: state.shown, other: true, own: true });
    }
    return kept;
  }
}

/** What is kept of an act that another changed meanwhile. @param {Kept} kept @param {number} version @returns {Kept} */
function changed(kept, version) {
  return { ...kept, version, states: {}, offered: { ...kept.offered, ...kept.states } };
}
