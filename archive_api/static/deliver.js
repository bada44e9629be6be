// The page on which a volume is handed over: files chosen and shown in page order, the register they
// are said to be, the upload with its progress, and uploads left unfinished gone on with.

import { Refused, ask } from "./asking.js";
import { filesDropped, filesPicked, isManifest, judge, needsForm } from "./chosen_scans.js";
import { answerTo } from "./dialogs.js";
import { OfficeChoice } from "./office_choice.js";
import { OtherContent, Paused, Sending } from "./sending.js";
import { showStrip } from "./page_strip.js";
import { apart, bytesTold, fill } from "./told_sizes.js";

/** @template {HTMLElement} T @param {string} id @param {new () => T} [_kind] @returns {T} */
const at = (id, _kind) => /** @type {T} */ (document.getElementById(id));
const { v, kinds, used } = JSON.parse(at("texts").textContent ?? "{}");
const lang = /** @type {"fr" | "ar"} */ (document.documentElement.lang);
const [files, folder] = [at("files", HTMLInputElement), at("folder", HTMLInputElement)];
const office = new OfficeChoice(at("office", HTMLInputElement), at("offices"), used, () => tellHeld());

/** @type {import("./chosen_scans.js").Chosen | null} */
let chosen = null;
/** @type {Sending | null} */
let sending = null;
/** The upload that files are chosen for, and the one that is sent. */
let [resuming, current] = ["", ""];

const value = (/** @type {string} */ id) => at(id, HTMLInputElement).value;

/** @param {string} [said] */
function tell(said = "") {
  at("problem").hidden = !said;
  at("problem").textContent = said;
  if (said) at("problem").scrollIntoView({ block: "nearest" });
}

/** @param {import("./chosen_scans.js").Found[]} found */
async function choose(found) {
  tell();
  if (!found.length) return;
  const judged = await judge(found);
  if (resuming) return resume(resuming, judged);
  const match = await unfinishedWith(judged);
  const said = match && fill(v.begun, { name: apart(titleOf(match)), at: apart(rowOf(match)?.dataset.began ?? match.began) });
  const answer = match ? await answerTo(at("resume-or-new"), said) : "new";
  if (match && answer === "resume") return resume(match.id, judged);
  if (answer === "new") offer(judged);
}

/** What is unfinished, as the page lists it. @param {{ id: string }} upload @returns {HTMLElement | null} */
const rowOf = (upload) => document.querySelector(`[data-upload="${upload.id}"]`);

/** @param {{ id: string, name: string }} upload */
const titleOf = (upload) => rowOf(upload)?.querySelector(".title")?.textContent ?? upload.name;

/** Show what was chosen, to be delivered anew. @param {import("./chosen_scans.js").Chosen} judged */
function offer(judged) {
  chosen = judged;
  show();
  // The next thing to say is under the cursor.
  const next = at("form").hidden ? "send" : office.office ? "year" : "office";
  if (!at("send", HTMLButtonElement).disabled) at(next).focus();
}

/** An unfinished upload of the very same names and sizes. @param {import("./chosen_scans.js").Chosen} judged */
async function unfinishedWith(judged) {
  if (!document.getElementById("unfinished")) return null;
  const sizes = new Map(judged.scans.map((scan) => [scan.name, scan.file.size]));
  const told = await ask("/v1/uploads").catch(() => []);
  return told.find((/** @type {import("./sending.js").Upload} */ one) => one.files.length === sizes.size && one.files.every((part) => sizes.get(part.name) === part.size)) ?? null;
}

function show() {
  if (!chosen) return;
  const { scans, described, isZip, inside } = chosen;
  const faulty = scans.filter((scan) => scan.fault);
  at("chosen").hidden = !scans.length;
  const pages = scans.filter((scan) => !isManifest(scan) || scan.fault);
  at("chosen-count").textContent = `(${pages.length})`;
  const isAsked = needsForm(chosen);
  at("form").hidden = !isAsked;
  at("form", HTMLFormElement).noValidate = !isAsked;
  at("moved").textContent = "";
  const isOrdered = isZip || described !== null;
  at("order").hidden = isOrdered;
  at("send", HTMLButtonElement).disabled = faulty.length > 0;
  tell(!scans.length ? v.nothing_usable : faulty.length ? v.correct_first : "");
  faulty.slice(0, 20).forEach((scan) => at("problem").append(line(scan.name, v.colon + v.faults[scan.fault])));
  showStrip(at("strip"), pages, v, (gone) => {
    if (!chosen) return;
    const left = chosen.scans.filter((scan) => scan !== gone);
    const place = new Map(left.map((scan, at) => [scan.name, at]));
    judge(left.map((scan) => ({ path: scan.name, file: scan.file }))).then((judged) => {
      // The order stays as the person left it.
      if (judged.described === null) judged.scans.sort((a, b) => (place.get(a.name) ?? 0) - (place.get(b.name) ?? 0));
      chosen = { ...judged, name: chosen?.name ?? "" };
      show();
    });
  }, isOrdered ? null : moved);
  showDescribed(described, inside, isZip);
}

