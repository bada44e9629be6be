// The seal's layers undone: base45 (RFC 9285), zlib, and CBOR of the plain kind seals are made of.

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const MOST_BYTES = 8000;
const MOST_ITEMS = 4096;
const DEEPEST = 8;

/** What was sealed is altered: nothing of it can be read. */
export class Altered extends Error {}

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
export function fromBase45(text) {
  if (text.length % 3 === 1) throw new Altered("a letter stands alone");
  const bytes = [];
  for (let at = 0; at < text.length; at += 3) {
    const group = [...text.slice(at, at + 3)].map((letter) => LETTERS.indexOf(letter));
    const value = group.reduce((sum, digit, place) => sum + digit * 45 ** place, 0);
    if (group.includes(-1) || value >= 256 ** (group.length - 1)) throw new Altered("no base45");
    if (group.length === 3) bytes.push(value >> 8);
    bytes.push(value & 255);
  }
  return new Uint8Array(bytes);
}

/** @param {Uint8Array<ArrayBuffer>} data @returns {Promise<Uint8Array<ArrayBuffer>>} */
export async function inflated(data) {
  const reader = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  const chunks = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => { throw new Altered("no zlib"); });
    if (done) break;
    length += value.length;
    if (length > MOST_BYTES) throw new Altered("too much");
    chunks.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) { whole.set(chunk, at); at += chunk.length; }
  return whole;
}

/** A tagged item. */
export class Tagged {
  /** @param {number} tag @param {unknown} value */
  constructor(tag, value) { this.tag = tag; this.value = value; }
}

/** One item of plain CBOR, maps as Map. @param {Uint8Array<ArrayBuffer>} data @returns {any} */
export function fromCbor(data) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let at = 0, items = 0;

  /** @param {number} count */
  const taken = (count) => {
    if (count > data.length - at) throw new Altered("cut short");
    at += count;
    return data.slice(at - count, at);
  };

  /** @param {number} short @returns {number} */
  const argument = (short) => {
    if (short < 24) return short;
    const width = { 24: 1, 25: 2, 26: 4, 27: 8 }[short];
    if (!width) throw new Altered("unknown length");
    const from = at;
    taken(width);
    if (width === 1) return view.getUint8(from);
    if (width === 2) return view.getUint16(from);
    return width === 4 ? view.getUint32(from) : Number(view.getBigUint64(from));
  };

  /** @param {number} deep @returns {any} */
  const item = (deep) => {
    items += 1;
    if (deep > DEEPEST || items > MOST_ITEMS) throw new Altered("too deep");
    const first = taken(1)[0], major = first >> 5, short = first & 31;
    if (major === 7) {
      if (short < 20 || short > 22) throw new Altered("no plain value");
      return [false, true, null][short - 20];
    }
    const value = argument(short);
    if (major === 0) return value;
    if (major === 1) return -1 - value;
    if (major === 2) return taken(value);
    if (major === 3) return new TextDecoder("utf-8", { fatal: true }).decode(taken(value));
    if (major === 6) return new Tagged(value, item(deep + 1));
    const count = major === 4 ? value : value * 2;
    if (count > data.length - at) throw new Altered("cut short");
    const held = Array.from({ length: count }, () => item(deep + 1));
    if (major === 4) return held;
    return new Map(held.flatMap((key, place) => (place % 2 ? [] : [[key, held[place + 1]]])));
  };

  const whole = item(1);
  if (at !== data.length) throw new Altered("something follows");
  return whole;
}
