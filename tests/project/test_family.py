"""What the reports of NAV's family print that TILT170 of January 2026 does not."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from unittest.mock import patch

import pytest

from tests.facsimile import drawn_report
from tests.facsimile.drawn_report import DrawnReport
from tests.facsimile.seeds import fylker, kommuner, lines
from tests.facsimile.world import made_up

from .conftest import Project, SeedLine, fingerprint
from .worlds import World, kept_kommuner, land, members

OLD, NEW = "Utvidet oppfølging i NAV", "Arbeid med støtte"
MONTHS = [f"m{month:02}" for month in range(1, 13)]


def report(
    code: str, year: int, months: int, tiltak: tuple[str, ...] = (), *, hidden: bool = True
) -> DrawnReport:
    """A made-up report of a few kommuner; without `hidden` it has the true counts."""
    on = date(year, 1, 1)
    places = [place for place in kommuner(on) if place.code in kept_kommuner()]
    suppressed = drawn_report.suppressed if hidden else lambda count: count
    with patch.object(drawn_report, "suppressed", suppressed):
        return made_up(
            code,
            year,
            months,
            places=(places, fylker(on)),
            tiltak=tiltak,
            persons=(60, 90, 30, 3, 200, 60, 8, 700, 50, 20, 10),
        )


def names(code: str) -> tuple[str, ...]:
    """The names that a series prints now, in print order."""
    by_code = {
        line["tiltak_code"]: line["name_nb"]
        for line in lines("reference/tiltak")
        if line["report_code"] == code and line["valid_to"] == ""
    }
    return tuple(by_code.values())


def halved(row: SeedLine, blank: str) -> list[SeedLine]:
    """A row of a tiltak under its old name until November and its new one after."""
    old = row | {"m12": blank}
    new = row | dict.fromkeys(MONTHS[:11], blank) | {"ytd_average": row["m12"]}
    if blank == "*":
        new["ytd_average"] = "*"
    return [
        old,
        new | {"label": row["label"].replace(OLD, NEW).replace(OLD.lower(), NEW.lower())},
    ]


def under_two_names(raw: list[SeedLine], blank: str) -> Iterator[SeedLine]:
    """The rows of a report whose first tiltak is printed under the two names that it had."""
    held: list[SeedLine] = []
    for row in raw:
        in_block = row["section"] not in ("Tiltak", "Arbeidsmarkedsstatus og tiltak")
        if held and (row["label"].startswith("I alt") or row["section"] != held[0]["section"]):
            yield from held
            held = []
        if row["label"].casefold().endswith(OLD.casefold()) or held:
            old, new = halved(row, blank)
            yield old
            held = [*held, new] if in_block else []
            if not in_block:
                yield new
        else:
            yield row
    yield from held


def in_one_block(raw: list[SeedLine], truth: DrawnReport) -> Iterator[SeedLine]:
    """The rows of a report whose kommuner are one block over all tiltak."""
    yield from (row for row in raw if row["section"] != "Tiltak og kommune")
    [section] = [of for of in truth.sections if of.name == "Tiltak og kommune"]
    counts: dict[str, int] = {}
    for block in section.blocks:
        for member in block.members:
            counts[member.label] = counts.get(member.label, 0) + (member.values[1] or 0)
    template = next(row for row in raw if row["section"] == "Tiltak og kommune")
    for label, count in {"I alt": sum(counts.values()), **counts}.items():
        cell = str(count) if count >= 4 else "*"
        yield template | {"label": label, "ytd_average": cell, "m01": cell}


def without_kommuner(raw: list[SeedLine]) -> Iterator[SeedLine]:
    yield from (row for row in raw if row["section"] != "Tiltak og kommune")


def is_rounded_up(row: drawn_report.DrawnRow) -> bool:
    """Whether the true average is 4 only when rounded."""
    average, *months = (count or 0 for count in row.values)
    return average == 4 and sum(months) < 4 * len(months)


def starred(raw: list[SeedLine], truth: DrawnReport) -> Iterator[SeedLine]:
    """The rows of a report with a star for each average that is 4 only when rounded."""
    for row, (_, true) in zip(raw, members(truth), strict=True):
        yield row | {"ytd_average": "*"} if is_rounded_up(true) else row


TILT140 = report("TILT140", 2023, 12, (OLD, "Jobbklubb"))
STARS_TOO = report("TILT140", 2022, 12, (OLD, "Jobbklubb"))
TILT130 = report("TILT130", 2025, 1, names("TILT130"))
TILT100 = report("TILT100", 2026, 1, names("TILT100"))
TRUTH = report("TILT100", 2026, 1, names("TILT100"), hidden=False)
NO_KOMMUNER = report("TILT170", 2023, 12)
STARRED = report("TILT160", 2025, 5)
ROUNDED_UP = report("TILT160", 2025, 5, hidden=False)

EDITS: list[tuple[DrawnReport, Callable[[list[SeedLine]], Iterable[SeedLine]]]] = [
    (TILT140, lambda raw: under_two_names(raw, "")),
    (STARS_TOO, lambda raw: under_two_names(raw, "*")),
    (TILT130, lambda raw: raw),
    (TILT100, lambda raw: in_one_block(raw, TRUTH)),
    (NO_KOMMUNER, without_kommuner),
    (STARRED, lambda raw: starred(raw, ROUNDED_UP)),
]


@pytest.fixture(scope="module")
def landed(project: Project) -> Project:
    """All the reports, each changed in its way."""
    land(project, [World(of.code, [of], [of], False) for of, _ in EDITS])
    reports = {row["report_id"]: row for row in project.rows("raw/raw_reports")}
    raw = project.rows("raw/raw_rows")
    changed: list[SeedLine] = []
    for of, edit in EDITS:
        report_id = f"{of.code}_{of.updated_on}"
        mine = [
            row | {"row_no": str(number)}
            for number, row in enumerate(
                edit([row for row in raw if row["report_id"] == report_id]), start=1
            )
        ]
        reports[report_id] |= fingerprint(mine)
        changed += mine
    project.write("raw/raw_reports", list(reports.values()))
    project.write("raw/raw_rows", changed)
    return project


@pytest.fixture(scope="module")
def built(landed: Project) -> Project:
    statuses = landed.build()
    others = {
        name: status for name, status in statuses.items() if status not in ("success", "pass")
    }
    assert others == {"every_section_is_printed": "warn"}
    return landed


def tiltak_rows(of: DrawnReport) -> tuple[drawn_report.DrawnRow, ...]:
    """The members of the section Tiltak."""
    return next(part.blocks[0].members for part in of.sections if part.name == "Tiltak")


@pytest.mark.parametrize(("of", "hidden"), [(TILT140, 0), (STARS_TOO, 3)])
def test_rows_under_two_names_are_one_member(
    built: Project, of: DrawnReport, hidden: int
) -> None:
    served = built.query(
        "select participants, participants_min, participants_max"
        " from marts.fct_participants_by_tiltak where tiltak_code = 'UTVAOONAV'"
        f" and year(month) = {of.year} order by month"
    )
    assert served == [
        (None if hidden else count, count, (count or 0) + hidden)
        for count in tiltak_rows(of)[0].values[1:]
    ]
    [(stars, most)] = built.query(
        "select count(*), max(participants_max) from marts.fct_participants_by_kommune"
        " where tiltak_code = 'UTVAOONAV' and participants_min = 0 and participants is null"
        f" and year(month) = {of.year}"
    )
    assert stars > 0
    assert most == 3 + hidden


def test_two_names_have_no_average_together(built: Project) -> None:
    assert built.query(
        "select distinct tiltak_code from marts.fct_participants_ytd_average"
        " where report_id like 'TILT140%'"
    ) == [("JOBBK",)]


def test_every_name_of_tilt130_is_known(built: Project) -> None:
    """Many are the beginning of another."""
    served = built.query(
        "select name_nb, participants from marts.fct_participants_by_tiltak"
        " inner join marts.dim_tiltak using (tiltak_code)"
        " where report_id like 'TILT130%' order by sort_order"
    )
    assert served == [(member.label, member.values[1]) for member in tiltak_rows(TILT130)]


def test_a_section_of_one_block_is_over_all_tiltak(built: Project) -> None:
    [(n_members, codes)] = built.query(
        "select count(*), string_agg(distinct tiltak_code) from intermediate.int_cells_newest"
        " where breakdown = 'kommune' and observation_status <> 'not_listed'"
        " and report_code = 'TILT100'"
    )
    assert n_members > 0
    assert codes == "ALL"
    [(n_fylker, holds)] = built.query(
        "select count(*), bool_and(holds) from audit.audit_kommune_to_fylke"
        " where tiltak_code = 'ALL'"
    )
    assert n_fylker > 0
    assert holds


def test_fylker_that_were_divided_are_not_comparable_without_kommuner(built: Project) -> None:
    served = built.query(
        "select fylke_code, not_comparable_with"
        " from marts.fct_participants_by_current_fylke where borders = 'current'"
        " and month = '2023-12-01' and tiltak_code = 'VASV'"
        " and observation_status = 'not_comparable' order by fylke_code"
    )
    assert served == [
        *((code, "30") for code in ("31", "32", "33")),
        *((code, "38") for code in ("39", "40")),
        *((code, "54") for code in ("55", "56")),
    ]
    [(name,)] = built.query(
        "select name_en from marts.dim_observation_status"
        " where observation_status = 'not_comparable'"
    )
    assert "kommune" not in name


def test_a_starred_average_is_below_4_before_it_is_rounded(built: Project) -> None:
    assert any(is_rounded_up(row) for _, row in members(ROUNDED_UP))
    assert built.query(
        "select distinct ytd_average, ytd_average_min, ytd_average_max"
        " from marts.fct_participants_ytd_average"
        " where report_id like 'TILT160%' and observation_status = 'suppressed'"
    ) == [(None, 0, 4)]


def test_an_unknown_name_comes_with_the_line_to_add(
    built: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = [
        row | {"label": row["label"].replace("Jobbklubb", "Karriereklubb")}
        for row in built.rows("raw/raw_rows")
    ]
    reports = [
        about | fingerprint([row for row in raw if row["report_id"] == about["report_id"]])
        for about in built.rows("raw/raw_reports")
    ]
    built.write("raw/raw_reports", reports)
    built.write("raw/raw_rows", raw)
    name = "every_printed_name_is_known"
    assert built.build(f"raw_reports+,+{name}", f"raw_rows+,+{name}")[name] == "fail"
    assert (
        'prints "Karriereklubb", which seeds/reference/tiltak.csv does not name; add the line'
        ' CODE,tiltak,TILT140,"Karriereklubb",ENGLISH NAME,,,SORT ORDER'
    ) in capsys.readouterr().out