/** A page was moved in the strip: by one place. @param {import("./chosen_scans.js").Scan} scan @param {number} by */
function moved(scan, by) {
  const scans = chosen?.scans ?? [];
  const from = scans.indexOf(scan);
  [scans[from], scans[from + by]] = [scans[from + by], scans[from]];
  at("moved").textContent = fill(v.moved, { name: apart(scan.name), n: apart(String(from + by + 1)), count: apart(String(scans.length)) });
}

/** @param {import("./chosen_scans.js").Described | null} described @param {number | null} inside @param {boolean} isZip */
async function showDescribed(described, inside, isZip) {
  const note = at("described");
  note.hidden = described === null && !isZip;
  note.replaceChildren();
  if (isZip && inside === null) note.append(v.unlisted_zip);
  if (described) {
    const code = String(described.office_code ?? "?");
    const told = await ask(`/desk/deliver/offices?${new URLSearchParams({ text: code })}`).catch(() => ({ items: [] }));
    const name = told.items[0]?.code === code ? told.items[0][lang] : "";
    const said = [kinds[String(described.kind)] ?? described.kind, described.year, `${name} (${code})`];
    if ((described.part ?? 1) !== 1) said.push(`${v.part} ${described.part}`);
    if ((described.copy ?? 1) !== 1) said.push(`${v.original} ${described.copy}`);
    note.append(`${v.describes} `, ...said.flatMap((one) => [bdi(String(one ?? "?")), " · "]), `${v.listed} `, bdi(String(described.pages?.length ?? 0)));
  }
  if (inside !== null) note.append(described ? " · " : "", `${v.in_zip} `, bdi(String(inside)), described ? "" : `. ${v.zip_order}`);
}

/** @param {string} text */
function bdi(text) {
  const part = document.createElement("bdi");
  part.textContent = text;
  return part;
}

/** @param {string} name @param {string} [said] */
function line(name, said = "") {
  const part = document.createElement("div");
  part.append(bdi(name), said);
  return part;
}

function form() {
  const [year, part, copy] = ["year", "part", "copy"].map((id) => Number(value(id)));
  return { kind: value("kind"), office_code: office.office?.code ?? "", year, part, copy, supplement: at("supplement", HTMLInputElement).checked };
}

async function tellHeld() {
  const said = form();
  if (!said.office_code || !at("form", HTMLFormElement).checkValidity()) return;
  const { supplement, ...volume } = said;
  const asked = new URLSearchParams(Object.entries(volume).map(([name, one]) => [name, String(one)]));
  const told = await ask(`/desk/deliver/held?${asked}`).catch(() => null);
  if (!told) return;
  at("held").hidden = told.held === supplement;
  at("held").textContent = told.held ? v.held : v.not_held;
}

at("form").addEventListener("change", tellHeld);
at("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!chosen || chosen.scans.some((scan) => scan.fault)) return;
  const isAsked = needsForm(chosen);
  if (isAsked && !office.office) {
    tell(v.office_missing);
    at("office").focus();
    return;
  }
  const { scans, name } = chosen;
  const announced = scans.map((scan) => ({ name: scan.name, size: scan.file.size }));
  try {
    const upload = await ask("/v1/uploads", { method: "POST", body: { files: announced, manifest: isAsked ? form() : null, name: name.slice(0, 120) } });
    await send(upload, new Map(scans.map((scan) => [scan.name, scan.file])));
  } catch (error) {
    tell(wordsOf(error));
  }
});

/** @param {string} id @param {import("./chosen_scans.js").Chosen} judged */
async function resume(id, judged) {
  resuming = "";
  const given = new Map(judged.scans.map((scan) => [scan.name, scan.file]));
  const upload = await ask(`/v1/uploads/${id}`).catch((error) => tell(wordsOf(error)));
  if (!upload) return;
  const wrong = upload.files.filter((/** @type {import("./sending.js").Part} */ part) => given.get(part.name)?.size !== part.size && part.offset < part.size);
  if (wrong.length) {
    tell(v.not_same);
    wrong.slice(0, 20).forEach((/** @type {import("./sending.js").Part} */ part) => at("problem").append(line(part.name)));
    return;
  }
  await send(upload, given, judged);
}

/** Show the sending alone, or what is done before it. @param {boolean} isSending */
function showSending(isSending) {
  for (const id of ["drop", "chosen", "unfinished"]) document.getElementById(id)?.toggleAttribute("hidden", isSending);
  at("sending").hidden = !isSending;
}

