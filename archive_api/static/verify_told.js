// What the page says to the person: one line that the next replaces, and acts whose word was refused,
// which stay there until the person went back to them.

export class Told {
  /** @param {HTMLElement} line @param {HTMLElement} refused @param {Record<string, any>} texts @param {(act: string) => void} back */
  constructor(line, refused, texts, back) {
    this.line = line;
    this.refused = refused;
    this.texts = texts;
    this.back = back;
  }

  /** @param {string} text @param {boolean} [grave] */
  say(text, grave = false) {
    this.line.textContent = text;
    this.line.classList.toggle("grave", grave);
  }

  /** Take back what was said, where it is still there. @param {string} text */
  unsay(text) {
    if (this.says(text)) this.say("");
  }

  /** @param {string} text */
  says(text) {
    return this.line.textContent === text;
  }

  /** @param {unknown} error */
  fail(error) {
    this.say(error instanceof Error ? error.message : String(error), true);
  }

  /** @param {{ act_id: string, title: string }} act @param {Error} error */
  refuse(act, error) {
    this.settle(act.act_id);
    const item = document.createElement("li");
    item.dataset.act = act.act_id;
    const title = document.createElement("bdi");
    title.textContent = act.title;
    const back = document.createElement("button");
    back.type = "button";
    back.className = "quiet small";
    back.textContent = this.texts.back_to_it;
    back.addEventListener("click", () => this.back(act.act_id));
    item.append(title, ` — ${error.message} `, back);
    this.refused.append(item);
  }

  /** Nothing is to be said any more of an act's refusal. @param {string} act */
  settle(act) {
    for (const item of this.refused.children) if (item instanceof HTMLElement && item.dataset.act === act) item.remove();
  }
}
