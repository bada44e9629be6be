// The files a person chose: in page order, each with what speaks against delivering it.

import { listZip } from "./zip_listing.js";

const MANIFEST = "batch.json";
const LEFT_BEHIND = new Set(["thumbs.db", "desktop.ini", "__macosx"]);
const FILES_MOST = 5000;
const NATURAL = new Intl.Collator("fr", { numeric: true, sensitivity: "base" });

/** @typedef {{ path: string, file: File }} Found */
/** @typedef {{ name: string, file: File, fault: string }} Scan */
/** @typedef {{ kind?: string, office_code?: string, year?: number, part?: number, copy?: number, pages?: string[] }} Described */
/** @typedef {{ name: string, scans: Scan[], described: Described | null, inside: number | null, isZip: boolean }} Chosen */

/** @param {DataTransfer} dropped @returns {Promise<Found[]>} */
export async function filesDropped(dropped) {
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  return (await Promise.all(entries.map((entry) => filesBelow(entry, "")))).flat();
}

/** @param {FileSystemEntry} entry @param {string} above @returns {Promise<Found[]>} */
async function filesBelow(entry, above) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => /** @type {FileSystemFileEntry} */ (entry).file(resolve, reject));
    return [{ path: above + entry.name, file }];
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  const found = [];
  for (;;) {
    // A reader hands out a hundred at a time.
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) return found;
    for (const one of some) found.push(...(await filesBelow(one, `${above}${entry.name}/`)));
  }
}

/** @param {FileList} files @returns {Found[]} */
export function filesPicked(files) {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** @param {Found[]} found @returns {Promise<Chosen>} */
export async function judge(found) {
  const wanted = found.filter(({ path }) => !isLeftBehind(path));
  const folders = new Set(wanted.map(({ path }) => (path.includes("/") ? path.split("/")[0] : "")));
  const folder = folders.size === 1 ? [...folders][0] : "";
  const scans = wanted.map(({ path, file }) => ({ name: folder ? path.slice(folder.length + 1) : path, file, fault: "" }));
  scans.sort((a, b) => NATURAL.compare(a.name, b.name) || (a.name < b.name ? -1 : 1));
  await Promise.all(scans.map(async (scan) => { scan.fault = await faultOf(scan, scans); }));
  const isZip = scans.length === 1 && isZipName(scans[0].name);
  const { described, inside } = await describe(scans, isZip);
  if (described?.pages) inOrderOf(scans, described.pages);
  return { name: folder || (scans.length === 1 ? scans[0].name : ""), scans, described, inside, isZip };
}

/** What systems leave in folders. @param {string} path */
const isLeftBehind = (path) => path.split("/").some((part) => part.startsWith(".") || LEFT_BEHIND.has(part.toLowerCase()));

/** Whether the form has to say what the scans are; a zip that cannot be listed here says so itself. @param {Chosen} chosen */
export const needsForm = ({ described, isZip, inside }) => described === null && (!isZip || inside !== null);

/** @param {Scan} scan */
export const isManifest = (scan) => scan.name === MANIFEST;

/** @param {string} name */
const isZipName = (name) => name.toLowerCase().endsWith(".zip");

/** @param {Scan} scan @param {Scan[]} scans */
async function faultOf(scan, scans) {
  const { name, file } = scan;
  const same = scans.filter((other) => other.name.toLowerCase() === name.toLowerCase());
  if (same.length > 1) return "twice";
  if (name.includes("/")) return "nested";
  if (name.includes("\\") || name.length > 100) return "name";
  if (!file.size) return "empty";
  if (scans.length > FILES_MOST) return "too_many";
  if (name === MANIFEST) return "";
  if (isZipName(name)) return scans.length > 1 ? "zip_alone" : "";
  return (await isScan(file)) ? "" : "not_scan";
}

/** What a file is, its first bytes say. @param {File} file */
async function isScan(file) {
  const head = new Uint8Array(await file.slice(0, 1024).arrayBuffer());
  const text = String.fromCharCode(...head);
  const starts = ["\xff\xd8\xff", "\x89PNG\r\n\x1a\n", "II*\0", "MM\0*", "II+\0", "MM\0+"];
  return starts.some((start) => text.startsWith(start)) || text.includes("%PDF-");
}

/** @param {Scan[]} scans @param {boolean} isZip */
async function describe(scans, isZip) {
  const manifest = scans.find((scan) => scan.name === MANIFEST);
  if (manifest) {
    const described = parsed(await manifest.file.text());
    if (!described) manifest.fault = "manifest";
    return { described, inside: null };
  }
  if (!isZip) return { described: null, inside: null };
  const listed = await listZip(scans[0].file).catch(() => null);
  if (!listed) return { described: null, inside: null };
  const described = listed.manifest === null ? null : parsed(listed.manifest);
  if (listed.manifest !== null && !described) scans[0].fault = "manifest";
  // One folder may wrap the scans, as a zipped folder is.
  const pages = listed.names.filter((name) => !isLeftBehind(name));
  if (listed.manifest === null && new Set(pages.map((name) => name.slice(0, name.lastIndexOf("/") + 1))).size > 1) scans[0].fault = "nested";
  return { described, inside: pages.length };
}

/** @param {string} text @returns {Described | null} */
function parsed(text) {
  try {
    const said = JSON.parse(text.replace(/^\ufeff/, ""));
    if (said === null || typeof said !== "object" || Array.isArray(said)) return null;
    return { ...said, pages: Array.isArray(said.pages) ? said.pages : [] };
  } catch {
    return null;
  }
}

/** @param {Scan[]} scans @param {string[]} pages */
function inOrderOf(scans, pages) {
  const place = new Map(pages.map((name, at) => [name, at]));
  const of = (/** @type {Scan} */ scan) => (scan.name === MANIFEST ? -1 : place.get(scan.name) ?? pages.length);
  scans.sort((a, b) => of(a) - of(b));
}
