"""A report's text layer to printed pages.

A text has lost where things were printed: what can be read in two ways is refused, and the
PDF is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..report.head import PROSE, clean, count_months, label_of, merge, read_head
from ..report.model import Head, Line, Page, Refusal
from ..report.numbers import readings

Body = list[tuple[int, str]]  # lines of a page, and how many lines are above each

_FIRST = re.compile(r"\s*(i\s+alt\b|.*[\d*])", re.IGNORECASE)  # a total's label or numbers
_HEADER = re.compile(r"\s*gjen", re.IGNORECASE)
_LARGEST = 4 << 20  # bytes; a year's report has half a million
_RANK = ("code", "section", "period")  # the order of a page's header lines


def read(content: bytes) -> list[Page]:
    """The pages of a text; raises Refusal where it cannot be read in exactly one way."""
    if len(content) > _LARGEST:
        raise Refusal("the text is larger than a report's")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal("the text is not UTF-8") from error
    marked = re.search(r"\d[\u00a0\u2009\u202f]\d{3}", text) is not None
    section = PROSE
    pages = []
    for number, (heads, body) in enumerate(_pages(text), 1):
        head = merge(heads)
        others = {head.section for head in heads if head.section} - {head.section}
        if others and head.section != PROSE:  # which may list the sections
            rule = f'"{others.pop()}" starts on a page of "{head.section}"'
            raise Refusal(rule, page=number)
        section = head.section or section
        pages.append(_page(number, head, [] if section == PROSE else body, marked))
    return pages


def _pages(text: str) -> Iterator[tuple[list[Head], Body]]:
    """Each page's header and footer lines, and its other lines.

    Form feeds separate pages where a text has them. Else a page starts at each header line that
    is no further down a header than the one before: late pages of the real report have
    lost the source line, or all but the period.
    """
    sheets = text.strip("\f\n ").split("\f")
    for sheet in sheets:
        heads: list[Head] = []
        body: Body = []
        rank = -1
        for y, line in enumerate(sheet.splitlines()):
            head = read_head(line)
            if head and head.section and not head.updated_on and body:
                head = None  # a label's line, `tiltak`, that is a heading elsewhere
            places = [n for n, name in enumerate(_RANK) if head and getattr(head, name)]
            if len(sheets) == 1 and places and places[-1] <= rank:
                yield heads, body
                heads, body, rank = [], [], -1
            rank = max([rank, *places])
            if head:
                heads.append(head)
            elif line.strip():
                body.append((y, line))
        yield heads, body


def _page(number: int, head: Head, body: Body, marked: bool) -> Page:
    """The lines of a page's tables, whose headers run up to the first row."""
    tables: list[tuple[Line, ...]] = []
    months: int | None = None
    while body:
        first = next((n for n, (_, line) in enumerate(body) if _FIRST.match(line)), len(body))
        found = count_months("".join(line for _, line in body[:first]))
        if found is None or found != (months or found):
            raise Refusal(
                "no table starts where one should",
                page=number,
                row=clean(body[0][1]),
                todo="land the PDF or the text of pdftotext -layout",
            )
        months = found
        rest = range(first, len(body))
        end = next((n for n in rest if _HEADER.match(body[n][1])), len(body))
        tables.append(tuple(_line(number, *body[n], months, marked) for n in range(first, end)))
        body = body[end:]
    return Page(number, head, months or 0, tuple(tables))


def _line(page: int, y: int, text: str, months: int, marked: bool) -> Line:
    found = readings(text, months + 1, marked)
    if len(found) > 1:
        raise Refusal(
            "its numbers can be read in more than one way",
            page=page,
            row=clean(text),
            todo="land the PDF",
        )
    label, values = found[0] if found else (text, ())
    return Line(y, label_of(label), values)
