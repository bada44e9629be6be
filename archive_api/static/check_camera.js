// The camera, and the codes in what it or a picture shows; pictures never leave the device.

const EDGE = 2400;
const FRAME_EDGE = 1600;
const PAUSE = 120;

/** Finds codes in pictures, in a worker. */
export class Decoder {
  /** @param {{ script: string, wasm: string }} reader */
  constructor(reader) {
    this.reader = reader;
    /** @type {Worker | null} */ this.worker = null;
    /** @type {Map<number, { resolve: (texts: string[]) => void, reject: (why: Error) => void }>} */ this.waiting = new Map();
    this.last = 0;
  }

  /** Loads the worker before it is needed. */
  start() {
    if (this.worker) return this.worker;
    const worker = new Worker("/check/decoder.js");
    worker.postMessage(this.reader);
    worker.onmessage = ({ data }) => {
      const asked = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if (data.failed) asked?.reject(new Error(data.failed));
      else asked?.resolve(data.texts);
    };
    worker.onerror = () => {
      for (const asked of this.waiting.values()) asked.reject(new Error("the reader of codes did not start"));
      this.waiting.clear();
    };
    this.worker = worker;
    return worker;
  }

  /** @param {ImageData} picture @returns {Promise<string[]>} */
  read(picture) {
    const worker = this.start(), id = this.last += 1;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, picture }, [picture.data.buffer]);
    });
  }

  /** The codes of a picture, looked at small first, then as it is. @param {Blob} file @returns {Promise<string[]>} */
  async readFile(file) {
    const bitmap = await createImageBitmap(file);
    for (const edge of [EDGE, EDGE * 2]) {
      const texts = await this.read(pixels(bitmap, bitmap.width, bitmap.height, edge));
      if (texts.length || Math.max(bitmap.width, bitmap.height) <= edge) return texts;
    }
    return [];
  }
}

/** @param {CanvasImageSource} source @param {number} width @param {number} height @param {number} edge */
function pixels(source, width, height, edge) {
  const scale = Math.min(1, edge / Math.max(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const drawn = canvas.getContext("2d", { willReadFrequently: true });
  if (!drawn) throw new Error("no canvas");
  drawn.drawImage(source, 0, 0, canvas.width, canvas.height);
  return drawn.getImageData(0, 0, canvas.width, canvas.height);
}

/** The camera over a video, until a code is found or it is closed. */
export class Camera {
  /** @param {HTMLVideoElement} video @param {Decoder} decoder @param {(texts: string[]) => boolean} found whether to stop */
  constructor(video, decoder, found) {
    this.video = video;
    this.decoder = decoder;
    this.found = found;
    /** @type {MediaStream | null} */ this.stream = null;
  }

  /** Opens the camera that looks away from the person. */
  async open() {
    this.decoder.start();
    const wanted = { facingMode: { ideal: "environment" }, width: { ideal: 1920 }, height: { ideal: 1080 } };
    this.stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
    this.video.srcObject = this.stream;
    await this.video.play();
    void this.look();
  }

  async look() {
    while (this.stream) {
      const { videoWidth, videoHeight } = this.video;
      if (videoWidth) {
        const texts = await this.decoder.read(pixels(this.video, videoWidth, videoHeight, FRAME_EDGE)).catch(() => []);
        if (this.stream && texts.length && this.found(texts)) this.close();
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  close() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.video.srcObject = null;
  }

  /** Whether the camera has a lamp. */
  get hasLight() {
    const track = this.stream?.getVideoTracks()[0];
    return Boolean(/** @type {any} */ (track?.getCapabilities?.())?.torch);
  }

  /** @param {boolean} on */
  async light(on) {
    await this.stream?.getVideoTracks()[0]?.applyConstraints(/** @type {any} */ ({ advanced: [{ torch: on }] }));
  }
}
