// A page that answers a form takes the place of the form in the browser's memory: going back to it, or
// loading it again, asks for the page and sends nothing a second time.

const address = document.querySelector('meta[name="instead"]')?.getAttribute("content");
if (address) history.replaceState(null, "", address);
