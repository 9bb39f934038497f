// How a pair (least, most) becomes a mark, and where axes and classes begin and end.

/** The one way: full up to the least that it can be, hatched from there to the most. */
function mark(pair, scale) {
  const [from, to] = pair.map(scale);
  return { full: from, hatched: to - from, end: to, known: pair[0] === pair[1] };
}

/** Round numbers, about four steps: below the lowest and at or above the highest. */
function axis(low, high, isCount) {
  const fromZero = low <= high / 2 || (isCount && high < 50);
  const rough = Math.max((high - (fromZero ? 0 : low)) / 4, isCount ? 1 : 1e-6);
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = unit * [1, 2, 5, 10].find((k) => unit * k >= rough * 0.999);
  // the lowest point never lies on the axis, where it would look like nothing
  const first = fromZero ? 0 : Math.max(0, (Math.ceil(low / step - 1e-9) - 1) * step);
  const n = Math.max(1, Math.ceil((high - first) / step - 1e-9));
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return { ticks: Array.from({ length: n + 1 }, (_, i) => first + i * step), decimals };
}

/** Up to five classes, about equally many in each, that do not overlap in print; of rates whose bounds print alike. */
function classes(rates, decimals) {
  const printed = rates.filter(Boolean).map((rate) => rate.map((value) => Number(value.toFixed(decimals))));
  const sorted = [...new Set(printed.filter(isKnown).map(([value]) => value))].sort((a, b) => a - b);
  const n = Math.min(5, sorted.length);
  const cuts = Array.from({ length: n + 1 }, (_, i) => Math.round((i * sorted.length) / n));
  // each but the last reaches to where the next begins: the ends of a range may lie between two values
  const before = (value) => Number((value - 10 ** -decimals).toFixed(decimals));
  return Array.from({ length: n }, (_, i) => ({ from: sorted[cuts[i]], to: i < n - 1 ? before(sorted[cuts[i + 1]]) : sorted.at(-1) }));
}

/** The class of a value, counted from 0; what is below the first or above the last is in that one. */
function classOf(value, all, decimals) {
  const rounded = Number(value.toFixed(decimals));
  return Math.max(0, all.findLastIndex((one) => rounded >= one.from));
}
