"""Forty monthly reports with the totals that NAV published give NAV's series."""

import pytest

from extract.__main__ import main as extract
from tests.facsimile.book import filename, to_xlsx
from tests.facsimile.national import ORDINARY, SERIES, SHELTERED, reports_of

from .conftest import Project, unexpected

pytestmark = pytest.mark.slow

CODES = {ORDINARY: "VATIAROR", SHELTERED: "VASV"}
YEARS = SERIES[ORDINARY]


@pytest.fixture(scope="module")
def built(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """All forty, landed as workbooks under the names that NAV gives them, and nothing else."""
    folder = tmp_path_factory.mktemp("reports")
    for year in YEARS:
        for report in reports_of(year):
            (folder / filename(report, dotted=year == 2026)).write_bytes(to_xlsx(report)[0])
    assert len(list(folder.iterdir())) == 40
    into = ["--quiet", "--into", str(project.folder / "seeds/raw")]
    assert extract([*into, "--remove", "TILT170_2026-02-02"]) == 0
    assert extract([*into, str(folder)]) == 0
    statuses = project.build("+marts", "+audit_totals", "+audit_ytd_average", "+audit_coverage")
    assert not unexpected(statuses), statuses
    return project


@pytest.mark.parametrize("tiltak", SERIES)
def test_marts_give_the_series(built: Project, tiltak: str) -> None:
    served = built.query(
        "select month, participants from marts.fct_participants_by_tiltak"
        f" where tiltak_code = '{CODES[tiltak]}' order by month"
    )
    published = [count for counts in SERIES[tiltak].values() for count in counts]
    assert [count for _, count in served] == published
    assert [f"{month:%Y-%m}" for month, _ in served] == [
        f"{year}-{month:02}"
        for year, counts in YEARS.items()
        for month in range(1, len(counts) + 1)
    ]


def test_every_breakdown_adds_up_to_the_series(built: Project) -> None:
    for breakdown in ("gender", "age_group", "education", "fylke", "current_fylke"):
        outside = built.query(
            "select month, tiltak_code, sum(parts.participants_min) as low,"
            " sum(parts.participants_max) as high"
            f" from marts.fct_participants_by_{breakdown} as parts"
            " inner join marts.fct_participants_by_tiltak as country using (month, tiltak_code)"
            " group by month, tiltak_code, country.participants"
            " having not coalesce(country.participants between low and high, true)"
        )
        assert outside == [], breakdown


def test_nothing_is_revised_and_no_month_is_missing(built: Project) -> None:
    assert built.query("from marts.fct_revisions") == []
    assert built.query("select holds, count(*) from audit.audit_coverage group by holds") == [
        (True, built.query("select count(*) from audit.audit_coverage")[0][0])
    ]
