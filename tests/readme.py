"""The lines of code that README.md and the pages of docs/ show."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def code(page: str, part: str, language: str) -> list[str]:
    """The code blocks of a language under a heading of a page."""
    text = (ROOT / page).read_text(encoding="utf-8")
    [section] = re.findall(rf"^## {part}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    return blocks(section, language)


def blocks(text: str, language: str) -> list[str]:
    """The code blocks of a language in a text."""
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)
    return found
