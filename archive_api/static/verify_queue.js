// The acts to come, fetched ahead with their pictures, and what was decided, sent behind one's back.

import { ask, Refused } from "./asking.js";

/** @typedef {import("./verify_form.js").Task} Task */
/** @typedef {{ task: Task, images: HTMLImageElement[] }} Ready */

const AHEAD = 2;

export class Queue {
  /** @param {string} filters the query string of what this person works on */
  constructor(filters) {
    this.filters = filters;
    /** @type {Promise<Ready | null>[]} */
    this.coming = [];
    /** @type {string[]} */
    this.held = [];
    /** Acts in this person's hands; ``held`` has those left for later too. @type {Set<string>} */
    this.fetched = new Set();
  }

  /** The next act, None of them when nothing waits. @returns {Promise<Ready | null>} */
  async next() {
    this.fetchAhead();
    let ready = await this.coming.shift();
    // Acts that another took while this person was away are theirs.
    while (ready && !this.fetched.has(ready.task.act_id)) {
      this.fetchAhead();
      ready = await this.coming.shift();
    }
    this.fetchAhead();
    return ready ?? null;
  }

  fetchAhead() {
    while (this.coming.length < AHEAD) {
      // One after the other, or both would be given the same act; one that failed stops none after it.
      const before = this.coming.at(-1) ?? Promise.resolve(null);
      const next = before.catch(() => null).then(() => this.fetchNext());
      next.catch(() => null);
      this.coming.push(next);
    }
  }

  async fetchNext() {
    const task = await ask(`/desk/verify/next?${this.filters}`, { method: "POST", body: { held: this.held } });
    return task ? this.prepared(task) : null;
  }

  /** One act by its name, whoever's turn it is. @param {string} act @returns {Promise<Ready>} */
  async fetchOne(act) {
    return this.prepared(await ask(`/desk/verify/acts/${act}/take`, { method: "POST", body: {} }));
  }

  /** @param {Task} task @returns {Promise<Ready>} */
  async prepared(task) {
    this.held.push(task.act_id);
    this.fetched.add(task.act_id);
    const images = task.pictures.map((picture) => {
      const image = new Image();
      image.src = picture.address;
      image.alt = "";
      return image;
    });
    // A picture that cannot be shown must not keep the act from being worked on.
    await Promise.all(images.map((image) => image.decode().catch(() => undefined)));
    return { task, images };
  }

  /** Forget what was fetched ahead: nothing was found, or the person looks for other acts. */
  forget() {
    this.coming = [];
  }

  /** @param {Task} task @param {object} said */
  async decide(task, said) {
    this.fetched.delete(task.act_id);
    const address = `/desk/verify/acts/${task.act_id}?${this.filters}`;
    const answer = await ask(address, { method: "POST", body: said });
    this.letGo(task.act_id);
    return answer;
  }

  /** Keep the acts that were fetched in one's hands: the one looked at and those to come.
   * @returns {Promise<Map<string, Refused>>} why, of those that are another's by now */
  async renewAll() {
    const lost = new Map();
    for (const act of this.fetched) {
      try {
        await ask(`/desk/verify/acts/${act}/lock`, { method: "POST", body: {} });
      } catch (error) {
        if (!(error instanceof Refused) || error.isPassing) throw error;
        if (this.fetched.delete(act)) lost.set(act, error);
      }
    }
    return lost;
  }

  /** @param {Task} task */
  release(task) {
    this.letGo(task.act_id);
    return ask(`/desk/verify/acts/${task.act_id}/lock`, { method: "DELETE", keepalive: true }).catch(() => null);
  }

  /** @param {string} act @param {number} version */
  async reopen(act, version) {
    await ask(`/desk/verify/acts/${act}/reopen`, { method: "POST", body: { expected_version: version } });
    return this.fetchOne(act);
  }

  /** Acts fetched ahead and never shown are given back when the page is left. */
  async leave() {
    for (const act of this.fetched) {
      ask(`/desk/verify/acts/${act}/lock`, { method: "DELETE", keepalive: true }).catch(() => null);
    }
  }

  /** @param {string} act */
  letGo(act) {
    this.held = this.held.filter((one) => one !== act);
    this.fetched.delete(act);
  }
}

export { Refused };
