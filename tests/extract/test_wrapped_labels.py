"""Which lines of a wrapped label belong to which numbers, on lines made by hand."""

import pytest

from extract.report.model import Head, Line, Page
from extract.report.rows import join
from tests.extract.short_pages import KJONN, refusal

NO_LABEL = "no label is aligned with the numbers as in other rows"
MIDWAY = "the label starts like the rest of another"
NOT_EVEN = "rows differ in height, and numbers are not aligned with labels"
OF_ANOTHER = "numbers of one row are aligned with the label of another"
MANY_WAYS = "its wrapped labels can be read in more than one way"
ONLY_MIDDLE = ("0 A", "10 B 5", "20 C")  # neither the first nor the last line has the numbers
BELOW = ("0 A", "20 5", "30 B", "40 C", "50 6", "60 D", "80 7")  # two lines below the first


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ([("0 A", "10 B 5", "20 C 6")], ["A|B", "C"]),
        ([("0 A 5", "10 B", "20 C 6", "30 D")], MANY_WAYS),
        ([("0 A 5", "10 B", "25 C 6", "35 D")], ["A|B", "C|D"]),
        ([ONLY_MIDDLE], ["A|B|C"]),
        ([("0 A 5", "10 B", "20 C 6")], MANY_WAYS),
        ([("0 A 5", "10 B", "20.5 C 6")], MANY_WAYS),
        ([("0 A 5", "10 B", "21 C 6")], ["A|B", "C"]),
        ([("0 A 5", "11 B", "21 C 6")], ["A", "B|C"]),
        # a report is read in one way, so a page that can be read in two is settled
        ([("0 A 5", "10 B", "20 C 6"), ("0 D", "10 E 7")], ["A", "B|C", "D|E"]),
        ([("0 A 5", "10 B", "20 C 6"), ("0 D 7", "10 E")], ["A|B", "C", "D|E"]),
        ([("0 A", "5.9 5", "10 C")], ["A|C"]),
        ([ONLY_MIDDLE, ("0 D", "6.1 6", "10 E")], NO_LABEL),
        ([ONLY_MIDDLE, ("0 D", "10 E 6", "20 F 7")], NO_LABEL),
        ([ONLY_MIDDLE, ("0 D", "10 E 6", "20 F 7", "30 G")], OF_ANOTHER),
        ([ONLY_MIDDLE, ("0 D 6", "10 E")], ["A|B|C", "D|E"]),
        ([ONLY_MIDDLE, ("0 D", "10 E 6", "20 F")], ["A|B|C", "D|E|F"]),
        ([("0 A",)], 'no numbers belong to "A"'),
        ([("0 5",)], NO_LABEL),
        # the same distance below the first line throughout, with a label there or not
        ([BELOW], ["A", "B|C", "D"]),
        ([("0 A", "22 5", *BELOW[2:])], ["A", "B|C", "D"]),
        ([("0 A", "23 5", *BELOW[2:])], NO_LABEL),
        ([(*BELOW, "90 E", "107 8")], NO_LABEL),
        ([(*BELOW, "90 E", "110 8")], ["A", "B|C", "D", "E"]),
        ([(*BELOW, "100 E", "120 8")], NOT_EVEN),
        ([BELOW, ("0 E", "20 8")], ["A", "B|C", "D", "E"]),
        ([BELOW, ("0 E", "10 8")], NO_LABEL),
        # a page on which every line is a row does not decide for the others
        ([("0 E 8", "10 F 9"), BELOW], ["E", "F", "A", "B|C", "D"]),
        # as far below the middle of a label of three lines as below that of one
        ([("0 A", "10 B", "15 5", "20 C", "60 D", "65 6")], ["A|B|C", "D"]),
        # what can only be the rest of a label starts none
        ([("0 A 5", "10 b", "20 C 6")], ["A|b", "C"]),
        ([("0 A 5", "10 (B)", "20 C 6")], ["A|(B)", "C"]),
        ([("0 A 5", "10 4_year", "20 C 6")], ["A|4 year", "C"]),
        ([("0 A 5", "10 40_year", "20 C 6")], MANY_WAYS),
        ([("0 a", "10 B 6")], MIDWAY),
        ([("0 A|b 5", "10 c 6")], MIDWAY),
        ([("0 A 5", "10 c 6")], ["A", "c"]),  # nothing is wrapped
    ],
)
def test_labels_are_joined(printed: list[tuple[str, ...]], expected: object) -> None:
    """A line is its place down the page, give or take 2, its label and its number."""
    made = []
    for n, texts in enumerate(printed, 1):
        table = []
        for y, *words in map(str.split, texts):
            label = " ".join(word for word in words if not word.isdigit()).replace("_", " ")
            table.append(Line(float(y), label, (*filter(str.isdigit, words),) * 2))
        made.append((Page(n, Head(), 1, (tuple(table),), slack=2), KJONN))
    rule = refusal(join, made)
    assert (rule or [raw.row.label for raw in join(made)]) == expected


@pytest.mark.parametrize(
    ("last", "expected"),
    [(9, ["A", "B", "C"]), (10, ["A", "B", "C"]), (11, NOT_EVEN)],
)
def test_rows_of_a_text_differ_by_a_line_at_most(last: int, expected: object) -> None:
    """Values a line below their labels, rows every three lines, but for the last."""
    values = ("5", "5")
    below = [(0, "A"), (3, "B"), (last - 3, "C")]
    table = [line for y, name in below for line in (Line(y, name), Line(y + 1, "", values))]
    made = [(Page(1, Head(), 1, (tuple(table),)), KJONN)]
    rule = refusal(join, made)
    assert (rule or [raw.row.label for raw in join(made)]) == expected


@pytest.mark.parametrize(
    ("last", "within", "rule"),
    [
        ("ABC", "", "the line is neither header, footer nor row"),
        ("AB", "", ""),
        ("AAA", "", ""),  # one label that ends so
        ("ABC", "D", ""),
    ],
)
def test_what_ends_labels_of_three_pages_and_no_others_is_a_footnote(
    last: str, within: str, rule: str
) -> None:
    values = ("5", "5")
    made = []
    for n, name in enumerate(last, 1):
        labels = ["I alt", *(f"{other}|nivå" for other in within), f"{name}|nivå"]
        table = tuple(Line(y, label, values) for y, label in enumerate(labels))
        made.append((Page(n, Head(), 1, (table,)), KJONN))
    assert refusal(join, made) == rule
