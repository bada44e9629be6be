// Numbers in words: sizes of files, and texts with a place for a value.

/** @param {number} bytes @param {Record<string, string>} units */
export function bytesTold(bytes, units) {
  const [unit, by] = bytes >= 1e9 ? ["GB", 1e9] : bytes >= 1e6 ? ["MB", 1e6] : bytes >= 1e3 ? ["kB", 1e3] : ["B", 1];
  const number = bytes / by;
  return `${number.toLocaleString("fr", { maximumFractionDigits: number < 10 && by > 1 ? 1 : 0 })} ${units[unit]}`;
}

/** A value that keeps its own direction in a sentence. @param {string} value */
export const apart = (value) => `\u2068${value}\u2069`;

/** @param {string} text @param {Record<string, string>} values */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
