"""The figures of the page as JSON, laid out once: a short text per series of months.

A series is a token per month: `12` a count, `*` hidden (0 to 3), `12-18` the ends of a sum
that holds hidden counts, `!` not comparable, nothing where no report covers the month; `*:7` is
seven months alike.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from tools.page.geography import WIDTH, Shapes
from tools.page.state import Tests
from tools.page.warehouse import PageFigures, Record

Nested = dict[str, Any]
"""Keys of the series, one inside the other, to its text."""


def token(least: int | None, most: int | None) -> str:
    """One month of a series."""
    if least is None or most is None:
        return "!"
    if least == most:
        return str(least)
    return "*" if (least, most) == (0, 3) else f"{least}-{most}"


def encoded(tokens: Sequence[str]) -> str:
    """Tokens by comma, equal neighbours once."""
    runs = ((value, len(list(same))) for value, same in groupby(tokens))
    return ",".join(value if n == 1 else f"{value}:{n}" for value, n in runs)


def axis(cells: Iterable[Record]) -> list[date]:
    """Every month from the first to the last, those without a report too."""
    months = {row["month"] for row in cells}
    first, last = (m.year * 12 + m.month - 1 for m in (min(months), max(months)))
    return [date(n // 12, n % 12 + 1, 1) for n in range(first, last + 1)]


def series(
    cells: Iterable[Record],
    keys: Sequence[str],
    months: Sequence[date],
    ends: tuple[str, str] = ("participants_min", "participants_max"),
) -> Nested:
    """The series of sorted cells, nested by `keys`."""
    at = {month: n for n, month in enumerate(months)}
    low, high = ends
    nested: Nested = {}
    for key, group in groupby(cells, key=lambda row: [row[name] for name in keys]):
        tokens = [""] * len(months)
        for row in group:
            tokens[at[row["month"]]] = token(row[low], row[high])
        inner = nested
        for name in key[:-1]:
            inner = inner.setdefault(name, {})
        inner[key[-1]] = encoded(tokens)
    return nested


def populations(figures: PageFigures, years: Sequence[int]) -> Nested:
    """Inhabitants by code, one per year of `years`, null where unknown."""
    at = {(row["code"], row["calendar_year"]): row for row in figures.populations}
    codes = dict.fromkeys(row["code"] for row in figures.populations)
    return {
        code: [at.get((code, year), {}).get("population_18_66") for year in years]
        for code in codes
    }


def _reports(figures: PageFigures) -> Iterator[Nested]:
    for row in figures.reports:
        yield {
            "id": row["report_id"],
            "code": row["report_code"],
            "updated": row["updated_on"].isoformat(),
            "first": row["first_month"].isoformat()[:7],
            "last": row["last_month"].isoformat()[:7],
            "pages": row["source_pages"],
        }


def page_data(figures: PageFigures, shapes: Shapes | None, tests: Tests | None) -> Nested:
    """Everything that the scripts draw from."""
    months = axis(figures.item_cells)
    years = sorted({month.year for month in months})
    estimated = {r["calendar_year"] for r in figures.populations if r["is_estimated"]}
    return {
        "months": [month.isoformat()[:7] for month in months],
        "items": [
            [r["item"], r["report_code"], r["name_nb"], r["name_en"]] for r in figures.items
        ],
        "totals": series(figures.item_cells, ["item"], months),
        "members": {
            name: [[r["member"], r["name_nb"], r["name_en"]] for r in group]
            for name, group in groupby(figures.members, key=lambda r: str(r["breakdown"]))
        },
        "memberCells": series(figures.member_cells, ["item", "breakdown", "member"], months),
        "places": [
            [r["code"], r["fylke_code"], r["name_nb"], r["name_en"], r["official_name"]]
            for r in figures.places
        ],
        "placeCells": series(figures.place_cells, ["item", "place"], months),
        "years": years,
        "estimated": sorted(estimated),
        "population": populations(figures, years),
        "hidden": series(
            figures.suppression, ["item", "breakdown"], months, ("n_hidden", "n_cells")
        ),
        "breaks": [{**row, "month": row["month"].isoformat()[:7]} for row in figures.breaks],
        "reports": list(_reports(figures)),
        "revisions": figures.revisions,
        "tests": tests and [tests.passed, tests.warned, tests.failed, str(tests.ran_on)],
        "shapes": shapes and {"width": WIDTH, "height": shapes.height, "paths": shapes.paths},
    }


def as_json(data: Nested) -> str:
    """JSON that is safe inside a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")
