// The picture of an act, moved and enlarged so that the field at hand stands large in the middle, or
// as a person moves it.

/** @typedef {{ x: number, y: number, width: number, height: number }} Share */
/** @typedef {{ address: string, width: number, height: number }} Picture */

const MOST_OF_WIDTH = 0.7;
const MOST_OF_HEIGHT = 0.3;
const LARGEST_SCALE = 3;
const LARGEST_BY_HAND = 8;

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
    this.scale = 1;
    this.left = 0;
    this.top = 0;
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

  /** Larger or smaller than what the fields ask for, from here on. @param {number} factor */
  zoom(factor) {
    const closer = Math.min(6, Math.max(0.25, this.closer * factor));
    this.enlarge(closer / this.closer, this.pane.clientWidth / 2, this.pane.clientHeight / 2);
    this.closer = closer;
  }

  /** Larger or smaller around a point of the pane. @param {number} factor @param {number} x @param {number} y */
  enlarge(factor, x, y) {
    const scale = Math.min(LARGEST_BY_HAND, Math.max(this.wholeScale(), this.scale * factor));
    const grown = scale / this.scale;
    this.scale = scale;
    this.put(x - (x - this.left) * grown, y - (y - this.top) * grown);
  }

  /** Moved by so many pixels; whether it could be. @param {number} x @param {number} y */
  move(x, y) {
    const { left, top } = this;
    this.put(left + x, top + y);
    return this.left !== left || this.top !== top;
  }

  /** Up or down by a good part of the pane, and on to the act's other page. @param {number} by 1 down, -1 up */
  scroll(by) {
    if (this.move(0, -by * this.pane.clientHeight * 0.7)) return;
    if (this.pictures[this.at.page + by]) this.look(this.at.page + by, null, by < 0);
  }

  /** Aside by a good part of the pane. @param {number} by 1 to the right, -1 to the left */
  aside(by) {
    this.move(-by * this.pane.clientWidth * 0.5, 0);
  }

  /** All of the picture, or again what was looked at. */
  whole() {
    if (this.scale > this.wholeScale() * 1.001) {
      this.scale = this.wholeScale();
      this.put(0, 0);
    } else this.look(this.at.page, this.at.share);
  }

  /** A point of the window brought to the middle. @param {number} x @param {number} y */
  centre(x, y) {
    const pane = this.pane.getBoundingClientRect();
    this.move(pane.left + pane.width / 2 - x, pane.top + pane.height / 2 - y);
  }

  /** Where a point of the window stands, in shares of the picture. @param {number} x @param {number} y */
  pointOf(x, y) {
    const paper = this.paper.getBoundingClientRect();
    return { page: this.at.page, x: (x - paper.left) / paper.width, y: (y - paper.top) / paper.height };
  }

  /** The scale at which all of the picture is seen. */
  wholeScale() {
    const picture = this.pictures[this.at.page];
    return picture ? Math.min(this.pane.clientWidth / picture.width, this.pane.clientHeight / picture.height) : 1;
  }

  /** Bring a field into view, or a page from its beginning. @param {number} page @param {Share | null} share @param {boolean} [atEnd] */
  look(page, share, atEnd = false) {
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
    const acrossPane = wide / picture.width;
    const area = share ?? { x: 0, y: 0, width: 1, height: Math.min(1, high / (picture.height * acrossPane)) };
    const fitting = share
      ? Math.min((wide * MOST_OF_WIDTH) / (area.width * picture.width), (high * MOST_OF_HEIGHT) / (area.height * picture.height))
      : acrossPane;
    this.scale = Math.min(LARGEST_SCALE, Math.max(acrossPane, fitting)) * this.closer;
    const x = (area.x + area.width / 2) * picture.width * this.scale;
    const y = (atEnd ? 1 : area.y + area.height / 2) * picture.height * this.scale;
    this.put(wide / 2 - x, high / 2 - y);
    this.mark.hidden = share === null;
    if (!share) return;
    this.mark.style.left = `${share.x * 100}%`;
    this.mark.style.top = `${share.y * 100}%`;
    this.mark.style.width = `${share.width * 100}%`;
    this.mark.style.height = `${share.height * 100}%`;
  }

  /** The paper put where it begins, never further from the pane than need be. @param {number} left @param {number} top */
  put(left, top) {
    const picture = this.pictures[this.at.page];
    if (!picture) return;
    this.left = within(this.pane.clientWidth, picture.width * this.scale, left);
    this.top = within(this.pane.clientHeight, picture.height * this.scale, top);
    this.paper.style.width = `${picture.width}px`;
    this.paper.style.height = `${picture.height}px`;
    this.paper.style.transform = `translate(${this.left}px, ${this.top}px) scale(${this.scale})`;
    this.mark.style.outlineWidth = `${3 / this.scale}px`;
  }
}

/** Where a paper begins: in the middle of the pane when it is smaller, else without leaving it.
 * @param {number} pane @param {number} paper @param {number} start */
function within(pane, paper, start) {
  if (paper <= pane) return (pane - paper) / 2;
  return Math.min(0, Math.max(pane - paper, start));
}
