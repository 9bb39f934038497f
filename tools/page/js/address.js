// Every choice is in the address, so that it can be sent, kept and gone back to.
const KEYS = ["kommune", "fylke", "compare", "tiltak", "month", "from", "to", "q", "sort", "section", "lang"];
let state = {};

/** The choices in an address; a bare `#methods` is a section. */
function parse(hash) {
  const text = hash.replace(/^#/, "");
  if (text && !text.includes("=")) return { section: text };
  const values = new URLSearchParams(text);
  return Object.fromEntries(KEYS.filter((key) => values.get(key)).map((key) => [key, values.get(key)]));
}

/** The address of these choices; what is empty is omitted. */
function address(choices) {
  const kept = KEYS.filter((key) => choices[key]);
  return "#" + kept.map((key) => `${key}=${encodeURIComponent(choices[key])}`).join("&");
}

/** The address of the present choices with some of them changed. A section is never carried on. */
const linkTo = (changes) => address({ ...state, section: null, ...changes });

/** Change choices and redraw, with a step to go back to. */
const go = (changes) => { location.hash = linkTo(changes); };

/** Change choices that are drawn already. */
function note(changes) {
  state = { ...state, section: null, ...changes };
  history.replaceState(null, "", address(state));
}

/** The language of the address, or at first of the browser. */
function spoken() {
  if (["nb", "en"].includes(state.lang)) return state.lang;
  return /^(nb|nn|no|da|sv)\b/i.test(navigator.language) ? "nb" : "en";
}

/** The chosen tiltak; at first all of them together. */
const chosenItem = () => ITEMS.get(state.tiltak) ?? [...ITEMS.values()][0];

/** The index of the month that is shown: the chosen one where the item has it, or its newest. */
function chosenMonth(item) {
  const months = monthsOf(item.code), at = DATA.months.indexOf(state.month);
  return months.includes(at) ? at : months.at(-1);
}

/** The first and last month of the charts, as indexes. */
function chosenPeriod() {
  const at = (year, fallback, find) => (/^\d{4}$/.test(year ?? "") ? find(year) : fallback);
  const last = DATA.months.length - 1;
  const first = at(state.from, 0, (year) => DATA.months.findIndex((month) => month >= year));
  const end = at(state.to, last, (year) => DATA.months.findLastIndex((month) => month.slice(0, 4) <= year));
  return first >= 0 && end > first ? [first, end] : [0, last];
}

const chosenPlace = () => PLACES.get(state.kommune) ?? PLACES.get(state.fylke);
const placeChoice = (code) => (PLACES.get(code).kind === "fylke" ? { fylke: code, kommune: null } : { kommune: code, fylke: null });
