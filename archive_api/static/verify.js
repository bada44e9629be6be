// Verifying at the keyboard: one act at a time, its picture on one side, its fields on the other. The
// next acts are there before they are asked for; what was decided is sent while the next is looked at.

import { ask, Refused } from "./asking.js";
import { Effort } from "./verify_effort.js";
import { FieldForm } from "./verify_form.js";
import { KeptWork } from "./verify_kept.js";
import { giveHands } from "./verify_hands.js";
import { command, goesOn, repeats } from "./verify_keys.js";
import { Margin } from "./verify_margin.js";
import { Queue } from "./verify_queue.js";
import { Sheet } from "./verify_sheet.js";
import { Told } from "./verify_told.js";

/** @typedef {import("./verify_form.js").Task} Task */
/** @typedef {import("./verify_kept.js").Kept} Kept */
/** @typedef {import("./verify_queue.js").Ready} Ready */

const RENEW_MS = 60_000;
const AWAY_MS = 300_000;
const RETRY_MS = 3_000;
const READ_BEFORE = new Set(["second", "arbiter"]);

/** @param {string} id @returns {any} */
const part = (id) => document.getElementById(id);
const texts = JSON.parse(part("texts").textContent);
const queue = new Queue(part("desk").dataset.filters);
const work = new KeptWork(part("desk").dataset.account);
const effort = new Effort();
const sheet = new Sheet(part("sheet"));
const form = new FieldForm(part("fields"), texts, (field) => sheet.look(field.page ?? 0, field.share), () => keep());
const margin = new Margin(part("mentions"), texts, () => keep(), (line) => {
  // What no field is written on is looked at as it stands: a mention added stands nowhere yet.
  if (line.page !== null) sheet.look(line.page, line.share);
});
const told = new Told(part("said"), part("refused"), texts, (act) => goTo(() => queue.fetchOne(act)));

/** @type {Ready | null} */
let ready = null;
/** What this tab offers of the act at hand since another changed it. @type {Kept["offered"]} */
let offered = {};
/** @type {{ act_id: string, version: number, kept: Kept } | null} */
let before = null;
/** @type {Promise<unknown>} */
let saving = Promise.resolve();
let leaving = false;
/** A figure that took a candidate, as it may have begun a value. @type {{ name: string, figure: string, when: number } | null} */
let begun = null;

/** @param {Ready | null} found */
function show(found) {
  ready = found;
  part("work").hidden = !found;
  part("none").hidden = Boolean(found);
  if (!found) {
    document.documentElement.dataset.ready = "none";
    return;
  }
  const { task, images } = found;
  const kept = work.of(task);
  offered = kept?.offered ?? {};
  part("title").textContent = task.title;
  part("reference").textContent = task.reference;
  part("stage").textContent = texts.stages[task.stage] ?? "";
  part("stage").hidden = !task.stage || task.stage === "review";
  part("why").replaceChildren(...task.why.map((why) => line(why)));
  part("act-link").href = `/acts/${task.reference || task.act_id}`;
  const known = new Set(task.fields.map((field) => field.name));
  const more = [{ name: "", label: texts.more }, ...task.more.filter((field) => !known.has(field.name))];
  part("more").replaceChildren(...more.map((field) => new Option(field.label, field.name)));
  // Who reads an act that another read says nothing of its margin: it stands as the first saw it.
  const closed = READ_BEFORE.has(task.stage);
  part("add-mention").hidden = closed;
  margin.show(task.mentions, kept?.margin ?? null, closed, task.year);
  sheet.show(task.pictures, images);
  form.show(task, kept?.states ?? {});
  part("side").scrollTop = 0;
  effort.begin();
  begun = null;
  if (!kept?.draft || !form.resume(kept.draft)) onwards();
  // Where the cursor is brought first was not gone to by anybody.
  form.seen.clear();
  document.documentElement.dataset.ready = task.act_id;
}

/** Keep what was decided of the act at hand. */
function keep() {
  if (ready) work.keep(ready.task.act_id, decided(ready.task));
}

/** @param {Task} task @returns {Kept} */
function decided(task) {
  const added = task.fields.filter((field) => field.added);
  return { version: task.version, states: form.kept(), offered, added, draft: form.draft(), margin: margin.kept() };
}

/** @param {string} text */
function line(text) {
  const item = document.createElement("li");
  item.dir = "auto";
  item.textContent = text;
  return item;
}

