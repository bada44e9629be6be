// Names that exist, under the search box, while one types: arrows choose, Enter takes, Escape closes.

const box = /** @type {HTMLInputElement} */ (document.querySelector("input[data-suggest]"));
const list = /** @type {HTMLElement} */ (document.getElementById("suggestions"));
const WAIT_MS = 120;
let waiting = 0;
let asked = 0;
let chosen = -1;
/** @type {WeakMap<Element, () => void>} */
const takes = new WeakMap();

function close() {
  list.hidden = true;
  list.replaceChildren();
  chosen = -1;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

/** @param {number} place */
function choose(place) {
  const options = [...list.children];
  chosen = (place + options.length) % options.length;
  options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
  options[chosen].scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", options[chosen].id);
}

/** @param {number} at @param {string} text @param {string} told @param {() => void} take */
function option(at, text, told, take) {
  const item = document.createElement("li");
  item.id = `suggestion-${at}`;
  item.role = "option";
  item.setAttribute("aria-selected", "false");
  const name = document.createElement("bdi");
  name.textContent = text;
  item.append(name);
  if (told) {
    const more = document.createElement("bdi");
    more.dir = "ltr";
    more.className = "told";
    more.textContent = told;
    item.append(more);
  }
  // Before the box loses the focus, which closes the list.
  item.addEventListener("mousedown", (event) => {
    event.preventDefault();
    take();
  });
  takes.set(item, take);
  return item;
}

/** @typedef {{ names: string[], reference: string | null, act_id: string, page: string | null, address: string }} Hit */

/** @param {{ completions: { text: string }[], hits: Hit[] }} found */
function show(found) {
  const names = found.completions.map((one, at) =>
    option(at, one.text, "", () => {
      box.value = `${one.text} `;
      box.focus();
      close();
    }),
  );
  const acts = found.hits.map((hit, at) =>
    option(names.length + at, hit.names.join(" · "), hit.reference || hit.act_id, () => {
      location.href = hit.page ? hit.address : `/acts/${hit.reference || hit.act_id}`;
    }),
  );
  list.replaceChildren(...names, ...acts);
  list.hidden = list.children.length === 0;
  chosen = -1;
  box.setAttribute("aria-expanded", String(!list.hidden));
}

async function ask() {
  const text = box.value;
  const turn = ++asked;
  const answer = await fetch(`/v1/suggest?${new URLSearchParams({ text })}`);
  // A slower answer to what was typed before is of no use.
  if (turn !== asked || box.value !== text || document.activeElement !== box) return;
  if (answer.ok) show(await answer.json());
  else close();
}

box.addEventListener("input", () => {
  clearTimeout(waiting);
  asked += 1;
  if (box.value.trim().length < 2) close();
  else waiting = window.setTimeout(() => ask().catch(close), WAIT_MS);
});
box.addEventListener("keydown", (event) => {
  if (list.hidden || event.isComposing) return;
  if (event.key === "ArrowDown") choose(chosen + 1);
  else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
  else if (event.key === "Enter" && chosen >= 0) takes.get(list.children[chosen])?.();
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
});
box.addEventListener("blur", close);
