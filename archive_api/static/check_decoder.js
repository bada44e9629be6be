// A worker of its own: finds QR codes in pictures by zxing-wasm. It is told first where its parts are.

{
  /** @type {any} */ const worker = self;
  /** @type {any} */ let reader;

  const OPTIONS = {
    formats: ["QRCode"], tryHarder: true, tryRotate: true, tryInvert: true, tryDownscale: true,
    maxNumberOfSymbols: 8, textMode: "Plain",
  };

  worker.onmessage = async (/** @type {MessageEvent} */ { data }) => {
    if (data.script) {
      worker.importScripts(data.script);
      reader = worker.ZXingWASM;
      reader.prepareZXingModule({ overrides: { locateFile: () => data.wasm }, fireImmediately: true });
      return;
    }
    try {
      const found = await reader.readBarcodes(data.picture, OPTIONS);
      worker.postMessage({ id: data.id, texts: found.map((/** @type {any} */ code) => code.text) });
    } catch (error) {
      worker.postMessage({ id: data.id, failed: String(error) });
    }
  };
}
