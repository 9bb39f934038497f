"use strict";
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const root = document.documentElement;
root.classList.add("js");

// 10 002 and 1,5 in Norwegian; 10,002 and 1.5 in English
function written(value, decimals, signed) {
  const [whole, part] = Math.abs(value).toFixed(decimals).split(".");
  const [between, point] = root.lang === "nb" ? ["\u00a0", ","] : [",", "."];
  const sign = value < 0 ? "\u2212" : signed && value > 0 ? "+" : "";
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, between) + (part ? point + part : "");
}

function speak(language) {
  root.lang = language;
  for (const node of all("[data-v]")) {
    const { t = "", v, d = 0, s } = node.dataset;
    node.textContent = t + written(Number(v), Number(d), s !== undefined);
  }
  for (const node of all("[data-nb]")) node.textContent = node.dataset[language];
  for (const node of all("[data-label-nb]"))
    node.setAttribute("aria-label", node.getAttribute("data-label-" + language));
  for (const button of all("[data-language]"))
    button.setAttribute("aria-pressed", button.dataset.language === language);
  for (const table of all(".sortable")) report(table);
}

// Rows that a search leaves, said beside the field
function report(table) {
  const rows = all("tbody tr", table);
  const left = rows.filter((row) => !row.hidden).length;
  const of = root.lang === "nb" ? "av" : "of";
  table.closest("figure").querySelector("output").textContent = `${left} ${of} ${rows.length}`;
}

// "Kárášjohka" is found by karas, "Bærum" by bær
const folded = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u0309\u030b-\u036f]/g, "");

function search(table, words) {
  for (const row of all("tbody tr", table)) {
    const [kommune, fylke] = row.cells;
    const text = [row.dataset.code, row.dataset.also, kommune.textContent, fylke.textContent].join(" ");
    row.hidden = !folded(text).includes(folded(words.trim()));
  }
  report(table);
}

// Text by the Norwegian alphabet; numbers from the largest at first; stars and ranges always last
function sort(table, heading) {
  const column = heading.cellIndex;
  const numeric = column > 1;
  const last = heading.getAttribute("aria-sort");
  const up = last === "none" ? !numeric : last === "descending";
  const value = (row) => {
    const cell = row.cells[column];
    if (!numeric) return cell.textContent;
    return cell.dataset.v === undefined ? null : Number(cell.dataset.v);
  };
  const compare = (a, b) => (numeric ? a - b : a.localeCompare(b, "nb"));
  const rows = all("tbody tr", table).map((row) => [value(row), row]);
  rows.sort(([a], [b]) => (a === null) - (b === null) || (a === null ? 0 : up ? compare(a, b) : compare(b, a)));
  table.tBodies[0].append(...rows.map(([, row]) => row));
  for (const other of all("th", table.tHead)) other.setAttribute("aria-sort", "none");
  heading.setAttribute("aria-sort", up ? "ascending" : "descending");
}

function choose(tiltak) {
  for (const panel of all(".panel")) panel.hidden = panel.dataset.tiltak !== tiltak;
}

for (const button of all("[data-language]")) button.addEventListener("click", () => speak(button.dataset.language));
for (const table of all(".sortable")) {
  const field = table.closest("figure").querySelector("input");
  field.addEventListener("input", () => search(table, field.value));
  for (const button of all("button", table))
    button.addEventListener("click", () => sort(table, button.closest("th")));
}
const chooser = document.getElementById("tiltak");
if (chooser) {
  chooser.addEventListener("change", () => choose(chooser.value));
  choose(chooser.value);
}
speak(location.hash === "#en" ? "en" : "nb");
