"""Every query of `analyses/` runs as it stands, and says what the reports print."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from extract.__main__ import main as extract
from tests.facsimile.rows import Cell, Report
from tests.facsimile.text import to_text
from tests.facsimile.world import made_up, usual_tiltak

from .conftest import ROOT, Project

ANALYSES = ROOT / "analyses"
TILTAK = ("VATIAROR", "VASV", "VV")
NAMES = usual_tiltak("TILT170")
PERSONS = (4257, 10002, 3)
"""In each tiltak: the last is a `*` in some months."""
BEFORE = made_up("TILT170", 2023, 3, seed=5, persons=PERSONS)
FIRST = made_up("TILT170", 2024, 2, seed=5, persons=PERSONS, revisions=True)
NEWEST = made_up("TILT170", 2024, 3, seed=5, persons=PERSONS, revisions=True)


@pytest.fixture(scope="module")
def warehouse(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("reports")
    for report in (BEFORE, FIRST, NEWEST):
        path = folder / f"{report.year}_{report.months}.txt"
        path.write_text(to_text(report, between="  ")[0], encoding="utf-8")
    raw = project.folder / "seeds/raw"
    assert extract(["--quiet", "--into", str(raw), str(folder)]) == 0
    assert extract(["--quiet", "--into", str(raw), "--remove", "TILT170_2026-02-02"]) == 0
    assert set(project.build("+marts").values()) <= {"success", "pass"}
    with duckdb.connect(str(project.folder / "nav_tilt.duckdb"), read_only=True) as connection:
        yield connection


def asked(warehouse: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    """The rows of an analysis, by column."""
    answer = warehouse.sql((ANALYSES / name).read_text(encoding="utf-8"))
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]


def member(report: Report, section: str, label: str, block: int, month: int) -> Cell:
    """A printed value: None is a star, 0 a row left out."""
    [found] = [part for part in report.sections if part.name == section]
    rows = [m for m in found.blocks[block].members if m.label.startswith(label)]
    return rows[0].values[month] if rows else 0


def test_no_analysis_is_left_out() -> None:
    tested = Path(__file__).read_text(encoding="utf-8")
    files = sorted(path.name for path in ANALYSES.glob("*.sql"))
    assert files
    assert [name for name in files if f'"{name}"' not in tested] == []


def test_series_of_one_kommune(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = asked(warehouse, "series_of_one_kommune.sql")
    printed = [
        member(report, "Tiltak og kommune", "5001", block, month)
        for block in range(3)
        for report in (BEFORE, NEWEST)
        for month in (1, 2, 3)
    ]
    assert [row["participants"] for row in rows] == printed
    hidden = [row for row in rows if row["participants"] is None]
    assert all((row["participants_min"], row["participants_max"]) == (0, 3) for row in hidden)


def test_fylke_that_grew_most(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = asked(warehouse, "fylke_that_grew_most.sql")
    rogaland = {row["tiltak"]: row for row in rows if row["fylke"] == "Rogaland"}
    for block, row in enumerate(rogaland[tiltak] for tiltak in NAMES):
        now = member(NEWEST, "Tiltak og fylke", "11", block, 3)
        then = member(BEFORE, "Tiltak og fylke", "11", block, 3)
        bounds = row["growth_at_least"], row["growth_at_most"]
        if now is None or then is None:
            assert (row["growth"], row["growth_percent"]) == (None, None)
            assert bounds == (low(now) - high(then), high(now) - low(then))
        else:
            assert row["growth_percent"] == pytest.approx(100 * (now - then) / then, abs=0.051)
            assert (row["growth"], *bounds) == (now - then,) * 3
    known = [row["growth"] for row in rows if row["growth"] is not None]
    assert [row["growth"] for row in rows[: len(known)]] == sorted(known, reverse=True)
    assert len(known) < len(rows)


def test_ranking_with_stars(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = asked(warehouse, "ranking_with_stars.sql")
    for block, code in enumerate(TILTAK):
        [section] = [part for part in NEWEST.sections if part.name == "Tiltak og kommune"]
        printed = [m.values[3] for m in section.blocks[block].members]
        ranked = [row for row in rows if row["tiltak_code"] == code]
        known = sorted((n for n in printed if n is not None), reverse=True)
        stars = [row for row in ranked if row["participants"] == "*"]
        assert [int(row["participants"]) for row in ranked[: len(known)]] == known
        assert len(stars) == printed.count(None)
        assert {(row["rank_from"], row["rank_to"]) for row in stars} <= {
            (len(known) + 1, len(printed))
        }


def low(cell: Cell) -> int:
    return cell or 0


def high(cell: Cell) -> int:
    return 3 if cell is None else cell


def percent(part: int, other: int) -> object:
    return pytest.approx(100 * part / (part + other), abs=0.051) if part + other else None


def test_share_of_women(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = asked(warehouse, "share_of_women.sql")
    newest = [row for row in rows if str(row["month"]) == "2024-03-01"]
    for block, row in enumerate(newest):
        women = member(NEWEST, "Tiltak og kjønn", "Kvinner", block, 3)
        men = member(NEWEST, "Tiltak og kjønn", "Menn", block, 3)
        hidden = women is None or men is None
        share = None if hidden else round(100 * women / (women + men), 1)  # type: ignore[operator]
        assert row["percent_women"] == (share if hidden else pytest.approx(share))
        least, most = percent(low(women), high(men)), percent(high(women), low(men))
        assert (row["percent_at_least"], row["percent_at_most"]) == (least, most)
    assert len(newest) == 3
    # of the few of VVA some month hides women or men
    assert any(row["percent_women"] is None for row in rows)


def test_changes_between_reports(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = asked(warehouse, "changes_between_reports.sql")
    assert rows
    assert all(
        row["printed_before"] != row["printed_now"]
        for row in rows
        if "*" not in row["printed_before"]
    )
    for row in rows:
        printed = row["printed_before"], row["printed_now"]
        wanted = None if "*" in printed else int(printed[1]) - int(printed[0])
        assert row["difference"] == wanted
    assert {row["report_id"] for row in rows} == {f"TILT170_{NEWEST.updated_on}"}


def test_series_across_a_reform(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = asked(warehouse, "series_across_a_reform.sql")
    akershus = [
        row for row in rows if row["fylke"] == "Akershus" and "ordinær" in row["tiltak"]
    ]
    assert [str(row["month"]) for row in akershus] == [
        *("2023-01-01", "2023-02-01", "2023-03-01"),
        *("2024-01-01", "2024-02-01", "2024-03-01"),
    ]
    # in 2023 Akershus was a part of Viken: a sum of kommuner, a range where one is hidden
    for row in akershus:
        assert row["participants_max"] - row["participants_min"] == 3 * row["n_suppressed"]
        assert (row["participants"] is None) == (row["n_suppressed"] > 0)
    assert akershus[3]["series_break_note_nb"]
