// Printing a paper from its page, without leaving it, where the browser shows PDF by itself; elsewhere
// the link opens the file.

const link = document.getElementById("print");

/** @param {HTMLAnchorElement} address */
function printed(address) {
  document.getElementById("printed")?.remove();
  const frame = document.createElement("iframe");
  frame.id = "printed";
  frame.title = address.textContent ?? "";
  frame.className = "hidden";
  frame.addEventListener("load", () => {
    frame.contentWindow?.focus();
    frame.contentWindow?.print();
  });
  frame.src = address.href;
  document.body.append(frame);
}

if (link instanceof HTMLAnchorElement && navigator.pdfViewerEnabled) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    printed(link);
  });
}
