"""Number formats of a workbook: whether one shows a number's digits, and no others.

A format is a small program: `[<1000]"*";0` shows a star for a number, and landing the number
disclosed what NAV had hidden.
"""

from __future__ import annotations

import re

_PART = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|[^"\\_*\[]', re.DOTALL)
_UNSEEN = re.compile(r"\[(white|color ?2)\]", re.IGNORECASE)  # Excel's second colour is white
_NAMED = ("general", "@", "standard")
_DIGITS = re.compile(r"[#0?,. \u00a0\u202f\u2009]*[#0?][#0?,. \u00a0\u202f\u2009]*")
_SCALED = re.compile(r"[#0?],+(?![#0?,])")  # `0,` shows thousands


def shows_number(number_format: str | None, *, is_zero: bool = False) -> bool:
    """Whether a format shows the digits of a number that is not negative, and no others.

    That part is the first, for a zero the third; a part with a condition makes each count. A
    locale, a colour, spaces and quoted words do no harm; scaling, percent, exponents, fractions
    and dates do.
    """
    sections = _sections(number_format or "General")
    if not any(_is_condition(part) for section in sections for part in section):
        sections = sections[2:3] if is_zero and len(sections) > 2 else sections[:1]
    return all(_shows(section, is_zero) for section in sections if "@" not in section[1:])


def shows_text(number_format: str | None) -> bool:
    """Whether a format shows a text as it is: a fourth part, if there is one, is of texts."""
    sections = _sections(number_format or "General")
    return len(sections) < 4 or "@" in sections[3]


def _sections(number_format: str) -> list[list[str]]:
    sections: list[list[str]] = [[]]
    for part in _PART.findall(number_format):
        if part == ";":
            sections.append([])
        else:
            sections[-1].append(part)
    return sections


def _is_condition(part: str) -> bool:
    return part.startswith(("[<", "[>", "[="))


def _shows(section: list[str], is_zero: bool) -> bool:
    marks = ("[", "\\", "_", "*", '"')
    words = [part for part in section if part.startswith(marks)]
    shown = [part for part in words if not part.startswith("_") and not _is_condition(part)]
    if any(_UNSEEN.fullmatch(part) or _adds_digits(part) for part in shown):
        return False
    plain = "".join(part for part in section if not part.startswith(marks))
    plain = plain.strip(" ()+\u00a0\u202f\u2009-")
    if plain.casefold() in _NAMED:
        return True
    is_digits = bool(_DIGITS.fullmatch(plain)) and not _SCALED.search(plain)
    return is_digits and not (is_zero and "0" not in plain)


def _adds_digits(part: str) -> bool:
    """Whether a part shows a digit or `*` of its own; `[$kr-414]` shows what is before `-`."""
    if part.startswith("["):
        part = part[2:].partition("-")[0] if part.startswith("[$") else ""
    return bool(re.search(r"[\d*]", part[1:] if part.startswith("*") else part))
