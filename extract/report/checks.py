"""The structural rules: what must hold of rows and pages before anything is landed.

A page that has lost rows still reads as valid rows, in both engines alike. What shows the loss
is what the print repeats: totals on each page, rising codes, averages, the same places per
block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .head import MONTHS, PROSE, SECTIONS, letters
from .model import RawRow, Refusal, Row
from .numbers import average_holds

_CODE = {"Tiltak og fylke": r"\d{2}", "Tiltak og kommune": r"\d{4}"}
_OF_TILTAK = SECTIONS[:2]  # their blocks are no tiltak
_UNKNOWN = ("ukjent", "uoppgitt")
_HEADING = re.compile("gjennoms|msnitt|hittil|januar")
_NUMBERS = re.compile(r"(?<!\S)\d+(?!\S)")
_ANYWHERE = "2100"  # Svalbard is printed after the other kommuner
_LARGE = 100  # participants: of so many some are in every breakdown
_LONGEST = 300  # letters of a label or title; the longest printed one has less than 100
_HIDDEN = ("1", "2", "3")  # NAV prints `*` for them
_MOVED = "look for a page that is missing, repeated or moved"


def check_row(row: Row, section: str) -> None:
    """Refuse a row that cannot be one: its label, its code, its average."""
    check_text(row.label, "label")
    lines = row.label.split("|")
    if not any(c.isalpha() for c in row.label):
        raise Refusal("the row has no label")
    if _HEADING.search(letters(row.label)):
        raise Refusal("the label contains a column's heading")
    if "*" in row.label or any(len(_NUMBERS.findall(line)) > 1 for line in lines):
        raise Refusal("the label contains numbers")
    if any(re.match(r"i alt\b", line, re.IGNORECASE) for line in lines[1:]):
        raise Refusal("the row has two labels")
    if section in _CODE and not row.is_total:
        if code(row, section) is None:
            raise Refusal("the row starts with no code")
        if any(re.match(r"\d\d(\d\d)?\b", line) for line in lines[1:]):
            raise Refusal("the row has two codes")
    _check_values(row.values)


def _check_values(values: tuple[str, ...]) -> None:
    """Refuse a count that NAV hides, and an average that is not that of the months."""
    for column, text in zip(("Gjennomsnitt", *MONTHS), values, strict=False):
        if text in _HIDDEN:
            rule = "a count of 1 to 3, for which NAV prints *"  # the message does not say which
            raise Refusal(rule, column=column.capitalize(), todo="fetch the report again")
    if not average_holds(values):
        rule = "the printed average is not the mean of the months"
        raise Refusal(rule, column="Gjennomsnitt", text=values[0])


def check_text(text: str, name: str) -> None:
    """Refuse a text of a length that none has, and one that a spreadsheet takes for a formula.

    Where a comma is the decimal sign, spreadsheets split a CSV at semicolons too.
    """
    if len(text) > _LONGEST:
        raise Refusal(f"the {name} has {len(text)} letters, more than {_LONGEST}")
    if re.search(r"(^|;)\s*[=+@-]", text):
        raise Refusal(f"a spreadsheet would take the {name} for a formula")


def code(row: Row, section: str) -> str | None:
    """The fylke or kommune code that a row starts with, `Ukjent`, or None."""
    word, *name = row.words.split()
    if word.casefold() in _UNKNOWN:
        return "Ukjent"
    return word if name and re.fullmatch(_CODE[section], word) else None


@dataclass
class Block:
    """A total row and its members, over all the pages that it runs over."""

    total: RawRow
    members: dict[str, RawRow] = field(default_factory=dict)  # by code, else by label
    last: str = ""  # the code printed last


def blocks(rows: Iterable[RawRow]) -> list[Block]:
    """The blocks of a report in print order; refuses rows that belong to none, or twice."""
    found: list[Block] = []
    page = 0
    for raw in rows:
        block = found[-1] if found and found[-1].total.section == raw.section else None
        if raw.page != page and not raw.row.is_total:
            raise _refusal("the page does not start with the total of a block", raw)
        page = raw.page
        if block and not raw.row.is_total:
            _add(block, raw)
        elif block is None or not _same(raw, block.total):
            if any(_same(raw, earlier.total) for earlier in found):
                raise _refusal("a block is printed in two places", raw, _MOVED)
            found.append(Block(raw))
    return found


def _same(one: RawRow, other: RawRow) -> bool:
    return (one.section, one.row.words, one.row.values) == (
        (other.section, other.row.words, other.row.values)
    )


def _refusal(rule: str, raw: RawRow, todo: str = "") -> Refusal:
    return Refusal(rule, page=raw.page, row=raw.row.words, todo=todo)


def _add(block: Block, raw: RawRow) -> None:
    """Add a member to its block, unless it is there already or its code does not rise."""
    key = raw.row.words
    if raw.section in _CODE:
        key = code(raw.row, raw.section) or ""
        if key != _ANYWHERE:
            if key <= block.last:
                raise _refusal(f"{key} follows {block.last}", raw, _MOVED)
            block.last = key
    elif raw.row.label.count("|") >= 2:  # perhaps clipped, as another member's label may be
        hidden = all(value == "*" for value in raw.row.values)
        key = f"{len(block.members)}" if hidden else f"{key} {raw.row.values}"
    if key in block.members:
        raise _refusal("the row is printed twice in its block", raw, _MOVED)
    block.members[key] = raw


def check_blocks(found: Sequence[Block], headed: Iterable[str]) -> None:
    """Refuse blocks of a headed section that lack rows, or are not the tiltak in order."""
    sections: dict[str, list[Block]] = {section: [] for section in headed}
    for block in found:
        sections.setdefault(block.total.section, []).append(block)
    tiltak = [
        m.row.values for block in sections.get("Tiltak", []) for m in block.members.values()
    ]
    everyone = [block.total.row.values for block in sections.get("Tiltak", [])]
    of_tiltak = [block for section in _OF_TILTAK for block in sections.get(section, [])]
    for section, printed in sections.items():
        if section not in (PROSE, *_OF_TILTAK):
            if everyone and [block.total.row.values for block in printed] == everyone:
                continue  # one block of all tiltak, as in TILT100 by kommune
            try:
                _check_order(printed, tiltak)
            except Refusal as refusal:
                refusal.rule = f'in "{section}" {refusal.rule}'
                raise
        _check_labels(of_tiltak if section in _OF_TILTAK else printed)
        if section in _CODE:
            _check_places(printed)
    fylker, kommuner = (sections.get(section, []) for section in _CODE)
    is_one = bool(kommuner) and [b.total.row.values for b in kommuner] == everyone
    if "Tiltak og kommune" in sections and len(kommuner) < len(fylker) and not is_one:
        last = (kommuner or fylker)[-1].total
        raise _refusal("there are fewer blocks than by fylke", last, "is it cut off?")


def check_members(found: Sequence[Block]) -> None:
    """Refuse a block with participants and without a row below its total."""
    for block in found:
        if not block.members and any(value != "*" for value in block.total.row.values):
            raise _refusal("no row of the block follows its total", block.total, _MOVED)
    _check_blanks(found)


def _check_blanks(found: Sequence[Block]) -> None:
    """Refuse an empty cell, unless a row of its section is empty in just the other months.

    A tiltak that changed its name has two rows, or two blocks, in that year: each is empty
    where the other counts.
    """
    gaps: dict[str, set[tuple[bool, ...]]] = {}
    rows = [raw for block in found for raw in (block.total, *block.members.values())]
    for raw in rows:
        lacks = tuple(not value for value in raw.row.values[1:])
        gaps.setdefault(raw.section, set()).add(lacks)
    for raw in rows:
        filled = tuple(bool(value) for value in raw.row.values[1:])
        if not all(filled) and filled not in gaps[raw.section]:
            raise _refusal("not one number or * in every column", raw, "fetch the report again")


def check_starts(found: Sequence[Block], unheaded: set[int], last: str) -> None:
    """Refuse a block that starts on a page whose heading is lost: its section is unknown.

    Late pages of the real text have lost their headings: after the `last` section comes none.
    """
    for block in found:
        if block.total.page in unheaded and block.total.section != last:
            raise _refusal("a block starts on a page without a section's heading", block.total)


def _check_order(printed: Sequence[Block], tiltak: Sequence[tuple[str, ...]]) -> None:
    """Refuse a section whose totals are not those of the tiltak, in their order.

    A total that only one tiltak has identifies it. Small tiltak may have no block.
    """
    places: list[int] = []
    for n, block in enumerate(printed):
        total, before = block.total.row, printed[n - 1].total.row
        times = tiltak.count(total.values)
        if n and tiltak and not times and total.words == before.words:
            raise _refusal("a repeated total has other values", block.total, _MOVED)
        if times == 1:
            places.append(tiltak.index(total.values))
        if places != sorted(set(places)):
            raise _refusal("the blocks are not in the tiltak's order", block.total, _MOVED)
    totals = [block.total.row.values for block in printed]
    for values in tiltak:
        large = "" not in values and any(
            value != "*" and int(value.replace(" ", "")) >= _LARGE for value in values
        )
        if large and len(totals) < len(tiltak) and values not in totals:
            raise Refusal(f"no block is of the tiltak with {values[0]}", todo=_MOVED)


def _check_places(printed: Sequence[Block]) -> None:
    """Refuse a block that lacks a place which another block of its section has."""
    listed = {place for block in printed for place in block.members}
    for block in printed:
        if lacking := sorted(listed - block.members.keys()):
            places = ", ".join(lacking[:3]) + (", …" if len(lacking) > 3 else "")
            raise _refusal(f"the block lacks {places}, which another has", block.total, _MOVED)


def _check_labels(printed: Sequence[Block]) -> None:
    """Refuse a label that is a line shorter in another block: the line is a footnote.

    Two labels of one block are two members.
    """
    labels = [{member.row.label for member in block.members.values()} for block in printed]
    everywhere = set[str]().union(*labels)
    for block in printed:
        for member in block.members.values():
            label = member.row.label
            shorter = everywhere & {label.rpartition("|")[0], label.partition("|")[2]}
            if shorter.difference(*(here for here in labels if label in here)):
                raise _refusal("the label is a line shorter in another block", member)
