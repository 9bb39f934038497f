"""Readers of a report's tables, each in a process of its own.

Importing camelot alone takes 0.6 s, and the memory of one reader would hide in the peak of
another: so none shares a process.

`python -m examples.bench.contenders NAME FILE` prints its rows as JSON lists of cell texts and
imports nothing that the reader does not need.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

CellTexts = Iterable[Iterable[Any]]


def camelot_default(file: str) -> CellTexts:
    """camelot's default call."""
    from camelot.io import read_pdf

    return (row for table in read_pdf(file, pages="all") for row in table.data)


def camelot_stream(file: str) -> CellTexts:
    """camelot with the option for tables without ruling lines."""
    from camelot.io import read_pdf

    tables = read_pdf(file, pages="all", flavor="stream")
    return (row for table in tables for row in table.data)


def pdfplumber(file: str) -> Iterator[Iterable[Any]]:
    """pdfplumber's default tables."""
    import pdfplumber as plumber

    with plumber.open(file) as document:
        for page in document.pages:
            for table in page.extract_tables():
                yield from table
            page.close()


def tabula(file: str) -> CellTexts:
    """tabula-py's default call; it needs Java."""
    from tabula.io import read_pdf

    options = {"header": None, "dtype": str}
    tables: Any = read_pdf(file, pages="all", pandas_options=options, silent=True)
    return (row for table in tables for row in table.fillna("").to_numpy().tolist())


def floor(file: str) -> CellTexts:
    """What any reader through camelot costs: its import, and pdfium reading the text."""
    import camelot  # noqa: F401
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        for page in document:
            page.get_textpage().get_text_range()
    return []


CONTENDERS: dict[str, Callable[[str], CellTexts]] = {
    "camelot_default": camelot_default,
    "camelot_stream": camelot_stream,
    "pdfplumber": pdfplumber,
    "tabula": tabula,
    "floor": floor,
}

if __name__ == "__main__":
    for cells in CONTENDERS[sys.argv[1]](sys.argv[2]):
        print(json.dumps([str(cell or "") for cell in cells]))
