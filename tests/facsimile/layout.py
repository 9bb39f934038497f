"""How a page looks: the parameters of a drawing, and what a line of text becomes under them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, LETTER, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

SPACE, NO_BREAK, THIN = " ", "\u00a0", "\u2009"
Lines = Literal["ruled", "none", "zebra"]
Valign = Literal["top", "middle", "bottom"]
Paper = Literal["A4", "Letter"]
Sami = Literal["kept", "dropped", "replaced"]
Align = Literal["left", "middle", "right"]
Order = Literal["rows", "backwards", "shuffled"]
Around = Literal["", "browser", "page number", "footer"]
STANDARD = ("Helvetica", "Times-Roman", "Courier")
"""Fonts that every reader of PDF has; they know the letters of Windows-1252 only."""


@dataclass(frozen=True)
class Layout:
    """One way to print a report; the default is the form of January 2026. Lengths in points."""

    lines: Lines = "ruled"
    valign: Valign = "bottom"
    paper: Paper = "A4"
    landscape: bool = True
    rows_per_page: int = 12
    label_width: float = 68.5
    value_width: float = 44
    font: str = "Helvetica"
    size: float = 9
    thousands: str = NO_BREAK
    clipped: bool = True
    footer: bool = True
    two_blocks: bool = True
    """The next block may start on the page where one ends."""
    footnote: float = 0
    """The distance of a line that is no row below the last label of its page; 0 draws none."""
    footnoted: int | None = None
    """The only page that has it; otherwise each has."""
    tight: bool = False
    """A label of three lines fills its row to the lines."""
    sami: Sami = "kept"
    blank_pages: bool = False
    """A section may end with a page that has a heading and no rows."""
    label_valign: Valign | None = None
    """The vertical alignment of a label in its row, if not that of the values."""
    headings: Align = "right"
    """The alignment of a heading above its numbers, which are aligned right."""
    narrowed: float = 1
    """The factor of the columns' widths in the second table of a page."""
    padding: float = 3
    """The padding at each side of a cell's text."""
    order: Order = "rows"
    """In which order texts are written; it does not show."""
    by_glyph: bool = False
    """Each letter is written on its own, some closer to the one before."""
    grid: bool = False
    """The lines of a ruled row are one path."""
    turned: int = 0
    """Quarters of a turn to the left of what is written; the page's rotation turns it back."""
    corner: float = 0
    """How far the page's corner is from 0, 0, and within the sheet."""
    around: Around = ""
    """What a browser or a word processor prints around each page."""
    unframed: int | None = None
    """The page that has nothing printed around it, if not each has."""
    trick: str = ""
    """What is wrong with a number of each page: pen.TRICKS."""

    @property
    def page_size(self) -> tuple[float, float]:
        """Width and height."""
        width, height = A4 if self.paper == "A4" else LETTER
        return landscape((width, height)) if self.landscape else (width, height)

    @property
    def leading(self) -> float:
        """From one line of a label to the next."""
        return self.size * 1.2


@cache
def fonts() -> tuple[str, ...]:
    """The fonts to draw with: standard ones, reportlab's Vera, others where installed."""
    wanted = (
        "Vera",
        "DejaVuSans",
        "DejaVuSerif",
        "LiberationSans-Regular",
        "Carlito-Regular",
    )
    found = {p.stem: p for d in rl_config.TTFSearchPath for p in Path(d).rglob("*.ttf")}
    for name in wanted:
        if name in found:
            pdfmetrics.registerFont(TTFont(name, str(found[name])))
    return (*STANDARD, *(name for name in wanted if name in found))


def can_write(font: str, letter: str) -> bool:
    """Whether the font has a glyph for the letter."""
    if font in STANDARD:
        try:
            letter.encode("cp1252")
        except UnicodeEncodeError:
            return False
        return True
    fonts()
    return ord(letter) in pdfmetrics.getFont(font).face.charToGlyph


def spelled(text: str, layout: Layout) -> str:
    """The text without the letters that are lost, or with `?` in their place."""

    def letter(char: str) -> str:
        if can_write(layout.font, char) and (layout.sami == "kept" or ord(char) < 256):
            return char
        return "?" if layout.sami == "replaced" else ""

    return "".join(char if char in (THIN, "\u00ad") else letter(char) for char in text)


def fitted(layout: Layout, months: int) -> Layout:
    """The layout with columns, and if need be letters, narrow enough for the page."""
    fonts()
    # Narrower, and two levels of education would be clipped to the same label.
    least = (
        pdfmetrics.stringWidth("Universitets- og", layout.font, layout.size)
        + 2 * layout.padding
        + 0.1
    )
    label_width = max(layout.label_width, least)
    available = (layout.page_size[0] - 80 - label_width) / (months + 1)
    width = min(layout.value_width, available)
    layout = replace(layout, label_width=label_width, value_width=width)
    if layout.thousands == THIN and not can_write(layout.font, THIN):
        layout = replace(layout, thousands=NO_BREAK)
    needed = pdfmetrics.stringWidth("888 888", layout.font, 1)
    available = layout.value_width * layout.narrowed - 2 * layout.padding - 1
    return replace(layout, size=min(layout.size, available / needed))


def wrapped(text: str, fits: Callable[[str], bool]) -> list[str]:
    """Lines that fit: broken at spaces and (soft) hyphens, and in words that are too long."""
    lines = [""]
    for word in (
        text.replace("-", "-\0").replace(" ", " \0").replace("\u00ad", "\0").split("\0")
    ):
        if lines[-1] and not fits((lines[-1] + word).rstrip()):
            lines.append("")
        for char in word:
            if lines[-1] and not fits((lines[-1] + char).rstrip()):
                lines.append("")
            lines[-1] += char
    return [line.strip() for line in lines if line.strip()]


def lines_of(text: str, width: float, layout: Layout) -> list[str]:
    """The lines of a cell of this width."""
    return wrapped(
        spelled(text, layout),
        lambda line: (
            pdfmetrics.stringWidth(line, layout.font, layout.size) <= width - 2 * layout.padding
        ),
    )


def label_lines(text: str, layout: Layout) -> list[str]:
    """The lines of a row's label, at most three where the report clips them."""
    lines = lines_of(text, layout.label_width, layout)
    return lines[:3] if layout.clipped else lines
