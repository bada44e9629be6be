// What every page of someone signed in does: the session's token on htmx requests, a word before a tab
// with something unsent is closed, and no form lost when the session ended meanwhile: its values wait
// until the same person signed in again.

import { forget, keep, keptOf } from "./kept.js";

// Asked each time: whoever signed in again over the page has another.
const csrf = () => document.querySelector('meta[name="csrf"]')?.getAttribute("content") ?? "";

document.addEventListener("htmx:configRequest", (event) => {
  /** @type {CustomEvent} */ (event).detail.headers["X-CSRF-Token"] = csrf();
});

/** Forms of the page in which the person typed or ticked something that is not sent. @type {Set<HTMLFormElement>} */
const unsent = new Set();

/** @param {HTMLFormElement} form */
const isSentHere = (form) => form.method === "post" && !form.hasAttribute("data-keeps-itself");

document.addEventListener("input", (event) => {
  const form = event.target instanceof Element ? event.target.closest("form") : null;
  if (event.isTrusted && form && isSentHere(form)) unsent.add(form);
});
document.addEventListener("reset", (event) => unsent.delete(/** @type {HTMLFormElement} */ (event.target)));
addEventListener("beforeunload", (event) => {
  if ([...unsent].some((form) => form.isConnected)) event.preventDefault();
});

/** @typedef {[name: string, value: string][]} Entries */

/** @param {HTMLFormElement} form */
const keyOf = (form) => `form ${location.pathname} ${form.getAttribute("action") ?? ""}`;

/** What tells forms of one page apart that go to the same address. @param {HTMLFormElement} form */
function signatureOf(form) {
  const hidden = [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll('input[type="hidden"]:not([name="csrf"])'))];
  return hidden.map((one) => `${one.name}=${one.value}`).join("&");
}

/** @param {HTMLFormElement} form */
function keepForm(form) {
  const secret = new Set([...form.querySelectorAll('[type="hidden"], [type="password"]')].map((one) => one.getAttribute("name")));
  const entries = [...new FormData(form)].filter(([name, value]) => !secret.has(name) && typeof value === "string");
  keep(keyOf(form), { signature: signatureOf(form), entries });
}

/** @param {HTMLFormElement} form */
function restore(form) {
  /** @type {{ signature: string, entries: Entries } | null} */
  const kept = keptOf(keyOf(form));
  if (!kept) return;
  const isAlone = [...document.forms].every((other) => other === form || keyOf(other) !== keyOf(form));
  if (!isAlone && signatureOf(form) !== kept.signature) return;
  forget(keyOf(form));
  fill(form, kept.entries);
  unsent.add(form);
}

/** The form as it was left: what was taken off is off. @param {HTMLFormElement} form @param {Entries} entries */
function fill(form, entries) {
  const left = [...entries];
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) {
      field.checked = entries.some(([name, value]) => name === field.name && value === field.value);
    } else if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement) {
      const place = left.findIndex(([name]) => name === field.name);
      if (place >= 0) field.value = left.splice(place, 1)[0][1];
    }
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "post" || form.dataset.checked) return;
  const token = form.querySelector('input[name="csrf"]');
  if (token instanceof HTMLInputElement) token.value = csrf();
  if (form.hasAttribute("hx-post") || ["/sign-out", "/language"].includes(form.getAttribute("action") ?? "")) return;
  event.preventDefault();
  const submitter = /** @type {SubmitEvent} */ (event).submitter;
  const answer = await fetch("/desk/session", { cache: "no-store" }).catch(() => null);
  unsent.delete(form);
  if (answer && answer.status === 401) {
    keepForm(form);
    location.href = `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
    return;
  }
  form.dataset.checked = "yes";
  form.requestSubmit(submitter instanceof HTMLButtonElement ? submitter : undefined);
  delete form.dataset.checked;
});

for (const form of document.forms) restore(form);
