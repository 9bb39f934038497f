// The country: key figures, series, and one item by place and by member.

function keyTable(report, at) {
  const items = tiltakOf(report).filter((item) => totals(item.code)[at]);
  const widest = Math.max(...items.map((item) => totals(item.code)[at][1]));
  return dataTable({
    name: fileName(report, "key_figures", DATA.months[at]),
    title: `${w("keyFigures")}, ${report}, ${monthName(DATA.months[at])}`,
    kind: "key with-bars",
    columns: [
      { text: report === "TILT100" ? w("byGroup") : w("byTiltak") }, { text: w("participants"), bar: true },
      { text: w("participants"), numeric: true }, { text: w("onMonth"), numeric: true, change: true }, { text: w("onYear"), numeric: true, change: true }],
    rows: items.map((item) => {
      const series = totals(item.code), pair = series[at];
      return {
        code: item.code,
        cells: [
          textCell(itemName(item), linkTo({ tiltak: item.code, section: "tiltak" })), barCell(pair, widest), countCell(pair),
          changeCell(pair, series[at - 1]), changeCell(pair, series[at - 12])],
      };
    }),
  });
}

function changeLine(title, now, before) {
  const [text, percent] = changeText(now, before);
  return before && h("div", {}, h("dt", {}, title.toLowerCase()), h("dd", {}, text, percent && h("small", {}, ` (${percent})`)));
}

/** The total of a report's newest month, and its tiltak. */
function keyArticle(report) {
  const series = totals(report), at = monthsOf(report).at(-1), item = ITEMS.get(report);
  return h("article", { "data-code": report },
    h("h3", {}, say([item.nb, item.en])),
    h("p", { class: "when" }, `${w("allOf", report)}, ${monthName(DATA.months[at])}`),
    h("p", { class: "hero" }, countText(series[at])),
    h("dl", { hidden: !(series[at - 1] || series[at - 12]) }, changeLine(w("onMonth"), series[at], series[at - 1]), changeLine(w("onYear"), series[at], series[at - 12])),
    keyTable(report, at));
}

const keySection = () => section("key", w("keyFigures"),
  h("div", { class: REPORT_CODES.length > 1 ? "articles many" : "articles" }, REPORT_CODES.map(keyArticle)),
  REPORT_CODES.includes("TILT100") && REPORT_CODES.length > 1 && paragraph(w("onceOnly")));

/** The counts of an item over time; two months at least, or the key figure shows it already. */
function itemChart(item, period, width, heading) {
  const series = totals(item.code);
  if (series.slice(period[0], period[1] + 1).filter(Boolean).length < 2) return null;
  return chartFigure(itemName(item), [countLine(itemName(item), series)], {
    period, width, heading, code: item.code, file: fileName(item.code, "series"),
    breaks: breaksOf(item.report, "tiltak", [item.code], ...period),
  });
}

/** Each tiltak of a report; those of another report than the chosen tiltak's are folded. */
function eachChart(report, period, isOpen) {
  const each = tiltakOf(report).filter((item) => totals(item.code).slice(period[0], period[1] + 1).some(Boolean));
  const details = folded(w("eachTiltak", report, each.length), () => h("div", { class: "charts" }, each.map((item) => itemChart(item, period, 340))));
  if (isOpen) { details.make(); details.open = true; }
  return each.length > 0 && details;
}

function periodChoice(period) {
  if (DATA.years.length < 2) return null;
  const years = DATA.years.map((year) => [String(year), String(year)]);
  const [first, last] = period.map((at) => DATA.months[at].slice(0, 4));
  return h("p", { class: "choices" },
    choice("from", w("from"), years, first, (from) => go({ from: from === years[0][0] ? null : from })),
    choice("to", w("to"), years, last, (to) => go({ to: to === years.at(-1)[0] ? null : to })));
}

function seriesSection(item) {
  const period = chosenPeriod();
  const reports = REPORT_CODES.filter((code) => monthsOf(code).length > 1);
  if (!reports.length) return null;
  return section("series", w("series"), paragraph(w("seriesNote")), periodChoice(period),
    h("div", { class: reports.length > 1 ? "charts together" : null }, reports.map((report) => itemChart(ITEMS.get(report), period, chartWidth(reports.length > 1 ? 440 : 700), "h3"))),
    reports.map((report) => eachChart(report, period, report === item.report)));
}

/** Items by report, for a choice. */
const itemOptions = () => REPORT_CODES.map((report) => [report, [...ITEMS.values()].filter((item) => item.report === report).map((item) => [item.code, itemName(item)])]);

/** Which month is shown: a slider with its name beside it, where there is more than one. */
function monthSlider(item, at) {
  const months = monthsOf(item.code);
  if (months.length < 2) return null;
  const name = (index) => monthName(DATA.months[months[index]]);
  const output = h("output", { for: "month" }, monthName(DATA.months[at]));
  const slider = h("input", {
    type: "range", id: "month", min: 0, max: months.length - 1, value: months.indexOf(at), "aria-valuetext": monthName(DATA.months[at]),
    input: () => { output.textContent = name(slider.value); slider.setAttribute("aria-valuetext", name(slider.value)); },
    change: () => go({ month: Number(slider.value) === months.length - 1 ? null : DATA.months[months[slider.value]] }),
  });
  return h("span", { class: "choice" }, h("label", { for: "month" }, w("showMonth")), slider, output);
}

/** What acts on the section that it is in, and on nothing else. */
const chooser = (item, at) => h("div", { class: "chooser" },
  ITEMS.size > 1 && choice("tiltak-choice", w("showTiltak"), itemOptions(), item.code, (tiltak) => go({ tiltak })), monthSlider(item, at));

function tiltakSection(item, at) {
  const base = baseOf(item.code, at), period = chosenPeriod();
  const hasPlaces = item.code in DATA.placeCells;
  return section("tiltak", itemName(item),
    chooser(item, at),
    paragraph(monthName(DATA.months[at]), monthsOf(item.code).length > 1 ? "when on-paper" : "when"),
    h("h3", { id: "fylker", tabindex: "-1" }, `${w("fylker")}: ${w("perLong", written(base))}`),
    hasPlaces ? fylkeFigure(item, at, base) : paragraph(w("noPlaceFigures")),
    h("h3", { id: "kommuner", tabindex: "-1" }, w("kommuner")),
    hasPlaces ? kommuneFigure(item, at, base) : paragraph(w("noPlaceFigures")),
    h("h3", { id: "who", tabindex: "-1" }, w("who")),
    h("div", { class: "charts wide" }, BREAKDOWNS.map((name) => memberFigure(item, name, at, period))),
    paragraph(w("shareNote")),
    h("h3", { id: "hidden", tabindex: "-1" }, w("hiddenTitle")),
    h("div", { class: "narrow" }, hiddenTable(item, at)));
}

/** The country, as [contents, sections]. */
function countryView() {
  const item = chosenItem(), at = chosenMonth(item), series = seriesSection(item);
  return {
    title: null,
    contents: [
      ["key", w("keyFigures")], series && ["series", w("series")], ["tiltak", itemName(item), [
        ["fylker", w("fylker")], ["kommuner", w("kommuner")], ["who", w("who")], ["hidden", w("hiddenTitle")]]]],
    sections: [keySection(), series, tiltakSection(item, at)],
  };
}
