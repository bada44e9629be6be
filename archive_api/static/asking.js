// Asking the service from a page: JSON both ways, the session's token on changes, problems as errors;
// where the session ended meanwhile, the person signs in over the page and nothing typed is lost.

const meta = () => /** @type {HTMLMetaElement} */ (document.querySelector('meta[name="csrf"]'));

/** What the service refused, coded, in the language of the page. */
export class Refused extends Error {
  /** @param {number} status @param {{ code?: string, texts?: Record<string, string>, detail?: string, errors?: { texts?: Record<string, string>, message: string }[] }} problem */
  constructor(status, problem) {
    const lang = document.documentElement.lang;
    const why = (problem.errors ?? []).map((one) => one.texts?.[lang] ?? one.message);
    super(why.join(" ") || problem.texts?.[lang] || problem.detail || String(status));
    this.status = status;
    this.code = problem.code ?? "";
  }

  /** Whether asking again may help: no connection, or a service that is being started again. */
  get isPassing() {
    return [0, 502, 503, 504].includes(this.status);
  }
}

/**
 * @param {string} address
 * @param {{ method?: string, body?: object, keepalive?: boolean, quiet?: boolean }} [how] ``quiet``: only a help,
 *   for which nobody at work is asked to sign in again
 * @returns {Promise<any>} what was answered, null for nothing
 */
export async function ask(address, how = {}) {
  const answer = await send(address, how).catch(() => {
    throw new Refused(0, { detail: document.getElementById("sign-in-again")?.dataset.offline });
  });
  if (answer.status === 401 && !how.keepalive && !how.quiet) {
    await signInAgain();
    return ask(address, how);
  }
  if (answer.status === 204) return null;
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(answer.status, told);
  return told;
}

/** @param {string} address @param {{ method?: string, body?: object, keepalive?: boolean }} how */
function send(address, how) {
  // In the language of the page, which may be another than the person's own.
  const url = new URL(address, location.href);
  url.searchParams.set("lang", document.documentElement.lang);
  return fetch(url, {
    method: how.method ?? "GET",
    keepalive: how.keepalive ?? false,
    cache: "no-store",
    headers: { Accept: "application/json", "Content-Type": "application/json", "X-CSRF-Token": meta().content },
    body: how.body ? JSON.stringify(how.body) : undefined,
  });
}

/** @type {Promise<void> | null} */
let waiting = null;

/** One dialog for all that wait, until the same person is signed in again. */
function signInAgain() {
  waiting ??= new Promise((resolve) => {
    const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("sign-in-again"));
    const form = /** @type {HTMLFormElement} */ (dialog.querySelector("form"));
    const said = /** @type {HTMLElement} */ (dialog.querySelector("[role=alert]"));
    const other = /** @type {HTMLAnchorElement} */ (dialog.querySelector(".other"));
    other.href = `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
    dialog.oncancel = (event) => event.preventDefault();
    form.onsubmit = async (event) => {
      event.preventDefault();
      // Pressed twice, a wrong password would count twice.
      if (form.ariaBusy === "true") return;
      form.ariaBusy = "true";
      const why = await signIn(form);
      form.ariaBusy = null;
      said.hidden = !why;
      said.textContent = why;
      if (why) return;
      form.reset();
      dialog.close();
      waiting = null;
      resolve();
    };
    said.hidden = true;
    dialog.showModal();
  });
  return waiting;
}

/** Why the person is not signed in, "" where they are. @param {HTMLFormElement} form */
async function signIn(form) {
  const offline = document.getElementById("sign-in-again")?.dataset.offline ?? "";
  try {
    const answer = await fetch(`/sign-in?lang=${document.documentElement.lang}`, { method: "POST", body: new FormData(form), headers: { Accept: "text/html" } });
    const session = await fetch("/desk/session", { cache: "no-store", headers: { Accept: "application/json" } });
    if (session.ok) meta().content = (await session.json()).csrf;
    if (session.ok) return "";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("main [role=alert]")?.textContent?.trim() || offline;
  } catch (error) {
    if (error instanceof TypeError) return offline;
    throw error;
  }
}
