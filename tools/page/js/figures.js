// Figures of one item in one month: by place, by member, and how much is hidden.
/** A table of more rows than FOLD shows the first SHOWN until it is opened. */
const FOLD = 50, SHOWN = 20;
const BREAKDOWNS = ["labour_status", "gender", "age_group", "education", "immigrant_status", "birth_region"];
const fileName = (...parts) => ["nav_tilt", ...parts].join("_");

/** Places of a kind with their count, their rate and the count of the year before. */
function placeRows(item, at, base, kind, fylke) {
  return placesOf(kind, fylke)
    .map((place) => {
      const pair = placeMonth(item.code, place.code, at), before = placeMonth(item.code, place.code, at - 12);
      return { code: place.code, place, pair, before, rate: rate(pair, place.code, at, base) };
    })
    .filter((row) => row.pair !== undefined)
    .sort((a, b) => UNKNOWN.includes(a.code) - UNKNOWN.includes(b.code) || placeName(a.code).localeCompare(placeName(b.code), "nb"));
}

/** How rates of these places are printed. */
function rateStyle(rows, base) {
  const decimals = decimalsFor(rows.map((row) => row.rate).filter(isKnown).map(([value]) => value));
  return { base, decimals, text: (row) => rateText(row.rate, row.pair, decimals), title: w("per", written(base)) };
}

const allHidden = (rows) => rows.length > 0 && rows.every((row) => isStar(row.pair) || row.pair?.[1] === 0) && rows.some((row) => isStar(row.pair));
const placeCell = (code) => textCell(placeName(code), UNKNOWN.includes(code) ? null : linkTo({ ...placeChoice(code), q: null }));

/** The country and its fylker with bars on one scale; hidden ones are hatched from their least to their most. */
function fylkeTable(item, at, rows, style) {
  const country = { code: COUNTRY, pair: totals(item.code)[at], before: totals(item.code)[at - 12] };
  country.rate = rate(country.pair, COUNTRY, at, style.base);
  const all = [country, ...rows];
  const widest = Math.max(...all.map((row) => row.rate?.[1] ?? 0));
  return dataTable({
    name: fileName(item.code, "fylker", DATA.months[at]),
    title: `${itemName(item)}, ${w("fylker").toLowerCase()}, ${monthName(DATA.months[at])}`,
    kind: "with-bars",
    columns: [
      { text: w("fylke") }, { text: style.title, bar: true }, { text: style.title, numeric: true },
      { text: w("participants"), numeric: true }, { text: w("onYear"), numeric: true, change: true }],
    rows: all.map((row) => ({
      code: row.code,
      kind: row === country ? "country" : null,
      cells: [
        row === country ? textCell(w("country")) : placeCell(row.code), barCell(row.rate, widest, row === country ? "all" : ""),
        rateCell(row.rate, row.pair, style.decimals), countCell(row.pair), changeCell(row.pair, row.before)],
    })),
  });
}

function fylkeFigure(item, at, base) {
  const rows = placeRows(item, at, base, "fylke");
  if (!rows.length) return paragraph(w("notPrinted"));
  if (allHidden(rows)) return paragraph(w("allHidden", rows.length, w("fylker").toLowerCase()), "sentence");
  const style = rateStyle(rows, base), shade = shades(rows, style.decimals);
  return h("figure", { class: "fylker pair" },
    h("div", {}, tileMap(rows, shade, style.text), shadeLegend(rows, shade), paragraph(w("tilesNote", written(base)))),
    fylkeTable(item, at, rows, style));
}

/** "Kárášjohka" is found by karas, "Bærum" by bær. */
const plainText = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u0309\u030b-\u036f]/g, "");

/** Whether a place has these words in its names, code or fylke. */
function isFound(place, words) {
  const fylke = PLACES.get(place.fylke);
  const text = [place.code, place.nb, place.en, place.official, fylke?.nb, fylke?.en].filter(Boolean).join(" ");
  return plainText(text).includes(plainText(words.trim()));
}

