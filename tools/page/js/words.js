// Every text that scripts write: Norwegian, English. A function fills in what it is given.
const WORDS = {
  all: ["Alle tiltak", "All programmes"],
  allOf: [(code) => `Alle tiltak i ${code}`, (code) => `All programmes in ${code}`],
  tiltak: ["Tiltak", "Programme"],
  participants: ["Deltakere", "Participants"],
  share: ["Andel", "Share"],
  month: ["Måned", "Month"],
  fylke: ["Fylke", "Fylke (county)"],
  fylker: ["Fylker", "Fylker (counties)"],
  kommune: ["Kommune", "Kommune (municipality)"],
  kommuner: ["Kommuner", "Kommuner (municipalities)"],
  onMonth: ["Fra måneden før", "On the month before"],
  onYear: ["Fra året før", "On the year before"],
  country: ["Hele landet", "Norway"],
  rank: ["Plass", "Rank"],
  ofAll: [(n) => `av ${n}`, (n) => `of ${n}`],
  per: [(base) => `Per ${base}`, (base) => `Per ${base}`],
  perLong: [
    (base) => `deltakere per ${base} innbyggere 18–66 år`,
    (base) => `participants per ${base} inhabitants aged 18–66`,
  ],
  keyFigures: ["Nøkkeltall", "Key figures"],
  byTiltak: ["Etter tiltak", "By programme"],
  byGroup: ["Etter hovedgruppe av tiltak", "By main group of programmes"],
  onceOnly: [
    "TILT100 teller de samme personene som de andre rapportene: tallene legges aldri sammen.",
    "TILT100 counts the same persons as the other reports: they are never added up.",
  ],
  series: ["Utvikling over tid", "Over time"],
  seriesNote: [
    "Deltakere ved utgangen av hver måned. Et skravert felt går fra det minste til det største som et skjult tall kan være.",
    "Participants at the end of each month. A hatched area goes from the least to the most that a hidden count can be.",
  ],
  from: ["Fra og med", "From"],
  to: ["Til og med", "To"],
  eachTiltak: [(code, n) => `Hvert tiltak i ${code} (${n})`, (code, n) => `Each programme in ${code} (${n})`],
  asTable: ["Tallene i tabell", "Figures as a table"],
  notZero: [(n) => `Aksen begynner på ${n}.`, (n) => `The axis begins at ${n}.`],
  showTiltak: ["Vis tiltak", "Show programme"],
  showMonth: ["Måned", "Month"],
  who: ["Hvem deltakerne er", "Who the participants are"],
  labour_status: ["Arbeidsmarkedsstatus", "Labour market status"],
  gender: ["Kjønn", "Gender"],
  age_group: ["Alder", "Age"],
  education: ["Utdanning", "Education"],
  immigrant_status: ["Innvandrerstatus", "Immigrant status"],
  birth_region: ["Fødeland (innvandrere)", "Region of birth (immigrants)"],
  shareNote: [
    "Andelene er av alle deltakere i tiltaket. Der et tall er skjult, er søylen skravert fra det minste til det største andelen kan være.",
    "Shares are of all participants in the programme. Where a count is hidden, the bar is hatched from the least to the most that the share can be.",
  ],
  hiddenTitle: ["Så mye er skjult", "How much is hidden"],
  hiddenCells: ["Skjulte tall", "Hidden counts"],
  ofCells: ["Av", "Of"],
  breakdown: ["Fordeling", "Breakdown"],
  allHidden: [
    (n, what) => `NAV har skjult tallene for alle ${n} ${what}: hver har 0, 1, 2 eller 3 deltakere.`,
    (n, what) => `NAV has hidden the counts of all ${n} ${what}: each has 0, 1, 2 or 3 participants.`,
  ],
  allHiddenMembers: [
    "NAV har skjult alle tallene i fordelingen: hvert er 0, 1, 2 eller 3.",
    "NAV has hidden all counts of this breakdown: each is 0, 1, 2 or 3.",
  ],
  notPrinted: [
    "NAV har ikke trykt denne fordelingen for denne måneden.",
    "NAV has not printed this breakdown for this month.",
  ],
  tilesLabel: [
    "Fylkene som fliser, omtrent som på kartet. Piltastene går fra flis til flis; tallene står i tabellen ved siden av.",
    "Fylker as tiles, roughly as on the map. The arrow keys go from tile to tile; the figures are in the table beside it.",
  ],
  mapLabel: [
    "Kart over kommunene. Piltastene går fra kommune til kommune; tallene står i tabellen.",
    "Map of kommuner. The arrow keys go from kommune to kommune; the figures are in the table.",
  ],
  tilesNote: [
    (base) => `Stort tall: deltakere per ${base} innbyggere 18–66 år. Lite tall: deltakere.`,
    (base) => `Large figure: participants per ${base} inhabitants aged 18–66. Small figure: participants.`,
  ],
  chartLabel: [
    (name) => `Linjediagram: ${name}. Piltastene går fra måned til måned; alle tall står i tabellen under.`,
    (name) => `Line chart: ${name}. The arrow keys go from month to month; all figures are in the table below.`,
  ],
  legendHidden: [
    "skravert: skjult, fra minste til største mulige verdi",
    "hatched: hidden, from the least to the most it can be",
  ],
  legendNone: ["folketall mangler", "no population"],
  search: ["Søk etter kommune eller fylke", "Search for a kommune or fylke"],
  found: [(n, of) => `${n} av ${of}`, (n, of) => `${n} of ${of}`],
  showAll: [(n) => `Vis alle ${n}`, (n) => `Show all ${n}`],
  showFewer: ["Vis færre", "Show fewer"],
  download: ["Last ned CSV", "Download CSV"],
  copy: ["Kopier", "Copy"],
  copied: ["Kopiert", "Copied"],
  ofTable: [(name) => `: ${name}`, (name) => `: ${name}`],
  findPlace: ["Finn en kommune eller et fylke", "Find a kommune or fylke"],
  compareWith: ["Sammenlign med", "Compare with"],
  noPlace: ["Ingen kommune eller fylke heter det.", "No kommune or fylke has that name."],
  clear: ["Fjern", "Remove"],
  back: ["Hele landet", "The whole country"],
  kommuneIn: [(fylke) => `Kommune i ${fylke}`, (fylke) => `Kommune (municipality) in ${fylke}`],
  aFylke: ["Fylke", "Fylke (county)"],
  inhabitants: [
    (n, year) => `${n} innbyggere 18–66 år i ${year}`,
    (n, year) => `${n} inhabitants aged 18–66 in ${year}`,
  ],
  allTiltakIn: [(name) => `Alle tiltak i ${name}`, (name) => `All programmes in ${name}`],
  rankNote: [
    "Plass: 1 har flest deltakere per innbygger. To tall med strek mellom er den høyeste og den laveste plassen stedet kan ha når noen tall er skjult.",
    "Rank: 1 has the most participants per inhabitant. Two numbers with a dash between are the highest and the lowest rank that the place can have while some counts are hidden.",
  ],
  beside: ["Sammenlignet med landet", "Beside the country"],
  placeSeries: ["Utvikling, på dagens grenser", "Over time, on the borders of today"],
  kommunerIn: [(name) => `Kommuner i ${name}`, (name) => `Kommuner in ${name}`],
  noPlaceFigures: [
    "NAV trykker ikke denne hovedgruppen etter sted på dagens grenser. Velg et annet tiltak.",
    "There are no figures of this main group by place on the borders of today. Choose another programme.",
  ],
  methods: ["Slik er tallene laget", "Methods"],
  data: ["Status for dataene", "The state of the data"],
  contents: ["Innhold", "Contents"],
  source: [
    (reports) => `Kilde: NAV, ${reports} (CC BY 4.0). Folketall, koder og navn: Statistisk sentralbyrå (CC BY 4.0). * er 0, 1, 2 eller 3.`,
    (reports) => `Source: NAV, ${reports} (CC BY 4.0). Population, codes and names: Statistics Norway (CC BY 4.0). * is 0, 1, 2 or 3.`,
  ],
  updated: [(code, day) => `${code} oppdatert ${day}`, (code, day) => `${code} updated ${day}`],
  reports: ["Rapporter som er lest inn", "Reports landed"],
  report: ["Rapport", "Report"],
  updatedOn: ["Oppdatert", "Updated"],
  months: ["Måneder", "Months"],
  pages: ["Sider", "Pages"],
  breaks: ["Brudd", "Breaks"],
  noBreaks: [
    "Ingen kjente brudd mellom månedene som er lest inn.",
    "No known breaks between the months landed.",
  ],
  revisions: ["Revisjoner", "Revisions"],
  noRevisions: ["Ingen senere rapport har endret et tall.", "No later report has changed a figure."],
  newReport: ["Ny rapport", "New report"],
  changedFrom: ["Endret fra", "Changed from"],
  nChanged: ["Endrede tall", "Changed figures"],
  nHidden: ["Med * før eller etter", "With * before or after"],
  tests: ["Tester", "Tests"],
  testsRun: [
    (day, passed, warned, failed) => `Da databasen ble bygd (${day}): ${passed} tester bestått, ${warned} advarsler, ${failed} ikke bestått.`,
    (day, passed, warned, failed) => `When the database was built (${day}): ${passed} tests passed, ${warned} warnings, ${failed} not passed.`,
  ],
  testsUnknown: [
    "Ikke kjent: bygd uten make build, som tar vare på testresultatene.",
    "Not known: built without make build, which keeps the test results.",
  ],
  notComparable: ["ikke sammenlignbart", "not comparable"],
  noFigure: ["ikke lest inn", "not landed"],
  persons: ["deltakere", "participants"],
};
const MONTHS = [
  ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"],
  ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
];

let language = "nb";
const say = ([nb, en]) => (language === "nb" ? nb : en);

/** The text of a name in WORDS in the language of the page. */
function w(name, ...values) {
  const text = say(WORDS[name]);
  return typeof text === "function" ? text(...values) : text;
}

const monthName = (month) => `${say(MONTHS)[month.slice(5) - 1]} ${month.slice(0, 4)}`;
const monthShort = (month) => `${say(MONTHS)[month.slice(5) - 1].slice(0, 3)} ${month.slice(0, 4)}`;

/** 02.02.2026 or 2 February 2026. */
function dayName(day) {
  const [year, month, date] = day.split("-");
  return language === "nb" ? `${date}.${month}.${year}` : `${Number(date)} ${MONTHS[1][month - 1]} ${year}`;
}
