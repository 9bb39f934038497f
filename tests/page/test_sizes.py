"""How large the page is and how long it takes to open, with as many figures as NAV prints."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser

from tests.facsimile.seeds import Place, fylker, kommuner
from tests.facsimile.world import REPORTS, Counts, add, draw, split, usual_tiltak
from tools.page.page import write_page
from tools.page.warehouse import PageFigures, Record

from .conftest import Made, open_page

TODAY = date(2026, 1, 1)
LAST = 2025
PERSONS = (4257, 10002, 6, 900, 2500)
ORDER = ("item", "breakdown", "member", "place", "month")
MEMBERS = {"labour_status": 3, "gender": 2, "age_group": 7, "education": 5}
MEMBERS |= {"immigrant_status": 2, "birth_region": 4}


def cells(counts: Counts, **keys: object) -> Iterator[Record]:
    """Twelve months of a year as NAV prints them."""
    year = keys.pop("year")
    for month, n in enumerate(counts, start=1):
        ends = {"participants_min": n, "participants_max": n}
        if n < 4:
            ends = {"participants_min": 0, "participants_max": 3}
        yield {**keys, "month": date(int(str(year)), month, 1), **ends}


def of_year(code: str, year: int, places: list[Place]) -> dict[str, list[Record]]:
    """A series in a year: every tiltak by kommune, fylke and member, and all together."""
    tiltak = usual_tiltak(code)
    world = draw(
        Random(f"{code} {year}"),
        places,
        {name: PERSONS[n % len(PERSONS)] for n, name in enumerate(tiltak)},
    )
    by_item = {f"{code}_{n}": world[name] for n, name in enumerate(tiltak)}
    by_item[code] = {p: add([world[name][p] for name in tiltak]) for p in places}
    found: dict[str, list[Record]] = {"item": [], "member": [], "place": []}
    for item, by_place in by_item.items():
        total = add(list(by_place.values()))
        found["item"] += cells(total, item=item, year=year)
        for breakdown, n in MEMBERS.items():
            for member, counts in enumerate(split(total, range(1, n + 1))):
                keys = {"item": item, "breakdown": breakdown, "member": str(member)}
                found["member"] += cells(counts, year=year, **keys)
        for fylke in {place.fylke for place in places}:
            part = add([n for place, n in by_place.items() if place.fylke == fylke])
            found["place"] += cells(part, item=item, place=fylke, year=year)
        for place, counts in by_place.items():
            found["place"] += cells(counts, item=item, place=place.code, year=year)
    return found


def names(name: str) -> Record:
    return {"name_nb": name, "name_en": name}


def items(codes: list[str]) -> list[Record]:
    """All tiltak of each series, and each of its tiltak."""
    return [
        {"item": item, "report_code": code, **names(f"Tiltak {item}")}
        for code in codes
        for item in [code, *(f"{code}_{n}" for n in range(len(usual_tiltak(code))))]
    ]


def reports(codes: list[str], years: int) -> list[Record]:
    """A report of each series a month, the newest first."""
    return [
        {
            "report_id": f"{code}_{year}-{month:02}-02", "report_code": code,
            "last_month_nb": "desember", "updated_on": date(year, month, 2),
            "first_month": date(year, 1, 1), "last_month": date(LAST, 12, 1),
            "source_pages": 116,
        }
        for year in range(LAST + 1, LAST - years + 1, -1)
        for month in range(12, 0, -1)
        for code in codes
    ]  # fmt: skip


def archive(codes: list[str], years: int) -> PageFigures:
    """What the SQL would answer about so many years of these series."""
    places = kommuner(TODAY)
    found: dict[str, list[Record]] = {"item": [], "member": [], "place": []}
    for code in codes:
        for year in range(LAST - years + 1, LAST + 1):
            for kind, rows in of_year(code, year, places).items():
                found[kind] += rows
    for rows in found.values():
        rows.sort(key=lambda row: [row.get(key, "") for key in ORDER])
    return PageFigures(
        items=items(codes),
        item_cells=found["item"],
        members=[
            {"breakdown": name, "member": str(n), **names(f"{name} {n}")}
            for name, count in MEMBERS.items()
            for n in range(count)
        ],
        member_cells=found["member"],
        places=[
            {"code": p.code, "fylke_code": p.fylke or None, **names(p.name),
             "official_name": p.name}
            for p in (*fylker(TODAY), *places)
        ],
        place_cells=found["place"],
        populations=[
            {"code": code, "calendar_year": year, "population_18_66": 9876,
             "is_estimated": False}
            for code in ["NO", *(p.code for p in (*fylker(TODAY), *places))]
            for year in range(LAST - years + 1, LAST + 1)
        ],
        suppression=[],
        breaks=[],
        reports=reports(codes, years),
        revisions=[],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "years", "megabytes"), [(["TILT170"], 1, 3), (list(REPORTS), 10, 6)]
)
def test_it_is_small_and_opens_within_a_second(
    tmp_path: Path, browser: Browser, codes: list[str], years: int, megabytes: int
) -> None:
    made = Made("archive", tmp_path)
    made.page.write_text(write_page(archive(codes, years), None, None), encoding="utf-8")
    assert made.page.stat().st_size <= megabytes * 1e6
    for address in ("", "#kommune=5501&compare=0301"):
        # the best of some: the machine may be busy
        assert min(opening(browser, made, address) for _ in range(4)) <= 1000


def opening(browser: Browser, made: Made, address: str) -> int:
    """Milliseconds from the request for the page until all of it is drawn."""
    opened = open_page(browser, made, address=address)
    drawn = opened.page.evaluate("Number(document.documentElement.dataset.opened)")
    assert opened.complaints == []
    opened.page.context.close()
    return int(drawn)
