"""What is printed alike on every page, around the tables: a browser's header, a page number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_LEAST = 5  # pages: on fewer, two rows may be alike at one height by chance
_NEAR = 1.0  # points

Place = tuple[float, str]
"""The y of a line in points, and its text."""


@dataclass
class Frame:
    """The lines that all pages have at one height, but perhaps the first page."""

    lines: Sequence[Place] = ()
    n_pages: int = 0

    def narrow(self, number: int, places: Sequence[Place]) -> None:
        """Keep only lines that the page of this number has too."""
        if number > 1:
            alike = [(y, _alike(number, text)) for y, text in places]
            common = [place for place in self.lines if _is_in(alike, place)]
            self.lines = common if self.n_pages else alike
            self.n_pages += 1

    def has(self, number: int, y: float, text: str) -> bool:
        """Whether a line of the page of this number is one of them."""
        return self.n_pages >= _LEAST and _is_in(self.lines, (y, _alike(number, text)))


def _is_in(places: Sequence[Place], place: Place) -> bool:
    return any(abs(y - place[0]) < _NEAR and text == place[1] for y, text in places)


def _alike(number: int, text: str) -> str:
    """The text without its numbers; a number alone counts from page to page."""
    if re.fullmatch(r"[0-9]{1,5}", text):
        return f"page {int(text) - number:+}"
    return re.sub(r"\d+", "#", text)
