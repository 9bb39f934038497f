"""Which words at a line's end are its values, and when there is more than one answer."""

import pytest

from extract.report.head import count_months, heading, read_head, sheet_heading
from extract.report.numbers import average_holds, readings, value


@pytest.mark.parametrize(
    ("printed", "landed"),
    [
        ("*", "*"),
        ("6", "6"),
        ("10 002", "10 002"),
        ("10\u00a0002", "10 002"),
        ("10\u2009002", "10 002"),
        ("10002", "10 002"),
        ("10 02", None),
        ("03", None),
        ("1.5", None),
        ("-4", None),
        ("", None),
    ],
)
def test_a_number_is_landed_with_spaces(printed: str, landed: str | None) -> None:
    assert value(printed) == landed


@pytest.mark.parametrize(
    ("values", "holds"),
    [
        (("5", "4", "5"), True),  # 4.5 rounded half up
        (("4", "4", "5"), True),  # and to the even number
        (("5", "5", "6"), False),  # 5.5 is never 5
        (("7", "6", "*"), True),
        (("*", "6", "7"), False),
        (("14 265", "14 265"), True),
        (("14 265", "14 266"), False),
    ],
)
def test_average(values: tuple[str, ...], holds: bool) -> None:
    assert average_holds(values) == holds


@pytest.mark.parametrize(
    ("line", "columns", "expected"),
    [
        ("4 257 4 260 4 261", 3, []),
        ("Afrika 4 259 4 257 4 260", 3, [("Afrika", ("4 259", "4 257", "4 260"))]),
        ("0301 Oslo 185 185", 2, [("0301 Oslo", ("185", "185"))]),
        ("1103 69 69", 2, [("1103", ("69", "69"))]),
        ("kort inntil 4 år 264 264", 2, [("kort inntil 4 år", ("264", "264"))]),
        ("100 100 100 100", 2, [("", ("100 100", "100 100"))]),
        ("19 år og under * *", 2, [("19 år og under", ("*", "*"))]),
        ("arbeid i", 2, []),
    ],
)
def test_values_are_told_apart(line: str, columns: int, expected: list[object]) -> None:
    assert readings(line, columns, marked=False) == expected


def test_numbers_of_six_digits_are_told_apart_in_many_columns() -> None:
    months = [f"128 {n}" for n in (437, 346, 280, 352, 387, 443, 419, 381, 381, 381, 380, 381)]
    line = " ".join(["I alt", "128 381", *months])
    assert readings(line, 13, marked=False) == [("I alt", ("128 381", *months))]


def test_a_million_is_no_number_of_participants() -> None:
    assert readings("Europa 5 100 200 300 *", 3, marked=False) == [
        ("Europa", ("5 100", "200 300", "*"))
    ]
    assert readings("Europa 1 100 200 *", 2, marked=False) == []


def test_more_than_one_reading_is_not_settled() -> None:
    """Where the mean is of hidden months, only the number of columns decides."""
    assert len(readings("Europa 5 100 200 *", 3, marked=False)) == 2
    assert len(readings("Europa  5 100  200  *", 3, marked=False)) == 1


def test_a_marked_space_joins_and_an_ordinary_one_parts() -> None:
    line = "Asia 5\u00a0100 200 *"
    assert readings(line, 3, marked=True) == [("Asia", ("5 100", "200", "*"))]


def test_headings_are_loose_on_space_and_case_only() -> None:
    assert heading("Tiltak  og fylke ") == "Tiltak og fylke"
    assert sheet_heading("Arbeidsmarkedsstatus og tiltaks") == "Arbeidsmarkedsstatus og tiltak"
    assert heading("Tiltak og fylker") is None
    head = read_head("Side 2 av 96Kilde: NAV Fotnote")
    assert head is not None
    assert head.counter == (2, 96)
    assert read_head("Varig vernet arbeid") is None


def test_months_are_counted_in_wrapped_headers() -> None:
    assert count_months("Gjennom\nsnitt hittil\n\ni år Januar") == 1
    assert count_months("snitt hittil i år Januar Februar") == 2
    assert count_months("Gjennomsnitt hittil i år Februar Januar") is None
    assert count_months("Gjennomsnitt hittil i år Januar Februar 7") is None