const SORTS = {
  name: (row) => (UNKNOWN.includes(row.code) ? undefined : placeName(row.code)),
  fylke: (row) => placeName(row.place.fylke),
  rate: (row) => (isKnown(row.pair) ? row.rate?.[0] : undefined),
  n: (row) => (isKnown(row.pair) ? row.pair[0] : undefined),
  change: (row) => change(row.pair, row.before)?.[0],
};

/** Rows in the order of `sort`: text up, numbers down, `-` the other way; what is hidden is last. */
function sorted(rows, sort) {
  const key = sort.replace(/^-/, ""), value = SORTS[key] ?? SORTS.name;
  const isText = ["name", "fylke"].includes(key) || !(key in SORTS);
  const sign = (isText ? 1 : -1) * (sort.startsWith("-") ? -1 : 1);
  return rows
    .map((row) => [value(row), row])
    .sort(([a], [b]) => (a === undefined) - (b === undefined)
      || (a === undefined ? 0 : sign * (isText ? a.localeCompare(b, "nb") : a - b)))
    .map(([, row]) => row);
}

/** What the headings of the table of kommuner say and do. */
function kommuneColumns(style, sort, redraw) {
  const titles = { name: w("kommune"), fylke: w("fylke"), rate: style.title, n: w("participants"), change: w("onYear") };
  const key = sort.replace(/^-/, "");
  return Object.entries(titles).map(([name, text]) => ({
    text,
    numeric: !["name", "fylke"].includes(name),
    change: name === "change",
    sorted: name !== key ? "none" : sort.startsWith("-") === ["name", "fylke"].includes(name) ? "descending" : "ascending",
    sort: () => redraw(name === sort ? `-${name}` : name, name),
  }));
}

/** The table of kommuner: searched, sorted, and folded while it is long. */
function kommuneTable(item, at, rows, style, title) {
  const holder = h("div", { class: "kommune-table" }), output = h("output", { for: "search" });
  let isOpen = false;
  const draw = (focus) => {
    const sort = state.sort ?? "name", words = state.q ?? "";
    const found = sorted(rows, sort).filter((row) => isFound(row.place, words));
    const isLong = found.length > FOLD;
    const redraw = (next, name) => { note({ sort: next === "name" ? null : next }); draw(name); };
    const columns = kommuneColumns(style, sort, redraw);
    const table = dataTable({
      name: fileName(item.code, "kommuner", DATA.months[at]), title, columns, kind: "sortable",
      rows: found.map((row, i) => ({
        code: row.code,
        kind: i >= SHOWN && isLong && !isOpen ? "beyond" : null,
        cells: [
          placeCell(row.code), textCell(placeName(row.place.fylke)), rateCell(row.rate, row.pair, style.decimals),
          countCell(row.pair), changeCell(row.pair, row.before)],
      })),
    });
    output.textContent = w("found", found.length, rows.length);
    const more = isLong && h("button", { type: "button", class: "more", "aria-expanded": String(isOpen), click: () => { isOpen = !isOpen; draw("more"); } },
      isOpen ? w("showFewer") : w("showAll", found.length));
    holder.replaceChildren(...[table, more].filter(Boolean));
    const column = Object.keys(SORTS).indexOf(focus);
    (focus === "more" ? holder.querySelector(".more") : holder.querySelectorAll("thead button")[column])?.focus();
  };
  const field = h("input", { type: "search", id: "search", autocomplete: "off", value: state.q ?? "", input: () => { note({ q: field.value }); draw(); } });
  draw();
  return [h("p", { class: "find" }, h("label", { for: "search" }, w("search")), field, output), holder];
}

function kommuneFigure(item, at, base, fylke) {
  const rows = placeRows(item, at, base, "kommune", fylke);
  if (!rows.length) return paragraph(w("notPrinted"));
  if (allHidden(rows)) return paragraph(w("allHidden", rows.length, w("kommuner").toLowerCase()), "sentence");
  const style = rateStyle(rows, base), shade = shades(rows, style.decimals);
  const title = `${itemName(item)}, ${fylke ? w("kommunerIn", placeName(fylke)) : w("kommuner").toLowerCase()}, ${monthName(DATA.months[at])}`;
  const map = DATA.shapes && !fylke && h("div", {}, kommuneMap(rows, shade, style.text), shadeLegend(rows, shade));
  return h("figure", { class: `kommuner${map ? " pair" : ""}` }, map, h("div", {}, kommuneTable(item, at, rows, style, title)));
}

