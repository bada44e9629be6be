// Keeps the page of checking, in both languages, its parts and the list of keys for when there is no network.

{
  /** @type {any} */ const worker = self;
  const KEPT = `check ${new URL(worker.location.href).searchParams.get("v")}`;
  const LIST = "/v1/check/keys";
  const PAGES = ["/check?lang=fr", "/check?lang=ar"];
  const LANGUAGE = "/check/language";

  worker.addEventListener("install", (/** @type {any} */ event) => {
    event.waitUntil((async () => {
      const cache = await caches.open(KEPT);
      const { assets } = await (await fetch("/check/assets", { cache: "no-store" })).json();
      await cache.addAll([...PAGES, ...assets]);
      await cache.add(LIST).catch(() => {});
      await worker.skipWaiting();
    })());
  });

  worker.addEventListener("activate", (/** @type {any} */ event) => {
    event.waitUntil((async () => {
      for (const name of await caches.keys()) if (name.startsWith("check ") && name !== KEPT) await caches.delete(name);
      await worker.clients.claim();
    })());
  });

  /** The page itself, in the language asked for or last seen; what a code said is never kept. @param {Request} request */
  async function page(request) {
    const cache = await caches.open(KEPT);
    try {
      return await fetch(request);
    } catch {
      const asked = new URL(request.url).searchParams.get("lang") ?? (await (await cache.match(LANGUAGE))?.text()) ?? "fr";
      return (await cache.match(`/check?lang=${asked === "ar" ? "ar" : "fr"}`)) ?? Response.error();
    }
  }

  /** The newest list of keys there is. @param {Request} request */
  async function list(request) {
    const cache = await caches.open(KEPT);
    try {
      const answer = await fetch(request);
      if (answer.ok) await cache.put(LIST, answer.clone());
      return answer;
    } catch {
      return (await cache.match(LIST)) ?? Response.error();
    }
  }

  worker.addEventListener("message", (/** @type {any} */ event) => {
    event.waitUntil(caches.open(KEPT).then((cache) => cache.put(LANGUAGE, new Response(event.data.language))));
  });

  /** @param {Request} request */
  async function part(request) {
    const cache = await caches.open(KEPT);
    return (await cache.match(request)) ?? fetch(request);
  }

  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    const { request } = event, { pathname, origin } = new URL(request.url);
    if (request.method !== "GET" || origin !== worker.location.origin) return;
    if (request.mode === "navigate") event.respondWith(page(request));
    else if (pathname === LIST) event.respondWith(list(request));
    else if (pathname.startsWith("/static/") || pathname === "/check/decoder.js") event.respondWith(part(request));
  });
}
