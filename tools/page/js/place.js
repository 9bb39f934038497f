// One kommune or fylke: all its tiltak, its rank, the country and another place beside it.

/** "Alta (Finnmark)", so that a name is one place. */
const fullName = (place) => (place.fylke ? `${placeName(place.code)} (${placeName(place.fylke)})` : placeName(place.code));

/** The place that these words name: by full name, code, or a name that only one has. */
function placeNamed(words) {
  const text = plainText(words.trim());
  if (!text) return null;
  const all = [...PLACES.values()].filter((place) => !UNKNOWN.includes(place.code));
  const exact = all.find((place) => place.code === text || plainText(fullName(place)) === text);
  if (exact) return exact;
  const named = all.filter((place) => [place.nb, place.en].some((name) => plainText(name) === text));
  const found = named.length ? named : all.filter((place) => plainText(fullName(place)).startsWith(text));
  return found.find((place) => place.kind === "fylke" && named.length) ?? (found.length === 1 || named.length ? found[0] : null);
}

/** A field that finds a place as soon as its name is complete. */
function placeField(id, label, value, chosen) {
  const problem = h("span", { class: "problem", role: "alert" });
  const field = h("input", {
    id, type: "text", list: "place-names", autocomplete: "off", value: value ? fullName(value) : "",
    change: () => {
      const place = placeNamed(field.value);
      problem.textContent = place || !field.value.trim() ? "" : w("noPlace");
      if (place || !field.value.trim()) chosen(place);
    },
  });
  return h("span", { class: "choice" }, h("label", { for: id }, label), field, problem);
}

const placeNames = () => h("datalist", { id: "place-names" },
  [...PLACES.values()].filter((place) => !UNKNOWN.includes(place.code)).map((place) => h("option", { value: fullName(place) })));

/** The table of all tiltak has one base, so that its rows can be compared. */
const PLACE_BASE = 10000;

/** Count and rate of one place. */
function besideCells(item, code, at) {
  const pair = placeSeries(item.code, code)[at], value = rate(pair, code, at, PLACE_BASE);
  return [countCell(pair), rateCell(value, pair, decimalsFor(value && isKnown(pair) ? [value[0]] : []))];
}

const rankText = (rank) => (rank ? (rank.pair[0] === rank.pair[1] ? written(rank.pair[0]) : `${rank.pair[0]}${NONE}${rank.pair[1]}`) : NONE);

/** Every item that has figures by place: this place, another, the country, and the rank. */
function placeTable(place, other, at) {
  const items = [...ITEMS.values()].filter((item) => placeSeries(item.code, place.code)[at] !== undefined);
  const names = [place.code, other?.code].filter(Boolean), per = w("per", written(PLACE_BASE)).toLowerCase();
  const numeric = (text) => ({ text, numeric: true });
  return dataTable({
    name: fileName(place.code, other?.code ?? COUNTRY, DATA.months[at]),
    title: `${w("allTiltakIn", placeName(place.code))}, ${monthName(DATA.months[at])}`,
    kind: "beside",
    columns: [
      { text: w("tiltak") },
      ...names.flatMap((code) => [numeric(`${placeName(code)}, ${w("persons")}`), numeric(`${placeName(code)}, ${per}`)]),
      numeric(`${w("country")}, ${per}`), numeric(w("rank")), { ...numeric(w("onYear")), change: true }],
    rows: items.map((item) => placeRow(item, place, names, at)),
  });
}

function placeRow(item, place, names, at) {
  const series = placeSeries(item.code, place.code), rank = rankOf(item.code, place.code, at);
  return {
    code: item.code,
    kind: item.isAll ? "country" : null,
    cells: [
      textCell(itemName(item), linkTo({ tiltak: item.code, section: "beside" })),
      ...names.flatMap((code) => besideCells(item, code, at)),
      besideCells(item, COUNTRY, at)[1],
      { text: rankText(rank), small: rank && w("ofAll", rank.of), value: rankText(rank) }, changeCell(series[at], series[at - 12])],
  };
}

