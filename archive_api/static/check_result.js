// A checked paper on the page: the verdict, why, and rows to compare with the paper.

/**
 * @typedef {{ verdict: string, seal: any, signature: any, paper: any, status: any, asked: boolean, elsewhere: string, mixed?: boolean, other_file?: boolean, disagrees?: boolean }} Checked
 * @typedef {{ words: any, lang: "fr" | "ar", claims: any, months: Record<string, string[]> }} Known
 */

/** @param {string} name @param {string | (Node | string)[]} held @param {string} [kind] */
function made(name, held, kind = "") {
  const element = document.createElement(name);
  element.append(...(typeof held === "string" ? [held] : held));
  if (kind) element.className = kind;
  return element;
}

/** 12 mars 1933, mars 1933, 1933. @param {string} iso @param {Known} known @param {string} calendar */
function shownDate(iso, known, calendar = "gregorian") {
  const [year, month, day] = iso.split("-");
  if (!month) return year;
  const first = known.lang === "fr" && day === "01" ? "1er" : String(Number(day));
  return [...(day ? [first] : []), known.months[calendar][Number(month) - 1], year].join(" ");
}

/** @param {string} iso @param {Known} known */
function shownInstant(iso, known) {
  const at = new Intl.DateTimeFormat("en-CA", { timeZone: "Africa/Casablanca", dateStyle: "short", timeStyle: "short", hour12: false }).formatToParts(new Date(iso));
  const part = (/** @type {string} */ name) => at.find((one) => one.type === name)?.value ?? "";
  const date = shownDate(`${part("year")}-${part("month")}-${part("day")}`, known);
  return `${date}${known.lang === "ar" ? "،" : ","} ${part("hour").replace("24", "00")}:${part("minute")}`;
}

/** @param {string} reference @param {any} words */
function actNamed(reference, words) {
  const [, kind, year, part, number] = reference.split("/");
  if (!number || !words.act_kinds[kind]) return reference;
  return words.act_named.replace("{kind}", words.act_kinds[kind]).replace("{number}", number).replace("{year}", year).replace("{part}", part);
}

/** @param {string} name @param {any} value @param {string} how @param {Known} known @returns {string[]} */
function shownValues(name, value, how, known) {
  const { words } = known;
  if (name === "kind") return [words.kinds[value]];
  if (name === "sex") return [words.sexes[value]];
  if (name === "reference") return [actNamed(value, words)];
  if (how === "date") return [shownDate(value, known, name.endsWith("_hijri") ? "hijri" : "gregorian")];
  if (how === "mentions") return value.map((/** @type {string[]} */ [kind, at]) => words.mention_types[kind] + (at ? ` (${shownDate(at, known)})` : ""));
  return how === "pair" ? value.filter(Boolean) : [String(value)];
}

/** @param {string} heading @param {[string, string[]][]} rows */
function part(heading, rows) {
  if (!rows.length) return [];
  const lines = rows.map(([label, values]) => made("div", [made("dt", label), ...values.map((value) => made("dd", [made("bdi", value)]))]));
  return [made("h3", heading), made("dl", lines)];
}

/** What the act does not say is told too: nothing may be written there. @param {string} name @param {any} claims */
function isTold(name, claims) {
  return ["father_given", "mother_given"].includes(name) && "given_name" in claims;
}

/** @param {Checked} checked @param {Known} known @returns {[string, string[]][]} */
function sealRows(checked, known) {
  const { claims, signed_at, [`holder_${known.lang}`]: holder } = checked.seal;
  /** @type {[string, string[]][]} */
  const rows = Object.values(known.claims.claims).filter(({ name }) => name in known.words.rows && (name in claims || isTold(name, claims)) && !(name === "mentions_count" && claims.mentions))
    .map((entry) => [known.words.rows[entry.name], entry.name in claims ? shownValues(entry.name, claims[entry.name], entry.is, known) : ["—"]]);
  return [...rows, [known.words.rows.signed_at, [shownInstant(signed_at, known)]], [known.words.rows.holder, [holder]]];
}

/** @param {Checked} checked @param {Known} known */
function sentences(checked, known) {
  const { words } = known, { seal, signature, status } = checked, said = [];
  if (seal?.refusal) said.push(words.refusals[seal.refusal]);
  if (signature) said.push(signature.refusal ? words.signatures[signature.refusal] : words.signature_good);
  if (checked.disagrees) said.push(words.disagrees);
  if (checked.other_file) said.push(words.other_file);
  if (checked.mixed) said.push(words.mixed);
  const since = status ? status.changes.map((/** @type {string} */ change) => words.changes[change]) : [];
  if (status?.revoked) since.push(words.revoked_why[status.revoked]);
  if (status?.since) since.push(words.dated.replace("{date}", shownInstant(status.since, known)));
  if (since.length) said.push(words.changed_since + words.colon + since.join(known.lang === "ar" ? "، " : ", "));
  if (checked.elsewhere && !checked.asked) said.push(words.elsewhere.replace("{address}", checked.elsewhere));
  if (seal?.is_list_old) said.push(words.list_old);
  return said;
}

/** Shows what a paper came to. @param {HTMLElement} place @param {Checked} checked @param {Known} known @param {() => void} again */
export function show(place, checked, known, again) {
  const { words, lang } = known, { paper, seal, signature } = checked;
  const verdict = words.verdicts[checked.verdict];
  const button = made("button", words.again, "quiet");
  button.addEventListener("click", again);
  const { rows } = words;
  place.replaceChildren(
    made("div", [made("h2", verdict.title), made("p", verdict.said)], `verdict ${checked.verdict}`),
    ...sentences(checked, known).map((sentence) => made("p", [made("bdi", sentence)], "why")),
    ...part(words.issued, paper && (!seal || seal.refusal) ? [[rows.kind, [words.kinds[paper.kind]]], [rows.office, [paper[`office_${lang}`]]], [rows.issued_on, [shownInstant(paper.issued_on, known)]]] : []),
    ...(seal && !seal.refusal ? [made("h3", words.on_paper), made("p", words.on_paper_told, "told"), ...part("", sealRows(checked, known)).slice(1)] : []),
    ...part(words.signature, signature && !signature.refusal ? [[rows.officer, [signature.officer]], [rows.certificate, [signature.holder]], [rows.location, [signature.location]], [rows.stamped_at, [shownInstant(signature.stamped_at, known)]], [rows.authority, [signature.authority]]] : []),
    made("p", [button]),
  );
  place.hidden = false;
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start" });
}
