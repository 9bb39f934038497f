"""What is printed alike on every page, around the tables: a browser's header, a page number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_LEAST = 5  # pages: on fewer, a row of a table may stand where another one does
_NEAR = 1.0  # points

Place = tuple[float, str]
"""The y of a line in points, and its text."""


@dataclass(frozen=True)
class Frame:
    """The lines that every page has but perhaps the first, at one height."""

    lines: Sequence[Place]

    def has(self, number: int, y: float, text: str) -> bool:
        """Whether a line of the page of this number is one of them."""
        return _is_in(self.lines, (y, _alike(number, text)))


def frame_of(pages: Iterable[tuple[int, Sequence[Place]]]) -> Frame:
    """The frame of a document, of its pages' numbers and lines."""
    common: list[Place] = []
    count = 0
    for number, lines in pages:
        if number > 1:
            places = [(y, _alike(number, text)) for y, text in lines]
            common = [p for p in common if _is_in(places, p)] if count else places
            count += 1
    return Frame(common if count >= _LEAST else [])


def _is_in(places: Sequence[Place], place: Place) -> bool:
    return any(abs(y - place[0]) < _NEAR and text == place[1] for y, text in places)


def _alike(number: int, text: str) -> str:
    """The text without its numbers; a number alone counts from page to page."""
    if re.fullmatch(r"[0-9]{1,5}", text):
        return f"page {int(text) - number:+}"
    return re.sub(r"\d+", "#", text)
