"""The newest figures as plain tables, for readers without scripts.

The page is drawn by scripts: where they are blocked it would be empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tools.page.numbers import count
from tools.page.warehouse import PageFigures, Record


@dataclass(frozen=True)
class PlainReport:
    """The newest month of a report series: its counts by item, and by place and item."""

    month: str
    items: list[Record]
    totals: list[str]
    fylker: list[tuple[str, list[str]]]
    kommuner: list[tuple[str, list[str]]]


def plain_reports(figures: PageFigures) -> list[PlainReport]:
    """One per series, in the order of their codes."""
    codes = list(dict.fromkeys(row["report_code"] for row in figures.items))
    counts = {(r["item"], "", r["month"]): _count(r) for r in figures.item_cells}
    counts |= {(r["item"], r["place"], r["month"]): _count(r) for r in figures.place_cells}
    return [_plain(figures, code, counts) for code in codes]


def _count(row: Record) -> str:
    return count(row["participants_min"], row["participants_max"])


def _plain(
    figures: PageFigures, code: str, counts: dict[tuple[str, str, date], str]
) -> PlainReport:
    newest = next(r for r in figures.reports if r["report_code"] == code)
    month = newest["last_month"]
    items = [
        row
        for row in figures.items
        if row["report_code"] == code and (row["item"], "", month) in counts
    ]

    def line(place: str) -> list[str]:
        return [counts.get((item["item"], place, month), "") for item in items]

    def lines(places: Sequence[Record]) -> list[tuple[str, list[str]]]:
        found = [(place["name_nb"], line(place["code"])) for place in places]
        return [(name, cells) for name, cells in found if any(cells)]

    fylker = [place for place in figures.places if place["fylke_code"] is None]
    kommuner = [place for place in figures.places if place["fylke_code"] is not None]
    return PlainReport(newest["last_month_nb"], items, line(""), lines(fylker), lines(kommuner))
