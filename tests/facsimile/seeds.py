"""The words of a report from the project's own seeds: places of any date, groups, tiltak."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass(frozen=True)
class Place:
    """A kommune or fylke: its code, its name in full, and the fylke that a kommune is in."""

    code: str
    name: str
    fylke: str = ""

    @property
    def label(self) -> str:
        """The label in a report; persons whose home is not known have no code."""
        return "Ukjent" if self.code in ("99", "9999") else f"{self.code} {self.name}"

    @property
    def print_order(self) -> tuple[bool, bool, str]:
        """Codes ascend; Svalbard and Ukjent come last."""
        return (self.label == "Ukjent", self.code in ("97", "2100"), self.code)


def lines(name: str) -> list[dict[str, str]]:
    """A seed's lines, all text: `reference/kommuner`."""
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _valid(name: str, on: date) -> list[dict[str, str]]:
    today = on.isoformat()
    return [
        line
        for line in lines(name)
        if line["valid_from"] <= today < (line["valid_to"] or "9999")
    ]


def kommuner(on: date) -> list[Place]:
    """Every kommune of that date, NAV's Svalbard and Ukjent included."""
    return [
        Place(line["kommune_code"], line["official_name"], line["fylke_code"])
        for line in _valid("reference/kommuner", on)
    ]


def fylker(on: date) -> list[Place]:
    """Every fylke of that date, NAV's Svalbard and Ukjent included."""
    return [
        Place(line["fylke_code"], line["official_name"])
        for line in _valid("reference/fylker", on)
    ]


def groups() -> dict[str, list[str]]:
    """The members of each section that breaks down by a code list, in print order."""
    members: dict[str, list[str]] = {}
    for line in lines("reference/code_lists"):
        members.setdefault(line["breakdown"], []).append(line["name_nb"])
    sections = {line["breakdown"]: line["section"] for line in lines("reference/sections")}
    return {sections[breakdown]: names for breakdown, names in members.items()}


def tiltak() -> list[str]:
    """The names of all tiltak and main groups that the project knows."""
    return [line["name_nb"] for line in lines("reference/tiltak")]
