"""What is printed alike on every page, around the tables: a browser's header, a page number.

A PDF printed by a browser was refused for its unknown lines; a list of known ones would never
be complete.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LEAST = 5  # pages: on fewer, two rows may be alike at one height by chance
_NEAR = 1.0  # points

FramedLine = tuple[float, str]
"""The y of a line in points, and its text."""


@dataclass
class Frame:
    """The lines that all pages have at one height, but perhaps the first page."""

    lines: Sequence[FramedLine] = ()
    n_pages: int = 0

    def narrow(self, number: int, places: Sequence[FramedLine]) -> None:
        """Keep only lines that the page of this number has too."""
        if number > 1:
            if not self.n_pages:
                self.lines = [(y, _alike(number, text)) for y, text in places]
            self.n_pages += 1
            self.lines = [place for place in self.lines if _is_in(places, number, place)]

    def has(self, number: int, y: float, text: str) -> bool:
        """Whether a line of the page of this number is one of them."""
        if self.n_pages < _LEAST:
            return False
        return any(_is_in([(y, text)], number, place) for place in self.lines)


def _is_in(places: Sequence[FramedLine], number: int, common: FramedLine) -> bool:
    """Whether a page has a line at the height of another, with the same text."""
    return any(
        abs(y - common[0]) < _NEAR and _alike(number, text) == common[1] for y, text in places
    )


def _alike(number: int, text: str) -> str:
    """The text without its numbers; a number alone counts from page to page."""
    if re.fullmatch(r"[0-9]{1,5}", text):
        return f"page {int(text) - number:+}"
    return re.sub(r"\d+", "#", text)
