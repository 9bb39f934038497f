"""Printed pages to a report: its identity, its sections, its rows.

Rules on rows alone let a lost page pass: what one page says must agree with the others, with
the page counters and with the list of sections before anything is landed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from ..version import extractor_version
from .checks import blocks, check_blocks, check_members, check_starts, check_text
from .head import PROSE, SECTIONS
from .model import Page, Refusal, Report, shortened
from .rows import join

_YEARS = 10  # between a report's last month and its update at most
_KOMMUNER_FROM = "2025"  # reports of before have no section by kommune
_AGAIN = "fetch the report again"
_PARTS = {
    "code": "source line",
    "updated_on": "date (Rapport oppdatert: …)",
    "period": "period (Januar 2026 - …)",
    "section": "section's heading",
    "counter": "page counter (Side … av …)",
}


@dataclass(frozen=True)
class SourceFile:
    """The file that pages were read from."""

    name: str
    format: str
    sha256: str


def assemble(pages: Sequence[Page], source: SourceFile) -> Report:
    """The report that the pages are; raises Refusal where they are not exactly one."""
    code, title, updated_on, first, last = _identity(pages)
    check_text(title, "title")
    check_text(source.name, "file's name")
    placed = list(sections(pages))
    _check_sections(placed, source.format, last)
    _check_counters(placed)
    _check_rows(placed)
    if source.format == "pdf":
        _check_alike(placed)
    rows = tuple(join(placed))
    found = blocks(rows)
    check_members(found)
    check_blocks(found, dict.fromkeys(section for _, section in placed))
    unheaded = {page.number for page in pages if page.head.section is None}
    check_starts(found, unheaded, placed[-1][1])
    return Report(
        report_id=f"{code}_{updated_on}",
        report_code=code,
        title=title,
        updated_on=updated_on,
        period_from=first,
        period_to=last,
        source_file=source.name,
        source_format=source.format,
        source_sha256=source.sha256,
        source_pages=len(pages),
        extractor_version=extractor_version(),
        rows=rows,
    )


def _identity(pages: Sequence[Page]) -> tuple[str, str, str, str, str]:
    """(code, title, date, first month, last month), each printed once or the same each time."""
    identity: dict[str, Any] = {}
    for page in pages:
        for name in ("code", "title", "updated_on", "period"):
            value = getattr(page.head, name)
            if value is not None and identity.setdefault(name, value) != value:
                raise Refusal(
                    f"{name} is {_shown(value)} here and {_shown(identity[name])} before",
                    page=page.number,
                )
    for name, words in (
        ("code", "no page has the source line of a TILT report (Kilde: NAV TILT…)"),
        ("updated_on", "no page says when the report was updated (Rapport oppdatert: …)"),
        ("period", "no page names the report's period (Januar 2026 - …)"),
    ):
        if name not in identity:
            raise Refusal(words, todo="is it a complete TILT report?")
    code, updated_on, (first, last) = (
        identity["code"],
        identity["updated_on"],
        identity["period"],
    )
    _check_dates(updated_on, first, last)
    _check_months(pages, first, last)
    return code, identity.get("title", ""), updated_on, first, last


def _shown(value: str | tuple[str, str]) -> str:
    return shortened(value if isinstance(value, str) else " to ".join(value))


def _check_dates(updated_on: str, first: str, last: str) -> None:
    """Refuse what is no date, and one on which nobody updates a report of this period.

    NAV publishes before a month ends.
    """
    found: list[date] = []
    for text in (updated_on, f"{first}-01", f"{last}-01"):
        try:
            found.append(date.fromisoformat(text))
        except ValueError:
            raise Refusal(f'there is no date "{shortened(text)}"', todo=_AGAIN) from None
    updated, _, month = found
    months = 12 * (updated.year - month.year) + updated.month - month.month
    if not 0 <= months < 12 * _YEARS:
        raise Refusal(
            f"a report up to {last} was updated on {updated_on}:"
            f" before that month, or more than {_YEARS} years after",
            todo=_AGAIN,
        )


def _check_months(pages: Sequence[Page], first: str, last: str) -> None:
    """Refuse columns that are not the months from January to the period's last."""
    for page in (page for page in pages if page.tables):
        if f"{last[:4]}-01" != first or page.months != int(last[5:]):
            raise Refusal(
                f"{page.months} month columns in a report of {first} to {last}",
                page=page.number,
            )