/** The place, another, its fylke and the country as bars of one scale. */
function besideTable(item, codes, at, base) {
  const rows = codes.map((code) => {
    const pair = placeSeries(item.code, code)[at];
    return { code, pair, rate: rate(pair, code, at, base) };
  });
  const style = rateStyle(rows, base), widest = Math.max(...rows.map((row) => row.rate?.[1] ?? 0));
  return dataTable({
    name: fileName(item.code, ...codes, DATA.months[at]),
    title: `${itemName(item)}, ${w("beside").toLowerCase()}, ${monthName(DATA.months[at])}`,
    kind: "with-bars",
    columns: [{ text: `${w("kommune")} / ${w("fylke").toLowerCase()}` }, { text: style.title, bar: true }, { text: style.title, numeric: true }, { text: w("participants"), numeric: true }],
    rows: rows.map((row) => ({
      code: row.code,
      kind: row.code === COUNTRY ? "country" : null,
      cells: [row.code === COUNTRY ? textCell(w("country")) : placeCell(row.code), barCell(row.rate, widest, row.code === COUNTRY ? "all" : ""), rateCell(row.rate, row.pair, style.decimals), countCell(row.pair)],
    })),
  });
}

/** The rates of the places over time. */
function besideChart(item, codes, period, base) {
  const lines = codes.map((code) => {
    const counts = placeSeries(item.code, code);
    const series = counts.map((pair, at) => rate(pair, code, at, base) ?? (pair === undefined ? undefined : null));
    const decimals = decimalsFor(series.filter(isKnown).map(([value]) => value));
    const text = (at) => rateText(series[at], counts[at], decimals);
    return { name: placeName(code), series, text, cell: (at) => rateCell(series[at], counts[at], decimals) };
  }).filter((line) => line.series.slice(period[0], period[1] + 1).some(Boolean));
  if (!lines.length) return null;
  return chartFigure(`${itemName(item)}: ${w("perLong", written(base))}`, lines, {
    period, isCount: false, code: item.code, file: fileName(item.code, ...codes), width: chartWidth(700), height: 260,
    breaks: breaksOf(item.report, "tiltak", [item.code], ...period),
  });
}

function besideSection(item, place, other, at) {
  const base = baseOf(item.code, at), period = chosenPeriod();
  const codes = [...new Set([place.code, other?.code, place.fylke, COUNTRY].filter(Boolean))];
  const found = placeSeries(item.code, place.code)[at] !== undefined;
  return section("beside", itemName(item),
    chooser(item, at),
    paragraph(`${monthName(DATA.months[at])}, ${w("perLong", written(base))}`, "when"),
    found ? besideTable(item, codes, at, base) : paragraph(item.code in DATA.placeCells ? w("notPrinted") : w("noPlaceFigures")),
    monthsOf(item.code).length > 1 && [h("h3", { id: "place-series", tabindex: "-1" }, w("placeSeries")), periodChoice(period), besideChart(item, codes, period, base)]);
}

/** Kind, fylke, code and inhabitants of a place in a line. */
function placeLine(place, at) {
  const persons = population(place.code, at);
  const kind = place.fylke ? w("kommuneIn", placeName(place.fylke)) : w("aFylke");
  return [kind, place.code, persons && w("inhabitants", written(persons), DATA.months[at].slice(0, 4))].filter(Boolean).join(" · ");
}

/** The page of a place. */
function placeView(place) {
  const item = chosenItem(), at = chosenMonth(item), fylke = place.fylke ?? place.code;
  const other = PLACES.get(state.compare) === place ? null : PLACES.get(state.compare);
  const compare = placeField("compare", w("compareWith"), other, (found) => go({ compare: found?.code }));
  const all = section("place", placeName(place.code),
    h("p", { class: "when" }, placeLine(place, at)),
    h("p", { class: "choices" }, compare),
    h("h3", {}, `${w("allTiltakIn", placeName(place.code))}, ${monthName(DATA.months[at])}`),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": w("allTiltakIn", placeName(place.code)) }, placeTable(place, other, at)),
    paragraph(w("rankNote")));
  const neighbours = section("kommuner", w("kommunerIn", placeName(fylke)),
    item.code in DATA.placeCells ? kommuneFigure(item, at, baseOf(item.code, at), fylke) : paragraph(w("noPlaceFigures")));
  return {
    title: placeName(place.code),
    contents: [["place", placeName(place.code)], ["beside", itemName(item)], ["kommuner", w("kommunerIn", placeName(fylke))]],
    sections: [all, besideSection(item, place, other, at), neighbours],
  };
}
