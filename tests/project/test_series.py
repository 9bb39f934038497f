"""Several reports together: vintages of a year, and siblings that count the same people."""

import re
from pathlib import Path
from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from tests.facsimile.drawn_report import DrawnReport, Section

from .conftest import Project, land_only
from .landed_reports import FIRST as OLD
from .landed_reports import GROUPS, NEWEST, SUBSIDIES, TRAINING

SIBLINGS = (GROUPS, SUBSIDIES, TRAINING)


def query(warehouse: DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return warehouse.execute(sql).fetchall()


def section(report: DrawnReport, name: str) -> Section:
    return next(section for section in report.sections if section.name == name)


def counts(report: DrawnReport, name: str, month: int) -> list[int | None]:
    """The members' values of one month in a section, block by block."""
    return [
        member.values[month]
        for block in section(report, name).blocks
        for member in block.members
    ]


def served(
    warehouse: DuckDBPyConnection, fact: str, report: DrawnReport, month: int
) -> list[int | None]:
    rows = query(
        warehouse,
        f"select participants from marts.{fact} where month = '{report.year}-{month:02}-01'"
        f" and observation_status <> 'not_listed'"
        f" and report_id like '{report.code}%' order by participants",
    )
    return [value for (value,) in rows]


@pytest.mark.parametrize(
    ("fact", "name"),
    [
        ("fct_participants_by_kommune", "Tiltak og kommune"),
        ("fct_participants_by_fylke", "Tiltak og fylke"),
        ("fct_participants_by_age_group", "Tiltak og alder"),
        ("fct_participants_by_education", "Tiltak og utdanning"),
        ("fct_participants", "Arbeidsmarkedsstatus og tiltak"),
    ],
)
@pytest.mark.parametrize("report", [NEWEST, SUBSIDIES, TRAINING], ids=lambda r: r.code)
def test_facts_are_what_the_newest_report_prints(
    warehouse: DuckDBPyConnection, report: DrawnReport, fact: str, name: str
) -> None:
    for month in range(1, report.months + 1):
        printed = sorted(counts(report, name, month), key=lambda n: (n is None, n))
        assert served(warehouse, fact, report, month) == printed


def test_revisions_are_the_cells_that_differ_between_two_reports(
    warehouse: DuckDBPyConnection,
) -> None:
    def cells(report: DrawnReport) -> dict[tuple[str, int, str, int], int | None]:
        return {
            (part.name, n, member.label, month): member.values[month]
            for part in report.sections
            for n, block in enumerate(part.blocks)
            for member in block.members
            for month in range(1, OLD.months + 1)
        }

    old, new = cells(OLD), cells(NEWEST)
    changed = {(old[key], new[key]) for key in old.keys() & new.keys() if old[key] != new[key]}
    rows = query(
        warehouse, "select previous_participants, participants from marts.fct_revisions"
    )
    assert changed
    assert set(rows) >= changed
    [(reports,)] = query(
        warehouse,
        "select count(distinct previous_report_id || report_id) from marts.fct_revisions",
    )
    assert reports == 1


def test_main_groups_are_kept_apart_from_the_tiltak_that_they_contain(
    warehouse: DuckDBPyConnection,
) -> None:
    [(levels,)] = query(
        warehouse,
        "select count(distinct tiltak_level) from marts.fct_participants_by_kommune"
        " inner join marts.dim_tiltak using (tiltak_code)",
    )
    [(groups,)] = query(
        warehouse,
        "select sum(participants) from marts.fct_main_groups"
        " where breakdown = 'tiltak' and month = '2024-03-01'",
    )
    assert levels == 1
    known = [n for n in counts(GROUPS, "Tiltak", 3) if n is not None]
    assert groups == sum(known)


def test_each_report_keeps_its_total(warehouse: DuckDBPyConnection) -> None:
    for report in (NEWEST, *SIBLINGS):
        total = section(report, "Tiltak").blocks[0].total.values[report.months]
        rows = query(
            warehouse,
            "select participants from marts.fct_all_tiltak"
            f" where report_code = '{report.code}' and month = '2024-03-01'"
            " union all select participants from marts.fct_main_groups"
            f" where report_id like '{report.code}%' and month = '2024-03-01'"
            " and breakdown = 'all'",
        )
        assert rows == [(total,)]


@pytest.mark.slow
def test_a_main_group_with_other_people_than_its_tiltak_is_named(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    land_only(project, SIBLINGS, tmp_path)
    capsys.readouterr()
    statuses = project.build("+audit_main_groups")
    assert statuses["tiltak_add_up_to_their_main_group"] == "warn"
    _, _, printed = capsys.readouterr().out.partition("tiltak_add_up_to_their_main_group\n")
    report_id = f"{GROUPS.code}_{GROUPS.updated_on}"
    line = (
        rf'  {report_id}, page \d+, section Tiltak, "I alt", "[A-Z][^"\d]+", 2024-0[1-3]:'
        " it does not hold that the reports on its tiltak add up to it; .*"
    )
    assert re.fullmatch(line, printed.splitlines()[0])
