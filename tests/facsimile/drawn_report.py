"""What a report says, before anyone prints it: sections, blocks, rows, counts."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from tests.facsimile.seeds import lines

MONTHS = tuple(line["name_nb"].capitalize() for line in lines("reference/months_of_year"))
AVERAGE = "Gjennom\u00adsnitt hittil i år"
"""With a soft hyphen, where NAV's narrow columns break the word."""
COLUMNS = ("ytd_average", *(f"m{month:02}" for month in range(1, 13)))

PrintedCount = int | None
"""A printed count of persons; None where NAV prints `*`, which it does for 0, 1, 2 and 3."""


@dataclass(frozen=True)
class DrawnRow:
    """A label in full and its values: the year-to-date average, then one per month."""

    label: str
    values: tuple[PrintedCount, ...]


@dataclass(frozen=True)
class DrawnBlock:
    """A total row (`I alt …`) and the members below it."""

    total: DrawnRow
    members: tuple[DrawnRow, ...]


@dataclass(frozen=True)
class Section:
    """A heading and its blocks, one per tiltak or labour-market status."""

    name: str
    blocks: tuple[DrawnBlock, ...]


@dataclass(frozen=True)
class DrawnReport:
    """One published report: January to month number `months` of `year`."""

    code: str
    title: str
    updated_on: date
    year: int
    months: int
    sections: tuple[Section, ...]

    @property
    def source_line(self) -> str:
        """The line that heads every page."""
        return f"Kilde: NAV {self.code} {self.title}"

    @property
    def period(self) -> str:
        """The months covered, as printed: `Januar 2026 - Mars 2026`."""
        return f"Januar {self.year} - {MONTHS[self.months - 1]} {self.year}"

    def heading(self, section: str) -> str:
        """A section's heading as NAV prints it: TILT100 says *Tiltaksdeltakere*."""
        if self.code != "TILT100":
            return section
        return re.sub("tiltak$|^tiltak", r"\g<0>sdeltakere", section, flags=re.IGNORECASE)

    @property
    def headers(self) -> tuple[str, ...]:
        """The headings of the value columns."""
        return (AVERAGE, *MONTHS[: self.months])


@dataclass(frozen=True)
class Printed:
    """A row as printed on a page or sheet: the label's lines are joined by `|`."""

    page: int
    section: str
    label: str
    cells: tuple[str, ...]


def printed(value: PrintedCount, thousands: str) -> str:
    """A value as NAV prints it: `*`, or digits in groups of three.

    >>> printed(10002, " "), printed(None, " ")
    ('10 002', '*')
    """
    return "*" if value is None else f"{value:,}".replace(",", thousands)


def suppressed(count: int) -> PrintedCount:
    """The count as NAV may publish it: nothing below 4, not even a zero."""
    return count if count >= 4 else None


def row(label: str, counts: list[int]) -> DrawnRow:
    """The printed row of true counts per month, the rounded average (half up) in front."""
    average = (2 * sum(counts) + len(counts)) // (2 * len(counts))
    return DrawnRow(label, (suppressed(average), *map(suppressed, counts)))


def published(year: int, months: int) -> date:
    """The day on which a report that ends in this month comes out: early in the next one."""
    last = date(year, months, calendar.monthrange(year, months)[1])
    return date.fromordinal(last.toordinal() + 2)
