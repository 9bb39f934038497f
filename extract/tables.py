"""camelot's tables of PDF pages to the pages' lines.

`lattice` (engine "vector") reads ruled tables; `stream`, given the areas and columns that
pdfium sees, reads the others. camelot's `accuracy` is not trusted: the letters and digits of
the cells must be those on the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .head import label_of, named_months
from .model import Line, Page, Refusal
from .numbers import value
from .scan import Scan, marks

# `boxes_flow` is speed. With `detect_vertical` stacked `*` cells were read as one vertical
# word and lost, while camelot's accuracy said 100.
_LAYOUT = {"boxes_flow": None, "detect_vertical": False, "all_texts": False}

Table = tuple[list[list[str]], list[float]]  # cells, and how far down each row's text stands


def read_tables(path: str, flavor: str, scans: Mapping[int, Scan]) -> dict[int, list[Table]]:
    """The tables, from the top, of each page of the file that `scans` has."""
    from camelot.io import read_pdf

    found: dict[int, list[Table]] = {n: [] for n in scans}
    options: dict[str, Any] = {"engine": "vector", "split_text": True}
    if flavor == "stream":
        options = {"per_page": {n: _where(seen) for n, seen in scans.items()}}
    if found:
        numbers = ",".join(map(str, found))
        for table in read_pdf(
            path, pages=numbers, flavor=flavor, layout_kwargs=_LAYOUT, **options
        ):
            found[table.page].append((table.data, _heights(table)))
    return found


def _where(seen: Scan) -> dict[str, Any]:
    """camelot's options for a page without rules."""
    return {
        "table_areas": [",".join(map(str, seen.area or ()))],
        "columns": [",".join(map(str, seen.columns))],
        "split_text": True,
        "row_tol": 0.25 * seen.leading,
    }


def _heights(table: Any) -> list[float]:
    """How far down each row's text stands: `table.rows` are bounds between the lines."""
    heights = []
    for top, bottom in table.rows:
        inside = [t.y0 for t in table.textlines if bottom < (t.y0 + t.y1) / 2 < top]
        heights.append(-max(inside, default=bottom))
    return heights


def to_page(number: int, seen: Scan, tables: list[Table]) -> Page:
    """The page of camelot's tables, which must hold every letter and digit that pdfium sees."""
    cells = "".join(cell for data, _ in tables for row in data for cell in row)
    if "(cid:" in cells or marks(cells) != +seen.marks:
        raise Refusal("text on the page is neither header, footer nor cell")
    months: set[int] = set()
    found: list[list[Line]] = []
    header: list[str] | None = None
    for data, heights in tables:
        for row, y in zip(data, heights, strict=True):
            label, *rest = map(label_of, row)
            if not label and any(c.isalpha() for cell in rest for c in cell):
                header = [a + b for a, b in zip(header or [""] * len(rest), rest, strict=True)]
                continue
            if header is not None:
                months.add(_months(header))
                found.append([])
                header = None
            if not found:
                raise Refusal("the table has no headings", row=label)
            if label or any(rest):
                found[-1].append(_line(y, label, rest))
    if len(months) != 1 or header is not None:
        raise Refusal("the page's tables do not have the same headings")
    return Page(number, seen.head, months.pop(), tuple(map(tuple, found)), 0.3 * seen.leading)


def _months(header: list[str]) -> int:
    months = named_months(header)
    if months is None:
        raise Refusal(f"the columns are headed {' / '.join(header)}")
    return months


def _line(y: float, label: str, cells: list[str]) -> Line:
    values = tuple(value(cell) or "" for cell in cells)
    if any(cells) and not all(values):
        raise Refusal("not one number or * in every column", row=label)
    return Line(y, label, values if any(cells) else ())
