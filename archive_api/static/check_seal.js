// Seals checked in the page, without a network: the same rules as archive_api/seal, by the same tables.

import { Altered, fromBase45, fromCbor, inflated, Tagged } from "./check_cbor.js";

const ALGORITHM = 1, KEY_ID = 4, ES256 = -7, ISSUED_AT = 6, EXPIRES_AT = 4, KEYS = -65538, SIGN1 = 18;
const CLOCKS_DIFFER = 600;
const FOREIGN = /^(HC1:|LT1:|NZCP:\/|shc:\/|DC\d\d|\{"?data|eyJ)/;

/** Why a seal is refused, by the codes of the texts. */
class Refused extends Error {}

/**
 * @typedef {{ kid: string, x: Uint8Array, y: Uint8Array, holder: string[], offices: string[], since: number, until: number,
 *   revoked?: number, stolen: boolean, address: string }} Key
 * @typedef {{ keys: Key[], renew: number }} TrustList
 * @typedef {{ refusal: string | null, signed_at: string | null, holder_fr: string, holder_ar: string, address: string,
 *   claims: Record<string, any>, is_list_old: boolean }} SealRead
 */

/** @param {Uint8Array} bytes */
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {Uint8Array} bytes */
const base64url = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** The array that signs in COSE are made over, as CBOR. @param {Uint8Array} head @param {Uint8Array} payload */
function signedBytes(head, payload) {
  const label = new TextEncoder().encode("Signature1");
  /** @param {Uint8Array} bytes @returns {number[]} */
  const bstr = (bytes) => {
    const size = bytes.length;
    const start = size < 24 ? [0x40 + size] : size < 256 ? [0x58, size] : [0x59, size >> 8, size & 255];
    return [...start, ...bytes];
  };
  return new Uint8Array([0x84, 0x60 + label.length, ...label, ...bstr(head), 0x40, ...bstr(payload)]);
}

/** A COSE_Sign1 in parts, nothing believed yet. @param {Uint8Array<ArrayBuffer>} data */
function parted(data) {
  const tagged = fromCbor(data);
  if (!(tagged instanceof Tagged) || tagged.tag !== SIGN1 || !Array.isArray(tagged.value)) throw new Refused("forged");
  const [head, open, payload, signature] = tagged.value;
  if (![head, payload, signature].every((part) => part instanceof Uint8Array)) throw new Refused("altered");
  const headers = fromCbor(head), kid = headers.get?.(KEY_ID);
  const isOurs = headers.size === 2 && headers.get(ALGORITHM) === ES256 && kid instanceof Uint8Array;
  if (!isOurs || open.size !== 0 || signature.length !== 64) throw new Refused("forged");
  return { head, payload, signature, kid: hex(kid) };
}

/** @param {ReturnType<typeof parted>} message @param {Uint8Array} x @param {Uint8Array} y @returns {Promise<Map<number, any>>} */
async function opened(message, x, y) {
  const jwk = { kty: "EC", crv: "P-256", x: base64url(x), y: base64url(y) };
  const how = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("jwk", jwk, how, false, ["verify"]);
  if (!(await crypto.subtle.verify(how, key, message.signature, signedBytes(message.head, message.payload)))) throw new Refused("forged");
  return fromCbor(message.payload);
}

/**
 * The keys of a trust list. Its own signature is for verifiers elsewhere: the page comes from where the list does.
 * @param {ArrayBuffer} data @returns {TrustList}
 */
export function trustList(data) {
  const claims = fromCbor(parted(new Uint8Array(data)).payload);
  const keys = claims.get(KEYS).map((/** @type {Map<number, any>} */ entry) => ({
    kid: hex(entry.get(1)), x: entry.get(2), y: entry.get(3), holder: entry.get(4), offices: entry.get(5), since: entry.get(6),
    until: entry.get(7), revoked: entry.get(8), stolen: entry.get(9) === true, address: entry.get(10) ?? "",
  }));
  return { keys, renew: claims.get(EXPIRES_AT) };
}

/** @param {Key} key @param {number} signed @param {string} office */
function refusalOf(key, signed, office) {
  if (key.stolen || (key.revoked !== undefined && signed >= key.revoked)) return "key_revoked";
  if (signed < key.since) return "key_not_yet";
  if (signed >= key.until) return "key_expired";
  const isTheirs = key.offices.some((place) => office === place || office.startsWith(`${place}.`) || office.startsWith(`${place}-`));
  return key.offices.length && !isTheirs ? "key_of_others" : null;
}

/** @param {number} digits */
const iso = (digits) => String(digits).replace(/^(\d{4})(\d\d)?(\d\d)?$/, (_, ...parts) => parts.slice(0, 3).filter(Boolean).join("-"));

/** @param {any} value @param {any} entry @param {Record<string, string>} types */
function plain(value, entry, types) {
  if (entry.is === "bytes") return hex(value);
  if (entry.is === "date") return iso(value);
  if (entry.is === "choice") return entry.choices[String(value)];
  if (entry.is === "mentions") return value.map((/** @type {number[]} */ [kind, at]) => [types[kind] ?? types[0], at ? iso(at) : ""]);
  return value;
}

/** What claims the texts of codes make. @param {string} text @param {string} prefix */
export const isSeal = (text, prefix) => text.startsWith(prefix) || /^SJ\d{1,3}:/.test(text);

/**
 * Reads a seal against a trust list, at a time in seconds.
 * @param {string} text @param {TrustList} trusted @param {{ claims: any, prefix: string }} known @param {number} now
 * @returns {Promise<SealRead>}
 */
export async function readSeal(text, trusted, known, now) {
  const none = { signed_at: null, holder_fr: "", holder_ar: "", address: "", claims: {}, is_list_old: now >= trusted.renew };
  try {
    if (!text.startsWith(known.prefix)) throw new Refused(isSeal(text, known.prefix) ? "version_unknown" : FOREIGN.test(text) ? "foreign_seal" : "not_a_seal");
    const message = parted(await inflated(fromBase45(text.slice(known.prefix.length))));
    const key = trusted.keys.find((one) => one.kid === message.kid);
    if (!key) throw new Refused("key_unknown");
    const claims = await opened(message, key.x, key.y);
    const signed = claims.get(ISSUED_AT), said = claims.get(known.claims.claim);
    /** @type {Record<string, any>} */
    const values = {};
    for (const [number, entry] of Object.entries(known.claims.claims)) {
      if (said.has(Number(number))) values[entry.name] = plain(said.get(Number(number)), entry, known.claims.mention_types);
    }
    const refusal = refusalOf(key, signed, String(values.reference ?? "").split("/")[0])
      ?? (signed > now + CLOCKS_DIFFER ? "dated_ahead" : null)
      ?? (claims.has(EXPIRES_AT) && now >= claims.get(EXPIRES_AT) ? "expired" : null);
    if (refusal) throw new Refused(refusal);
    return { ...none, refusal: null, signed_at: new Date(signed * 1000).toISOString(), holder_ar: key.holder[0], holder_fr: key.holder[1], address: key.address, claims: values };
  } catch (error) {
    if (error instanceof Refused) return { ...none, refusal: error.message };
    if (error instanceof Altered || error instanceof TypeError) return { ...none, refusal: "altered" };
    throw error;
  }
}
