// What the page knows: series are read from their short texts when they are asked for.
const DATA = JSON.parse(document.getElementById("figures").textContent);
const ITEMS = new Map(DATA.items.map(([code, report, nb, en]) => [code, { code, report, nb, en, isAll: code === report }]));
const PLACES = new Map(
  DATA.places.map(([code, fylke, nb, en, official]) => [code, { code, fylke, nb, en, official, kind: fylke ? "kommune" : "fylke" }]),
);
/** Ukjent and Svalbard have participants and no population that a rate can be of. */
const UNKNOWN = ["99", "9999"];
const COUNTRY = "NO";
const decoded = new Map(), tokens = new Map([["", undefined], ["!", null], ["*", [0, 3]]]);

/** A month of a series: a pair, null where not comparable, undefined where not landed. */
function read(token) {
  if (!tokens.has(token)) {
    const [low, high = low] = token.split("-").map(Number);
    tokens.set(token, [low, high]);
  }
  return tokens.get(token);
}

/** A series as an array by month. */
function decode(text) {
  if (!decoded.has(text)) {
    const series = [];
    for (const run of text.split(",")) {
      const [token, n = 1] = run.split(":"), pair = read(token);
      for (let i = 0; i < n; i++) series.push(pair);
    }
    decoded.set(text, series);
  }
  return decoded.get(text);
}

/** One month of a series; thousands are asked for one month, and then the rest is not read. */
function monthOf(text, at) {
  if (at < 0) return undefined;
  if (decoded.has(text)) return decoded.get(text)[at];
  if (at === DATA.months.length - 1) return read(text.slice(text.lastIndexOf(",") + 1).split(":")[0]);
  let left = at;
  for (const run of text.split(",")) {
    const [token, n = 1] = run.split(":");
    left -= n;
    if (left < 0) return read(token);
  }
  return undefined;
}

const totals = (item) => decode(DATA.totals[item] ?? "");
const memberSeries = (item, breakdown, member) => decode(DATA.memberCells[item]?.[breakdown]?.[member] ?? "");
const placeSeries = (item, place) => (place === COUNTRY ? totals(item) : decode(DATA.placeCells[item]?.[place] ?? ""));
const placeMonth = (item, place, at) => (place === COUNTRY ? totals(item)[at] : monthOf(DATA.placeCells[item]?.[place] ?? "", at));
const hiddenCells = (item, breakdown) => decode(DATA.hidden[item]?.[breakdown] ?? "");

/** Inhabitants of 18 to 66 in the year of a month. */
const population = (place, at) => DATA.population[place]?.[DATA.years.indexOf(Number(DATA.months[at].slice(0, 4)))] ?? null;

/** The pair of counts over the population, times `base`. */
function rate(pair, place, at, base) {
  const persons = population(place, at);
  return pair && persons ? pair.map((count) => (base * count) / persons) : null;
}

/** Months in which an item has figures, as indexes. */
const monthsOf = (item) => DATA.months.map((_, at) => at).filter((at) => totals(item)[at]);
const placesOf = (kind, fylke) => [...PLACES.values()].filter((p) => p.kind === kind && (!fylke || p.fylke === fylke));
const tiltakOf = (report) => [...ITEMS.values()].filter((item) => item.report === report && !item.isAll);
const REPORT_CODES = [...new Set([...ITEMS.values()].map((item) => item.report))];
const itemName = (item) => (item.isAll ? w("allOf", item.report) : say([item.nb, item.en]));
const placeName = (code) => (code === COUNTRY ? w("country") : say([PLACES.get(code).nb, PLACES.get(code).en]));

/** Per how many inhabitants this item is shown. */
function baseOf(item, at) {
  const pair = totals(item)[at], persons = population(COUNTRY, at);
  return pair && persons ? baseFor(pair[1] / persons) : 1000;
}

/** What breaks a series of this report, breakdown and members between two months. */
function breaksOf(report, breakdown, members, first, last) {
  const is = (scope, value) => scope === "ALL" || scope === value;
  const found = DATA.breaks.filter((row) => {
    const at = DATA.months.indexOf(row.month);
    const concerns = is(row.report_code, report) && is(row.breakdown, breakdown);
    return concerns && at > first && at <= last && (row.member_code === "ALL" || members.includes(row.member_code));
  });
  const byMonth = new Map(found.map((row) => [row.month + row.name_en, { ...row, at: DATA.months.indexOf(row.month) }]));
  return [...byMonth.values()];
}

/** Least and most of a rank among the places of a kind: 1 has the highest rate. */
function rankOf(item, place, at) {
  const rated = placesOf(PLACES.get(place).kind)
    .map((p) => [p.code, rate(placeMonth(item, p.code, at), p.code, at, 1)])
    .filter(([, value]) => value);
  const own = rated.find(([code]) => code === place)?.[1];
  if (!own) return null;
  const above = rated.filter(([, value]) => value[0] > own[1]).length;
  const others = rated.filter(([code, value]) => code !== place && value[1] > own[0]).length;
  return { pair: [1 + above, 1 + others], of: rated.length };
}

/** The pair of shares of an item's participants, in per cent; null where their total is hidden. */
function share(pair, item, at) {
  const total = totals(item)[at];
  return isKnown(total) && total[0] ? pair.map((count) => (100 * Math.min(count, total[0])) / total[0]) : null;
}