/**
 * @param {import("./sending.js").Upload} upload @param {Map<string, File>} given
 * @param {import("./chosen_scans.js").Chosen | null} [compared] what is held against what was sent, before more is
 */
async function send(upload, given, compared = null) {
  current = upload.id;
  showSending(true);
  at("pause").textContent = v.pause;
  at("sending-said").textContent = "";
  tell();
  const rows = progressRows(upload);
  const total = upload.files.reduce((sum, part) => sum + part.size, 0);
  const progress = () => {
    const kept = upload.files.reduce((sum, part) => sum + part.offset, 0);
    at("overall", HTMLProgressElement).value = kept / total;
    at("overall-told").textContent = `${bytesTold(kept, v.units)} / ${bytesTold(total, v.units)}`;
  };
  progress();
  sending = new Sending(upload, given, {
    compared: (bytes) => { at("sending-said").textContent = `${v.checking} ${apart(`${bytesTold(bytes, v.units)} / ${bytesTold(upload.files.reduce((sum, part) => sum + part.offset, 0), v.units)}`)}`; },
    progress: (place) => { rows[place].value = upload.files[place].offset; progress(); },
    waiting: (seconds) => { at("sending-said").textContent = fill(v.waiting_connection, { n: String(seconds) }); },
    going: () => { at("sending-said").textContent = ""; },
  });
  try {
    if (compared) {
      at("sending-said").textContent = v.checking;
      await sending.compare();
      at("sending-said").textContent = "";
    }
    await sending.run();
    at("sending-said").textContent = v.publishing;
    await sending.publish();
    chosen = sending = null;
    location.href = `/deliver/${upload.id}`;
  } catch (error) {
    sending = null;
    if (compared && error instanceof OtherContent) {
      showSending(false);
      offer(compared);
    } else at("pause").textContent = v.go_on;
    if (!(error instanceof Paused)) tell(wordsOf(error));
    again = () => ask(`/v1/uploads/${upload.id}`).then((now) => send(now, given, compared), (problem) => tell(wordsOf(problem)));
  }
}

/** @type {() => void} */
let again = () => {};
at("pause").addEventListener("click", () => (sending ? sending.pause() : again()));
at("give-up").addEventListener("click", () => giveUp(current));

/** @param {string} id */
async function giveUp(id) {
  if ((await answerTo(at("sure-to-give-up"), "")) !== "give-up") return;
  sending?.pause();
  if (id === current) chosen = null;
  await ask(`/v1/uploads/${id}`, { method: "DELETE" }).catch((error) => error instanceof Refused && error.status === 404 ? null : tell(wordsOf(error)));
  location.href = "/deliver";
}

/** @param {import("./sending.js").Upload} upload */
function progressRows(upload) {
  const rows = upload.files.map((part) => {
    const bar = document.createElement("progress");
    bar.max = part.size;
    bar.value = part.offset;
    bar.setAttribute("aria-label", part.name);
    return bar;
  });
  at("progress").replaceChildren(
    ...rows.map((bar, place) => {
      const item = document.createElement("li");
      item.append(bdi(upload.files[place].name), bar, bdi(bytesTold(upload.files[place].size, v.units)));
      return item;
    }),
  );
  return rows;
}

/** @param {unknown} error */
function wordsOf(error) {
  if (error instanceof OtherContent) return fill(v.other_content, { name: error.message });
  return error instanceof Error ? error.message : String(error);
}

at("choose-files").addEventListener("click", () => files.click());
at("choose-folder").addEventListener("click", () => folder.click());
at("clear").addEventListener("click", () => { chosen = null; at("chosen").hidden = true; tell(); });
for (const input of [files, folder]) {
  input.addEventListener("change", async () => {
    if (input.files) await choose(filesPicked(input.files));
    input.value = "";
  });
}
files.addEventListener("cancel", () => { resuming = ""; });
for (const button of document.querySelectorAll("[data-resume]")) {
  button.addEventListener("click", () => { resuming = button.getAttribute("data-resume") ?? ""; files.click(); });
}
for (const button of document.querySelectorAll("[data-give-up]")) button.addEventListener("click", () => giveUp(button.getAttribute("data-give-up") ?? ""));
// What arrived waits for the rest; what was put in order and described here does not.
addEventListener("beforeunload", (event) => {
  if (sending || chosen?.scans.length) event.preventDefault();
});
document.addEventListener("dragover", (event) => { event.preventDefault(); at("drop").classList.add("over"); });
document.addEventListener("dragleave", (event) => event.relatedTarget || at("drop").classList.remove("over"));
document.addEventListener("drop", async (event) => {
  event.preventDefault();
  at("drop").classList.remove("over");
  if (event.dataTransfer && !sending) await choose(await filesDropped(event.dataTransfer));
});
document.documentElement.dataset.ready = "yes";
