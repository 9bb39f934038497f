// Line charts: known months are joined, a hidden one is a hatched column from its least to its most.
const MARGIN = { left: 50, right: 12, top: 20, bottom: 26 };
const LINES = 7;

/** Runs of known months that follow each other, as lists of indexes. */
function runs(series, first, last) {
  const found = [];
  for (let at = first, before = null; at <= last; at++) {
    const known = isKnown(series[at]) ? at : null;
    if (known !== null) before === null ? found.push([at]) : found.at(-1).push(at);
    before = known;
  }
  return found;
}

/** The plot of one line. */
function drawLine(line, number, [first, last], x, y) {
  const step = Math.min(24, x(1) - x(0));
  const columns = [];
  for (let at = first; at <= last; at++) {
    const pair = line.series[at];
    if (!pair || isKnown(pair)) continue;
    const m = mark(pair, y);
    columns.push(s("rect", { class: "hatched", x: x(at) - step / 2, y: m.end, width: step, height: Math.max(1, m.full - m.end) }));
  }
  const known = runs(line.series, first, last).map((run) => {
    if (run.length === 1) return s("circle", { class: `dot l${number}`, cx: x(run[0]), cy: y(line.series[run[0]][0]), r: 2.5 });
    return s("polyline", { class: `line l${number}`, points: run.map((at) => `${x(at).toFixed(1)},${y(line.series[at][0]).toFixed(1)}`).join(" ") });
  });
  return [...columns, ...known];
}

/** Months under the plot: the ends, or Januaries when there are many. */
function monthMarks([first, last], x, bottom) {
  const label = (at, text, anchor) => [
    s("path", { class: "tick", d: `M${x(at)} ${bottom}v5` }),
    s("text", { x: x(at), y: bottom + 18, "text-anchor": anchor }, text)];
  const all = DATA.months.map((_, at) => at).slice(first, last + 1);
  const januaries = all.filter((at) => DATA.months[at].endsWith("-01"));
  if (last - first <= 24)
    return [label(first, monthShort(DATA.months[first]), "start"), label(last, monthShort(DATA.months[last]), "end")];
  const every = Math.ceil(januaries.length / 6);
  return januaries.filter((_, i) => i % every === 0).map((at) => label(at, DATA.months[at].slice(0, 4), "middle"));
}

/** A broken line between two months that cannot be compared, with the number of its note. */
const breakMark = (row, number, x, bottom) => s("g", { class: "break" },
  s("path", { d: `M${x(row.at - 0.5)} ${MARGIN.top - 4}V${bottom}` }),
  s("text", { x: x(row.at - 0.5), y: MARGIN.top - 8, "text-anchor": "middle" }, number));

/** What is printed about a month of all lines. */
const monthText = (lines, at) =>
  `${monthName(DATA.months[at])}: ${lines.map((l) => `${lines.length > 1 ? `${l.name} ` : ""}${l.text(at)}`).join("; ")}`;

/**
 * The picture of some lines {name, series, text(at)} in a period.
 * Returns it with the value at which the axis begins.
 */
function lineChart(name, lines, { period, isCount = true, breaks = [], width = 340, height = 190 }) {
  const [first, last] = period;
  const inside = lines.flatMap((line) => line.series.slice(first, last + 1).filter(Boolean));
  const { ticks, decimals } = axis(Math.min(...inside.map((p) => p[0])), Math.max(...inside.map((p) => p[1])), isCount);
  const right = width - MARGIN.right, bottom = height - MARGIN.bottom;
  const x = (at) => MARGIN.left + 6 + ((at - first) / Math.max(1, last - first)) * (right - MARGIN.left - 12);
  const y = (value) => bottom - ((value - ticks[0]) / (ticks.at(-1) - ticks[0])) * (bottom - MARGIN.top);
  const grid = ticks.map((tick, i) => [
    s("path", { class: i ? "grid" : "base", d: `M${MARGIN.left} ${y(tick)}H${right}` }),
    s("text", { x: MARGIN.left - 6, y: y(tick) + 4, "text-anchor": "end" }, written(tick, decimals))]);
  const svg = s("svg", { class: "lines", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": w("chartLabel", name) },
    grid, monthMarks(period, x, bottom), breaks.map((row, i) => breakMark(row, i + 1, x, bottom)),
    lines.map((line, number) => drawLine(line, number % LINES, period, x, y)));
  const points = [];
  for (let at = first; at <= last; at++) {
    const pair = lines.map((line) => line.series[at]).find(Boolean);
    if (pair) points.push({ x: x(at), y: y(pair[1]), text: monthText(lines, at) });
  }
  return { svg: tips(svg, points), base: ticks[0], decimals };
}

/** Names of the lines, each with a piece of it. */
const lineLegend = (lines) => h("ul", { class: "legend" }, lines.map((line, number) => h("li", {},
  s("svg", { class: "swatch", viewBox: "0 0 22 12", "aria-hidden": "true" }, s("path", { class: `line l${number % LINES}`, d: "M0 6H22" })), line.name)));

/** A chart with its title, its notes and, behind it, its table. Lines have cells(at) for the table. */
function chartFigure(title, lines, options) {
  const { svg, base, decimals } = lineChart(title, lines, options);
  const months = DATA.months.map((_, at) => at).slice(options.period[0], options.period[1] + 1)
    .filter((at) => lines.some((line) => line.series[at] !== undefined));
  const model = {
    name: options.file,
    title,
    columns: [{ text: w("month") }, ...lines.map((line) => ({ text: line.column ?? line.name, numeric: true }))],
    rows: months.map((at) => ({ cells: [textCell(monthName(DATA.months[at])), ...lines.map((line) => line.cell(at))] })),
  };
  return h("figure", { class: "chart", "data-code": options.code },
    h("figcaption", {}, h(options.heading ?? "h4", {}, title)),
    svg,
    lines.length > 1 && lineLegend(lines),
    base > 0 && paragraph(w("notZero", written(base, decimals))),
    options.breaks?.length > 0 && h("ol", { class: "breaks note" }, options.breaks.map((row) => h("li", {}, breakText(row)))),
    folded(w("asTable"), () => dataTable(model)));
}

const breakText = (row) => `${monthName(row.month)}: ${say([row.name_nb, row.name_en])}`;

/** Details whose content is made when they are opened first. */
function folded(title, content) {
  const details = h("details", {}, h("summary", {}, title));
  details.make = () => { if (details.childElementCount === 1) details.append(content()); };
  details.addEventListener("toggle", details.make);
  return details;
}

/** The line of counts of an item. */
const countLine = (name, series) => ({
  name, series, column: w("participants"),
  text: (at) => countText(series[at]),
  cell: (at) => countCell(series[at]),
});