/** To the next field that waits, or to the button when none does. @param {string} [after] */
function onwards(after) {
  told.unsay(texts.still_open);
  const open = form.open(after);
  if (open) form.go(open);
  // The button stands at the foot of the screen: nothing is scrolled to reach it.
  else if (!margin.goToOpen()) part("confirm").focus({ preventScroll: true });
  countOpen();
}

function countOpen() {
  part("left").textContent = String(form.task.fields.filter((field) => !form.stateOf(field.name).done).length);
}

async function acceptField() {
  const field = form.current;
  if (await form.accept()) onwards(field?.name);
}

/** Do something with the act at hand once what was typed is settled; one thing at a time.
 * @param {(act: Ready, wrong: string) => Promise<void>} what ``wrong``: a field whose text is no value */
async function leave(what) {
  const act = ready;
  if (!act || leaving) return;
  leaving = true;
  try {
    const wrong = await form.settled();
    if (ready === act) await what(act, wrong);
  } finally {
    leaving = false;
  }
}

/** Confirm the act and show the next at once; not while a value is none, and fields that wait are
 * gone to once, unless the person says that they need not be. @param {boolean} [unseen] */
const confirm = (unseen = false) =>
  leave(async (done, wrong) => {
    const open = wrong || (unseen ? "" : form.unseen());
    if (open) {
      told.say(wrong ? "" : texts.still_open);
      return form.go(open);
    }
    if (!unseen && margin.goToOpen()) return told.say(texts.still_open);
    told.say("");
    if (!(await margin.settled())) return;
    const asked = performance.now();
    const kept = decided(done.task);
    keep();
    const sent = send(done.task, kept, {
      decisions: form.decisions(),
      mentions: margin.said(),
      expected_version: done.task.version,
      keystrokes: effort.keystrokes,
      seconds: effort.seconds,
    });
    saving = Promise.all([saving, sent]);
    await advance();
    performance.measure("next act", { start: asked, end: performance.now() });
    // What was being saved may have been the last that waited, or have made another wait.
    if (!ready) saving.then(() => (ready ? undefined : refill()));
  });

/** Send a person's word, again and again while nobody answers. @param {Task} task @param {Kept} kept @param {object} said */
async function send(task, kept, said) {
  try {
    const answer = await queue.decide(task, said);
    work.forget(task.act_id);
    told.settle(task.act_id);
    before = { act_id: task.act_id, version: answer.version, kept };
    // What asks something of the person about the act at hand is not talked over.
    if (!told.says(texts.still_open)) told.say(texts.outcomes[answer.outcome].replace("{act}", task.title));
    part("waiting").textContent = answer.waiting;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (!error.isPassing) return told.refuse(task, error);
    told.say(`${task.title} — ${texts.not_sent}`, true);
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    await send(task, kept, said);
  }
}

/** Show the next act; where it cannot be had now, say so and try again. */
async function advance() {
  try {
    show(await queue.next());
  } catch (error) {
    queue.forget();
    ready = null;
    part("work").hidden = part("none").hidden = true;
    delete document.documentElement.dataset.ready;
    told.fail(error);
    setTimeout(() => ready || advance(), RETRY_MS);
  }
}

async function refill() {
  queue.forget();
  await advance();
}

/** Leave the act at hand for another; whether it could be had. @param {() => Promise<Ready>} fetchIt */
async function goTo(fetchIt) {
  const left = ready;
  try {
    const found = await fetchIt();
    await form.settled();
    if (left && left.task.act_id !== found.task.act_id) queue.coming.unshift(Promise.resolve(left));
    told.settle(found.task.act_id);
    told.say("");
    show(found);
    return true;
  } catch (error) {
    told.fail(error);
    return false;
  }
}

async function undo() {
  if (form.typing) return form.restore();
  await form.settling;
  if (form.undo()) return countOpen();
  await saving;
  const last = before;
  if (!last) return told.say(texts.nothing_to_undo);
  before = null;
  const found = await goTo(async () => {
    const again = await queue.reopen(last.act_id, last.version);
    work.keep(last.act_id, { ...last.kept, version: again.task.version });
    return again;
  });
  if (!found) before = last;
}

const skip = () =>
  leave(async (left) => {
    queue.release(left.task);
    queue.held.push(left.task.act_id);
    await advance();
  });

