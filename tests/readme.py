"""The lines of code that the README shows."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def code(part: str, language: str) -> list[str]:
    """The code blocks of a language under a heading."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    [section] = re.findall(rf"^## {part}\n(.*?)(?=^## |\Z)", text, re.M | re.S)
    blocks: list[str] = re.findall(rf"^```{language}\n(.*?)^```", section, re.M | re.S)
    return blocks
