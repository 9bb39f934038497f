"""What turns counts into marks, axes, classes and texts, called in the page itself."""

from itertools import pairwise

import pytest

from tools.page.data import encoded, token

from .conftest import Opened


def ask(opened: Opened, code: str, *values: object) -> object:
    return opened.page.evaluate(f"(values) => ({code})(...values)", list(values))


SERIES = [(4, 4), (4, 4), (0, 3), None, (12, 18), (0, 0), (None, None), (0, 3), (0, 3)]


def test_a_series_is_read_back_as_it_was_written(months: Opened) -> None:
    text = encoded(["" if pair is None else token(*pair) for pair in SERIES])
    assert text == "4:2,*,,12-18,0,!,*:2"
    read = ask(months, "(text) => decode(text).map((p) => (p === undefined ? 0 : p))", text)
    expected = [0 if p is None else None if p == (None, None) else list(p) for p in SERIES]
    assert read == expected
    one_by_one = "(text) => [...Array(9).keys()].map((at) => monthOf(text + ',', at) ?? null)"
    assert ask(months, one_by_one, text) == [pair or None for pair in expected]


@pytest.mark.parametrize(
    ("pair", "full", "hatched"), [([7, 7], 70, 0), ([0, 3], 0, 30), ([4, 10], 40, 60)]
)
def test_a_mark_is_full_to_the_least_and_hatched_to_the_most(
    january: Opened, pair: list[int], full: int, hatched: int
) -> None:
    drawn = ask(
        january,
        "(pair) => [...bar(pair, 10).querySelectorAll('.full, .hatched')].map((r) =>"
        " [r.getAttribute('class'), r.getAttribute('x'), r.getAttribute('width')])",
        pair,
    )
    expected = [["full", None, f"{full}%"]] if full else []
    expected += [["hatched", f"{full}%", f"{hatched}%"]] if hatched else []
    assert drawn == expected


COUNTS = [
    (0, 3),
    (5, 9),
    (30, 49),
    (46, 49),
    (90, 100),
    (95, 300),
    (4220, 4290),
    (10000, 10060),
]


@pytest.mark.parametrize(("low", "high"), COUNTS)
def test_axes_of_counts(january: Opened, low: int, high: int) -> None:
    answer = ask(january, "(low, high) => axis(low, high, true)", low, high)
    assert isinstance(answer, dict)
    ticks = answer["ticks"]
    assert ticks[-1] >= high
    assert ticks[0] == 0 or ticks[0] < low
    assert high >= 50 or ticks[0] == 0
    assert all(tick == int(tick) for tick in ticks)
    assert 2 <= len(ticks) <= 7
    # a narrow series fills its picture
    assert ticks[0] == 0 or (high - low) / (ticks[-1] - ticks[0]) > 0.4


@pytest.mark.parametrize(("low", "high"), [(0.021, 0.18), (1.1, 1.3), (0.0, 0.004)])
def test_decimals_of_an_axis_follow_the_data(january: Opened, low: float, high: float) -> None:
    answer = ask(january, "(low, high) => axis(low, high, false)", low, high)
    assert isinstance(answer, dict)
    printed = [f"{tick:.{answer['decimals']}f}" for tick in answer["ticks"]]
    assert len(set(printed)) == len(printed)


@pytest.mark.parametrize(
    "values",
    [
        [0.021, 0.024, 0.031, 0.04, 0.041, 0.18, 0.09],
        [2.0, 2.0, 2.0],
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
        [],
    ],
)
def test_classes_do_not_overlap_in_print(january: Opened, values: list[float]) -> None:
    pairs = [[value, value] for value in values] + [[0, 3]]
    decimals = ask(january, "decimalsFor", values)
    assert isinstance(decimals, int)
    found = ask(january, "classes", pairs, decimals)
    assert isinstance(found, list)
    ends = [(round(c["from"], decimals), round(c["to"], decimals)) for c in found]
    assert all(low <= high for low, high in ends)
    assert all(round(b[0] - a[1], 5) == 10**-decimals for a, b in pairwise(ends))
    for value in values:
        at = ask(january, "classOf", value, found, decimals)
        assert isinstance(at, int)
        assert ends[at][0] <= round(value, decimals) <= ends[at][1]


@pytest.mark.parametrize(
    ("rate", "colour"),
    [
        (None, "plain"),
        ([1.5, 1.5], "c1"),
        ([3.21, 3.24], "c2"),  # hidden, and in one class all the same
        ([1.5, 5.5], "c1 hatched to3"),
        ([0, 3.5], "c1 hatched to2"),
    ],
)
def test_a_colour_is_hatched_where_the_class_is_not_known(
    january: Opened, rate: list[float] | None, colour: str
) -> None:
    steps = [{"from": 1, "to": 2}, {"from": 3, "to": 4}, {"from": 5, "to": 6}]
    assert ask(january, "fillOf", rate, steps, 1) == colour
    assert ask(january, "fillOf", rate, [], 1) == ("hatched" if rate else "plain")


@pytest.mark.parametrize(
    ("ends", "legend"),
    [
        ([1, 4], ["1,0\u20132,0", "4,0"]),
        ([1, 6.5], ["1,0\u20132,0", "\u2265 4,0"]),
        ([0], ["\u2264 2,0", "4,0"]),
    ],
)
def test_the_legend_is_open_where_a_range_ends_beyond_it(
    january: Opened, ends: list[float], legend: list[str]
) -> None:
    steps = [{"from": 1, "to": 2}, {"from": 4, "to": 4}]
    shade = {"all": steps, "decimals": 1}
    assert [ask(january, "stepText", step, ends, shade) for step in steps] == legend


@pytest.mark.parametrize(
    ("per_inhabitant", "base"), [(0.0012, 1000), (0.0004, 10000), (0.000002, 100000)]
)
def test_the_base_follows_the_data(january: Opened, per_inhabitant: float, base: int) -> None:
    assert ask(january, "baseFor", per_inhabitant) == base


def test_changes_in_per_cent_only_from_twenty_persons(january: Opened) -> None:
    assert ask(january, "change", [25, 25], [20, 20]) == [5, 25]
    assert ask(january, "change", [25, 25], [19, 19]) == [6, None]
    assert ask(january, "change", [25, 25], [0, 3]) is None
    assert ask(january, "changeText", [25, 25], [0, 3]) == ["*", ""]
    assert ask(january, "changeText", [25, 25], None) == ["\u2013", ""]


@pytest.mark.parametrize(
    ("address", "choices"),
    [
        ("#kommune=5403&tiltak=VATIAROR&lang=en", None),
        (
            "#tiltak=VASV&q=b%C3%A6r%20um&sort=-rate",
            {"tiltak": "VASV", "q": "bær um", "sort": "-rate"},
        ),
    ],
)
def test_an_address_is_read_and_written_alike(
    january: Opened, address: str, choices: dict[str, str] | None
) -> None:
    read = ask(january, "parse", address)
    assert choices is None or read == choices
    assert ask(january, "(hash) => address(parse(hash))", address) == address
