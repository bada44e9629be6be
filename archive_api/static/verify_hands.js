// The picture in a person's hands: dragged, pinched, turned larger by the wheel; a click on a field's
// place goes to the field, elsewhere it brings the place to the middle.

/** @typedef {import("./verify_sheet.js").Sheet} Sheet */
/** @typedef {{ page: number, x: number, y: number }} Point in shares of the picture */

const STILL_PX = 5;
const WHEEL_STEP = 1.0015;

/** @param {Sheet} sheet @param {(point: Point) => boolean} goTo whether there was a field to go to */
export function giveHands(sheet, goTo) {
  const { pane } = sheet;
  /** @type {Map<number, { x: number, y: number }>} */
  const fingers = new Map();
  let moved = 0;

  pane.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    // The cursor stays in its field: only the picture is taken hold of.
    event.preventDefault();
    pane.setPointerCapture(event.pointerId);
    if (!fingers.size) moved = 0;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    pane.classList.add("held");
  });
  pane.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, now);
    moved += Math.hypot(now.x - before.x, now.y - before.y);
    if (!other) sheet.move(now.x - before.x, now.y - before.y);
    else pinch(sheet, before, now, other);
  });
  for (const ended of ["pointerup", "pointercancel"]) {
    pane.addEventListener(ended, (event) => {
      const at = event instanceof PointerEvent && fingers.get(event.pointerId);
      if (!at) return;
      fingers.delete(event.pointerId);
      if (fingers.size) return;
      pane.classList.remove("held");
      if (ended === "pointerup" && moved < STILL_PX && !goTo(sheet.pointOf(at.x, at.y))) sheet.centre(at.x, at.y);
    });
  }
  pane.addEventListener("wheel", (event) => {
    event.preventDefault();
    const box = pane.getBoundingClientRect();
    sheet.enlarge(WHEEL_STEP ** -event.deltaY, event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });
}

/** Two fingers: larger by how they part, around the one that rests.
 * @param {Sheet} sheet @param {{ x: number, y: number }} before @param {{ x: number, y: number }} now @param {{ x: number, y: number }} other */
function pinch(sheet, before, now, other) {
  const apart = Math.hypot(before.x - other.x, before.y - other.y);
  const grown = apart ? Math.hypot(now.x - other.x, now.y - other.y) / apart : 1;
  const box = sheet.pane.getBoundingClientRect();
  sheet.enlarge(grown, other.x - box.left, other.y - box.top);
}
