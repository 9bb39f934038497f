"""Fylker as tiles, placed by hand about where they are on the map."""

from collections.abc import Sequence

from markupsafe import Markup

from tools.page.numbers import count, derived
from tools.page.warehouse import Row

WIDTH, HEIGHT, GAP = 83, 60, 3
TILES = {
    "97": (0, 0, "Svalbard"),
    "55": (2, 0, "Troms"),
    "56": (3, 0, "Finnmark"),
    "18": (1.5, 1, "Nordland"),
    "50": (1, 2, "Trøndelag"),
    "15": (0.5, 3, "Møre og R."),
    "34": (1.5, 3, "Innlandet"),
    "46": (0, 4, "Vestland"),
    "33": (1, 4, "Buskerud"),
    "03": (2, 4, "Oslo"),
    "32": (3, 4, "Akershus"),
    "11": (0, 5, "Rogaland"),
    "40": (1, 5, "Telemark"),
    "39": (2, 5, "Vestfold"),
    "31": (3, 5, "Østfold"),
    "42": (0.5, 6, "Agder"),
}
"""Column, row and a name that fits; a fylke of another code is in the table only."""
VIEW = f"0 0 {4 * (WIDTH + GAP)} {7 * (HEIGHT + GAP)}"


def fill(place: Row) -> str:
    """The class of colour: one of five, hatched when hidden, plain without inhabitants."""
    if place["participants_min"] != place["participants_max"]:
        return "hatched"
    return f"c{place['class']}" if place["class"] else "plain"


def tile_map(fylker: Sequence[Row]) -> Markup:
    """The inside of an `<svg>`: name, rate and count of each fylke."""
    return Markup("").join(_tile(fylke) for fylke in fylker if fylke["code"] in TILES)


def _tile(fylke: Row) -> Markup:
    column, row, name = TILES[fylke["code"]]
    least, most = fylke["participants_min"], fylke["participants_max"]
    rate = derived(fylke["rate"], least != most, 2, tag="tspan")
    counted = count(fylke["participants"], least, most, tag="tspan")
    return Markup(
        '<g class="tile {}" transform="translate({} {})"><rect width="{}" height="{}" rx="2"/>'
        '<text x="7" y="16">{}</text><text class="large" x="7" y="38">{}</text>'
        '<text x="7" y="53">{}</text></g>'
    ).format(
        fill(fylke), column * (WIDTH + GAP), row * (HEIGHT + GAP), WIDTH, HEIGHT,
        name, rate, counted,
    )  # fmt: skip
