// Sending an upload's files in chunks, each under its digest, going on after whatever stops it:
// a cut connection is tried again, an ended session is signed in again, another window is followed.

import { Refused, ask } from "./asking.js";
import { Sha256, asHeader } from "./sha256.js";

export const CHUNK = 4 * 1024 * 1024;
const AT_ONCE = 2;
const WAITS = [1, 2, 4, 8, 15, 30];
const TRIES_ALTERED = 5;

/** @typedef {{ name: string, size: number, offset: number }} Part */
/** @typedef {{ id: string, files: Part[] }} Upload */
/** @typedef {{ progress: (place: number, kept: number) => void, compared: (bytes: number) => void, waiting: (seconds: number) => void, going: () => void }} Told */

/** The file chosen again is not the one whose beginning was kept. */
export class OtherContent extends Error {}

/** The person stopped it. */
export class Paused extends Error {}

export class Sending {
  /** @param {Upload} upload @param {Map<string, File>} files @param {Told} told */
  constructor(upload, files, told) {
    this.upload = upload;
    this.files = files;
    this.told = told;
    this.stop = new AbortController();
    /** What was hashed of the files whose beginning is kept, by place. @type {Map<number, Sha256>} */
    this.hashed = new Map();
  }

  pause() {
    this.stop.abort();
  }

  /** Hold what was sent against the same part of the files at hand; throws OtherContent or Paused. */
  async compare() {
    const { files } = this.upload;
    const sent = files.map((_, place) => place).filter((place) => files[place].offset && this.files.has(files[place].name));
    let compared = 0;
    await this.together(sent, async (place) => {
      const file = /** @type {File} */ (this.files.get(files[place].name));
      this.hashed.set(place, await this.resumed(place, file, []));
      compared += files[place].offset;
      this.told.compared(compared);
    });
  }

  /** Send what is missing and publish the delivery; throws Paused, OtherContent or Refused. */
  async run() {
    const waiting = this.upload.files.map((_, place) => place).filter((place) => this.upload.files[place].offset < this.upload.files[place].size);
    try {
      await this.together(waiting, (place) => this.sendFile(place));
    } catch (error) {
      // Another window may have sent and published the rest: publishing tells.
      if (!(error instanceof Refused) || error.code !== "upload_unknown") throw error;
    }
  }

  /** Do something to files, a few at once. @param {number[]} places @param {(place: number) => Promise<void>} act */
  async together(places, act) {
    const work = async () => {
      for (let place = places.shift(); place !== undefined; place = places.shift()) await act(place);
    };
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    } catch (error) {
      // The other one must not go on behind a message.
      this.stop.abort();
      throw error;
    }
  }

  async publish() {
    this.stop = new AbortController();
    await this.tried(() => ask(`/v1/uploads/${this.upload.id}/delivery`, { method: "POST" }));
  }

  /** @param {number} place */
  async sendFile(place) {
    const part = this.upload.files[place];
    const file = /** @type {File} */ (this.files.get(part.name));
    let whole = part.offset ? this.hashed.get(place) ?? (await this.resumed(place, file, [])) : new Sha256();
    let altered = 0;
    while (part.offset < part.size) {
      if (this.stop.signal.aborted) throw new Paused();
      const bytes = new Uint8Array(await file.slice(part.offset, part.offset + CHUNK).arrayBuffer());
      const reached = part.offset + bytes.length;
      const before = whole;
      whole = before.copy().update(bytes);
      try {
        await this.sendChunk(place, bytes, reached === part.size ? asHeader(whole.digest()) : "");
        part.offset = reached;
      } catch (error) {
        if (!(error instanceof Refused) || !["upload_offset_differs", "upload_busy", "chunk_altered", "upload_file_altered"].includes(error.code)) throw error;
        if (error.code.endsWith("altered") && ++altered > TRIES_ALTERED) throw error;
        if (error.code === "upload_busy") await this.rest(2);
        whole = await this.resumed(place, file, [before, whole]);
      }
      this.told.progress(place, part.offset);
    }
  }

  /**
   * The hash of what is kept, asked of the server: one of those at hand, or made of the file again,
   * which then must be the file whose beginning was kept.
   * @param {number} place @param {File} file @param {Sha256[]} atHand
   */
  async resumed(place, file, atHand) {
    const part = this.upload.files[place];
    const answer = await this.tried(() => this.send(place, { method: "HEAD", headers: atHand.length ? {} : { "Want-Repr-Digest": "sha-256=1" } }));
    part.offset = Number(answer.headers.get("Upload-Offset"));
    const known = atHand.find((hash) => hash.length === part.offset);
    if (known) return known;
    const whole = new Sha256();
    for (let at = 0; at < part.offset; at += CHUNK) {
      if (this.stop.signal.aborted) throw new Paused();
      whole.update(new Uint8Array(await file.slice(at, Math.min(at + CHUNK, part.offset)).arrayBuffer()));
    }
    const told = answer.headers.get("Repr-Digest");
    if (part.offset && told && told !== asHeader(whole.digest())) throw new OtherContent(part.name);
    return whole;
  }

  /** @param {number} place @param {Uint8Array<ArrayBuffer>} bytes @param {string} whole */
  async sendChunk(place, bytes, whole) {
    const digest = asHeader(await digestOf(bytes));
    const headers = {
      "Content-Type": "application/offset+octet-stream",
      "Upload-Offset": String(this.upload.files[place].offset),
      "Content-Digest": digest,
      ...(whole ? { "Repr-Digest": whole } : {}),
    };
    await this.tried(() => this.send(place, { method: "PATCH", headers, body: bytes }));
  }

  /** @param {number} place @param {RequestInit & { headers: Record<string, string> }} how */
  async send(place, how) {
    const token = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="csrf"]')).content;
    const headers = { ...how.headers, Accept: "application/json", "X-CSRF-Token": token };
    const answer = await fetch(`/v1/uploads/${this.upload.id}/files/${place}`, { ...how, headers, cache: "no-store", signal: this.stop.signal });
    if (answer.ok) return answer;
    // An answer to HEAD has no body to say why.
    throw new Refused(answer.status, await answer.json().catch(() => (answer.status === 404 ? { code: "upload_unknown" } : {})));
  }

  /** Do it again while the connection, the server or the session is away. @template T @param {() => Promise<T>} act @returns {Promise<T>} */
  async tried(act) {
    for (let count = 0; ; count++) {
      try {
        const done = await act();
        this.told.going();
        return done;
      } catch (error) {
        if (this.stop.signal.aborted) throw new Paused();
        if (error instanceof Refused) {
          if (error.status === 401) {
            // Asking for the session is what opens the dialog to sign in again.
            await this.tried(() => ask("/desk/session"));
            continue;
          }
          if (![0, 500, 502, 503, 504].includes(error.status)) throw error;
        } else if (!(error instanceof TypeError)) throw error;
        await this.rest(WAITS[Math.min(count, WAITS.length - 1)], true);
      }
    }
  }

  /** @param {number} seconds @param {boolean} [isCut] */
  async rest(seconds, isCut = false) {
    const over = performance.now() + seconds * 1000;
    while (performance.now() < over) {
      if (this.stop.signal.aborted) throw new Paused();
      if (isCut) this.told.waiting(Math.ceil((over - performance.now()) / 1000));
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function digestOf(bytes) {
  // Without https the browser offers none.
  if (!globalThis.crypto?.subtle) return new Sha256().update(bytes).digest();
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