/** A breakdown in one month: counts and shares as bars. */
function memberTable(item, breakdown, at) {
  const rows = DATA.members[breakdown]
    .map(([code, nb, en]) => ({ code, name: say([nb, en]), series: memberSeries(item.code, breakdown, code) }))
    .filter((row) => row.series[at]);
  if (!rows.length) return paragraph(w("notPrinted"));
  if (rows.every((row) => isStar(row.series[at]))) return paragraph(w("allHiddenMembers"), "sentence");
  const parts = rows.map((row) => share(row.series[at], item.code, at));
  const widest = Math.max(...parts.map((part) => part?.[1] ?? 0));
  return dataTable({
    name: fileName(item.code, breakdown, DATA.months[at]),
    title: `${itemName(item)}, ${w(breakdown).toLowerCase()}, ${monthName(DATA.months[at])}`,
    kind: "with-bars",
    columns: [{ text: w(breakdown) }, { text: w("share"), bar: true }, { text: `${w("share")} (%)`, numeric: true }, { text: w("participants"), numeric: true }],
    rows: rows.map((row, i) => ({
      code: row.code,
      cells: [textCell(row.name), barCell(parts[i], widest), rateCell(parts[i], row.series[at], 1), countCell(row.series[at])],
    })),
  });
}

/** The members of a breakdown over time, each a line. */
function memberChart(item, breakdown, period) {
  const lines = DATA.members[breakdown]
    .map(([code, nb, en]) => [code, countLine(say([nb, en]), memberSeries(item.code, breakdown, code))])
    .filter(([, line]) => line.series.slice(period[0], period[1] + 1).some(Boolean))
    .map(([code, line]) => [code, { ...line, column: null }]);
  if (!lines.length) return null;
  return chartFigure(`${w(breakdown)}: ${itemName(item)}`, lines.map(([, line]) => line), {
    period, code: item.code, file: fileName(item.code, breakdown), width: chartWidth(560), height: 240,
    breaks: breaksOf(item.report, breakdown, lines.map(([code]) => code), ...period),
  });
}

function memberFigure(item, breakdown, at, period) {
  return h("figure", { class: "members", "data-breakdown": breakdown },
    h("figcaption", {}, h("h4", {}, w(breakdown))), memberTable(item, breakdown, at),
    hasMonths(period) && folded(w("series"), () => memberChart(item, breakdown, period) ?? paragraph(w("notPrinted"))));
}

/** How many cells of each breakdown are hidden, NAV's own borders. */
function hiddenTable(item, at) {
  const rows = [...BREAKDOWNS, "fylke", "kommune"].map((name) => [name, hiddenCells(item.code, name)[at]]).filter(([, pair]) => pair);
  if (!rows.length) return null;
  return dataTable({
    name: fileName(item.code, "hidden", DATA.months[at]),
    title: `${itemName(item)}, ${w("hiddenTitle").toLowerCase()}, ${monthName(DATA.months[at])}`,
    kind: "with-bars",
    columns: [{ text: w("breakdown") }, { text: w("hiddenCells"), bar: true }, { text: w("hiddenCells"), numeric: true }, { text: w("ofCells"), numeric: true }],
    rows: rows.map(([name, [hidden, cells]]) => ({
      code: name, cells: [textCell(w(name)), barCell([0, hidden], cells), numberCell(hidden), numberCell(cells)],
    })),
  });
}

const hasMonths = ([first, last]) => last > first;
/** The width of a chart: as wide as wished, or as the screen allows. */
const chartWidth = (wished) => Math.max(300, Math.min(wished, innerWidth - 48));
