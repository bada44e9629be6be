// SHA-256 fed piece by piece, which the browser's own cannot do: a volume is larger than memory.
// It serves pages without https too, where the browser offers none. (FIPS 180-4)

const BLOCK = 64;
const K = constants();

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
function constants() {
  const found = new Int32Array(BLOCK);
  for (let number = 2, count = 0; count < BLOCK; number++) {
    let isPrime = true;
    for (let by = 2; by * by <= number; by++) isPrime &&= number % by !== 0;
    if (isPrime) found[count++] = (Math.cbrt(number) % 1) * 2 ** 32;
  }
  return found;
}

export class Sha256 {
  constructor() {
    this.state = new Int32Array([
      0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    ]);
    this.words = new Int32Array(BLOCK);
    this.rest = new Uint8Array(BLOCK);
    this.length = 0;
  }

  /** @param {Uint8Array} bytes */
  update(bytes) {
    let at = 0;
    const waiting = this.length % BLOCK;
    this.length += bytes.length;
    if (waiting) {
      at = Math.min(BLOCK - waiting, bytes.length);
      this.rest.set(bytes.subarray(0, at), waiting);
      if (waiting + at < BLOCK) return this;
      this.mix(new DataView(this.rest.buffer), 0);
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (; at + BLOCK <= bytes.length; at += BLOCK) this.mix(view, at);
    this.rest.set(bytes.subarray(at), 0);
    return this;
  }

  copy() {
    const other = new Sha256();
    other.state.set(this.state);
    other.rest.set(this.rest);
    other.length = this.length;
    return other;
  }

  /** The digest of all that came until now; more may follow. @returns {Uint8Array} */
  digest() {
    const last = this.copy();
    const padding = new Uint8Array(9 + ((BLOCK + 55 - (this.length % BLOCK)) % BLOCK));
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(padding.length - 8, Math.floor((this.length * 8) / 2 ** 32));
    view.setUint32(padding.length - 4, (this.length * 8) >>> 0);
    last.update(padding);
    const out = new DataView(new ArrayBuffer(32));
    last.state.forEach((word, place) => out.setInt32(place * 4, word));
    return new Uint8Array(out.buffer);
  }

  /** @param {DataView} view @param {number} at */
  mix(view, at) {
    const w = this.words;
    for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + i * 4);
    for (let i = 16; i < BLOCK; i++) {
      const x = w[i - 15];
      const y = w[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    // Spelt out: this loop is what an upload waits for.
    const v = this.state;
    let a = v[0], b = v[1], c = v[2], d = v[3], e = v[4], f = v[5], g = v[6], h = v[7];
    for (let i = 0; i < BLOCK; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    v[0] += a; v[1] += b; v[2] += c; v[3] += d; v[4] += e; v[5] += f; v[6] += g; v[7] += h;
  }
}

/** A digest as HTTP writes it (RFC 9530). @param {Uint8Array} digest */
export function asHeader(digest) {
  return `sha-256=:${btoa(String.fromCharCode(...digest))}:`;
}
