"""What camelot reads in the cells of a page's tables.

A ruled page has lines that camelot finds; zebra pages and pages without lines have none. So a
parser of ours hands camelot's Lattice the edges of columns and rows, whatever the page draws.
camelot's text engine is playa: it decodes characters independently of PDFium.
"""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from camelot import handlers
from camelot.parsers.lattice import Lattice

from ..report.model import Refusal
from .agree import Anchors
from .glyphs import WatchedFonts
from .streams import check_streams

_FLAVOR = "nav_tilt"
_LAYOUT = {"boxes_flow": None, "detect_vertical": False, "all_texts": True}
"""boxes_flow is speed: 111 pages take 0.8 s with None, 2.1 s with camelot's default. With
detect_vertical a column of single digits is read as one vertical line."""
_NEAR = 0.6  # points between the two prints of a text that is drawn twice for boldness

logging.getLogger("playa").setLevel(logging.CRITICAL)
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class Seen:
    """What camelot sees on a page: all lines of text, and the cells of each table.

    `tables` has a list per table, of a tuple of texts per row; lines of a cell end in a line
    feed.
    """

    texts: list[str]
    tables: list[list[tuple[str, ...]]]


class _Anchored(Lattice):  # type: ignore[misc]  # camelot has no types
    """camelot's Lattice on tables whose columns and rows are given, by page."""

    horizontal_text: list[Any]

    def __init__(
        self,
        anchors: Mapping[int, Sequence[Anchors]],
        texts: dict[int, list[str]],
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.anchors, self.texts = anchors, texts

    def prepare_page_parse(self, *page: Any, **options: Any) -> None:
        super().prepare_page_parse(*page, **options)
        for line in self.horizontal_text:
            line._objs = _printed_once(line._objs)
        self.horizontal_text = _printed_once(self.horizontal_text)
        self.texts[self.page] = [line.get_text() for line in self.horizontal_text]
        self.texts[self.page] += [line.get_text() for line in self.vertical_text]

    def _generate_table_bbox(self) -> None:
        self.vertical_segments: list[Any] = []
        self.horizontal_segments: list[Any] = []
        self.table_bbox_parses = {
            (table.xs[0], table.ys[-1], table.xs[-1], table.ys[0]): {
                "joints": [],
                "col_anchors": list(table.xs),
                "row_anchors": list(table.ys),
            }
            for table in self.anchors.get(self.page, ())
        }

    def _generate_table(self, table_idx: int, bbox: Any, cols: Any, rows: Any, **_: Any) -> Any:
        table = self._initialize_new_table(table_idx, bbox, cols, rows)
        table.set_all_edges()  # without an edge, Lattice takes two cells for one that spans
        self.record_parse_metadata(table)
        return table

    def _reject_table(self, table: Any) -> bool:
        return False  # Lattice drops tables that are mostly empty


handlers.PARSERS[_FLAVOR] = _Anchored


class _Upright(handlers.PDFHandler):  # type: ignore[misc]  # camelot has no types
    """Undamaged pages, turned so that their text runs from left to right.

    camelot itself turns text that runs up or down, not text that is upside down.
    """

    def __init__(self, content: bytes, turns: Mapping[int, int]) -> None:
        super().__init__(io.BytesIO(content))
        self.turns = turns
        self.forms: set[int] = set()
        self.fonts: WatchedFonts | None = None

    def _get_layout(self, page: Any, **options: Any) -> Any:
        number = page.page_idx + 1
        self.fonts = self.fonts or WatchedFonts(page.doc)
        try:
            check_streams(page, self.forms)
            page.set_initial_ctm(page.space, -90 * self.turns[number])
            layout = super()._get_layout(page, **options)
            self.fonts.check()
        except Refusal as refusal:
            refusal.page = number
            raise
        return layout


def read_cells(
    content: bytes, anchors: Mapping[int, Sequence[Anchors]], turns: Mapping[int, int]
) -> dict[int, Seen]:
    """What camelot reads on each page of the anchors; whatever it raises is raised.

    `turns` are the quarters of a turn to the left after which a page's text runs to the right.
    """
    pages = sorted(anchors)
    texts: dict[int, list[str]] = {}
    options = {"engine": "vector", "split_text": True, "layout_kwargs": _LAYOUT}
    tables: dict[int, list[Any]] = {page: [] for page in pages}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with _Upright(content, turns) as handler:
            given = {"anchors": anchors, "texts": texts}
            for table in handler.parse(_FLAVOR, pages=pages, **given, **options):
                tables[table.page].append([tuple(row) for row in table.data])
    return {page: Seen(texts.get(page, []), tables[page]) for page in pages}


def _printed_once(items: Sequence[Any]) -> list[Any]:
    """Lines, or characters of one, without those drawn again a hair beside the first."""
    kept: dict[str, list[Any]] = {}
    once: list[Any] = []
    for item in items:
        others = kept.setdefault(item.get_text(), [])
        if not (hasattr(item, "bbox") and any(_is_near(item, other) for other in others)):
            others.append(item)
            once.append(item)
    return once


def _is_near(one: Any, other: Any) -> bool:
    if not hasattr(other, "bbox") or abs(one.x0 - other.x0) >= _NEAR:  # most of them
        return False
    return all(abs(a - b) < _NEAR for a, b in zip(one.bbox, other.bbox, strict=True))
