"""What camelot reads in the cells of a page's tables.

A ruled page has lines that camelot finds; zebra pages and pages without lines have none. So a
subclass hands camelot's Lattice the edges of columns and rows, whatever the page draws.
camelot's text engine is playa: it decodes characters independently of PDFium.
"""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterable, Mapping
from typing import Any

from camelot import handlers
from camelot.parsers.lattice import Lattice
from playa.content import TextObject
from playa.miner import LAParams, LTChar, LTLayoutContainer
from playa.page import TEXT_OPERATORS

from ..report.model import Refusal
from .agree import AGAIN, Look, check_same_page, marks
from .glyphs import DigitGlyphs
from .streams import check_streams

_FLAVOR = "nav_tilt"
_LAYOUT = LAParams(char_margin=1, detect_vertical=False)
"""camelot's own, but that a column of single digits is no vertical line."""

logging.getLogger("playa").setLevel(logging.CRITICAL)
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


Cells = list[tuple[str, ...]]
"""The texts of a table's cells, row by row; lines of a cell end in a line feed."""


class _Anchored(Lattice):  # type: ignore[misc]  # camelot has no types
    """camelot's Lattice on tables whose columns and rows are given, by page."""

    def __init__(self, looks: Mapping[int, Look], **options: Any) -> None:
        super().__init__(**options)
        self.looks = looks

    def _generate_table_bbox(self) -> None:
        self.vertical_segments: list[Any] = []
        self.horizontal_segments: list[Any] = []
        self.table_bbox_parses = {
            (table.xs[0], table.ys[-1], table.xs[-1], table.ys[0]): {
                "col_anchors": list(table.xs),
                "row_anchors": list(table.ys),
            }
            for table in self.looks[self.page].anchors
        }

    def _generate_table(self, table_idx: int, bbox: Any, cols: Any, rows: Any, **_: Any) -> Any:
        table = self._initialize_new_table(table_idx, bbox, cols, rows)
        table.set_all_edges()  # without an edge, Lattice takes two cells for one that spans
        self.compute_parse_errors(table)  # puts the text into the cells
        return table


handlers.PARSERS[_FLAVOR] = _Anchored


class _Upright(handlers.PDFHandler):  # type: ignore[misc]  # camelot has no types
    """Undamaged pages, turned so that their text runs from left to right.

    camelot itself turns text that runs up or down, not text that is upside down.
    """

    def __init__(self, content: bytes, looks: Mapping[int, Look]) -> None:
        super().__init__(io.BytesIO(content))
        self.looks = looks
        self.forms: set[int] = set()
        self.figures = DigitGlyphs()

    def _get_layout(self, page: Any, **_: Any) -> Any:
        look = self.looks[page.page_idx + 1]
        try:
            chars = self._chars(page, look)
        except Refusal as refusal:
            refusal.page = look.page.number
            raise
        grouped = LTLayoutContainer((0, 0, 0, 0)).group_objects(_LAYOUT, chars)
        lines = list(grouped) if chars else []
        for line in lines:
            line.analyze(_LAYOUT)
        return None, (page.width, page.height), [], chars, lines, [], ""

    def _chars(self, page: Any, look: Look) -> list[Any]:
        """The characters of a page; raises Refusal where they are not those that it shows."""
        check_streams(page, self.forms)
        page.set_initial_ctm(page.space, -90 * look.quarters)
        drawn = page.flatten(TextObject, TEXT_OPERATORS)
        glyphs = [glyph for text in drawn for glyph in text]
        self.figures.check(glyphs)
        chars = [LTChar(glyph) for glyph in glyphs]
        if marks(char.get_text() for char in chars) != marks([look.text]):
            chars = _printed_once(chars)
            check_same_page([char.get_text() for char in chars], look.text)
        return chars


def read_cells(content: bytes, looks: Iterable[Look]) -> dict[int, list[Cells]]:
    """The tables of each page that PDFium shows, as camelot reads them.

    Raises Refusal where camelot sees other characters, and what its libraries raise.
    """
    by_page = {look.page.number: look for look in looks}
    tables: dict[int, list[Cells]] = {number: [] for number in by_page}
    options = {"looks": by_page, "engine": "vector", "split_text": True}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with _Upright(content, by_page) as handler:
            for table in handler.parse(_FLAVOR, pages=sorted(by_page), **options):
                tables[table.page].append([tuple(row) for row in table.data])
    return tables


def _printed_once(chars: Iterable[Any]) -> list[Any]:
    """Characters without those drawn again close beside the first."""
    kept: dict[str, list[Any]] = {}
    once: list[Any] = []
    for char in chars:
        others = kept.setdefault(char.get_text(), [])
        if not any(_is_near(char, other) for other in others):
            others.append(char)
            once.append(char)
    return once


def _is_near(one: Any, other: Any) -> bool:
    near = AGAIN * one.height
    if abs(one.x0 - other.x0) >= near:  # most of them
        return False
    return all(abs(a - b) < near for a, b in zip(one.bbox, other.bbox, strict=True))
