"""Each rule is broken once in the raw rows, and the test that guards it must fail."""

from collections.abc import Callable, Iterator

import pytest

from .conftest import Project, SeedLine, fingerprint

pytestmark = pytest.mark.slow

Change = Callable[[list[SeedLine]], None]


@pytest.fixture(scope="module")
def built(project: Project) -> Project:
    """The project as landed: then only what depends on the raw rows is built again."""
    assert set(project.build().values()) <= {"success", "pass"}
    return project


@pytest.fixture
def landed(built: Project) -> Iterator[list[SeedLine]]:
    """The landed rows; what a test did to the seed is undone after it."""
    before = {seed: built.rows(seed) for seed in ("raw/raw_rows", "raw/raw_reports")}
    yield built.rows("raw/raw_rows")
    for seed, rows in before.items():
        built.write(seed, rows)


def find(rows: list[SeedLine], section: str, label: str, nth: int = 0) -> SeedLine:
    return [
        row for row in rows if row["section"] == section and row["label"].startswith(label)
    ][nth]


def set_value(row: SeedLine, value: str) -> None:
    row["ytd_average"] = row["m01"] = value


def renumber(rows: list[SeedLine]) -> None:
    last: dict[str, int] = {}
    for row in rows:
        last[row["page"]] = last.get(row["page"], 0) + 1
        row["row_no"] = str(last[row["page"]])


def change_digit_of_kommune(rows: list[SeedLine]) -> None:
    set_value(find(rows, "Tiltak og kommune", "1103"), "169")


def drop_last_row(rows: list[SeedLine]) -> None:
    del rows[-1]


def drop_report(rows: list[SeedLine]) -> None:
    for row in rows:
        row["report_id"] = "TILT170_2026-02-03"


def move_cell(rows: list[SeedLine]) -> None:
    """A cell moves to the column beside it, so that the same text is in another place."""
    row = find(rows, "Tiltak og kommune", "1103")
    row["m01"], row["m02"] = "", row["m01"]


def correct_label(rows: list[SeedLine]) -> None:
    row = find(rows, "Tiltak og kommune", "1103")
    row["label"] = row["label"].upper()


def drop_members_of_a_block(rows: list[SeedLine]) -> None:
    """The smallest tiltak keeps its total by gender, and no row below it."""
    total = [row for row in rows if row["section"] == "Tiltak og kjønn"][-3]
    assert total["label"].lower().startswith("i alt")
    at = rows.index(total)
    del rows[at + 1 : at + 3]


def change_digit_of_age_group(rows: list[SeedLine]) -> None:
    set_value(find(rows, "Tiltak og alder", "20-24"), "397")


def change_digit_of_fylke(rows: list[SeedLine]) -> None:
    set_value(find(rows, "Tiltak og fylke", "03"), "186")


def move_people_between_kommuner_of_two_fylker(rows: list[SeedLine]) -> None:
    set_value(find(rows, "Tiltak og kommune", "0301"), "187")
    set_value(find(rows, "Tiltak og kommune", "4601"), "135")


def change_all_tiltak(rows: list[SeedLine]) -> None:
    set_value(find(rows, "Tiltak", "I alt"), "14 266")


def change_status_total(rows: list[SeedLine]) -> None:
    set_value(find(rows, "Arbeidsmarkedsstatus og tiltak", "I alt"), "14 266")


def change_average(rows: list[SeedLine]) -> None:
    find(rows, "Tiltak og kjønn", "Menn")["ytd_average"] = "2 639"


def drop_starred_row(rows: list[SeedLine]) -> None:
    rows.remove(find(rows, "Tiltak og kommune", "1111"))


def drop_section(rows: list[SeedLine]) -> None:
    rows[:] = [row for row in rows if row["section"] != "Tiltak og utdanning"]


def drop_block(rows: list[SeedLine]) -> None:
    gone = [row for row in rows if row["section"] == "Tiltak og kjønn"][:3]
    rows[:] = [row for row in rows if row not in gone]
    renumber(rows)


def swap_codes_of_one_fylke(rows: list[SeedLine]) -> None:
    for row in rows:
        if row["label"].startswith(("1114", "1124")):
            old = row["label"][:4]
            row["label"] = {"1114": "1124", "1124": "1114"}[old] + row["label"][4:]


def swap_names_of_one_fylke(rows: list[SeedLine]) -> None:
    names = {"1114": "Sola", "1124": "Bjerkreim"}
    for row in rows:
        if row["label"][:4] in names:
            row["label"] = f"{row['label'][:4]} {names[row['label'][:4]]}"


def swap_rows(rows: list[SeedLine]) -> None:
    one, other = (
        find(rows, "Tiltak og kommune", "1114"),
        find(rows, "Tiltak og kommune", "1124"),
    )
    one["label"], other["label"] = other["label"], one["label"]


