// Fylker as tiles, placed by hand about where they are on the map, and the map of kommuner.
const TILE = { width: 83, height: 60, gap: 3 };
/** Column, row and a name that fits; a fylke of another code is in the table only. */
const TILES = {
  "97": [0, 0, "Svalbard"], "55": [2, 0, "Troms"], "56": [3, 0, "Finnmark"], "18": [1.5, 1, "Nordland"],
  "50": [1, 2, "Trøndelag"], "15": [0.5, 3, "Møre og R."], "34": [1.5, 3, "Innlandet"], "46": [0, 4, "Vestland"],
  "33": [1, 4, "Buskerud"], "03": [2, 4, "Oslo"], "32": [3, 4, "Akershus"], "11": [0, 5, "Rogaland"],
  "40": [1, 5, "Telemark"], "39": [2, 5, "Vestfold"], "31": [3, 5, "Østfold"], "42": [0.5, 6, "Agder"],
};

/** The colour of a rate: its class, or hatched from the class of its least to that of its most. */
function fillOf(rate, all, decimals) {
  if (!rate) return "plain";
  if (!all.length) return "hatched";
  const m = mark(rate, (value) => classOf(value, all, decimals));
  return `c${m.full + 1}${m.hatched ? ` hatched to${m.end + 1}` : ""}`;
}

/** Rates of places as classes of colour. `rows` are {code, pair, rate}. */
function shades(rows, decimals) {
  const all = classes(rows.map((row) => row.rate), decimals);
  const of = (row) => fillOf(row.rate, all, decimals);
  return { all, decimals, of, isHatched: (row) => of(row).includes("hatched") };
}

/** The largest size, up to `most`, at which a text stays within a tile: a digit is 0.61 em wide. */
const fitting = (text, most) => `font-size: ${Math.min(most, (TILE.width - 15) / (0.61 * text.length)).toFixed(1)}px`;

function tile(row, shade, text) {
  const [column, line, name] = TILES[row.code], { width, height, gap } = TILE;
  const x = column * (width + gap), y = line * (height + gap), rate = text(row), count = countText(row.pair);
  return s("g", { class: `tile ${shade.of(row)}`, transform: `translate(${x} ${y})`, "data-code": row.code, click: () => go(placeChoice(row.code)) },
    s("rect", { class: "area", width, height, rx: 2 }),
    shade.isHatched(row) && [s("rect", { class: "hatch", width, height, rx: 2 }), s("rect", { class: "plate area", x: 5, y: 5, width: width - 10, height: height - 10, rx: 2 })],
    s("text", { x: 9, y: 18 }, name),
    s("text", { class: "large", x: 9, y: 38, style: fitting(rate, 19) }, rate),
    s("text", { x: 9, y: 53, style: fitting(count, 11.5) }, count));
}

/** The picture of fylker; `text` prints a rate. */
function tileMap(rows, shade, text) {
  const shown = rows.filter((row) => row.code in TILES), { width, height, gap } = TILE;
  const svg = s("svg", { class: "tiles", viewBox: `0 0 ${4 * (width + gap)} ${7 * (height + gap)}`, role: "img", "aria-label": w("tilesLabel") },
    shown.map((row) => tile(row, shade, text)));
  const points = shown.map((row) => ({
    x: TILES[row.code][0] * (width + gap) + width / 2, y: TILES[row.code][1] * (height + gap) + height / 2, text: placeText(row, text),
  }));
  return tips(svg, points, (point, x, y) => Math.hypot(point.x - x, point.y - y));
}

const placeText = (row, text) => `${placeName(row.code)}: ${text(row)} (${countText(row.pair)} ${w("persons")})`;

/** The middle of the largest island of a path, near enough for a tip. */
function middle(path) {
  const box = path.getBBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

/** The map of kommuner, where a file of shapes was given. */
function kommuneMap(rows, shade, text) {
  const { width, height, paths } = DATA.shapes;
  const shown = rows.filter((row) => paths[row.code]);
  const svg = s("svg", { class: "map", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": w("mapLabel") });
  const points = shown.map((row) => {
    const area = () => s("path", { d: paths[row.code], class: "area" });
    const group = s("g", { class: `place ${shade.of(row)}`, "data-code": row.code, click: () => go(placeChoice(row.code)) }, area());
    if (shade.isHatched(row)) group.append(s("path", { d: paths[row.code], class: "hatch" }));
    svg.append(group);
    return { group, text: placeText(row, text) };
  });
  requestAnimationFrame(() => tips(svg, points.map(({ group, text: words }) => {
    const [x, y] = middle(group);
    return { x, y, text: words };
  }), (point, x, y) => Math.hypot(point.x - x, point.y - y)));
  return svg;
}

/** What a class reaches from and to; the ends of a range may lie below the first or above the last. */
function stepText({ from, to }, ends, { all, decimals }) {
  if (to === all.at(-1).to && ends.some((end) => end > to)) return `≥ ${written(from, decimals)}`;
  if (from === all[0].from && ends.some((end) => end < from)) return `≤ ${written(to, decimals)}`;
  return from === to ? written(from, decimals) : `${written(from, decimals)}${NONE}${written(to, decimals)}`;
}

/** One sample of each class of colour. */
function shadeLegend(rows, shade) {
  const sample = (kind, text, hatch) => h("li", {},
    s("svg", { class: `swatch ${kind}`, viewBox: "0 0 22 12", "aria-hidden": "true" },
      s("rect", { class: "area", width: 22, height: 12 }), hatch && s("rect", { class: hatch, width: 22, height: 12 })), text);
  const ends = rows.flatMap((row) => row.rate ?? []).map((value) => Number(value.toFixed(shade.decimals)));
  return h("ul", { class: "legend" },
    shade.all.map((one, i) => sample(`c${i + 1}`, stepText(one, ends, shade))),
    rows.some(shade.isHatched) && sample("plain", w("legendHidden"), "hatched"),
    rows.some((row) => !row.rate) && sample("plain", w("legendNone")));
}
