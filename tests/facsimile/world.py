"""Made-up reports: true counts drawn per kommune, summed and split, then suppressed."""

from collections.abc import Container, Sequence
from datetime import date
from itertools import accumulate, pairwise
from random import Random

from tests.facsimile.drawn_report import DrawnBlock, DrawnReport, Section, published, row
from tests.facsimile.seeds import Place, fylker, groups, kommuner

Counts = list[int]
"""Persons at the end of each month, January first."""
TrueCounts = dict[str, dict[Place, Counts]]
"""The true counts of a year by tiltak and kommune."""

Breakdowns = dict[str, dict[str, dict[str, Counts]]]
"""The true counts of a year by section, tiltak and member."""

STATUS, BIRTH = "Arbeidsmarkedsstatus og tiltak", "Tiltak og fødeland innvandrere"
FYLKE, KOMMUNE = "Tiltak og fylke", "Tiltak og kommune"
REPORTS = {
    "TILT100": "arbeidsmarkedstiltak: Arbeidspraksis | Avklaringstiltak | Opplæring",
    "TILT110": "lønnstilskudd: Midlertidig lønnstilskudd | Varig lønnstilskudd",
    "TILT120": "arbeidspraksis: Arbeidstrening",
    "TILT130": "opplæring: AMO Kurs | Høyere utdanning | Vgs/yrkesfaglig utdanning enkeltplass",
    "TILT140": "oppfølging: Individuell jobbstøtte | Jobbklubb | Oppfølging",
    "TILT150": "avklaring: Avklaring",
    "TILT160": "arbeidsrettet rehabilitering: Arbeidsrettet rehabilitering (dag)",
    "TILT170": "tilrettelagt arbeid: Varig tilrettelagt arbeid i ordinær virksomhet | Varig"
    " tilrettelagt arbeid i skjermet virksomhet | Varig vernet arbeid (VVA)",
    "TILT180": "jobbskaping, tilrettelegging: Egenetablering | Inkluderingstilskudd",
}
"""What each report counts, and some of its tiltak by names that it prints in every year."""


def usual_tiltak(code: str) -> list[str]:
    """The tiltak that a report has by default."""
    return REPORTS[code].partition(": ")[2].split(" | ")


def add(parts: Sequence[Counts]) -> Counts:
    """The sum of several series, month by month."""
    return [sum(month) for month in zip(*parts, strict=True)] or [0] * 12


def split(total: Counts, shares: Sequence[float]) -> list[Counts]:
    """Parts that add up to the total in every month; one more person changes one part."""
    everything = sum(shares) or 1.0
    bounds = [0.0, *(part / everything for part in accumulate(shares[:-1])), 1.0]
    return [[round(n * high) - round(n * low) for n in total] for low, high in pairwise(bounds)]


def _parts(total: Counts, names: Sequence[str], salt: str) -> dict[str, Counts]:
    """The total broken down by names, in shares that are the same for the same salt."""
    rng = Random(salt)
    return dict(
        zip(names, split(total, [rng.uniform(0.2, 1) ** 4 for _ in names]), strict=True)
    )


def draw(rng: Random, places: Sequence[Place], persons: dict[str, int]) -> TrueCounts:
    """Twelve months per kommune of tiltak with about so many persons in the country each."""
    shares = [rng.paretovariate(1.2) if rng.random() < 0.97 else 0.0 for _ in places]

    def year(level: int) -> Counts:
        return [max(0, round(level + rng.gauss(0, level**0.5 / 4))) for _ in range(12)]

    return {
        tiltak: {
            place: year(level)
            for place, [level] in zip(places, split([total], shares), strict=True)
        }
        for tiltak, total in persons.items()
    }


def revise(world: TrueCounts, seed: int, months: int) -> None:
    """In each later vintage NAV finds a few more persons in months already published."""
    series = [counts for members in world.values() for counts in members.values()]
    for vintage in range(2, months + 1):
        rng = Random(f"revision {seed} {vintage}")
        for counts in rng.sample(series, k=min(5, len(series))):
            counts[rng.randrange(vintage - 1)] += rng.randint(1, 3)


def _some(members: dict[str, Counts], months: int) -> dict[str, Counts]:
    """The places that had anybody so far this year; the others are not printed."""
    return {label: counts for label, counts in members.items() if any(counts[:months])}


def _by_group(
    series: dict[str, Counts], members: Sequence[str], prefix: str, seed: int
) -> dict[str, dict[str, Counts]]:
    """The counts of each tiltak by groups of people; the prefix makes a section its own."""
    return {
        name: _parts(counts, members, f"{prefix}{name} {seed}")
        for name, counts in series.items()
    }


