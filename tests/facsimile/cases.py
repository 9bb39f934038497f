"""What the fuzz tries: made-up reports in every form, intact and damaged."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, cast, get_args

from tests.facsimile import damage
from tests.facsimile.book import Book, filename, to_xlsx
from tests.facsimile.draw import to_pdf
from tests.facsimile.drawn_report import DrawnReport, Printed
from tests.facsimile.layout import (
    NO_BREAK,
    SPACE,
    THIN,
    Align,
    Around,
    Layout,
    Lines,
    Order,
    Paper,
    Sami,
    Valign,
    fonts,
)
from tests.facsimile.pen import TRICKS
from tests.facsimile.seeds import fylker, kommuner
from tests.facsimile.text import layout_tool, other_tools, to_text
from tests.facsimile.world import REPORTS, made_up, usual_tiltak

MUST_BE_EXACT = ("pdf", "text", "xlsx")
MAY_BE_REFUSED = ("odd pdf", "pdftotext -layout", "text, one kind of space", "other tools")
DAMAGED = ("damaged pdf", "damaged text")


@dataclass(frozen=True)
class Recipe:
    """The arguments of a made-up report in `places` kommuner."""

    code: str
    year: int
    months: int
    seed: int
    places: int
    size: int

    def report(self) -> DrawnReport:
        """The report, the same for the same recipe."""
        on = date(self.year, 1, 1)
        few = Random(self.seed).sample(kommuner(on), self.places)
        persons = [n * self.size for n in (4257, 10002, 6, 900, 2500)]
        places = (few, fylker(on))
        return made_up(
            self.code, self.year, self.months, self.seed, places=places, persons=persons
        )


@dataclass(frozen=True)
class Case:
    """A file to read, how it was made, and the rows it must give if it is not refused."""

    kind: str
    how: str
    name: str
    data: bytes
    truth: list[Printed]


def recipe(rng: Random, tiltak: int = 1) -> Recipe:
    """Any report of any year, of at least so many tiltak."""
    return Recipe(
        code=rng.choice(
            [code for code in sorted(REPORTS) if len(usual_tiltak(code)) >= tiltak]
        ),
        year=rng.choice([2019, 2021, 2023, 2026]),
        months=rng.randint(1, 12),
        seed=rng.randrange(10_000),
        places=rng.randint(1, 25),
        size=rng.choice([1, 1, 9]),
    )


def layout(rng: Random, spaces: tuple[str, ...] = (NO_BREAK, THIN, SPACE)) -> Layout:
    """Any layout with one of these spaces in numbers."""
    lines = cast(Lines, rng.choice(get_args(Lines)))
    return Layout(
        lines=lines,
        valign=cast(Valign, rng.choice(get_args(Valign))),
        paper=cast(Paper, rng.choice(get_args(Paper))),
        landscape=rng.choice([True, False]),
        rows_per_page=rng.randint(10, 30),
        label_width=rng.randint(55, 200),
        value_width=rng.choice([rng.randint(30, 80), 130]),
        font=rng.choice(fonts()),
        size=rng.choice([7, 8, 9, 10]),
        thousands=rng.choice(spaces),
        clipped=rng.choice([True, False]),
        footer=rng.choice([True, False]),
        two_blocks=rng.choice([True, False]),
        # Without rulings only space separates the labels of rows.
        tight=lines == "ruled" and rng.choice([True, False]),
        sami=cast(Sami, rng.choice(get_args(Sami))),
        blank_pages=rng.choice([True, False]),
        # Nor does anything show there which row a label is in if its values align otherwise,
        # unless all rows have one height.
        label_valign=None
        if lines == "none"
        else cast(Valign, rng.choice((None, *get_args(Valign)))),
        # Only a line separates columns that nearly touch.
        padding=rng.choice([0.5, 1.0, 3.0]) if lines == "ruled" else 3.0,
        headings=cast(Align, rng.choice(get_args(Align))),
        narrowed=rng.choice([0.9, 1]),
        order=cast(Order, rng.choice(get_args(Order))),
        grid=rng.choice([True, False]),
        turned=rng.choice([0, 0, 1, 2, 3]),
        corner=rng.choice([0.0, 0.0, 23.5]),
    )


def _pdf(
    rng: Random, spaces: tuple[str, ...] = (NO_BREAK, THIN, SPACE), footer: bool = False
) -> Case:
    of, on = recipe(rng), layout(rng, spaces)
    around = cast(Around, rng.choice(("", "", *get_args(Around))))
    on = replace(on, footer=on.footer or footer, around=around)
    data, truth = to_pdf(of.report(), on)
    return Case("pdf", f"{of}, {on}", "report.pdf", data, truth)


def _odd_pdf(rng: Random) -> Case:
    """A PDF that is written or laid out so that a reader may see something else."""
    of, trick = recipe(rng), rng.choice(("", *TRICKS))
    on = replace(layout(rng), trick=trick, by_glyph=not trick or rng.choice([True, False]))
    if on.lines == "none":
        on = replace(on, label_valign=cast(Valign, rng.choice((None, *get_args(Valign)))))
    data, truth = to_pdf(of.report(), on)
    return Case("odd pdf", f"{of}, {on}", "report.pdf", data, truth)


def _text(rng: Random, spaces: tuple[str, ...], tiltak: int = 1) -> Case:
    of, on = recipe(rng, tiltak), layout(rng, spaces)
    options: dict[str, Any] = {
        "between": rng.choice([" ", "  "]),
        "headings_until": rng.randint(2, 40),
        "odd_footers": rng.choice([True, False]),
    }
    text, truth = to_text(of.report(), on, **options)
    return Case("text", f"{of}, {on}, {options}", "report.txt", text.encode(), truth)


def _xlsx(rng: Random) -> Case:
    of = recipe(rng)
    book = Book(rng.randint(0, 1), *(rng.choice([True, False]) for _ in range(4)))
    name = filename(of.report(), dotted=rng.choice([True, False]))
    data, truth = to_xlsx(of.report(), book)
    return Case("xlsx", f"{of}, {book}, {name}", name, data, truth)


def _read_by(tool: str, read: Callable[[Path], str], case: Case) -> Case:
    with TemporaryDirectory() as folder:
        path = Path(folder) / case.name
        path.write_bytes(case.data)
        return Case(
            "text", f"{tool} of {case.how}", "report.txt", read(path).encode(), case.truth
        )


def _damaged(rng: Random, case: Case) -> Case:
    # A text has no counters and no end mark: what it lost shows only against another block.
    way = "cut" if case.kind == "text" else rng.choice(["cut", "removed", "repeated", "moved"])
    if way == "cut":
        data = case.data[: rng.randrange(len(case.data))]
    else:
        data = damage.with_pages(
            case.data, damage.order(way, damage.page_count(case.data), rng)
        )
    return replace(case, data=data, how=f"{way} to {len(data)} bytes: {case.how}")


def draw(kind: str, rng: Random) -> Case:
    """A case of this kind; the same for the same state of `rng`."""
    if kind == "pdf":
        return _pdf(rng)
    if kind == "odd pdf":
        return _odd_pdf(rng)
    if kind == "xlsx":
        return _xlsx(rng)
    if kind == "text":
        return _text(rng, (NO_BREAK, THIN))
    if kind == "text, one kind of space":
        return _text(rng, (SPACE,))
    if kind == "damaged text":
        return _damaged(rng, _text(rng, (NO_BREAK, THIN), tiltak=2))
    if kind == "damaged pdf":
        return _damaged(rng, _pdf(rng, footer=True))
    tools = layout_tool() if kind == "pdftotext -layout" else other_tools()
    tool = rng.choice(sorted(tools))
    return _read_by(tool, tools[tool], _pdf(rng, (NO_BREAK, THIN)))


def kinds() -> list[str]:
    """The kinds that can be made here."""
    names = (*MUST_BE_EXACT, *MAY_BE_REFUSED, *DAMAGED)
    return [name for name in names if name != "pdftotext -layout" or layout_tool()]
