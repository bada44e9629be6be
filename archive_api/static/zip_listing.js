// What a zip holds, read from its end without unpacking it: the names, and its batch.json.

const END = 0x06054b50;
const MEMBER = 0x02014b50;
const END_MOST = 66_000;
const LISTING_MOST = 32_000_000;
const MANIFEST_MOST = 16_000_000;
const BEYOND = 0xffffffff;

/**
 * @param {Blob} zip
 * @returns {Promise<{ names: string[], manifest: string | null } | null>} null where it cannot be told
 */
export async function listZip(zip) {
  const tailAt = Math.max(0, zip.size - END_MOST);
  const tail = await viewOf(zip, tailAt, zip.size);
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== END) end--;
  if (end < 0) return null;
  const size = tail.getUint32(end + 12, true);
  const from = tail.getUint32(end + 16, true);
  // A zip of more than 4 GB says so elsewhere: intake reads it.
  if (from === BEYOND || size > LISTING_MOST) return null;
  const listing = await viewOf(zip, from, from + size);
  const members = [...membersOf(listing)].filter((one) => !one.name.endsWith("/"));
  const found = members.filter((one) => /^([^/]+\/)?batch\.json$/.test(one.name)).sort((a, b) => a.name.length - b.name.length)[0];
  const names = members.map((one) => one.name);
  return { names, manifest: found ? await textOf(zip, found) : null };
}

/** @typedef {{ name: string, method: number, packed: number, size: number, at: number }} Member */

/** @param {DataView} listing @returns {Generator<Member>} */
function* membersOf(listing) {
  for (let at = 0; at + 46 <= listing.byteLength && listing.getUint32(at, true) === MEMBER; ) {
    const nameLength = listing.getUint16(at + 28, true);
    const bytes = new Uint8Array(listing.buffer, listing.byteOffset + at + 46, nameLength);
    yield {
      name: new TextDecoder().decode(bytes),
      method: listing.getUint16(at + 10, true),
      packed: listing.getUint32(at + 20, true),
      size: listing.getUint32(at + 24, true),
      at: listing.getUint32(at + 42, true),
    };
    at += 46 + nameLength + listing.getUint16(at + 30, true) + listing.getUint16(at + 32, true);
  }
}

/** @param {Blob} zip @param {Member} member @returns {Promise<string | null>} */
async function textOf(zip, member) {
  if (member.size > MANIFEST_MOST || member.packed > MANIFEST_MOST) return null;
  const head = await viewOf(zip, member.at, member.at + 30);
  const from = member.at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const packed = zip.slice(from, from + member.packed);
  if (member.method === 0) return packed.text();
  if (member.method !== 8) return null;
  const unpacked = packed.stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(unpacked).text().catch(() => null);
}

/** @param {Blob} blob @param {number} from @param {number} to */
async function viewOf(blob, from, to) {
  return new DataView(await blob.slice(from, to).arrayBuffer());
}
