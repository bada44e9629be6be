// A delivery being followed: the server tells what changed, the page shows it.

import { ask } from "./asking.js";

const page = /** @type {HTMLElement} */ (document.getElementById("delivery"));
const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

let mark = page.dataset.mark ?? "";
at("live").hidden = false;

/** @param {MessageEvent} event */
function show(event) {
  const told = JSON.parse(event.data);
  mark = event.lastEventId;
  // Text from people comes escaped by the templates.
  at("state").innerHTML = told.state;
  if (at("findings").innerHTML !== told.findings) at("findings").innerHTML = told.findings;
}

function follow() {
  const source = new EventSource(`/deliver/${encodeURIComponent(page.dataset.id ?? "")}/events?after=${mark}`);
  source.addEventListener("open", () => { at("cut").hidden = true; });
  source.addEventListener("state", show);
  source.addEventListener("end", (event) => {
    source.close();
    show(event);
    at("live").hidden = true;
    at("told").textContent = at("state").querySelector("p")?.textContent ?? "";
  });
  source.addEventListener("error", async () => {
    at("cut").hidden = false;
    if (source.readyState !== EventSource.CLOSED) return;
    // The server refused: the session may have ended, which asking for it mends. The page then shows
    // where the delivery stands, and follows on if it goes on.
    const isThere = await ask("/desk/session").then(() => true, () => false);
    setTimeout(isThere ? () => location.reload() : follow, 5000);
  });
}

follow();
