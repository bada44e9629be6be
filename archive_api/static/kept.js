// What a person typed and did not send yet, kept in this browser for that person alone: beyond the tab,
// which may be closed by mistake, and for a few days, after which it is forgotten.

const START = "kept";
const DAYS = 3;
const MILLISECONDS = DAYS * 24 * 3600 * 1000;

/** Who is at work, "" for nobody. */
export const account = () => document.querySelector('meta[name="account"]')?.getAttribute("content") ?? "";

/** @param {string} what */
const keyOf = (what) => `${START} ${account()} ${what}`;

/** @param {string} what @param {unknown} value */
export function keep(what, value) {
  localStorage.setItem(keyOf(what), JSON.stringify({ at: Date.now(), value }));
}

/** What was kept, null for nothing. @param {string} what @returns {any} */
export function keptOf(what) {
  const found = localStorage.getItem(keyOf(what));
  return found === null ? null : JSON.parse(found).value;
}

/** @param {string} what */
export function forget(what) {
  localStorage.removeItem(keyOf(what));
}

/** @param {string} key */
const isOver = (key) => Date.now() - JSON.parse(localStorage.getItem(key) ?? "{}").at > MILLISECONDS;

for (const key of Object.keys(localStorage).filter((one) => one.startsWith(`${START} `) && isOver(one))) localStorage.removeItem(key);
