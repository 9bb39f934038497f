// Tables: a model of columns and rows is drawn, downloaded and copied.

/** Cells have the text that is shown, and `value`: a number, or what is written to a file instead. */
const textCell = (text, href) => ({ text, value: text, href });
const numberCell = (value) => ({ text: written(value), value });
const countCell = (pair) => ({ text: countText(pair), value: isKnown(pair) ? pair[0] : countText(pair).replaceAll("\u00a0", "") });

function rateCell(rate, count, decimals) {
  const text = rateText(rate, count, decimals);
  return { text, value: rate && isKnown(count) ? Number(rate[0].toFixed(decimals)) : text.replaceAll("\u00a0", ""), decimals };
}

function changeCell(now, before) {
  const [text, percent] = changeText(now, before), found = change(now, before);
  return { text, small: percent, value: found ? found[0] : text };
}

const barCell = (pair, widest, kind) => ({ bar: () => bar(pair, widest, kind) });

function drawCell(cell, index) {
  const content = cell.bar ? cell.bar() : cell.href ? h("a", { href: cell.href }, cell.text) : cell.text;
  const small = cell.small && h("small", {}, ` ${cell.small}`);
  return index ? h("td", { class: cell.bar ? "of-bar" : null }, content, small) : h("th", { scope: "row" }, content, small);
}

const drawRow = (row) => h("tr", { "data-code": row.code, class: row.kind }, row.cells.map(drawCell));

function drawHead(column) {
  const kind = column.bar ? "of-bar" : column.numeric ? "numeric" : null;
  if (!column.sort) return h("th", { scope: "col", class: kind }, column.text);
  return h("th", { scope: "col", class: kind, "aria-sort": column.sorted ?? "none" }, h("button", { type: "button", click: column.sort }, column.text));
}

/** Without columns of changes where there is nothing to compare any row with. */
function compact(model) {
  const isKept = model.columns.map((column, i) => !column.change || model.rows.some((row) => row.cells[i].text !== NONE));
  const keep = (list) => list.filter((_, i) => isKept[i]);
  return { ...model, columns: keep(model.columns), rows: model.rows.map((row) => ({ ...row, cells: keep(row.cells) })) };
}

/** The table and under it what can be done with it. */
function dataTable(given) {
  const model = compact(given);
  const table = h("table", { class: model.kind },
    h("thead", {}, h("tr", {}, model.columns.map(drawHead))),
    h("tbody", {}, model.rows.map(drawRow)));
  for (const row of table.rows)
    model.columns.forEach((column, i) => { if (i && !column.numeric && !column.bar) row.cells[i]?.classList.add("of-text"); });
  return h("div", { class: "table" }, table, tableTools(model));
}

const kept = (model) => model.columns.map((column, i) => [column, i]).filter(([column]) => !column.bar);

/** A value in a file: a decimal comma in Norwegian, no thousands separator in either. */
function filed(cell) {
  if (typeof cell.value !== "number") return cell.value ?? "";
  const text = cell.decimals === undefined ? String(cell.value) : cell.value.toFixed(cell.decimals);
  return language === "nb" ? text.replace(".", ",") : text;
}

/** Lines of fields, the source last; what Norwegian spreadsheets read is split by semicolons. */
function lines(model) {
  const columns = kept(model);
  return [
    columns.map(([column]) => column.text),
    ...model.rows.map((row) => columns.map(([, i]) => filed(row.cells[i]))),
  ];
}

function csv(model) {
  const between = language === "nb" ? ";" : ",";
  const field = (text) => (/[";,\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const source = field(`${model.title}. ${sourceLine()}`);
  return "\ufeff" + [...lines(model).map((fields) => fields.map(field).join(between)), source].join("\r\n") + "\r\n";
}

const asText = (model) => [model.title, ...lines(model).map((fields) => fields.join("\t")), sourceLine()].join("\n");

/** The newest report of each series, and who made the figures. */
function sourceLine() {
  const newest = REPORT_CODES.map((code) => DATA.reports.find((report) => report.code === code));
  return w("source", newest.map((report) => w("updated", report.code, dayName(report.updated))).join(", "));
}

function download(model) {
  const link = h("a", { href: URL.createObjectURL(new Blob([csv(model)], { type: "text/csv;charset=utf-8" })), download: `${model.name}.csv` });
  link.click();
  URL.revokeObjectURL(link.href);
}

async function copy(model, button) {
  await navigator.clipboard.writeText(asText(model));
  button.textContent = w("copied");
  setTimeout(() => { button.textContent = w("copy"); }, 2000);
}

const hiddenName = (title) => h("span", { class: "unseen" }, w("ofTable", title));

const tableTools = (model) => h("p", { class: "tools" },
  h("button", { type: "button", click: () => download(model) }, w("download"), hiddenName(model.title)),
  h("button", { type: "button", click: (event) => copy(model, event.target) }, w("copy"), hiddenName(model.title)));
