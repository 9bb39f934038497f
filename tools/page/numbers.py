"""Numbers and texts of what is read without scripts.

The scripts have the same rules in js/numbers.js: a star is `*` in both, and never a 0.
"""

from datetime import date

from markupsafe import Markup

STAR = "*"
NONE = "\u2013"
"""Where there is no number to show: nothing landed, or not comparable."""


def number(value: int) -> str:
    """`10 002`, with a no-break space between."""
    return f"{value:,}".replace(",", "\u00a0")


def count(least: int | None, most: int | None) -> str:
    """A count, `*` for 0 to 3, or the two ends of a sum that holds stars."""
    if least is None or most is None:
        return NONE
    if least == most:
        return number(least)
    return STAR if (least, most) == (0, 3) else f"{number(least)}{NONE}{number(most)}"


def both(nb: str, en: str) -> Markup:
    """A text in the language of the page."""
    pair = '<span class="nb" lang="nb">{}</span><span class="en" lang="en">{}</span>'
    return Markup(pair).format(nb, en)


def day(value: date) -> Markup:
    """A date, `02.02.2026` in Norwegian."""
    return both(f"{value:%d.%m.%Y}", f"{value.day} {value:%B %Y}")
