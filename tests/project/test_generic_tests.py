"""The generic tests of the project, on rows that are known to be good or bad."""

import json
from typing import Any

import pytest

from .conftest import Project

COUNT = (
    "{} as participants, {} as participants_min, {} as participants_max,"
    " {} as observation_status"
)
SUPPRESSION = {"data_tests": ["suppression"]}
HOLDS = {
    "columns": [
        {"name": "holds", "data_tests": [{"holds": {"arguments": {"rule": "'it is so'"}}}]}
    ]
}
AUDITED = "'R' as report_id, 'gender' as breakdown, 'VV' as tiltak_code, {} as holds"
UNIQUE = {"data_tests": [{"unique_combination": {"arguments": {"columns": ["x", "y"]}}}]}
AS_MANY = {
    "data_tests": [
        {"as_many_rows_as": {"arguments": {"other": "(select 1 union all select 2)"}}}
    ]
}
PRINTED = {"columns": [{"name": "m01", "data_tests": ["printed_count"]}]}
ALL_PRINTED = {"data_tests": [{"printed_count": {"arguments": {"columns": ["row_no", "m01"]}}}]}
CELL = "'R' as report_id, 1 as page, 1 as row_no, {} as m01"

CASES: list[tuple[dict[str, Any], list[str], str]] = [
    (SUPPRESSION, [COUNT.format(5, 5, 5, "'observed'")], "pass"),
    (SUPPRESSION, [COUNT.format("null", 0, 3, "'suppressed'")], "pass"),
    (SUPPRESSION, [COUNT.format(0, 0, 0, "'not_listed'")], "pass"),
    (SUPPRESSION, [COUNT.format(2, 2, 2, "'observed'")], "fail"),
    (SUPPRESSION, [COUNT.format(5, 4, 5, "'observed'")], "fail"),
    (SUPPRESSION, [COUNT.format("null", 0, 6, "'suppressed'")], "pass"),
    (SUPPRESSION, [COUNT.format("null", 8, 11, "'suppressed'")], "pass"),
    (SUPPRESSION, [COUNT.format("null", 0, 9, "'suppressed'")], "fail"),
    (SUPPRESSION, [COUNT.format("null", 3, 6, "'suppressed'")], "fail"),
    (SUPPRESSION, [COUNT.format("null", 1, 3, "'suppressed'")], "fail"),
    (SUPPRESSION, [COUNT.format("null", 0, 2, "'suppressed'")], "fail"),
    (SUPPRESSION, [COUNT.format(0, 0, 3, "'suppressed'")], "fail"),
    (SUPPRESSION, [COUNT.format("null", 0, 0, "'not_listed'")], "fail"),
    (SUPPRESSION, [COUNT.format(1, 0, 0, "'not_listed'")], "fail"),
    (SUPPRESSION, [COUNT.format(5, 5, 5, "cast(null as varchar)")], "fail"),
    (HOLDS, [AUDITED.format("true"), AUDITED.format("true")], "pass"),
    (HOLDS, [AUDITED.format("true"), AUDITED.format("false")], "fail"),
    (HOLDS, [AUDITED.format("true"), AUDITED.format("null")], "fail"),
    (UNIQUE, ["'a' as x, 1 as y", "'a' as x, 2 as y"], "pass"),
    (UNIQUE, ["'a' as x, 1 as y", "'a' as x, 1 as y"], "fail"),
    (UNIQUE, ["'a' as x, 1 as y", "null as x, 2 as y"], "fail"),
    (AS_MANY, ["1 as x", "1 as x"], "pass"),
    (AS_MANY, ["1 as x"], "fail"),
    (AS_MANY, ["1 as x", "2 as x", "2 as x"], "fail"),
    *(
        (PRINTED, [CELL.format(f"'{cell}'")], "pass")
        for cell in ("10 002", "10\u00a0002", "*", "4")
    ),
    (PRINTED, [CELL.format("cast(null as varchar)")], "pass"),
    *(
        (PRINTED, [CELL.format(f"'{cell}'")], "fail")
        for cell in ("3", "0", "012", "6g", "4,5", "**")
    ),
    (ALL_PRINTED, ["'R' as report_id, 1 as page, '5' as row_no, '4' as m01"], "pass"),
    (ALL_PRINTED, ["'R' as report_id, 1 as page, '3' as row_no, '4' as m01"], "fail"),
    (ALL_PRINTED, ["'R' as report_id, 1 as page, '5' as row_no, '3' as m01"], "fail"),
]


@pytest.fixture(scope="module")
def statuses(project: Project) -> dict[str, str]:
    """The status of every model and of the test on it, all in one build."""
    folder = project.folder / "models/staging"
    models = []
    for number, (test, selects, _) in enumerate(CASES):
        sql = "\nunion all\n".join(f"select {select}" for select in selects)
        (folder / f"case_{number:02}_of_rows.sql").write_text(sql, encoding="utf-8")
        models.append({"name": f"case_{number:02}_of_rows", **test})
    (folder / "rows.yml").write_text(json.dumps({"models": models}), encoding="utf-8")
    # what `holds` reads of the place of a row comes with it
    return project.build("case_*", "+int_rows_resolved")


@pytest.mark.parametrize("number", range(len(CASES)))
def test_generic_test_tells_good_from_bad(statuses: dict[str, str], number: int) -> None:
    _, selects, expected = CASES[number]
    model = f"case_{number:02}_of_rows"
    [status] = {s for name, s in statuses.items() if model in name and name != model}
    assert status == expected, selects
