// The page where anybody checks a paper: seals are read here, the record is asked by their code alone.

import { Camera, Decoder } from "./check_camera.js";
import { show } from "./check_result.js";
import { isSeal, readSeal, trustList } from "./check_seal.js";

const known = JSON.parse(document.getElementById("known")?.textContent ?? "{}");
const { words, prefix } = known;
const KEYS = "/v1/check/keys";

/** @template {Element} T @param {string} selector @param {new () => T} kind @returns {T} */
function find(selector, kind) {
  const element = document.querySelector(selector);
  if (!(element instanceof kind)) throw new Error(`${selector} is not on the page`);
  return element;
}

const result = find("#result", HTMLElement), state = find("#scan .state", HTMLElement);
const view = find("#scan .view", HTMLElement), scanButton = find("[data-scan]", HTMLButtonElement);
const lightButton = find("[data-light]", HTMLButtonElement), ways = find("#ways", HTMLElement);
const fileForm = find("form#file", HTMLFormElement), fileInput = find("#file input", HTMLInputElement);
const codeForm = find("form#code", HTMLFormElement), codeInput = find('#code input[name="code"]', HTMLInputElement);
const codeWrong = find("#code-wrong", HTMLElement), drop = find(".drop", HTMLElement);
const decoder = new Decoder(known.reader);

/** What could not be done, in words for the person. */
class Said extends Error {}

/** An answer of the service; null where there is no network. @param {string} path @param {RequestInit} [how] */
async function asked(path, how) {
  /** @type {Response} */ let answer;
  try {
    answer = await fetch(path, { ...how, headers: { ...how?.headers, Accept: "application/json" } });
  } catch {
    return null;
  }
  if (answer.ok) return answer.json();
  const problem = await answer.json().catch(() => null);
  throw new Said(problem?.texts?.[known.lang] ?? words.failed);
}

async function trusted() {
  const answer = await fetch(KEYS).catch(() => null);
  if (!answer?.ok) throw new Said(words.no_list);
  return trustList(await answer.arrayBuffer());
}

