// The form of a mention sent without leaving the page: what is wrong is shown beside its inputs, a
// session that ended is signed in again over the page, and neither text nor file is lost. What was
// typed waits in this browser, for the person who typed it, until it is sent.

import { Refused, ask } from "./asking.js";
import { forget as forgetKept, keep as keepHere, keptOf } from "./kept.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("mention"));
const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const address = new URL(location.href);
address.searchParams.delete("lang");
const key = `mention ${address.pathname}${address.search}`;

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Input */

/** What a person fills in; of a file the browser can keep nothing. @param {ParentNode} within @returns {Input[]} */
const inputs = (within) => [.../** @type {NodeListOf<Input>} */ (within.querySelectorAll("#mention :is(input, select, textarea)[id]"))];
const typed = () => inputs(document).filter((input) => input.type !== "file");

function keep() {
  const values = typed().map((input) => [input.id, input.value]);
  keepHere(key, { proposal: proposal().value, values: Object.fromEntries(values) });
}

function restore() {
  const kept = keptOf(key);
  if (!kept) return;
  // The same name as before: what was sent and never answered is not proposed twice.
  proposal().value = kept.proposal;
  for (const input of typed()) input.value = kept.values[input.id] ?? input.value;
  for (const part of form.querySelectorAll("details")) part.open ||= [...part.querySelectorAll("textarea")].some((input) => input.value);
  at("kept").hidden = false;
  // htmx listens once the page is loaded.
  addEventListener("load", () => form.dispatchEvent(new Event("change", { bubbles: true })));
}

const forget = () => forgetKept(key);
const proposal = () => /** @type {HTMLInputElement} */ (form.elements.namedItem("proposal"));

/** The page that the service answered; null once the mention is proposed. @returns {Promise<Document | null>} */
async function sent() {
  const token = /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="csrf"]')).content;
  const answer = await fetch(`/mentions?lang=${document.documentElement.lang}`, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "text/html", "X-CSRF-Token": token },
    redirect: "manual",
  });
  if (answer.type === "opaqueredirect") return null;
  if (answer.status === 401) {
    // Asking for the session is what opens the dialog to sign in again.
    await ask("/desk/session");
    return sent();
  }
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** @param {Document} page */
function show(page) {
  const alerts = page.getElementById("alerts")?.children ?? page.querySelectorAll("main [role=alert]");
  at("alerts").replaceChildren(...alerts);
  form.querySelectorAll(".wrong").forEach((wrong) => wrong.remove());
  for (const input of inputs(document)) {
    const told = page.getElementById(input.id);
    for (const name of ["aria-invalid", "aria-describedby"]) {
      const value = told?.getAttribute(name);
      if (value) input.setAttribute(name, value);
      else input.removeAttribute(name);
    }
    const wrong = page.getElementById(`${input.id}-wrong`);
    if (wrong) input.closest(".asked")?.append(wrong);
    if (wrong) input.closest("details")?.setAttribute("open", "");
  }
  // The act may have another version by now, which the person is told and then means.
  const version = page.querySelector('#mention [name="version"]')?.getAttribute("value");
  if (version) form.querySelector('[name="version"]')?.setAttribute("value", version);
  const first = form.querySelector('[aria-invalid="true"]') ?? at("alerts");
  if (first instanceof HTMLElement) first.focus();
}

/** @param {string} said */
function tell(said) {
  const alert = document.createElement("p");
  alert.role = "alert";
  alert.textContent = said;
  at("alerts").replaceChildren(alert);
  at("alerts").focus();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  // Other scripts of the desk would send it as a page.
  event.stopPropagation();
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  keep();
  try {
    const page = await sent();
    if (page) show(page);
    else {
      leave();
      location.href = `/mentions/${proposal().value}`;
    }
  } catch (error) {
    if (!(error instanceof TypeError) && !(error instanceof Refused)) throw error;
    tell(form.dataset.unsent ?? "");
  } finally {
    form.ariaBusy = null;
  }
});
/** A file chosen would be lost, and what is being sent may not arrive. */
let isWarned = true;
function leave() {
  isWarned = false;
  forget();
}
addEventListener("beforeunload", (event) => {
  const hasFile = (/** @type {HTMLInputElement} */ (at("document"))).files?.length;
  if (isWarned && (hasFile || form.ariaBusy === "true")) event.preventDefault();
});
/** What is typed now is not what was found wrong. @param {Input} input */
function noLongerWrong(input) {
  document.getElementById(`${input.id}-wrong`)?.remove();
  input.removeAttribute("aria-invalid");
  const left = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => document.getElementById(id));
  if (left.length) input.setAttribute("aria-describedby", left.join(" "));
  else input.removeAttribute("aria-describedby");
}
for (const kind of ["input", "change"]) {
  form.addEventListener(kind, (event) => noLongerWrong(/** @type {Input} */ (event.target)));
}
form.addEventListener("input", keep);
form.addEventListener("change", (event) => event.isTrusted && keep());
form.querySelector("[data-cancel]")?.addEventListener("click", leave);
at("forget").addEventListener("click", () => {
  leave();
  form.reset();
  location.reload();
});
restore();
document.documentElement.dataset.ready = "yes";