/** @param {number} at */
function takeCandidate(at) {
  const field = form.current;
  const { figured } = form;
  if (!field || !form.take(field, at)) return;
  if (figured) begun = { name: field.name, figure: String(at + 1), when: performance.now() };
  onwards(field.name);
}

/** Whether a key goes on with a figure that took a candidate a moment ago: both are then what is typed.
 * @param {KeyboardEvent} event */
function wentOn(event) {
  const before = begun;
  if (!before || ["Shift", "AltGraph"].includes(event.key)) return false;
  begun = null;
  if (!goesOn(event, performance.now() - before.when)) return false;
  form.retype(before.name, before.figure + event.key);
  return true;
}

/** @param {number} at */
function takeCompletion(at) {
  form.completions.choose(at);
  form.completions.take();
  return acceptField();
}

function startTyping() {
  form.typing = true;
  const input = inputAtHand();
  input?.setSelectionRange(input.value.length, input.value.length);
}

/** What a completion began is typed on. */
function goOn() {
  const input = inputAtHand();
  if (!form.current || !input) return;
  input.value += " ";
  form.typed(form.current);
}

/** @param {number} by */
function neighbour(by) {
  const names = form.task.fields.map((field) => field.name);
  const at = form.current ? names.indexOf(form.current.name) : -1;
  const name = names[at + by];
  if (name) form.go(name);
  else if (by > 0) part("confirm").focus();
}

/** @returns {HTMLInputElement | null} */
const inputAtHand = () => form.current && form.rowOf(form.current.name).input;

/** @type {import("./verify_keys.js").Desk} */
const desk = {
  form,
  at: (id) => document.activeElement === part(id),
  atField: () => document.activeElement === inputAtHand(),
  atMention: () => document.activeElement?.matches("#mentions :is(input, textarea, select)") ?? false,
  confirm,
  undo,
  skip,
  onwards,
  neighbour,
  startTyping,
  goOn,
  acceptField,
  takeCandidate,
  takeCompletion,
  zoom: (factor) => sheet.zoom(factor),
  scroll: (by) => sheet.scroll(by),
  aside: (by) => sheet.aside(by),
  whole: () => sheet.whole(),
  showKeys: () => part("keys").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (!ready || document.querySelector("dialog[open]")) return;
  effort.count(event);
  // A key that is held down decides once, on a button too.
  if (event.repeat && event.key === "Enter") event.preventDefault();
  if (event.isComposing || !part("work").contains(document.activeElement)) return;
  if (wentOn(event)) return event.preventDefault();
  const what = command(event, desk);
  if (!what) return;
  event.preventDefault();
  if (!event.repeat || repeats(event)) what();
});

giveHands(sheet, ({ page, x, y }) => {
  const field = form.at(page, x, y);
  if (field) form.go(field);
  return Boolean(field);
});
part("larger").addEventListener("click", () => sheet.zoom(1.25));
part("smaller").addEventListener("click", () => sheet.zoom(0.8));
part("whole").addEventListener("click", () => sheet.whole());
part("confirm").addEventListener("click", () => confirm());
part("add-mention").addEventListener("click", () => margin.add());
part("skip").addEventListener("click", skip);
part("undo").addEventListener("click", undo);
part("show-keys").addEventListener("click", () => part("keys").showModal());
part("more").addEventListener("change", async () => {
  const name = part("more").value;
  part("more").value = "";
  if (!name) return;
  try {
    form.add({ ...(await ask(`/desk/verify/fields/${name}`)), added: true });
  } catch (error) {
    told.fail(error);
  }
});
let used = performance.now();
for (const sign of ["keydown", "pointermove", "wheel"]) addEventListener(sign, () => (used = performance.now()), { passive: true });
// An act stays in the hands of who works: a page left open gives it back, and its session ends in time.
setInterval(async () => {
  if (!ready || performance.now() - used > AWAY_MS) return;
  const lost = await queue.renewAll().catch((error) => void told.fail(error));
  const why = ready && lost?.get(ready.task.act_id);
  if (why) told.fail(why);
}, RENEW_MS);
addEventListener("pagehide", () => queue.leave());

part("go-on").addEventListener("click", () => {
  part("asked").hidden = true;
  told.say("");
  advance();
});
// An act that was asked for and is another's is not answered with any other.
const first = part("desk").dataset.act;
if (!first) await advance();
else if (!(await goTo(() => queue.fetchOne(first)))) {
  part("asked").hidden = false;
  part("go-on").focus();
}
