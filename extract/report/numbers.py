"""Numbers as printed: what one looks like, and which words at a line's end are its values.

In a text one space separates thousands and columns alike: `1 002` is one number or two. Every
way to read a line is tried, and the printed average decides which of them is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile
from math import inf

_NUMBER = re.compile(r"0|[1-9]\d{0,2}( \d{3}){0,2}|[1-9]\d{0,8}")
_WORD = re.compile(r"(\s*)(\S+)")
_MOST_WORDS = 2  # of a number printed with spaces: Norway has no million participants
_TOO_MANY = 20_000  # tries to read one line; past this, they cost more than they can settle

Reading = tuple[str, tuple[str, ...]]
Token = tuple[str, str]
"""The white space before a word, and the word."""


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

    An exact half may be rounded up or to the even number: NAV does not say which, nor whether
    it hides an average that is less than 4 before it is rounded or after. An empty cell is of a
    name that was not in use that month.
    """
    if "*" in values[1:] or "" in values:
        return True
    if values[0] == "*":
        return sum(int(text.replace(" ", "")) for text in values[1:]) < 4 * len(values[1:])
    average, *months = (int(text.replace(" ", "")) for text in values)
    mean, rest = divmod(sum(months), len(months))
    if 2 * rest == len(months):
        return average == mean + 1 or (average == mean and mean % 2 == 0)
    return average == mean + (2 * rest > len(months))


def readings(line: str, columns: int, marked: bool) -> list[Reading]:
    """Every way to read the end of `line` as `columns` values whose average holds.

    `marked` says that the document joins thousands with a no-break or thin space, so that
    an ordinary space never does. Two spaces are always between columns. What is left of the
    values is the label; it ends in a number only where two spaces follow it.
    """
    words = _WORD.findall(line)
    tried = list(islice(_split(words, columns, marked), _TOO_MANY))
    if len(tried) == _TOO_MANY:
        return [("", ()), ("", ())]  # more than one: the caller refuses
    found = [reading for reading in tried if reading]
    labels = ((" ".join(word for _, word in words[:start]), values) for start, values in found)
    return [
        (label, values)
        for (label, values), (start, _) in zip(labels, found, strict=True)
        if average_holds(values) and _can_end(words, start)
    ]


def _split(
    words: list[Token], columns: int, marked: bool
) -> Iterator[tuple[int, tuple[str, ...]] | None]:
    """(index of the first value's word, values) of each reading; None where one leads nowhere.

    The average is the first value. It limits the sum of the months, unless one is hidden.
    """
    from_last = reversed(range(len(words)))
    numbers = takewhile(lambda at: words[at][1] == "*" or words[at][1].isdigit(), from_last)
    for start in islice(numbers, columns - 1, None):
        if start and not _parts(words, start, marked):
            continue
        for end, average in _numbers(words, start, marked):
            limit = inf
            if all(word != "*" for _, word in words[start:]):
                limit = (_count(average) + 0.5) * (columns - 1)
            for months in _months(words, end, columns - 1, limit, marked):
                yield None if months is None else (start, (average, *months))


def _months(
    words: list[Token], start: int, columns: int, limit: float, marked: bool
) -> Iterator[tuple[str, ...] | None]:
    """Each way to read words[start:] as so many values of at most `limit` in all."""
    left = len(words) - start
    if columns == left == 0:
        yield ()
    elif not columns <= left <= columns * _MOST_WORDS:
        yield None
        return
    for end, text in _numbers(words, start, marked):
        rest = limit - _count(text)
        if rest < 0:
            yield None
            return
        for others in _months(words, end, columns - 1, rest, marked):
            yield None if others is None else (text, *others)


def _numbers(words: list[Token], start: int, marked: bool) -> Iterator[tuple[int, str]]:
    """(index after its last word, number) of each number that starts with words[start]."""
    for end in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
        gap, word = words[end - 1]
        if end > start + 1 and not (
            re.fullmatch(r"\d{3}", word) and _joins(gap, marked) is not False
        ):
            return
        text = value(" ".join(word for _, word in words[start:end]))
        if text and (end == len(words) or _parts(words, end, marked)):
            yield end, text


def _count(text: str) -> int:
    return 0 if text == "*" else int(text.replace(" ", ""))


def _parts(words: list[Token], at: int, marked: bool) -> bool:
    """Whether a value may start with words[at]: not where its space joins it to a number."""
    return _joins(words[at][0], marked) is not True or not words[at - 1][1].isdigit()


def _joins(gap: str, marked: bool) -> bool | None:
    """Whether `gap` is inside a number; None for an ordinary space, which may be."""
    if len(gap) != 1 or gap == "\t":
        return False
    if gap == " ":
        return False if marked else None
    return True


def _can_end(words: list[Token], start: int) -> bool:
    """Whether a label may end before words[start]: not in a number, save a code on its own."""
    if start == 0 or value(words[start - 1][1]) is None:
        return True
    alone = start == 1 and re.fullmatch(r"\d{2}|\d{4}", words[0][1])
    return bool(alone) or (start < len(words) and len(words[start][0]) > 1)
