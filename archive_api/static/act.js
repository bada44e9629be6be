// An act's page: each field leads to its box on the scan, and each box to its field.

import { ActScan } from "./act_scan.js";

/** @typedef {import("./act_scan.js").Place} Place */

/** @param {HTMLElement} row */
function placeOf(row) {
  const [x, y, width, height] = (row.dataset.box ?? "").split(",").map(Number);
  return {
    name: row.id.replace("field-", ""),
    label: row.querySelector(".label")?.textContent ?? "",
    page: Number(row.dataset.page),
    box: { x, y, width, height },
  };
}

/**
 * @param {HTMLElement} pane
 * @param {HTMLElement} tools
 */
function linked(pane, tools) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("li.field[data-box]")]);
  const places = rows.map(placeOf);
  pane.hidden = tools.hidden = false;
  document.getElementById("scan-keys")?.removeAttribute("hidden");
  const scan = new ActScan(pane, JSON.parse(pane.dataset.scans ?? "[]"), places);

  /** @param {string | null} name */
  const mark = (name) => {
    scan.mark(name);
    for (const row of rows) row.classList.toggle("here", row.id === `field-${name}`);
  };
  rows.forEach((row, at) => {
    const look = (/** @type {boolean} */ closer) => {
      mark(places[at].name);
      scan.bring(places[at], closer);
    };
    row.addEventListener("pointerenter", () => look(false));
    row.addEventListener("pointerleave", () => mark(null));
    row.addEventListener("focusin", () => look(true));
    row.addEventListener("click", () => look(true));
  });
  const boxed = (/** @type {Event} */ event) =>
    event.target instanceof HTMLElement ? event.target.closest("[data-field]") : null;
  pane.addEventListener("pointerover", (event) => {
    const box = boxed(event);
    if (!(box instanceof HTMLElement)) return mark(null);
    const name = box.dataset.field ?? "";
    mark(name);
    document.getElementById(`field-${name}`)?.scrollIntoView({ block: "nearest" });
  });
  pane.addEventListener("pointerleave", () => mark(null));
  guided(scan, pane, tools);
}

/**
 * @param {ActScan} scan
 * @param {HTMLElement} pane
 * @param {HTMLElement} tools
 */
function guided(scan, pane, tools) {
  tools.addEventListener("click", (event) => {
    const button = event.target instanceof HTMLElement ? event.target.closest("button") : null;
    if (!button) return;
    if (button.dataset.page) return scan.open(Number(button.dataset.page));
    if (button.dataset.do === "in") scan.zoom(1.5);
    if (button.dataset.do === "out") scan.zoom(1 / 1.5);
    if (button.dataset.do === "act") scan.showAct();
    if (button.dataset.do === "page") scan.showPage();
  });
  scan.addEventListener("page", () => {
    for (const button of tools.querySelectorAll("[data-page]")) {
      const shown = button instanceof HTMLElement && button.dataset.page === String(scan.page);
      button.setAttribute("aria-pressed", String(shown));
    }
  });
  scan.addEventListener("open", () => { document.documentElement.dataset.scan = String(scan.page); });
  scan.addEventListener("failed", () => {
    const told = document.createElement("p");
    told.setAttribute("role", "alert");
    told.textContent = pane.dataset.failed ?? "";
    pane.after(told);
  });
}

const pane = document.getElementById("scan");
const tools = document.getElementById("scan-tools");
if (pane && tools) linked(pane, tools);
