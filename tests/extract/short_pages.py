"""Printed pages from short texts, for the tests of rules.

A page is written `I alt 9, Kvinner 4 / I alt 7`: rows end in their value, pages at a slash;
`7:6` is an average and its month, `1_000` a number with a space.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from extract.report.assemble import SourceFile, assemble, sections
from extract.report.checks import Block, blocks
from extract.report.head import PROSE, SECTIONS
from extract.report.model import Head, Line, Page, Refusal
from extract.report.rows import join

FYLKE, KJONN, KOMMUNE = "Tiltak og fylke", "Tiltak og kjønn", "Tiltak og kommune"
STATUS = "Arbeidsmarkedsstatus og tiltak"
COMPLETE = {
    PROSE: "",
    "Tiltak": "I alt 355, Kurs 200, Mentor 5, Lønn 150",
    STATUS: "I alt 40, Ledig 30, Andre 10",
    **dict.fromkeys(
        SECTIONS[2:], "I alt 200, Ukjent 200 / I alt 5, Ukjent 5 / I alt 150, Ukjent 150"
    ),
}


def refusal(check: Callable[..., object], *arguments: object) -> str:
    """The rule that the check refuses by; empty if it does not."""
    try:
        check(*arguments)
    except Refusal as refused:
        return refused.rule
    return ""


def pages(printed: Mapping[str, str]) -> list[Page]:
    """The pages of each section, numbered and counted, of a report of January 2026."""
    made: list[Page] = []
    for section, text in printed.items():
        texts = text.split(" / ")
        for n, rows in enumerate(texts, 1):
            head = Head(
                *("TILT170", "Deltakere", section, "2026-02-02", ("2026-01", "2026-01")),
                counter=(n, len(texts)),
            )
            lines = tuple(line(y, row) for y, row in enumerate(rows.split(", ")) if row)
            months = 1 if lines else 0
            made.append(Page(len(made) + 1, head, months, (lines,) if lines else ()))
    return made


def line(y: float, text: str) -> Line:
    label, _, value = text.rpartition(" ")
    average, _, month = value.replace("_", " ").partition(":")
    return Line(y, label, (average, month or average))


def found(printed: Mapping[str, str]) -> list[Block]:
    return blocks(join(list(sections(pages(printed)))))


def with_head(made: Sequence[Page], **heads: Any) -> list[Page]:
    """The pages, with these fields of each head replaced."""
    return [replace(page, head=replace(page.head, **heads)) for page in made]


def assembled(made: Sequence[Page], source_format: str = "pdf") -> str:
    return refusal(assemble, made, SourceFile("report", source_format, "0"))
