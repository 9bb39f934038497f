"""Printed pages to a report: its identity, its sections, its rows, checked as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..version import extractor_version
from .checks import blocks, check_blocks, check_harmless, check_starts
from .head import PROSE, SECTIONS
from .model import Page, Refusal, Report
from .rows import join


@dataclass(frozen=True)
class Source:
    """The file that pages were read from."""

    name: str
    format: str
    sha256: str


def assemble(pages: Sequence[Page], source: Source) -> Report:
    """The report that the pages are; raises Refusal where they are not exactly one."""
    code, title, updated_on, first, last = _identity(pages)
    check_harmless(title, "title")
    check_harmless(source.name, "file's name")
    placed = list(sections(pages))
    _check_sections(placed, source.format)
    _check_counters(placed)
    rows = tuple(join(placed))
    found = blocks(rows)
    check_blocks(found, dict.fromkeys(section for _, section in placed))
    unheaded = {page.number for page in pages if page.head.section is None}
    check_starts(found, unheaded)
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
    """(code, title, date, first month, last month), each said once or the same each time."""
    said: dict[str, Any] = {}
    for page in pages:
        for name in ("code", "title", "updated_on", "period"):
            value = getattr(page.head, name)
            if value is not None and said.setdefault(name, value) != value:
                raise Refusal(
                    f"{name} is {value} here and {said[name]} before", page=page.number
                )
    for name, words in (
        ("code", "no page has the source line of a TILT report (Kilde: NAV TILT…)"),
        ("updated_on", "no page says when the report was updated (Rapport oppdatert: …)"),
        ("period", "no page names the report's period (Januar 2026 - …)"),
    ):
        if name not in said:
            raise Refusal(words, todo="is it the whole of a TILT report?")
    code, updated_on, (first, last) = said["code"], said["updated_on"], said["period"]
    _check_months(pages, first, last)
    return code, said.get("title", ""), updated_on, first, last


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


def _check_sections(placed: Sequence[tuple[Page, str]], source_format: str) -> None:
    """Refuse sections out of order, sections that are missing, and pages of an unknown one.

    A workbook is never cut off between two sheets, so one that lacks a section can be landed;
    the warehouse's audit_coverage shows what is not printed.
    """
    order = [PROSE, *SECTIONS]
    at = 0
    for page, section in placed:
        if order.index(section) < at:
            raise Refusal(f'section "{section}" stands after "{order[at]}"', page=page.number)
        at = order.index(section)
    printed = {section for _, section in placed}
    for section in SECTIONS[:1] if source_format == "xlsx" else SECTIONS:
        if section not in printed:
            raise Refusal(f'section "{section}" is missing', todo="is the report cut off?")


def _check_counters(placed: Sequence[tuple[Page, str]]) -> None:
    """Refuse page counters (`Side 2 av 96`) that are not a page's place in its section.

    Counters that all are its place in the whole report, with the prose or without, will do.
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
