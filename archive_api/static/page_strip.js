// The chosen pages in their order, each with a small picture where the browser can show one, moved
// by buttons where the order is the person's to say.

const WIDTH = 96;

/**
 * @param {HTMLElement} list
 * @param {import("./chosen_scans.js").Scan[]} scans
 * @param {{ remove: string, earlier: string, later: string, faults: Record<string, string> }} texts
 * @param {(gone: import("./chosen_scans.js").Scan) => void} remove
 * @param {((scan: import("./chosen_scans.js").Scan, by: number) => void) | null} move null where the order is fixed
 */
export function showStrip(list, scans, texts, remove, move) {
  /** @type {Map<Element, import("./chosen_scans.js").Scan>} */
  const shown = new Map();
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      seen.unobserve(entry.target);
      const scan = shown.get(entry.target);
      if (scan) queue = queue.then(() => picture(entry.target, scan.file));
    }
  });
  /** One after the other: scans are large. @type {Promise<void>} */
  let queue = Promise.resolve();
  list.replaceChildren(
    ...scans.map((scan) => {
      const item = document.createElement("li");
      const name = document.createElement("bdi");
      name.dir = "ltr";
      name.textContent = scan.name;
      const gone = button("×", `${texts.remove} ${scan.name}`, () => remove(scan));
      gone.classList.add("remove");
      item.append(document.createElement("canvas"), name, gone);
      if (move) {
        const moves = document.createElement("span");
        moves.className = "moves";
        moves.append(
          button("‹", `${texts.earlier} ${scan.name}`, () => moved(item, -1) && move(scan, -1)),
          button("›", `${texts.later} ${scan.name}`, () => moved(item, 1) && move(scan, 1)),
        );
        item.append(moves);
      }
      if (scan.fault) {
        item.className = "fault";
        const why = document.createElement("span");
        why.textContent = texts.faults[scan.fault];
        item.append(why);
      }
      shown.set(item, scan);
      seen.observe(item);
      return item;
    }),
  );
}

/** @param {string} sign @param {string} label @param {() => void} act */
function button(sign, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "quiet";
  made.textContent = sign;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}

/** Put a page before or after its neighbour; the button at hand keeps the focus. @param {Element} item @param {number} by */
function moved(item, by) {
  const neighbour = by < 0 ? item.previousElementSibling : item.nextElementSibling;
  if (!neighbour) return false;
  // The neighbour goes, not the page: a button that leaves the document loses the focus.
  if (by < 0) item.after(neighbour);
  else item.before(neighbour);
  item.scrollIntoView({ block: "nearest" });
  return true;
}

/** @param {Element} item @param {File} file */
async function picture(item, file) {
  const canvas = item.querySelector("canvas");
  // A TIFF or a PDF is no picture to a browser.
  const bitmap = await createImageBitmap(file, { resizeWidth: WIDTH, resizeQuality: "medium" }).catch(() => null);
  if (!canvas || !bitmap) return;
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  bitmap.close();
  item.classList.add("pictured");
}
