"""An archive on each engine."""

from dataclasses import replace
from pathlib import Path

import pytest

from extract.__main__ import main as extract

from .builds import Copy, Relation, copy_parts
from .server import Server
from .table_rows import differences, from_duckdb, from_spark

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
