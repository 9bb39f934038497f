"""The edges of a table's columns and rows, and whether two engines read the same in cells.

One engine alone was believed: three kinds of PDF that show one number and hold another were
landed, one of them with women and men exchanged. docs/decisions/0004 has the figures.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..report.model import Line, Page, Refusal

AGAIN = 0.1  # of a character's height: between two prints of a text drawn twice for boldness
# a glyph for which a font names no character: playa's sign, and what fonts put there
_UNDECODED = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]")
_MARKS = re.compile(r"[^0-9a-z*]")


@dataclass(frozen=True)
class Anchors:
    """A table's edges in points: `xs` of its columns from the left, `ys` of its rows from the
    top; y grows upwards, from the page's lower left corner as it is read."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]


@dataclass(frozen=True)
class Look:
    """What PDFium shows of a page: its rows, its text, its tables' edges, and the quarters of a
    turn to the left after which its text runs to the right."""

    page: Page
    text: str
    anchors: Sequence[Anchors]
    quarters: int = 0


def marks(texts: Iterable[str]) -> Counter[str]:
    """How often each letter, digit and `*` occurs, case and accents aside."""
    text = unicodedata.normalize("NFKD", "".join(texts)).lower()
    return Counter(_MARKS.sub("", text))


def check_same_page(seen: Sequence[str], text: str) -> None:
    """Refuse a page on which the engines see other digits or stars, or other letters.

    A letter that one of them cannot decode is no disagreement; a digit is.
    """
    one, other = marks(_UNDECODED.sub("", part) for part in seen), marks([text])
    lost = any(_UNDECODED.search(part) for part in (*seen, text))
    differ = {c for c in one | other if one[c] != other[c] and not (lost and c.isalpha())}
    if differ:
        letters = ", ".join(sorted(differ)[:5])
        raise Refusal(
            f"what the page shows and what its text says differ ({letters})",
            todo="fetch it again; it may be cut off or altered",
        )


def check_same_rows(cells: Sequence[Sequence[str]], lines: Sequence[Line]) -> None:
    """Refuse a table of which camelot reads other rows than PDFium sees."""
    if len(cells) != len(lines):
        raise Refusal(f"one reader sees {len(cells)} rows, the other {len(lines)}")
    for (label, *values), line in zip(cells, lines, strict=True):
        printed = line.values or ("",) * len(values)
        for one, other in zip((label, *values), (line.label, *printed), strict=True):
            if not _same(one, other):
                read = " ".join(one.split())
                raise Refusal(
                    f'one reader sees "{other}", the other "{read}"',
                    row=line.label.replace("|", " "),
                    todo="fetch it again; it may be damaged or altered",
                )


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    if _UNDECODED.search(one):
        digits = re.compile(r"[^0-9*]")
        return digits.sub("", _UNDECODED.sub("", one)) == digits.sub("", other)
    return _key(one) == _key(other)


def _key(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).replace("|", "")
    return re.sub("[\\s\u00ad\u200b\u2060\ufeff\u2010\u2011-]", "", text)
