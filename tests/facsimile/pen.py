"""Puts text on a page in any order and any way round, and plays tricks with it."""

import re
from dataclasses import dataclass
from random import Random

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.facsimile.layout import Layout

TRICKS = (
    *("white", "hidden", "clipped", "covered", "outside", "twice", "raised", "small"),
    *("on top", "shifted", "struck", "ruled off", "sideways", "image"),
)
"""What may be wrong with one number of a page; no trick changes what is printed."""


@dataclass(frozen=True)
class Text:
    """A text, where its line begins, and its font."""

    x: float
    y: float
    text: str
    font: str
    size: float

    @property
    def width(self) -> float:
        """In points."""
        return float(stringWidth(self.text, self.font, self.size))


class Pen:
    """Writes the texts of a page when all are known: in the layout's order, turned its way."""

    def __init__(self, canvas: Canvas, layout: Layout) -> None:
        self.canvas, self.layout = canvas, layout
        self.texts: list[Text] = []
        self._font: tuple[str, float] = ("Helvetica", 9.0)
        width, height = layout.page_size
        edge, turned = layout.corner, layout.turned % 4
        across, up = (height, width) if turned % 2 else (width, height)
        # The page says how far to turn it, so that it shows upright; its size is as it shows.
        canvas.setPageSize((width + 2 * edge, height + 2 * edge))
        canvas.setPageRotation(90 * turned)
        canvas.setCropBox((edge, edge, across + edge, up + edge))
        canvas.translate(edge, edge)
        canvas.translate(*((0, 0), (height, 0), (width, height), (0, width))[turned])
        canvas.rotate(90 * turned)

    def font(self, name: str, size: float) -> None:
        """Set the font of what is written next."""
        self._font = (name, size)

    def write(self, x: float, y: float, text: str) -> None:
        """Write from x to the right."""
        self.texts.append(Text(x, y, text, *self._font))

    def write_left(self, x: float, y: float, text: str) -> None:
        """Write up to x."""
        self.write(x - stringWidth(text, *self._font), y, text)

    def write_middle(self, x: float, y: float, text: str) -> None:
        """Write half to the left of x, half to the right."""
        self.write(x - stringWidth(text, *self._font) / 2, y, text)

    def finish(self, number: int) -> None:
        """Put everything on the page of this number, and end it."""
        rng = Random(f"{number} {self.layout.order} {self.layout.trick}")
        if self.layout.order == "backwards":
            self.texts.reverse()
        elif self.layout.order == "shuffled":
            rng.shuffle(self.texts)
        numbers = [
            n for n, text in enumerate(self.texts) if re.match(r"[1-9]\d{,2}$", text.text)
        ]
        chosen = rng.choice(numbers) if self.layout.trick and len(numbers) > 4 else -1
        for n, text in enumerate(self.texts):
            if n == chosen:
                _trick(self.canvas, text, self.layout, rng)
            else:
                _put(self.canvas, text, self.layout.by_glyph)
        self.canvas.showPage()


def _put(canvas: Canvas, text: Text, by_glyph: bool = False) -> None:
    canvas.setFont(text.font, text.size)
    if not by_glyph:
        canvas.drawString(text.x, text.y, text.text)
        return
    for n, letter in enumerate(text.text):
        # a full stop moves into the letter before, and what follows with it
        stops = text.text.count(".", 1, n + 1)
        kerned = (0.2 * stops + 0.04 * (letter in "1Tvy" and n > 0)) * text.size
        before = stringWidth(text.text[:n], text.font, text.size)
        canvas.drawString(text.x + before - kerned, text.y, letter)


def _trick(canvas: Canvas, text: Text, layout: Layout, rng: Random) -> None:
    """Write a number, and with it what is not to be read, or write it where it hardly is."""
    trick, size = layout.trick, text.size
    beside = Text(text.x - rng.choice([0.7, 1.2]) * size, text.y, "7", text.font, size)
    if trick == "shifted":
        moved = text.x - rng.uniform(0, layout.value_width)
        _put(canvas, Text(moved, text.y, text.text, text.font, size))
        return
    canvas.saveState()
    if trick in _MARKED:
        _mark(canvas, text, layout, rng)
    else:
        _hide(canvas, beside, trick)
    canvas.restoreState()
    _put(canvas, text)
    if trick in ("struck", "ruled off"):
        y = text.y + (0.35 if trick == "struck" else rng.uniform(-8, 16)) * size / 9
        canvas.line(40, y, 40 + layout.label_width + 12 * layout.value_width, y)


def _hide(canvas: Canvas, beside: Text, trick: str | None) -> None:
    """A digit beside the number that nobody sees, or sees askew."""
    size = beside.size
    if trick == "white":
        canvas.setFillGray(1)
        _put(canvas, beside)
    elif trick == "hidden":
        hidden = canvas.beginText(beside.x, beside.y)
        hidden.setFont(beside.font, size)
        hidden.setTextRenderMode(3)
        hidden.textOut("7")
        canvas.drawText(hidden)
    elif trick == "clipped":
        path = canvas.beginPath()
        path.rect(0, 0, 1, 1)
        canvas.clipPath(path, stroke=0, fill=0)
        _put(canvas, beside)
    elif trick == "covered":
        _put(canvas, beside)
        canvas.setFillGray(1)
        canvas.rect(beside.x, beside.y - 2, 0.6 * size, size + 2, stroke=0, fill=1)
    elif trick == "sideways":
        canvas.translate(beside.x, beside.y)
        canvas.rotate(90)
        _put(canvas, Text(0, 0, "7", beside.font, size))


_MARKED = ("outside", "raised", "small", "on top", "twice", "image")


def _mark(canvas: Canvas, text: Text, layout: Layout, rng: Random) -> None:
    """Something on the number, close to it, or off the page at its height."""
    trick, size = layout.trick, text.size
    if trick == "outside":
        _put(canvas, Text(-layout.corner - 3 * size, text.y, "7", text.font, size))
    elif trick in ("raised", "small"):
        up, part = (0.1, 1) if trick == "raised" else (0, 0.95)
        mark = Text(text.x + text.width, text.y + up * size, "2", text.font, part * size)
        _put(canvas, mark)
    elif trick == "on top":
        _put(canvas, Text(text.x + 0.1 * size, text.y, "7", text.font, size))
    elif trick == "twice":
        off = rng.choice([0, 0.02, 0.2, 0.5]) * size
        _put(canvas, Text(text.x + off, text.y, text.text, text.font, size))
    elif trick == "image":
        canvas.drawInlineImage(_grey(), text.x - 3, text.y - 3, 30, 12)


def _grey() -> object:
    from PIL import Image

    return Image.new("L", (2, 2), 128)
