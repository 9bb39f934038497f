"""Small made-up reports of a year with the counts that they hide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

import numpy as np

from tools.disclosure.figures import ALL, AuditedReport, Averages, Codes, Figures

YEAR = 2026
GROUP, SINGLE = "G_TILRETTELAGT", "G_MENTOR"
MAIN_GROUPS = {"VV": GROUP, "VASV": GROUP, "VATIAROR": GROUP, "MENTOR": SINGLE}
FYLKER = {"3101": "31", "3103": "31", "3105": "31", "4201": "42", "4202": "42"}
Figure = int | None
"""None for a `*`."""


class Cell(NamedTuple):
    """What a figure counts: a month from 1 on, and a place in the report."""

    month: int
    breakdown: str
    tiltak: str
    member: str


@dataclass
class Drawn:
    """A report: what it prints, and the counts. A row that is not listed has the figure 0."""

    series: str
    number: int
    last_month: int
    figures: dict[Cell, Figure] = field(default_factory=dict)
    listed: set[tuple[str, str, str]] = field(default_factory=set)
    averages: dict[tuple[str, str, str], Figure] = field(default_factory=dict)
    truth: dict[Cell, int] = field(default_factory=dict)

    @property
    def report_id(self) -> str:
        return f"{self.series}_{YEAR}-{self.last_month + 1:02}-0{self.number}"


Truth = dict[tuple[int, str, str], int]
"""Persons by month, tiltak and kommune."""


def printed(count: int) -> Figure:
    return count if count >= 4 else None


def average_of(counts: Sequence[int], rng: Random) -> Figure:
    """The mean rounded, n.5 either way, starred before or after rounding."""
    mean = sum(counts) / len(counts)
    rounded = int(mean + rng.choice([0.5, 0.4999]))
    return rounded if (mean if rng.random() < 0.5 else rounded) >= 4 else None


def add_block(
    report: Drawn, members: Mapping[tuple[str, str, str], Sequence[int]], listed: bool
) -> None:
    """Print these rows; one of nobody all year is not listed, unless `listed`."""
    for place, counts in members.items():
        is_listed = listed or any(counts)
        for month, count in enumerate(counts, start=1):
            report.truth[Cell(month, *place)] = count
            report.figures[Cell(month, *place)] = printed(count) if is_listed else 0
        if is_listed:
            report.listed.add(place)


def split(counts: Sequence[int], n: int, rng: Random) -> list[list[int]]:
    """Parts that add up to the counts in every month."""
    parts = [[0] * len(counts) for _ in range(n)]
    for month, count in enumerate(counts):
        for _ in range(count):
            parts[rng.choice([0, *range(n)])][month] += 1
    return parts


def report_of(
    series: str, number: int, months: int, truth: Truth, shares: int, one_block: bool = False
) -> Drawn:
    """The report of these counts; the same `shares` split them alike into other breakdowns."""
    report, rng = Drawn(series, number, months), Random(shares)
    tiltaks = list(dict.fromkeys(tiltak for _, tiltak, _ in truth))
    kommuner = list(dict.fromkeys(kommune for _, _, kommune in truth))
    persons = {
        (tiltak, kommune): [truth[month, tiltak, kommune] for month in range(1, months + 1)]
        for tiltak in tiltaks
        for kommune in kommuner
    }

    def total(places: Sequence[tuple[str, str]]) -> list[int]:
        return [sum(persons[place][month] for place in places) for month in range(months)]

    add_block(report, {("tiltak", ALL, ALL): total(list(persons))}, True)
    statuses: dict[tuple[str, str, str], list[int]] = {}
    for tiltak in tiltaks:
        of_tiltak = total([(tiltak, kommune) for kommune in kommuner])
        add_block(report, {("tiltak", tiltak, ALL): of_tiltak}, True)
        for name, counts in zip(("A", "R"), split(of_tiltak, 2, rng), strict=True):
            statuses["labour_status", tiltak, name] = counts
        if sum(of_tiltak) > 2 * months:
            parts = split(of_tiltak, 3, rng)
            genders = {("gender", tiltak, g): n for g, n in zip("FMX", parts, strict=True)}
            add_block(report, genders, rng.random() < 0.1)
    add_statuses(report, statuses, tiltaks)
    for kommune in kommuner:
        add_places(report, "kommune", kommune, [kommune], persons, one_block)
    for fylke in dict.fromkeys(FYLKER[kommune] for kommune in kommuner):
        inside = [kommune for kommune in kommuner if FYLKER[kommune] == fylke]
        add_places(report, "fylke", fylke, inside, persons, False)
    for place in sorted(report.listed):
        months_of_place = [report.truth[Cell(m, *place)] for m in range(1, months + 1)]
        if rng.random() < 0.8:
            report.averages[place] = average_of(months_of_place, rng)
    return report


def add_statuses(
    report: Drawn,
    statuses: Mapping[tuple[str, str, str], Sequence[int]],
    tiltaks: Sequence[str],
) -> None:
    """A block of tiltak for each labour status, and its total."""
    add_block(report, statuses, False)
    for name in "AR":
        of_status = [statuses["labour_status", tiltak, name] for tiltak in tiltaks]
        of_all = [sum(month) for month in zip(*of_status, strict=True)]
        add_block(report, {("labour_status", ALL, name): of_all}, True)


def add_places(
    report: Drawn,
    breakdown: str,
    code: str,
    kommuner: Sequence[str],
    persons: Mapping[tuple[str, str], Sequence[int]],
    one_block: bool,
) -> None:
    """A place in every block; in none where it had nobody."""
    tiltaks = list(dict.fromkeys(tiltak for tiltak, _ in persons))
    rows = {
        (breakdown, tiltak, code): [
            sum(month) for month in zip(*(persons[tiltak, k] for k in kommuner), strict=True)
        ]
        for tiltak in tiltaks
    }
    if one_block:
        counts = [sum(month) for month in zip(*rows.values(), strict=True)]
        rows = {(breakdown, ALL, code): counts}
    add_block(report, rows, any(map(any, rows.values())))


def grouped(truth: Truth) -> Truth:
    """The same persons by main group."""
    found: Truth = {}
    for (month, tiltak, kommune), count in truth.items():
        place = month, MAIN_GROUPS[tiltak], kommune
        found[place] = found.get(place, 0) + count
    return found


def world(number: int) -> list[Drawn]:
    """The reports of a year, series by series, oldest first; the same for the same number."""
    rng = Random(f"disclosure {number}")
    months, vintages = rng.choice([(1, 1), (1, 1), (2, 1), (3, 1), (2, 2), (3, 2), (2, 2)])
    kommuner = rng.sample(sorted(FYLKER), k=rng.randint(2, 3))
    tiltaks = rng.choice([["VV"], ["VV", "VASV"], ["VATIAROR", "VASV", "VV"]])
    most = rng.choice([2, 4, 7])
    truth = {
        (month, tiltak, kommune): rng.randint(0, most) * (rng.random() < 0.8)
        for month in range(1, months + 1)
        for tiltak in tiltaks
        for kommune in kommuner
    }
    with_groups, one_block = rng.random() < 0.5, rng.random() < 0.4
    with_single = rng.random() < 0.3
    single = {(m, "MENTOR", k): rng.randint(0, most) for (m, _, k) in truth}
    found, shares = [], rng.randrange(1000)
    for vintage in range(vintages):
        last = months - vintages + 1 + vintage
        if vintage and rng.random() < 0.5:
            revise(truth, rng)
        found.append(report_of("TILT170", 1, last, truth, shares))
        if with_groups:
            everyone = truth | single if with_single else truth
            found.append(report_of("TILT100", 1, last, grouped(everyone), shares, one_block))
        if with_single:
            found.append(report_of("TILT180", 1, last, single, shares))
    return sorted(found, key=lambda report: (report.series, report.last_month))


def revise(truth: Truth, rng: Random) -> None:
    """NAV finds a person more in a month, or moves one to another kommune."""
    month, tiltak, kommune = rng.choice(sorted(truth))
    truth[month, tiltak, kommune] += 1
    others = [place for place in truth if place[:2] == (month, tiltak) and truth[place]]
    if rng.random() < 0.6:
        truth[rng.choice(others)] -= 1


def numbered(reports: Sequence[Drawn]) -> Figures:
    """The reports as the audit reads them."""
    cells = [(n, cell) for n, report in enumerate(reports) for cell in report.figures]
    breakdowns = sorted({cell.breakdown for _, cell in cells})
    tiltaks = sorted({ALL, *MAIN_GROUPS, *MAIN_GROUPS.values(), *(c.tiltak for _, c in cells)})
    members = sorted({ALL, *(cell.member for _, cell in cells)})

    def place(breakdown: str, tiltak: str, member: str) -> tuple[int, int, int]:
        return breakdowns.index(breakdown), tiltaks.index(tiltak), members.index(member)

    def line(n: int, cell: Cell) -> tuple[int, ...]:
        figure = reports[n].figures[cell]
        low, high = (0, 3) if figure is None else (figure, figure)
        is_listed = (cell.breakdown, cell.tiltak, cell.member) in reports[n].listed
        return n, cell.month, *place(*cell[1:]), low, high, is_listed

    report, month, breakdown, tiltak, member, low, high, is_listed = np.array(
        sorted(line(*each) for each in cells), np.int64
    ).T
    averages = [
        (n, *place(*row), -1 if figure is None else figure)
        for n, drawn in enumerate(reports)
        for row, figure in drawn.averages.items()
    ]
    return Figures(
        [AuditedReport(r.report_id, r.series, YEAR, r.last_month) for r in reports],
        breakdowns,
        tiltaks,
        members,
        report,
        month,
        breakdown,
        tiltak,
        member,
        low,
        high,
        is_listed > 0,
        Averages(*np.array(averages, np.int64).reshape(-1, 5).T),
    )


CODES = Codes(FYLKER, MAIN_GROUPS)
