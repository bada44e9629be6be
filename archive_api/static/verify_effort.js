// What an act takes a person: keys pressed, and the time between them, breaks left out.

const IDLE_MS = 60_000;
const MODIFIERS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "NumLock"]);

export class Effort {
  constructor() {
    this.keystrokes = 0;
    this.milliseconds = 0;
    this.seen = performance.now();
  }

  /** Another act is looked at. */
  begin() {
    this.keystrokes = 0;
    this.milliseconds = 0;
    this.seen = performance.now();
  }

  /** @param {KeyboardEvent} event */
  count(event) {
    if (MODIFIERS.has(event.key) || event.repeat) return;
    const now = performance.now();
    this.keystrokes += 1;
    this.milliseconds += Math.min(now - this.seen, IDLE_MS);
    this.seen = now;
  }

  get seconds() {
    return Math.round(this.milliseconds / 100) / 10;
  }
}
