// The scans of an act in deep zoom, with a box over each of its fields.

/** @typedef {{ x: number, y: number, width: number, height: number }} Box pixels of the page upright */
/** @typedef {{ info: string, region: Box | null }} Scanned */
/** @typedef {{ name: string, label: string, page: number, box: Box }} Place */

/** @type {typeof import("openseadragon")} */
const osd = /** @type {any} */ (globalThis).OpenSeadragon;

const ROOM_AROUND_ACT = 0.03;
const FIELD_SHARE = 0.4;

/**
 * OpenSeadragon adds a style sheet to a page in which it finds none of its own, and the policy of our
 * pages refuses that. It finds this element, which is no style sheet to the browser.
 */
function withoutOwnStyle() {
  const stands = document.createElementNS("urn:sijill", "style");
  stands.setAttribute("data-openseadragon-mobile-css", "");
  document.head.append(stands);
}

export class ActScan extends EventTarget {
  /**
   * @param {HTMLElement} pane
   * @param {Scanned[]} scans
   * @param {Place[]} places
   */
  constructor(pane, scans, places) {
    super();
    this.scans = scans;
    this.places = places;
    this.page = 0;
    /** @type {Map<string, HTMLElement>} */
    this.boxes = new Map();
    withoutOwnStyle();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.viewer = osd({
      element: pane,
      drawer: "canvas",
      showNavigationControl: false,
      animationTime: still ? 0 : 0.5,
      minZoomImageRatio: 0.8,
      maxZoomPixelRatio: 3,
      visibilityRatio: 1,
      gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
    });
    this.viewer.addHandler("open", () => this.#opened());
    this.viewer.addHandler("open-failed", () => this.dispatchEvent(new Event("failed")));
    // Turning and mirroring would part the picture from what is said of its boxes.
    this.viewer.addHandler("canvas-key", (event) => {
      if (["r", "R", "f"].includes(/** @type {KeyboardEvent} */ (event.originalEvent).key)) event.preventDefaultAction = true;
    });
    this.open(0);
  }

  /**
   * Show one of the act's pages, on a field where one is named.
   * @param {number} page
   * @param {string | null} field
   */
  open(page, field = null) {
    this.page = page;
    this.wanted = field;
    this.boxes.clear();
    // The types know tile sources as objects alone; an address is one as well.
    this.viewer.open(/** @type {any} */ (this.scans[page].info));
    this.dispatchEvent(new Event("page"));
  }

  /** The act's whole part of the page. */
  showAct(immediately = false) {
    const region = this.scans[this.page].region;
    if (!region) return this.showPage();
    const room = ROOM_AROUND_ACT * Math.min(region.width, region.height);
    this.viewer.viewport.fitBoundsWithConstraints(this.#rect(region, room), immediately);
  }

  showPage() {
    this.viewer.viewport.goHome(false);
  }

  /** @param {number} factor */
  zoom(factor) {
    this.viewer.viewport.zoomBy(factor);
    this.viewer.viewport.applyConstraints();
  }

  /**
   * Bring a field into view: moved to where it is out of sight, enlarged where that is asked.
   * @param {Place} place
   * @param {boolean} closer
   */
  bring(place, closer) {
    if (place.page !== this.page) return this.open(place.page, place.name);
    const viewport = this.viewer.viewport;
    if (!this.viewer.isOpen()) return;
    const rect = this.#rect(place.box, 0);
    const view = viewport.getBounds();
    const inside = rect.x >= view.x && rect.y >= view.y
      && rect.x + rect.width <= view.x + view.width && rect.y + rect.height <= view.y + view.height;
    if (closer && rect.width < view.width * FIELD_SHARE) {
      const width = Math.min(rect.width / FIELD_SHARE, view.width);
      const height = (width * view.height) / view.width;
      const middle = rect.getCenter();
      viewport.fitBounds(new osd.Rect(middle.x - width / 2, middle.y - height / 2, width, height));
    } else if (!inside) {
      viewport.panTo(rect.getCenter());
    }
  }

  /** @param {string | null} name the field whose box stands out */
  mark(name) {
    for (const [field, box] of this.boxes) box.classList.toggle("here", field === name);
  }

  #opened() {
    for (const place of this.places.filter((one) => one.page === this.page)) {
      const box = document.createElement("div");
      box.className = "scan-box";
      box.title = place.label;
      box.dataset.field = place.name;
      this.boxes.set(place.name, box);
      this.viewer.addOverlay({ element: box, location: this.#rect(place.box, 0) });
    }
    this.showAct(true);
    const wanted = this.places.find((one) => one.name === this.wanted);
    if (wanted) {
      this.bring(wanted, true);
      this.mark(wanted.name);
    }
    this.dispatchEvent(new Event("open"));
  }

  /**
   * @param {Box} box
   * @param {number} room
   */
  #rect(box, room) {
    const { x, y, width, height } = box;
    const image = this.viewer.world.getItemAt(0);
    return image.imageToViewportRectangle(x - room, y - room, width + 2 * room, height + 2 * room);
  }
}
