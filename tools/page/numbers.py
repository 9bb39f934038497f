"""Numbers as Norwegians write them; the page's script writes them anew in English."""

from datetime import date
from decimal import Decimal

from markupsafe import Markup

STAR = "*"
NONE = "\u2013"
"""Where there is no number to show: nothing landed, nobody lives there, not comparable."""

Number = int | float | Decimal


def number(value: Number, decimals: int = 0, *, signed: bool = False) -> str:
    """`10 002`, `1,5`, and a real minus; with a no-break space between."""
    text = f"{abs(value):,.{decimals}f}".replace(",", "\u00a0").replace(".", ",")
    sign = "\u2212" if value < 0 else "+" if signed and value > 0 else ""
    return sign + text


def shown(
    value: Number, decimals: int = 0, *, signed: bool = False, tag: str = "span"
) -> Markup:
    """A number that follows the language of the page."""
    more = Markup(' data-d="{}"').format(decimals) if decimals else ""
    sign = Markup(" data-s") if signed else ""
    return Markup('<{0} data-v="{1}"{2}{3}>{4}</{0}>').format(
        tag, value, more, sign, number(value, decimals, signed=signed)
    )


def both(nb: str, en: str | None, tag: str = "span") -> Markup:
    """A text in the language of the page; Norwegian in both where there is no English."""
    if en is None:
        return Markup('<{0} lang="nb">{1}</{0}>').format(tag, nb)
    if nb == en:
        return Markup("<{0}>{1}</{0}>").format(tag, nb)
    return Markup(
        '<{0} class="nb" lang="nb">{1}</{0}><{0} class="en" lang="en">{2}</{0}>'
    ).format(tag, nb, en)


def count(value: int | None, least: int | None, most: int | None, tag: str = "span") -> Markup:
    """A count, `*` for 0 to 3, or the two ends of a sum that holds stars."""
    if value is not None:
        return shown(value, tag=tag)
    if least is None or most is None:
        return Markup("<{0}>{1}</{0}>").format(tag, NONE)
    if (least, most) == (0, 3):
        return Markup("<{0}>{1}</{0}>").format(tag, STAR)
    part = "tspan" if tag == "tspan" else "span"
    ends = shown(least, tag=part) + NONE + shown(most, tag=part)
    return Markup("<{0}>{1}</{0}>").format(tag, ends)


def derived(
    value: Number | None,
    hidden: bool,
    decimals: int = 0,
    *,
    signed: bool = False,
    tag: str = "span",
) -> Markup:
    """A rate or a change: `*` where a count that it needs is hidden."""
    if value is not None:
        return shown(value, decimals, signed=signed, tag=tag)
    return Markup("<{0}>{1}</{0}>").format(tag, STAR if hidden else NONE)


def day(value: date) -> Markup:
    """A date, `02.02.2026` in Norwegian."""
    return both(f"{value:%d.%m.%Y}", f"{value.day} {value:%B %Y}")
