"""What the readers hand to the assembler, what it hands on, and how a report is refused.

Three readers hand on the same pages, so that a rule is written once and holds for each
format.
"""

from __future__ import annotations

from dataclasses import dataclass, field

_LONGEST = 400  # letters of a refusal
_QUOTED = 80  # letters of each thing that it quotes


class Refusal(Exception):  # noqa: N818  it is an answer, no error
    """A report that cannot be landed exactly: the rule it breaks, where, and what to do.

    `column` is the heading of the column that `text` is printed in.
    """

    def __init__(
        self,
        rule: str,
        *,
        page: int | None = None,
        row: str | None = None,
        column: str | None = None,
        text: str | None = None,
        todo: str = "",
    ) -> None:
        super().__init__(rule)
        self.rule, self.page, self.row, self.todo = rule, page, row, todo
        self.column, self.text = column, text

    def line(self, file: str) -> str:
        """The refusal as one line of at most 400 letters: file, page, row, column, rule.

        What is quoted is shortened at its end, the name of the file at its start.
        """
        where = "".join(
            (
                f", page {self.page}" if self.page is not None else "",
                f', row "{shortened(self.row)}"' if self.row is not None else "",
                f", column {shortened(self.column)}" if self.column is not None else "",
                f' says "{shortened(self.text)}"' if self.text is not None else "",
            )
        )
        message = f"{self.rule}; {self.todo}" if self.todo else self.rule
        left = _LONGEST - len(where) - len(": ") - min(len(message), _LONGEST // 2)
        file = file if len(file) <= left else f"…{file[1 - left :]}"
        text = shortened(" ".join(f"{file}{where}: {message}".split()), _LONGEST)
        return "".join(c if c.isprintable() else "?" for c in text)


def shortened(text: str, most: int = _QUOTED) -> str:
    """The text, or its beginning and `…` where it is longer."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


@dataclass(frozen=True)
class Head:
    """What a page says of itself; None where the print leaves it out."""

    code: str | None = None
    title: str | None = None
    section: str | None = None
    updated_on: str | None = None  # YYYY-MM-DD
    period: tuple[str, str] | None = None  # first and last month, YYYY-MM
    counter: tuple[int, int] | None = None  # "Side 2 av 96"


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row: its label with line breaks as `|`, and one text per column."""

    label: str
    values: tuple[str, ...]

    @property
    def words(self) -> str:
        """The label as one line."""
        return self.label.replace("|", " ")

    @property
    def is_total(self) -> bool:
        """True for `I alt` and `I alt …`, the row that starts a block."""
        return f"{self.words.casefold()} ".startswith("i alt ")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table, `y` down the page: words of a label, a row's values, or both."""

    y: float
    label: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A printed page (a workbook's sheet) and the lines of its tables without their headers.

    A label's lines are not yet joined where the print does not say which belong together;
    `slack` is the tolerance of a line's y, in the unit of `y`.
    """

    number: int
    head: Head
    months: int = 0
    tables: tuple[tuple[Line, ...], ...] = ()
    slack: float = 0


@dataclass(frozen=True, slots=True)
class RawRow:
    """One line of raw_rows.csv without its report_id."""

    page: int
    row_no: int
    section: str
    row: Row


@dataclass(frozen=True)
class Report:
    """One line of raw_reports.csv (the fields in its order) and the rows of the report."""

    report_id: str
    report_code: str
    title: str
    updated_on: str
    period_from: str
    period_to: str
    source_file: str
    source_format: str
    source_sha256: str
    source_pages: int
    extractor_version: str
    rows: tuple[RawRow, ...] = field(repr=False)