/** @param {string} text */
function codeInAddress(text) {
  const match = /^(https?:\/\/[^/?#]+)\/check\/([0-9A-Za-z-]{16,40})$/.exec(text);
  return match ? { address: match[1], code: match[2] } : null;
}

const nothing = { verdict: "nothing_found", seal: null, signature: null, paper: null, status: null, asked: false, elsewhere: "" };

/** @param {string} text */
async function checkSeal(text) {
  // Where the page did not come by TLS, browsers verify no signatures: the service does.
  if (!crypto.subtle) return (await asked("/v1/check/seal", { method: "POST", body: JSON.stringify({ text }), headers: { "Content-Type": "application/json" } })) ?? nothing;
  const seal = await readSeal(text, await trusted(), known, Date.now() / 1000);
  if (seal.refusal) return { ...nothing, verdict: "not_valid", seal };
  const here = seal.address === "" || seal.address === location.origin;
  const answer = here ? await asked(`/v1/check/${encodeURIComponent(seal.claims.code)}`) : null;
  if (!answer) return { ...nothing, verdict: seal.claims.specimen ? "specimen" : "authentic", seal, elsewhere: here ? "" : seal.address };
  const disagrees = answer.paper && answer.paper.kind !== seal.claims.kind;
  const verdict = disagrees ? "not_valid" : answer.verdict !== "unknown" && seal.claims.specimen ? "specimen" : answer.verdict;
  return { ...answer, verdict, seal, disagrees };
}

/** @param {string[]} texts */
async function checkTexts(texts) {
  const seal = texts.find((text) => isSeal(text, prefix));
  if (seal) return checkSeal(seal);
  const short = texts.map(codeInAddress).find(Boolean);
  if (short && short.address === location.origin) return (await asked(`/v1/check/${short.code}`)) ?? { ...nothing, offline: true };
  if (short) return { ...nothing, elsewhere: short.address };
  return texts.length ? checkSeal(texts[0]) : nothing;
}

/** @param {File} file */
async function checkFile(file) {
  if (file.size > known.limit * 1e6) throw new Said(words.too_large.replace("{limit}", known.limit));
  const head = new TextDecoder("latin1").decode(await file.slice(0, 1024).arrayBuffer());
  if (head.includes("%PDF-")) return (await asked("/v1/check/file", { method: "POST", body: file })) ?? Promise.reject(new Said(words.offline));
  const texts = await decoder.readFile(file).catch(() => { throw new Said(words.unreadable); });
  return checkTexts(texts);
}

/** @param {() => Promise<any>} check */
async function run(check) {
  result.hidden = false;
  result.textContent = words.checking;
  document.documentElement.dataset.busy = "yes";
  try {
    const checked = await check();
    if (checked.offline) throw new Said(words.offline);
    show(result, checked, known, again);
    ways.hidden = true;
  } catch (error) {
    result.replaceChildren(Object.assign(document.createElement("p"), { role: "alert", textContent: error instanceof Said ? error.message : words.failed }));
    result.scrollIntoView({ block: "nearest" });
  }
  delete document.documentElement.dataset.busy;
}

function again() {
  result.hidden = true;
  result.replaceChildren();
  ways.hidden = false;
  fileForm.reset();
  codeForm.reset();
  find("h1", HTMLElement).scrollIntoView();
}

const camera = new Camera(find("#scan video", HTMLVideoElement), decoder, (texts) => {
  if (!texts.some((text) => isSeal(text, prefix) || codeInAddress(text))) return false;
  // The short code is read from far; a moment later the seal beside it may be read too.
  const seal = texts.find((text) => isSeal(text, prefix));
  if (!seal && Date.now() - opened < PATIENCE) return false;
  stopped();
  void run(() => checkTexts(texts));
  return true;
});
const PATIENCE = 4000;
let opened = 0;

function stopped() {
  view.hidden = lightButton.hidden = true;
  document.body.classList.remove("scanning");
  scanButton.textContent = words.scan_start;
  state.textContent = "";
}

scanButton.addEventListener("click", async () => {
  if (camera.stream) {
    camera.close();
    return stopped();
  }
  state.textContent = words.scanning;
  view.hidden = false;
  document.body.classList.add("scanning");
  scanButton.textContent = words.scan_stop;
  try {
    opened = Date.now();
    await camera.open();
    lightButton.hidden = !camera.hasLight;
  } catch (error) {
    camera.close();
    stopped();
    state.textContent = error instanceof DOMException && error.name === "NotFoundError" ? words.scan_none : words.scan_refused;
  }
});

lightButton.addEventListener("click", () => {
  const on = lightButton.getAttribute("aria-pressed") !== "true";
  lightButton.setAttribute("aria-pressed", String(on));
  void camera.light(on);
});

codeForm.addEventListener("submit", (event) => {
  event.preventDefault();
  const code = codeInput.value.replace(/[\s\u2010\u2011\u2013-]/g, "");
  const isWhole = /^[0-9A-Za-z]{16}$/.test(code);
  codeWrong.textContent = isWhole ? "" : words.code_wrong;
  codeInput.setAttribute("aria-invalid", String(!isWhole));
  if (!isWhole) return codeInput.focus();
  void run(async () => (await asked(`/v1/check/${code}`)) ?? { offline: true });
});

fileForm.addEventListener("submit", (event) => {
  event.preventDefault();
  const [file] = fileInput.files ?? [];
  if (file) void run(() => checkFile(file));
});
fileInput.addEventListener("change", () => fileForm.requestSubmit());
document.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
document.addEventListener("dragleave", () => drop.classList.remove("over"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  const [file] = event.dataTransfer?.files ?? [];
  if (file) void run(() => checkFile(file));
});

const online = () => { find("#offline", HTMLElement).hidden = navigator.onLine; };
addEventListener("online", online);
addEventListener("offline", online);
online();
find("#scan", HTMLElement).hidden = !navigator.mediaDevices?.getUserMedia;
navigator.serviceWorker?.register(known.worker, { scope: "/check" }).catch(() => {});
void navigator.serviceWorker?.ready.then(({ active }) => active?.postMessage({ language: known.lang }));
document.documentElement.dataset.ready = "yes";
