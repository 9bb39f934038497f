"""Many small made-up series, landed together, and the counts that they hide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import zip_longest
from random import Random
from unittest.mock import patch

from tests.facsimile import drawn_report
from tests.facsimile.drawn_report import COLUMNS, DrawnReport, printed
from tests.facsimile.seeds import fylker, groups, kommuner, lines
from tests.facsimile.world import STATUS, made_up

from .conftest import Project, SeedLine, fingerprint

FIRST_YEAR = 2014
SERIES = [f"TILT1{number}0" for number in range(1, 9)]
"""One world a year each: no two worlds of a year share a report or a tiltak."""
SOME_KOMMUNER = ("0301", "1508", "1580", "1511", "3105", "3101", "5501", "5503", "5601", "2100")


@dataclass(frozen=True)
class World:
    """A series in one year: its reports, oldest first, and the same without any `*`."""

    code: str
    reports: Sequence[DrawnReport]
    truths: Sequence[DrawnReport]
    is_revised: bool

    def report_id(self, report: DrawnReport) -> str:
        return f"{self.code}_{report.updated_on}"


@cache
def kept_kommuner() -> set[str]:
    """Some kommuner with all codes that they and their neighbours in a reform ever had."""
    kept, changes = set(SOME_KOMMUNER), lines("reference/kommune_changes")
    for _ in range(10):
        for change in changes:
            codes = {change["old_kommune_code"], change["new_kommune_code"]}
            kept |= codes if codes & kept else set()
    return kept


def world(number: int) -> World:
    """The same for the same number; months, reports and labour statuses vary with it."""
    rng = Random(f"world {number}")
    year = FIRST_YEAR + number // len(SERIES)
    months, reports, n_statuses = rng.choice(
        [(1, 1, 1)] * 3 + [(2, 1, 1), (3, 2, 1), (2, 2, 2)]
    )
    on, kept = date(year, 1, 1), kept_kommuner()
    known = [place for place in kommuner(on) if place.code in kept]
    places = rng.sample(known, k=rng.randint(3, min(9, len(known))))
    in_fylker = [f for f in fylker(on) if any(place.fylke == f.code for place in places)]
    is_revised = reports > 1 and rng.random() < 0.5
    persons = [rng.choice([2, 6, 15, 40]) for _ in range(2)]

    def vintage(month: int, hidden: bool) -> DrawnReport:
        with patch.object(
            drawn_report,
            "suppressed",
            drawn_report.suppressed if hidden else lambda count: count,
        ):
            return made_up(
                "TILT170",
                year,
                month,
                number,
                places=(places, in_fylker),
                tiltak=tiltak(number),
                statuses=groups()[STATUS][:n_statuses],
                persons=persons,
                revisions=is_revised,
            )

    ends = range(months - reports + 1, months + 1)
    return World(
        SERIES[number % len(SERIES)],
        [vintage(month, True) for month in ends],
        [vintage(month, False) for month in ends],
        is_revised,
    )


def tiltak(number: int) -> list[str]:
    """Two tiltak that no other world of the year has."""
    by_code = {
        line["tiltak_code"]: line["name_nb"]
        for line in lines("reference/tiltak")
        if line["tiltak_level"] == "tiltak"
    }
    names = list(by_code.values())
    start = 2 * (number % len(SERIES))
    return names[start : start + 2]


def members(report: DrawnReport) -> Iterator[tuple[str, drawn_report.DrawnRow]]:
    """Each printed row with its section, totals first in their block."""
    for section in report.sections:
        for block in section.blocks:
            for row in (block.total, *block.members):
                yield section.name, row


def land(project: Project, worlds: Sequence[World]) -> None:
    """Write the raw seeds with these worlds alone."""
    reports: list[SeedLine] = []
    raw: list[SeedLine] = []
    for each in worlds:
        for report in each.reports:
            report_id = each.report_id(report)
            lines = [
                {"report_id": report_id, "page": "1", "row_no": str(number)}
                | {"section": section, "label": row.label}
                | _cells(row)
                for number, (section, row) in enumerate(members(report), start=1)
            ]
            reports.append(_about(each.code, report_id, report) | fingerprint(lines))
            raw += lines
    project.write("raw/raw_reports", reports)
    project.write("raw/raw_rows", raw)


def _cells(row: drawn_report.DrawnRow) -> SeedLine:
    """A row's average and its twelve months."""
    cells = [printed(value, " ") for value in row.values]
    return dict(zip_longest(COLUMNS, cells, fillvalue=""))


def keep_few_kommuner(project: Project) -> None:
    """Make the seeds of places so small that many worlds are built in seconds."""
    kept = kept_kommuner()
    for seed, column in (
        ("reference/kommuner", "kommune_code"),
        ("reference/kommune_changes", "old_kommune_code"),
        ("reference/population", "kommune_code"),
    ):
        project.write(seed, [line for line in project.rows(seed) if line[column] in kept])


def _about(code: str, report_id: str, report: DrawnReport) -> SeedLine:
    return {
        "report_id": report_id,
        "report_code": code,
        "title": report.title,
        "updated_on": str(report.updated_on),
        "period_from": f"{report.year}-01",
        "period_to": f"{report.year}-{report.months:02}",
        "source_file": f"{report_id}.txt",
        "source_format": "txt",
        "source_sha256": report_id,
        "source_pages": "1",
        "extractor_version": "test",
    }
