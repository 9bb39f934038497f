"""What the name of a workbook's file says where its sheets do not: code, title, month.

A workbook that was dated by the first day of its month is older than the report of the month
before, and its own figures would not count.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import unquote

from ..report.head import clean, merge
from ..report.model import Head, Page, Refusal

_STAMP = re.compile(r"(?<!\d)(20\d\d)[._ -]?(0[1-9]|1[0-2])(?!\d)")
_NAME = re.compile(r"(TILT\d{3})(?!\d)(.*)", re.IGNORECASE)
_COPY = re.compile(r"\.xlsx$|\(\d+\)", re.IGNORECASE)  # the ending, and a browser's `(1)`


def named(pages: Sequence[Page], name: str) -> list[Page]:
    """The pages, the first with what only the file's name says.

    The stamp is the month that a report covers last, or the next one, in which it came out.
    Its last day is taken for the date: what came out for the month before is older.
    """
    name = unquote(name)
    printed = merge([page.head for page in pages])
    found, stamp = _NAME.search(name), _STAMP.search(name)
    head = pages[0].head
    if printed.code is None and found:
        head = replace(head, code=found[1].upper(), title=_title(found[2]))
    if stamp:
        months = max(page.months for page in pages)
        head = _stamped(head, printed, months, int(stamp[1]), int(stamp[2]))
    return [replace(pages[0], head=head), *pages[1:]]


def _title(rest: str) -> str:
    """The title in a file's name: NAV writes `maaned` there, and a stamp is no part of it."""
    rest = _STAMP.sub(" ", _COPY.sub(" ", rest)).replace("_", " ")
    rest = re.sub("maaned", "måned", rest, flags=re.IGNORECASE)
    return clean(rest).strip(" -.")


def _stamped(head: Head, printed: Head, months: int, year: int, month: int) -> Head:
    """The head with the date and the period of a stamp, where no sheet has them."""
    if printed.updated_on is None:
        day = monthrange(year, month)[1]
        head = replace(head, updated_on=f"{year}-{month:02}-{day}")
    if printed.period is None and months:
        if (month - months) % 12 > 1:
            raise Refusal(
                f"its name says {year}-{month:02}, and its sheets have {months} months",
                todo="name it after the last of them",
            )
        year -= month < months
        head = replace(head, period=(f"{year}-01", f"{year}-{months:02}"))
    return head