def mistype_code(rows: list[SeedLine]) -> None:
    row = find(rows, "Tiltak og kommune", "1111")
    row["label"] = row["label"].replace("1111", "1110")


def turn_star_into_number(rows: list[SeedLine]) -> None:
    find(rows, "Tiltak og kommune", "1111")["m01"] = "2"


def spoil_number(rows: list[SeedLine]) -> None:
    find(rows, "Tiltak og kommune", "1103")["m01"] = "6g"


def empty_cell(rows: list[SeedLine]) -> None:
    find(rows, "Tiltak og kommune", "1103")["m01"] = ""


def add_month(rows: list[SeedLine]) -> None:
    find(rows, "Tiltak og kommune", "1103")["m02"] = "69"


def rename_total(rows: list[SeedLine]) -> None:
    find(rows, "Tiltak og kjønn", "I alt")["label"] = "I alt mentor"


def rename_tiltak(rows: list[SeedLine]) -> None:
    find(rows, "Tiltak", "Varig vernet")["label"] = "Varig noe annet"


def rename_member(rows: list[SeedLine]) -> None:
    find(rows, "Tiltak og alder", "20-24")["label"] = "20-25 år"


def change_repeated_total(rows: list[SeedLine]) -> None:
    set_value(find(rows, "Tiltak og kommune", "I alt", 3), "4 258")


def change_total_of_section(rows: list[SeedLine]) -> None:
    for row in rows:
        if row["section"] == "Tiltak og kjønn" and row["m01"] == "4 257":
            set_value(row, "4 258")


def duplicate_page(rows: list[SeedLine]) -> None:
    page = int(find(rows, "Tiltak og kommune", "1103")["page"])
    again = [dict(row) for row in rows if int(row["page"]) == page]
    for row in rows:
        row["page"] = str(int(row["page"]) + (int(row["page"]) > page))
    rows.extend({**row, "page": str(page + 1)} for row in again)


def duplicate_rows_of_a_page(rows: list[SeedLine]) -> None:
    rows.append(dict(find(rows, "Tiltak og kommune", "1103")))


def reverse_blocks(rows: list[SeedLine]) -> None:
    section = [row for row in rows if row["section"] == "Tiltak og kjønn"]
    places = [(row["page"], row["row_no"]) for row in section]
    turned = section[3:6] + section[:3] + section[6:]
    for row, (page, row_no) in zip(turned, places, strict=True):
        row["page"], row["row_no"] = page, row_no


def unknown_section(rows: list[SeedLine]) -> None:
    for row in rows:
        if row["section"] == "Tiltak og kjønn":
            row["section"] = "Tiltak og noe"


def unknown_report(rows: list[SeedLine]) -> None:
    rows[-1]["report_id"] = "TILT170_2026-03-02"


BROKEN: list[tuple[Change, str]] = [
    (change_digit_of_kommune, "kommuner_add_up_to_their_fylke"),
    (change_digit_of_age_group, "totals_are_the_sums_of_their_members"),
    (change_digit_of_fylke, "kommuner_add_up_to_their_fylke"),
    (move_people_between_kommuner_of_two_fylker, "kommuner_add_up_to_their_fylke"),
    (change_all_tiltak, "totals_are_the_sums_of_their_members"),
    (change_status_total, "totals_are_the_sums_of_their_members"),
    (drop_members_of_a_block, "totals_are_the_sums_of_their_members"),
    (change_average, "averages_are_those_of_their_months"),
    (drop_starred_row, "rows_are_numbered_without_gaps"),
    (drop_last_row, "every_landed_row_is_there"),
    (drop_report, "every_landed_row_is_there"),
    (move_cell, "every_landed_row_is_unchanged"),
    (correct_label, "every_landed_row_is_unchanged"),
    (drop_section, "every_section_is_printed"),
    (drop_block, "every_block_with_people_is_printed"),
    (swap_codes_of_one_fylke, "codes_rise_within_a_block"),
    (swap_names_of_one_fylke, "no_name_is_that_of_another_code"),
    (swap_rows, "codes_rise_within_a_block"),
    (mistype_code, "every_printed_member_is_valid"),
    (turn_star_into_number, "every_cell_is_a_count_or_a_star"),
    (spoil_number, "every_cell_is_a_count_or_a_star"),
    (empty_cell, "every_row_has_a_value_for_every_month"),
    (add_month, "every_row_has_a_value_for_every_month"),
    (rename_total, "every_block_is_one_tiltak"),
    (rename_tiltak, "every_printed_name_is_known"),
    (rename_member, "every_printed_name_is_known"),
    (change_repeated_total, "every_block_is_one_tiltak"),
    (change_total_of_section, "every_block_is_one_tiltak"),
    (duplicate_page, "unique_combination_int_rows_resolved"),
    (duplicate_rows_of_a_page, "unique_combination_raw_rows"),
    (reverse_blocks, "blocks_are_in_the_order_of_tiltak"),
    (unknown_section, "relationships_raw_rows_section"),
    (unknown_report, "relationships_raw_rows_report_id"),
]


