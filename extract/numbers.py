"""Numbers as printed: what one looks like, and which words at a line's end are its values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

_NUMBER = re.compile(r"0|[1-9]\d{0,2}( \d{3})*|[1-9]\d*")
_WORD = re.compile(r"(\s*)(\S+)")
_TOO_MANY = 5_000  # readings of one line; past this, trying costs more than it can settle

Reading = tuple[str, tuple[str, ...]]


def value(text: str) -> str | None:
    """The number or `*` as landed (`10 002`), or None if `text` is neither."""
    text = " ".join(text.split())
    if text == "*":
        return text
    if not text.isascii() or not _NUMBER.fullmatch(text):
        return None
    return f"{int(text.replace(' ', '')):,}".replace(",", " ")


def average_holds(values: tuple[str, ...]) -> bool:
    """True if the first value is the rounded mean of the others, or one of those is hidden.

    An exact half may be rounded up or to the even number: NAV does not say which.
    """
    if "*" in values[1:]:
        return True
    if "*" in values:
        return False
    average, *months = (int(text.replace(" ", "")) for text in values)
    whole, rest = divmod(sum(months), len(months))
    if 2 * rest == len(months):
        return average == whole + 1 or (average == whole and whole % 2 == 0)
    return average == whole + (2 * rest > len(months))


def readings(line: str, columns: int, marked: bool) -> list[Reading]:
    """Every way to read the end of `line` as `columns` values whose average holds.

    `marked` tells that the document joins thousands with a no-break or thin space, so that
    an ordinary space never does. Two spaces are always between columns. What is left of the
    values is the label; it ends in a number only where two spaces set the number apart.
    """
    words = _WORD.findall(line)
    found = list(islice(_split(words, len(words), columns, marked), _TOO_MANY))
    if len(found) == _TOO_MANY:
        return [("", ()), ("", ())]  # more than one: the caller refuses
    labels = ((" ".join(word for _, word in words[:start]), values) for start, values in found)
    return [
        (label, values)
        for (label, values), (start, _) in zip(labels, found, strict=True)
        if average_holds(values) and _can_end(words, start)
    ]


def _split(
    words: list[tuple[str, str]], end: int, columns: int, marked: bool
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(index of the first value's word, values) of each reading of words[:end]."""
    if columns == 0:
        yield end, ()
        return
    for start in range(end - 1, -1, -1):
        gap, word = words[start]
        text = value(" ".join(w for _, w in words[start:end]))
        if text and not (
            start and _joins(gap, marked) is True and words[start - 1][1].isdigit()
        ):
            for first, values in _split(words, start, columns - 1, marked):
                yield first, (*values, text)
        if not (re.fullmatch(r"\d{3}", word) and _joins(gap, marked) is not False):
            return


def _joins(gap: str, marked: bool) -> bool | None:
    """Whether `gap` stands within a number: yes, no, or (None) an ordinary space that may."""
    if len(gap) != 1 or gap == "\t":
        return False
    if gap == " ":
        return False if marked else None
    return True


def _can_end(words: list[tuple[str, str]], start: int) -> bool:
    """Whether a label may end before words[start]: not in a number, save a code on its own."""
    if start == 0 or value(words[start - 1][1]) is None:
        return True
    alone = start == 1 and re.fullmatch(r"\d{2}|\d{4}", words[0][1])
    return bool(alone) or (start < len(words) and len(words[start][0]) > 1)
