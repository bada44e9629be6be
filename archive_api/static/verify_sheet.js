// The picture of an act, moved and enlarged so that the field at hand stands large in the middle.

/** @typedef {{ x: number, y: number, width: number, height: number }} Share */
/** @typedef {{ address: string, width: number, height: number }} Picture */

const MOST_OF_WIDTH = 0.7;
const MOST_OF_HEIGHT = 0.3;
const LARGEST_SCALE = 3;

export class Sheet {
  /** @param {HTMLElement} pane */
  constructor(pane) {
    this.pane = pane;
    this.paper = document.createElement("div");
    this.paper.className = "paper";
    this.mark = document.createElement("div");
    this.mark.className = "mark";
    pane.replaceChildren(this.paper);
    /** @type {Picture[]} */
    this.pictures = [];
    this.closer = 1;
    /** @type {{ page: number, share: Share | null }} */
    this.at = { page: 0, share: null };
    new ResizeObserver(() => this.look(this.at.page, this.at.share)).observe(pane);
  }

  /**
   * @param {Picture[]} pictures
   * @param {HTMLImageElement[]} images already decoded where they were fetched ahead
   */
  show(pictures, images) {
    this.pictures = pictures;
    this.images = images;
    this.closer = 1;
    this.look(0, null);
  }

  /** Larger or smaller than what the field asks for. @param {number} factor */
  zoom(factor) {
    this.closer = Math.min(6, Math.max(0.25, this.closer * factor));
    this.look(this.at.page, this.at.share);
  }

  /** Bring a field into view, or the whole page. @param {number} page @param {Share | null} share */
  look(page, share) {
    const picture = this.pictures[page];
    const image = this.images?.[page];
    if (!picture || !image) {
      this.paper.replaceChildren();
      return;
    }
    this.at = { page, share };
    if (image.parentElement !== this.paper) this.paper.replaceChildren(image, this.mark);
    const wide = this.pane.clientWidth;
    const high = this.pane.clientHeight;
    const whole = wide / picture.width;
    const area = share ?? { x: 0, y: 0, width: 1, height: Math.min(1, high / (picture.height * whole)) };
    const fitting = share
      ? Math.min((wide * MOST_OF_WIDTH) / (area.width * picture.width), (high * MOST_OF_HEIGHT) / (area.height * picture.height))
      : whole;
    const scale = Math.min(LARGEST_SCALE, Math.max(whole, fitting)) * this.closer;
    const left = within(wide, picture.width * scale, (area.x + area.width / 2) * picture.width * scale);
    const top = within(high, picture.height * scale, (area.y + area.height / 2) * picture.height * scale);
    this.paper.style.width = `${picture.width}px`;
    this.paper.style.height = `${picture.height}px`;
    this.paper.style.transform = `translate(${left}px, ${top}px) scale(${scale})`;
    this.mark.hidden = share === null;
    if (share) {
      this.mark.style.left = `${share.x * 100}%`;
      this.mark.style.top = `${share.y * 100}%`;
      this.mark.style.width = `${share.width * 100}%`;
      this.mark.style.height = `${share.height * 100}%`;
      this.mark.style.outlineWidth = `${3 / scale}px`;
    }
  }
}

/** Where the paper begins so that a point stands in the middle, without leaving the pane needlessly.
 * @param {number} pane @param {number} paper @param {number} point */
function within(pane, paper, point) {
  if (paper <= pane) return (pane - paper) / 2;
  return Math.min(0, Math.max(pane - paper, pane / 2 - point));
}
