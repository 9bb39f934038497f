// Draws what the address asks for, and again when it changes.
const app = document.getElementById("app"), root = document.documentElement;
const methods = document.getElementById("methods");

function reportsTable() {
  return dataTable({
    name: fileName("reports"), title: w("reports"),
    columns: [{ text: w("report") }, { text: w("updatedOn") }, { text: w("months") }, { text: w("pages"), numeric: true }],
    rows: DATA.reports.map((row) => ({
      cells: [
        textCell(row.code), textCell(dayName(row.updated)),
        textCell(row.first === row.last ? monthName(row.first) : `${monthName(row.first)} ${NONE} ${monthName(row.last)}`), numberCell(row.pages)],
    })),
  });
}

function revisionsTable() {
  return dataTable({
    name: fileName("revisions"), title: w("revisions"),
    columns: [{ text: w("newReport") }, { text: w("changedFrom") }, { text: w("nChanged"), numeric: true }, { text: w("nHidden"), numeric: true }],
    rows: DATA.revisions.map((row) => ({
      cells: [textCell(row.report_id.replace("_", " ")), textCell(row.previous_report_id.replace("_", " ")), numberCell(row.n_changed), numberCell(row.n_hidden)],
    })),
  });
}

/** What is landed, what is broken, what was revised, and how the tests went. */
function dataSection() {
  const breaks = new Map(DATA.breaks.map((row) => [row.month + row.name_en, row]));
  const long = (title, rows, table) => (rows.length > 12 ? folded(w("showAll", rows.length), table) : table());
  return section("data", w("data"),
    h("h3", {}, w("tests")),
    h("p", { class: "tests" }, DATA.tests ? w("testsRun", dayName(DATA.tests[3]), ...DATA.tests.slice(0, 3).map((n) => written(n))) : w("testsUnknown")),
    h("h3", {}, w("reports")), long(w("reports"), DATA.reports, reportsTable),
    h("h3", {}, w("breaks")),
    breaks.size ? h("ul", { class: "all-breaks" }, [...breaks.values()].map((row) => h("li", {}, breakText(row), row.source && h("small", { lang: "nb" }, ` (${row.source})`)))) : paragraph(w("noBreaks")),
    h("h3", {}, w("revisions")),
    DATA.revisions.length ? long(w("revisions"), DATA.revisions, revisionsTable) : paragraph(w("noRevisions")));
}

/** The contents list: sections, and what is in them. */
function contentsList(entries) {
  const link = ([id, text, inner]) => h("li", {}, h("a", { href: linkTo({ section: id }) }, text), inner && h("ul", {}, inner.map(link)));
  return h("ul", {}, entries.filter(Boolean).map(link));
}

/** Language of the texts that are not drawn by scripts. */
function speak() {
  language = spoken();
  root.lang = language;
  for (const button of document.querySelectorAll("[data-language]"))
    button.setAttribute("aria-pressed", String(button.dataset.language === language));
  for (const node of document.querySelectorAll("[data-label-nb]"))
    node.setAttribute("aria-label", node.getAttribute(`data-label-${language}`));
}

function showSection(id) {
  const target = document.getElementById(id);
  if (!target) return;
  (document.getElementById(`${id}-title`) ?? target).focus({ preventScroll: true });
  target.scrollIntoView();
}

/** Draw everything; the focus stays where it was. */
function draw() {
  const place = chosenPlace(), focused = document.activeElement?.id;
  speak();
  const view = place ? placeView(place) : countryView();
  document.title = [view.title, root.dataset[`title${language === "nb" ? "Nb" : "En"}`]].filter(Boolean).join(" – ");
  document.getElementById("find-place").replaceChildren(
    placeField("place-field", w("findPlace"), place, (found) => go(found ? placeChoice(found.code) : { kommune: null, fylke: null, compare: null })), placeNames(),
    ...(place ? [h("a", { class: "back", href: linkTo({ kommune: null, fylke: null, compare: null }) }, w("back"))] : []));
  app.replaceChildren(...view.sections.filter(Boolean), methods, dataSection());
  document.getElementById("contents").replaceChildren(contentsList([...view.contents, ["methods", w("methods")], ["data", w("data")]]));
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

/** Read the address and draw; a new place is read from its top. */
function follow() {
  const before = chosenPlace();
  state = parse(location.hash);
  draw();
  if (state.section) showSection(state.section);
  else if (before !== chosenPlace()) scrollTo(0, 0);
}

for (const button of document.querySelectorAll("[data-language]"))
  button.addEventListener("click", () => go({ lang: button.dataset.language }));
addEventListener("hashchange", follow);
let width = innerWidth;
addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; draw(); } });
// on paper there is nothing to open
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => { one.make?.(); one.dataset.was = one.open; one.open = true; }));
addEventListener("afterprint", () => document.querySelectorAll("details").forEach((one) => { one.open = one.dataset.was === "true"; }));
document.querySelector("noscript")?.remove();
follow();
root.dataset.opened = String(Math.round(performance.now()));
