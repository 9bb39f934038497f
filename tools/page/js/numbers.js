// Numbers as each language writes them, and pairs [least, most] of what is or can be hidden.
const NONE = "\u2013", STAR = "*", MINUS = "\u2212";
/** Changes are in per cent from this count on: of fewer persons a per cent says too much. */
const LEAST_FOR_PER_CENT = 20;

/** 10 002 and 1,5 in Norwegian; 10,002 and 1.5 in English. */
function written(value, decimals = 0, signed = false) {
  const [integer, part] = Math.abs(value).toFixed(decimals).split(".");
  const [between, point] = language === "nb" ? ["\u00a0", ","] : [",", "."];
  const isZero = Number(integer) === 0 && !Number(part);
  const sign = isZero ? "" : value < 0 ? MINUS : signed ? "+" : "";
  return sign + integer.replace(/\B(?=(\d{3})+$)/g, between) + (part ? point + part : "");
}

const isKnown = (pair) => !!pair && pair[0] === pair[1];
const isStar = (pair) => !!pair && pair[0] === 0 && pair[1] === 3;

/** A count: a number, `*`, or the two ends of a sum that holds stars. */
function countText(pair) {
  if (!pair) return NONE;
  if (isKnown(pair)) return written(pair[0]);
  return isStar(pair) ? STAR : `${written(pair[0])}${NONE}${written(pair[1])}`;
}

/** A rate or share of a count: `*` where the count is one, a range where the ends differ in print. */
function rateText(rate, count, decimals) {
  if (!rate) return NONE;
  if (isStar(count)) return STAR;
  const [low, high] = rate.map((value) => written(value, decimals));
  return low === high ? low : `${low}${NONE}${high}`;
}

/** [persons, per cent or null] of two known counts, null where one is not known. */
function change(now, before) {
  if (!isKnown(now) || !isKnown(before)) return null;
  const persons = now[0] - before[0];
  return [persons, before[0] >= LEAST_FOR_PER_CENT ? (100 * persons) / before[0] : null];
}

/** `+12`, `*` where a count is hidden, a dash where one was never landed. */
function changeText(now, before) {
  if (!now || !before) return [NONE, ""];
  const found = change(now, before);
  if (!found) return [STAR, ""];
  const [persons, percent] = found;
  return [written(persons, 0, true), percent === null ? "" : `${written(percent, 1, true)}\u00a0%`];
}

/** Per how many inhabitants: the smallest of three in which the country counts one. */
const baseFor = (rate) => [1000, 10000, 100000].find((base) => rate * base >= 1) ?? 100000;

/** Decimals that show two digits of the smallest value that is not zero: none, one or two. */
function decimalsFor(values) {
  const least = Math.min(...values.filter((value) => value > 0));
  if (!Number.isFinite(least)) return 1;
  return Math.min(2, Math.max(0, 1 - Math.floor(Math.log10(least))));
}
