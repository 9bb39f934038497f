"""An archive on each engine, and builds on PostgreSQL that keep what is unchanged."""

from dataclasses import replace
from pathlib import Path

import pytest

from extract.__main__ import main as extract
from tests.facsimile.rows import Report
from tests.facsimile.text import to_text
from tests.facsimile.world import made_up

from .builds import Copy, Relation, copy_parts
from .rows import differences, from_duckdb, from_postgres, from_spark
from .server import Server

RAW = [
    Relation(
        "raw",
        "raw_reports",
        {"report_id": "varchar", "updated_on": "date", "title": "varchar"},
        ("report_id",),
    ),
    Relation(
        "raw",
        "raw_rows",
        {"report_id": "varchar", "page": "integer", "label": "varchar", "m12": "varchar"},
        ("report_id", "page"),
    ),
]
PLANTED = "from staging.stg_nav__rows where page = 9999"


@pytest.fixture
def small(server: Server, tmp_path: Path) -> Copy:
    """The project with its landed report, on a database of its own."""
    copy_parts(tmp_path)
    with server.connect().cursor() as cursor:
        cursor.execute("drop database if exists small")
        cursor.execute("create database small")
    return Copy(
        tmp_path,
        {
            **server.environment(),
            "PGDATABASE": "small",
            "DBT_PROFILES_DIR": str(tmp_path),
            "NAV_TILT_DATABASE": str(tmp_path / "nav_tilt.duckdb"),
            "NAV_TILT_SPARK_FOLDER": str(tmp_path / "spark"),
        },
    )


def with_archive(small: Copy) -> Copy:
    raw, archive = small.folder / "seeds/raw", small.folder / "archive"
    assert extract(["--quiet", "--copy", str(raw), "--archive", str(archive)]) == 0
    return replace(small, environment={**small.environment, "NAV_TILT_ARCHIVE": str(archive)})


def test_spark_reads_the_archive(small: Copy) -> None:
    raw = ("--select", "raw_reports", "raw_rows", "--exclude-resource-type", "test")
    assert small.build("duckdb", *raw).failed == []
    assert with_archive(small).build("spark", *raw).failed == []
    for relation in RAW:
        expected = from_duckdb(small, relation)
        assert expected.total() > 0
        assert differences(expected, from_spark(small, relation)) == []


def test_postgres_refuses_the_archive(small: Copy) -> None:
    failed = with_archive(small).build("postgres", "--select", "raw_rows").failed
    assert "PostgreSQL reads no archive of Parquet files" in failed[0]


def test_postgres_keeps_what_is_unchanged(server: Server, small: Copy) -> None:
    own = replace(small, environment={**small.environment, "NAV_TILT_INCREMENTAL": "yes"})
    assert own.build("postgres").failed == []
    with server.connect(database="small").cursor() as cursor:
        cursor.execute(
            "create temp table planted as select * from staging.stg_nav__rows limit 1"
        )
        cursor.execute("update planted set page = 9999")
        cursor.execute("insert into staging.stg_nav__rows select * from planted")
        land(small, made_up("TILT110", 2025, 2, seed=1))
        assert own.build("postgres").failed == []
        cursor.execute(f"delete {PLANTED}")
        assert cursor.rowcount == 1
    assert small.build("duckdb").failed == []
    on_small = replace(server, database="small")
    for relation in small.relations():
        expected = from_duckdb(small, relation)
        assert differences(expected, from_postgres(on_small, relation)) == []


def land(small: Copy, report: Report) -> None:
    path = small.folder / "report.txt"
    path.write_text(to_text(report, between="  ")[0], encoding="utf-8")
    assert extract(["--quiet", "--into", str(small.folder / "seeds/raw"), str(path)]) == 0
