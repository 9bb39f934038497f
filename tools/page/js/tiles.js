// Fylker as tiles, placed by hand about where they are on the map, and the map of kommuner.
const TILE = { width: 83, height: 60, gap: 3 };
/** Column, row and a name that fits; a fylke of another code is in the table only. */
const TILES = {
  "97": [0, 0, "Svalbard"], "55": [2, 0, "Troms"], "56": [3, 0, "Finnmark"], "18": [1.5, 1, "Nordland"],
  "50": [1, 2, "Trøndelag"], "15": [0.5, 3, "Møre og R."], "34": [1.5, 3, "Innlandet"], "46": [0, 4, "Vestland"],
  "33": [1, 4, "Buskerud"], "03": [2, 4, "Oslo"], "32": [3, 4, "Akershus"], "11": [0, 5, "Rogaland"],
  "40": [1, 5, "Telemark"], "39": [2, 5, "Vestfold"], "31": [3, 5, "Østfold"], "42": [0.5, 6, "Agder"],
};

/** The class of colour of a rate: its class, hatched between two, or none. */
function fillOf(rate, all, decimals) {
  if (!rate) return "plain";
  if (!all.length) return "hatched";
  const m = mark(rate, (value) => classOf(value, all, decimals));
  return m.known ? `c${m.full + 1}` : `c${m.full + 1} to${m.full + m.hatched + 1}`;
}

/** Rates of places as classes of colour. `rows` are {code, pair, rate}. */
function shades(rows, decimals) {
  const all = classes(rows.map((row) => row.rate), decimals);
  return { all, decimals, of: (row) => fillOf(row.rate, all, decimals) };
}

const isHatched = (row) => !!row.rate && !isKnown(row.pair);

function tile(row, shade, text) {
  const [column, line, name] = TILES[row.code], { width, height, gap } = TILE;
  const x = column * (width + gap), y = line * (height + gap);
  return s("g", { class: `tile ${shade.of(row)}`, transform: `translate(${x} ${y})`, "data-code": row.code, click: () => go(placeChoice(row.code)) },
    s("rect", { class: "area", width, height, rx: 2 }),
    isHatched(row) && [s("rect", { class: "hatch", width, height, rx: 2 }), s("rect", { class: "plate", x: 5, y: 5, width: width - 10, height: height - 10, rx: 2 })],
    s("text", { x: 9, y: 18 }, name),
    s("text", { class: "large", x: 9, y: 38 }, text(row)),
    s("text", { x: 9, y: 53 }, countText(row.pair)));
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
    if (isHatched(row)) group.append(s("path", { d: paths[row.code], class: "hatch" }));
    svg.append(group);
    return { group, text: placeText(row, text) };
  });
  requestAnimationFrame(() => tips(svg, points.map(({ group, text: words }) => {
    const [x, y] = middle(group);
    return { x, y, text: words };
  }), (point, x, y) => Math.hypot(point.x - x, point.y - y)));
  return svg;
}

/** One sample of each class of colour. */
function shadeLegend(rows, shade) {
  const sample = (kind, text, hatch) => h("li", {},
    s("svg", { class: `swatch ${kind}`, viewBox: "0 0 22 12", "aria-hidden": "true" },
      s("rect", { class: "area", width: 22, height: 12 }), hatch && s("rect", { class: hatch, width: 22, height: 12 })), text);
  const range = ({ from, to }) => (from === to ? written(from, shade.decimals) : `${written(from, shade.decimals)}${NONE}${written(to, shade.decimals)}`);
  return h("ul", { class: "legend" },
    shade.all.map((one, i) => sample(`c${i + 1}`, range(one))),
    rows.some(isHatched) && sample("plain", w("legendHidden"), "hatched"),
    rows.some((row) => !row.rate) && sample("plain", w("legendNone")));
}