def sections(pages: Sequence[Page]) -> Iterator[tuple[Page, str]]:
    """Each page with its section; a page that names none continues the one before."""
    section = PROSE
    for page in pages:
        section = page.head.section or section
        yield page, section


def _check_sections(
    placed: Sequence[tuple[Page, str]], source_format: str, last_month: str
) -> None:
    """Refuse sections out of order, sections that are missing, and pages of an unknown one.

    Reports of before 2025 have none by kommune. A workbook is never cut off between two sheets,
    so one that lacks a section can be landed; audit_coverage shows what is not printed.
    """
    order = [PROSE, *SECTIONS]
    at = 0
    for page, section in placed:
        if section == PROSE and source_format == "xlsx":
            continue  # its sheet may be the last
        if order.index(section) < at:
            raise Refusal(f'section "{section}" comes after "{order[at]}"', page=page.number)
        at = order.index(section)
    printed = {section for _, section in placed}
    expected = SECTIONS if last_month >= _KOMMUNER_FROM else SECTIONS[:-1]
    for section in SECTIONS[:1] if source_format == "xlsx" else expected:
        if section not in printed:
            raise Refusal(f'section "{section}" is missing', todo="is the report cut off?")


def _check_rows(placed: Sequence[tuple[Page, str]]) -> None:
    """Refuse a page that has the headings of a table, and no rows below them.

    Headings at a page's foot may be those of the next page, where the table continues.
    """
    for (page, section), after in zip_longest(placed, placed[1:]):
        *tables, last = page.tables or ((),)
        continues = any(tables) and after and after[1] == section and any(after[0].tables)
        if section != PROSE and page.months and not (all(tables) and (last or continues)):
            raise Refusal(
                "below the headings of a table there are no rows", page=page.number, todo=_AGAIN
            )


def _check_alike(placed: Sequence[tuple[Page, str]]) -> None:
    """Refuse the one page of a PDF that lacks what every other page has.

    The first may be a cover, and the late pages of a real report lack what the others have.
    """
    pages = [page for page, section in placed[1:] if section != PROSE]
    lacking = {
        words: [page for page in pages if getattr(page.head, name) is None]
        for name, words in _PARTS.items()
    }
    lacking["table"] = [page for page in pages if not any(page.tables)]
    for words, found in lacking.items():
        if len(found) == 1 and len(pages) > 2:
            raise Refusal(
                f"the page lacks the {words}, which every other page has",
                page=found[0].number,
                todo=_AGAIN,
            )


def _check_counters(placed: Sequence[tuple[Page, str]]) -> None:
    """Refuse page counters (`Side 2 av 96`) that are not a page's place in its section.

    Counters that count through the report are accepted too, with the prose or without it.
    """
    runs: dict[str, list[Page]] = {}
    for page, section in placed:
        runs.setdefault(section, []).append(page)
    tables = [page for page, section in placed if section != PROSE]
    if not _wrong([page for page, _ in placed]) or not _wrong(tables):
        return
    for run in runs.values():
        for place, page, counter in _wrong(run):
            raise Refusal(
                f"the page counter is {counter[0]} of {counter[1]}"
                f" on page {place} of {len(run)} of its section",
                page=page.number,
                todo="look for a page that is missing, repeated or moved",
            )


def _wrong(run: Sequence[Page]) -> list[tuple[int, Page, tuple[int, int]]]:
    """(place, page, counter) where they disagree, those with another place first."""
    counted = [(n, page, page.head.counter) for n, page in enumerate(run, 1)]
    wrong = [(n, page, c) for n, page, c in counted if c and c != (n, len(run))]
    return sorted(wrong, key=lambda found: found[2][0] == found[0])
