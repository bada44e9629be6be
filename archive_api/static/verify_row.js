// One field on the verifying page: its name, what stands in it, how sure that is, and its candidates.

/** @typedef {import("./verify_form.js").Field} Field */
/** @typedef {{ row: HTMLLIElement, input: HTMLInputElement, said: HTMLElement, candidates: HTMLElement }} Row */

/**
 * @param {Field} field
 * @param {boolean} shaped whether its values have a shape of their own, and so no script
 * @param {Record<string, any>} texts
 * @param {(at: number) => void} onTake called with the place of a candidate that was chosen
 * @returns {Row}
 */
export function fieldRow(field, shaped, texts, onTake) {
  const row = document.createElement("li");
  row.className = "field";
  row.dataset.name = field.name;
  const label = document.createElement("label");
  label.textContent = field.label;
  const input = document.createElement("input");
  input.id = `field-${field.name}`;
  label.htmlFor = input.id;
  input.className = "value";
  input.autocomplete = "off";
  input.spellcheck = false;
  input.maxLength = 300;
  input.dir = field.script === "ar" ? "rtl" : field.script === "fr" ? "ltr" : shaped ? "" : "auto";
  if (field.script) input.lang = field.script;
  const sure = document.createElement("bdi");
  sure.className = "sure told";
  sure.textContent = `${field.percent} %`;
  const candidates = document.createElement("ol");
  candidates.className = "candidates";
  candidates.append(...field.candidates.map((one, at) => candidate(one, at, texts, () => onTake(at))));
  const said = document.createElement("p");
  said.className = "said";
  said.id = `said-${field.name}`;
  said.setAttribute("role", "alert");
  said.hidden = true;
  input.setAttribute("aria-describedby", said.id);
  row.append(label, input, sure, candidates, said);
  return { row, input, said, candidates };
}

/** A value to take, by its number or a click, with whose reading it is where two persons differ.
 * @param {import("./verify_form.js").Candidate} one @param {number} at @param {Record<string, any>} texts @param {() => void} onTake */
export function candidate(one, at, texts, onTake) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.className = one.other ? "quiet other" : "quiet";
  button.tabIndex = -1;
  const key = document.createElement("kbd");
  key.textContent = String(at + 1);
  const text = document.createElement("bdi");
  text.className = "value";
  text.textContent = one.shown || texts.empty;
  button.append(key, text);
  const readings = (one.readings ?? []).map((reading) => (reading === 1 ? texts.read_one : texts.read_two));
  if (readings.length) {
    const whose = document.createElement("span");
    whose.className = "told";
    whose.textContent = readings.join(" · ");
    button.append(whose);
  }
  button.addEventListener("click", onTake);
  item.append(button);
  return item;
}