def breakdowns(
    world: TrueCounts, statuses: Sequence[str], in_fylker: Sequence[Place], seed: int
) -> Breakdowns:
    """The true counts of each section, in print order; `Tiltak` has a member of no name."""
    series = {tiltak: add(list(members.values())) for tiltak, members in world.items()}
    places = next(iter(world.values()))
    names = {of.code: of.label for of in in_fylker}
    labels = {
        FYLKE: {place: names[place.fylke] for place in places if place.fylke in names},
        KOMMUNE: {place: place.label for place in places},
    }

    def by_place(section: str) -> dict[str, dict[str, Counts]]:
        of = labels[section]
        ordered = dict.fromkeys(names.values()) if section == FYLKE else of.values()
        return {
            tiltak: {
                label: add([n for place, n in members.items() if of.get(place) == label])
                for label in ordered
            }
            for tiltak, members in world.items()
        }

    in_groups = {
        section: _by_group(series, members, f"{section} ", seed)
        for section, members in groups().items()
        if section != STATUS
    }
    return {
        "Tiltak": {name: {"": counts} for name, counts in series.items()},
        STATUS: _by_group(series, statuses, "", seed),
        FYLKE: by_place(FYLKE),
        **in_groups,
        KOMMUNE: by_place(KOMMUNE),
    }


def _section(
    name: str,
    blocks: dict[str, dict[str, Counts]],
    months: int,
    everywhere: Container[str] = (),
) -> Section:
    """A block per tiltak or status with anybody: members with somebody or in `everywhere`."""
    return Section(
        name,
        tuple(
            DrawnBlock(
                row(f"I alt {of}".strip(), add(list(members.values()))[:months]),
                tuple(
                    row(label, counts[:months])
                    for label, counts in members.items()
                    if label in everywhere or any(counts[:months])
                ),
            )
            for of, members in blocks.items()
            if _some(members, months)
        ),
    )


def turned(parts: dict[str, dict[str, Counts]]) -> dict[str, dict[str, Counts]]:
    """The counts by member and tiltak instead of by tiltak and member."""
    members = dict.fromkeys(label for of in parts.values() for label in of)
    return {
        label: {tiltak: of[label] for tiltak, of in parts.items() if label in of}
        for label in members
    }


def section(name: str, parts: dict[str, dict[str, Counts]], months: int) -> Section:
    """A section as printed: blocks of statuses or tiltak.

    A place is in all blocks or none, so that a `*` may be nobody, too. January 2026 has no
    block by region of birth for the six persons of a small tiltak.
    """
    if name in ("Tiltak", STATUS):
        return _section(name, turned(parts), months)
    blocks = {
        tiltak.lower(): members
        for tiltak, members in parts.items()
        if name != BIRTH or max(add(list(members.values()))[:months]) >= 10
    }
    if name in (FYLKE, KOMMUNE):
        listed = {label for members in blocks.values() for label in _some(members, months)}
        return _section(name, blocks, months, listed)
    return _section(name, blocks, months)


def titled(code: str) -> str:
    """The title of a report, with `måned` as NAV writes it."""
    of = REPORTS[code].partition(": ")[0]
    return f"Tiltaksdeltakere på {of}. Demografi. Tidsserie måned"


def made_up(
    code: str = "TILT170",
    year: int = 2026,
    months: int = 1,
    seed: int = 0,
    *,
    places: tuple[Sequence[Place], Sequence[Place]] | None = None,
    tiltak: Sequence[str] = (),
    statuses: Sequence[str] = (),
    persons: Sequence[int] = (4257, 10002, 6, 900, 2500),
    revisions: bool = False,
) -> DrawnReport:
    """A report whose totals hold, published after `months` months of `year`.

    `places` are (kommuner, fylker), by default those of 1 January; a kommune names its fylke.
    `persons` is about how many each tiltak has. The same arguments but `months` give the
    vintages of one world: earlier months stay as they were unless `revisions`.
    """
    on = date(year, 1, 1)
    in_kommuner, in_fylker = places or (kommuner(on), fylker(on))
    # Whoever is in permanently adapted work has a reduced capacity to work.
    usual_statuses = groups()[STATUS][1:2] if code == "TILT170" else groups()[STATUS]
    names = tiltak or usual_tiltak(code)
    world = draw(
        Random(f"{code} {year} {seed}"),
        sorted(in_kommuner, key=lambda place: place.print_order),
        {name: persons[i % len(persons)] for i, name in enumerate(names)},
    )
    if revisions:
        revise(world, seed, months)
    ordered = sorted(in_fylker, key=lambda place: place.print_order)
    parts = breakdowns(world, statuses or usual_statuses, ordered, seed)
    sections = tuple(section(name, of, months) for name, of in parts.items())
    return DrawnReport(code, titled(code), published(year, months), year, months, sections)