def as_if_printed(built: Project, landed: list[SeedLine]) -> None:
    """The rows are those that the report is taken to print."""
    [report] = built.rows("raw/raw_reports")
    rows = [row for row in landed if row["report_id"] == report["report_id"]]
    rows.sort(key=lambda row: (int(row["page"]), int(row["row_no"])))
    built.write("raw/raw_reports", [report | fingerprint(rows)])


@pytest.mark.parametrize(
    ("change", "guard"), BROKEN, ids=[f"{change.__name__}-{guard}" for change, guard in BROKEN]
)
def test_broken_rule_fails_its_test(
    built: Project, landed: list[SeedLine], change: Change, guard: str
) -> None:
    before = [dict(row) for row in landed]
    change(landed)
    assert landed != before
    built.write("raw/raw_rows", landed)
    if not guard.startswith("every_landed_row"):
        as_if_printed(built, landed)
    statuses = built.build(f"raw_rows+,+{guard}*", "raw_reports")
    guards = {name: status for name, status in statuses.items() if name.startswith(guard)}
    expected = "warn" if guard == "every_section_is_printed" else "fail"
    assert expected in guards.values(), statuses


BLOCK = '"I alt varig tilrettelagt arbeid i"'
MESSAGES: list[tuple[Change, str, list[str]]] = [
    (
        change_digit_of_fylke,
        "kommuner_add_up_to_their_fylke",
        [
            f'page 4, section Tiltak og fylke, {BLOCK}, "03 Oslo", 2026-01:'
            " it does not hold that kommuner add up to their fylke"
        ],
    ),
    (
        change_digit_of_age_group,
        "totals_are_the_sums_of_their_members",
        [
            f"page 12, section Tiltak og alder, {BLOCK}, 2026-01:"
            " it does not hold that members add up to their total"
        ],
    ),
    (
        change_status_total,
        "totals_are_the_sums_of_their_members",
        [
            'page 2, section Tiltak, "I alt", 2026-01:'
            " it does not hold that labour statuses add up to their tiltak",
            "page 3, section Arbeidsmarkedsstatus og tiltak,"
            ' "I alt Nedsatt arbeidsevne, på tiltak", 2026-01:'
            " it does not hold that members add up to their total",
        ],
    ),
    (
        change_average,
        "averages_are_those_of_their_months",
        [
            f'page 10, section Tiltak og kjønn, {BLOCK}, "Menn":'
            " it does not hold that the average is that of the months"
        ],
    ),
    (
        drop_block,
        "every_block_with_people_is_printed",
        [
            "page 10, section Tiltak og kjønn, VATIAROR: it does not hold that the section has"
            " rows of this tiltak, which has more people than stars can hide"
        ],
    ),
    (
        swap_names_of_one_fylke,
        "no_name_is_that_of_another_code",
        [
            f'page 21, section Tiltak og kommune, {BLOCK}, "1114 Sola":'
            " it does not hold that the name is one of this code",
            f'page 22, section Tiltak og kommune, {BLOCK}, "1124 Bjerkreim":'
            " it does not hold that the name is one of this code",
        ],
    ),
    (
        change_digit_of_fylke,
        "figures_do_not_contradict_each_other",
        [
            f"page 21, section Tiltak og kommune, {BLOCK}, 2026-01:"
            " it does not hold that some counts have all these sums"
        ],
    ),
]


@pytest.mark.parametrize(
    ("change", "guard", "words"), MESSAGES, ids=[each[1] for each in MESSAGES]
)
def test_a_failing_audit_says_where_and_never_by_how_much(
    built: Project,
    landed: list[SeedLine],
    change: Change,
    guard: str,
    words: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Report, page, section, labels and month, a line for each row of the test."""
    change(landed)
    built.write("raw/raw_rows", landed)
    as_if_printed(built, landed)
    capsys.readouterr()
    statuses = built.build(f"raw_rows+,+{guard}", "raw_reports")
    assert statuses[guard] == "fail"
    _, _, printed = capsys.readouterr().out.partition(f"FAILED {guard}\n")
    lines = [f"  TILT170_2026-02-02, {line}" for line in words]
    assert printed.splitlines()[: len(lines)] == lines
    assert not printed.splitlines()[len(lines)].startswith("  ")
