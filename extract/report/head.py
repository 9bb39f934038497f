"""The lines around the tables: source line, heading, date, period, page counter, columns.

Lines are recognised by their text and not by their position: late pages of the real report
lack some of them, and a text layer mixes the lines of a wrapped heading.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace

from .model import Head, Refusal

PROSE = "Om statistikken"
SECTIONS = (
    "Tiltak",
    "Arbeidsmarkedsstatus og tiltak",
    "Tiltak og fylke",
    "Tiltak og kjønn",
    "Tiltak og alder",
    "Tiltak og innvandrer status",
    "Tiltak og fødeland innvandrere",
    "Tiltak og utdanning",
    "Tiltak og kommune",
)
MONTHS = (
    *("januar", "februar", "mars", "april", "mai", "juni"),
    *("juli", "august", "september", "oktober", "november", "desember"),
)
AVERAGE = "gjennomsnitthittiliår"

_LOOSE = re.IGNORECASE | re.ASCII  # digits are ASCII
_MONTH = "|".join(MONTHS)
_SOURCE = re.compile(r"Kilde: ?NAV (TILT\d{3})\b[ :-]*(.*)", re.IGNORECASE)
_TITLE = re.compile(r"(TILT\d{3})\b[ :-]+(\D.*)", re.IGNORECASE)
_UPDATED = re.compile(r"Rapport oppdatert:? ?(\d{1,2})\.(\d{1,2})\.(\d{4})", _LOOSE)
_PERIOD = re.compile(
    rf"(?:Periode:? ?)?({_MONTH})(?: (\d{{4}}))? ?[-\u2013] ?({_MONTH}) (\d{{4}})", _LOOSE
)
_NUMBERED = re.compile(
    r"Periode:? ?(\d{4})[ .-]?(\d\d) ?[-\u2013] ?(\d{4})[ .-]?(\d\d)", _LOOSE
)
_CUT = 31  # letters of a sheet's name in Excel
_COUNTER = re.compile(r"Side ([0-9]{1,5}) av ([0-9]{1,5})", re.IGNORECASE)
_FOOTER = re.compile(r"(Side \d+)? ?(Kilde: ?NAV)? ?(Fotnoter?)?", re.IGNORECASE)


def clean(text: str) -> str:
    """`text` without invisible characters, composed, each run of white space one space."""
    text = re.sub("[\u00ad\u200b\u2060\ufeff]", "", text)
    return unicodedata.normalize("NFC", " ".join(text.split()))


def label_of(text: str) -> str:
    """A printed label with its line breaks as `|`.

    Refused: a `|` of its own, and what is no character, as pdfium's sign for a lost hyphen.
    """
    lines = [clean(line) for line in text.splitlines()]
    if any(c == "|" or unicodedata.category(c) in ("Cc", "Cn") for line in lines for c in line):
        raise Refusal("a label has a sign that is no part of one", row=" ".join(lines))
    return "|".join(lines)


def _key(heading: str) -> str:
    return re.sub(r"\s", "", clean(heading)).casefold()


def _printed(section: str) -> tuple[str, str]:
    """A section's heading in two wordings: TILT100 says *Tiltaksdeltakere* for *Tiltak*."""
    return section, re.sub("tiltak$|^tiltak", r"\g<0>sdeltakere", section, flags=re.IGNORECASE)


_HEADINGS = {_key(text): name for name in (PROSE, *SECTIONS) for text in _printed(name)}


def heading(text: str) -> str | None:
    """The section that `text` is the heading of, or None."""
    return _HEADINGS.get(_key(text))


def sheet_heading(name: str) -> str | None:
    """The section that a sheet is named after, or None: Excel cuts a name at 31 characters.

    Sheets may be numbered.
    """
    key = _key(re.sub(r"^\d+[.)]\s*", "", name))
    cut = {found for text, found in _HEADINGS.items() if text.startswith(key)}
    if len(name) >= _CUT and key not in _HEADINGS and len(cut) == 1:
        return cut.pop()
    return _HEADINGS.get(key)


def read_head(line: str) -> Head | None:
    """What a line of a page's header or footer says; None where the line is anything else."""
    # what is found is cut off: a date may follow a heading, a counter a source line
    rest, head = clean(line), Head()
    if found := _UPDATED.search(rest):
        day, month, year = found.groups()
        head = replace(head, updated_on=f"{year}-{month:0>2}-{day:0>2}")
        rest = _cut(rest, found)
    if found := _SOURCE.fullmatch(rest):
        return replace(head, code=found[1].upper(), title=found[2])
    if found := _PERIOD.search(rest):
        first = _month(found[1], found[2] or found[4])
        head = replace(head, period=(first, _month(found[3], found[4])))
        rest = _cut(rest, found)
    elif found := _NUMBERED.search(rest):
        first, last = f"{found[1]}-{found[2]}", f"{found[3]}-{found[4]}"
        head = replace(head, period=(first, last))
        rest = _cut(rest, found)
    if found := _COUNTER.search(rest):
        head = replace(head, counter=(int(found[1]), int(found[2])))
        rest = _cut(rest, found)
    if section := heading(rest):
        return replace(head, section=section)
    is_footer = _FOOTER.fullmatch(rest) and (rest or head != Head())
    return head if is_footer else None


def title_of(line: str) -> Head | None:
    """The code and title of a line that has no `Kilde: NAV` before them, or None."""
    found = _TITLE.fullmatch(clean(line))
    return Head(code=found[1].upper(), title=found[2]) if found else None


def _cut(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}".strip()


def _month(name: str, year: str) -> str:
    return f"{year}-{MONTHS.index(name.casefold()) + 1:02}"


def merge(heads: list[Head]) -> Head:
    """One head of a page's several lines; the first that names a thing wins."""
    found: dict[str, object] = {}
    for head in heads:
        for name, value in vars(head).items():
            if value is not None:
                found.setdefault(name, value)
    return Head(**found)  # type: ignore[arg-type]


def letters(text: str) -> str:
    """The letters of `text`, small: what is left of a heading that may be wrapped anywhere."""
    return "".join(c for c in clean(text).casefold() if c.isalpha())


def count_months(header: str) -> int | None:
    """How many months a table's header names; None if the text is no header.

    Names wrap in narrow columns and a text layer mixes their lines, so the letters are
    counted: average and months from January must use up all of them. One page of the real
    report has lost the first line of its average, `Gjennom`.
    """
    words = letters(header)
    positions = [words.find(month) for month in MONTHS if month in words]
    if positions != sorted(positions) or any(c.isdigit() or c == "*" for c in header):
        return None
    for average in (AVERAGE, AVERAGE.removeprefix("gjennom")):
        for months in range(1, 13):
            if Counter(words) == Counter(average + "".join(MONTHS[:months])):
                return months
    return None
