"""The nine reports of one month as NAV prints them: its names, main groups, late kommuner.

The names are those that NAV's reports of 2023 to 2026 print, in the order of the alphabet.
`made_up` draws a report that NAV might print; these agree with each other: each main group of
TILT100 is the sum of its tiltak, in every section.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

from tests.facsimile.drawn_report import DrawnBlock, DrawnReport, Section, published, row
from tests.facsimile.seeds import Place, fylker, groups, kommuner
from tests.facsimile.world import (
    KOMMUNE,
    STATUS,
    Breakdowns,
    Counts,
    TrueCounts,
    add,
    breakdowns,
    draw,
    section,
    titled,
)

OLD_NAME, NEW_NAME = "Utvidet oppfølging i NAV", "Arbeid med støtte"
"""The two names of one tiltak: the second is printed from December 2023."""
ENDED = "Tilrettelagt arbeid i arbeidsmarkedsbedrift"
"""A tiltak that TILT170 prints in 2023 alone, with a `*` in every cell."""
TILTAK = {
    "TILT110": ("Midlertidig lønnstilskudd", "Tilskudd til sommerjobb", "Varig lønnstilskudd"),
    "TILT120": ("Arbeidsforberedende trening", "Arbeidstrening"),
    "TILT130": (
        "AMO Enkeltplass",
        "AMO Enkeltplass, Forsøk",
        "AMO Kurs",
        "AMO Kurs, Forsøk",
        "Høyere utdanning",
        "Høyere utdanning, Forsøk",
        "Opplæringstiltak av lengre varighet, Forsøk",
        "Utdanning",
        "Vgs/yrkesfaglig utdanning",
        "Vgs/yrkesfaglig utdanning enkeltplass",
        "Vgs/yrkesfaglig utdanning enkeltplass, Forsøk",
    ),
    "TILT140": (
        NEW_NAME,
        "Digital oppfølging/jobbklubb",
        "Individuell Karrierestøtte (IPS Ung)",
        "Individuell jobbstøtte",
        "Jobbklubb",
        "Mentor",
        "Oppfølging",
    ),
    "TILT150": ("Avklaring",),
    "TILT160": ("Arbeidsrettet rehabilitering (dag)",),
    "TILT170": (
        "Varig tilrettelagt arbeid i ordinær virksomhet",
        "Varig tilrettelagt arbeid i skjermet virksomhet",
        "Varig vernet arbeid (VVA)",
    ),
    "TILT180": (
        "Egenetablering",
        "Funksjonsassistanse",
        "Inkluderingstilskudd",
        "Tilskudd til ekspertbistand",
    ),
}
MAIN_GROUPS = {
    "Arbeidspraksis": TILTAK["TILT120"],
    "Arbeidsrettet rehabilitering": TILTAK["TILT160"],
    "Avklaringstiltak": TILTAK["TILT150"],
    "Jobbskaping og egenetablering": ("Egenetablering",),
    "Lønnstilskudd": TILTAK["TILT110"],
    "Oppfølging": (*TILTAK["TILT140"], OLD_NAME),
    "Opplæring": TILTAK["TILT130"],
    "Tilrettelagt arbeid": (*TILTAK["TILT170"], ENDED),
    "Tilrettelegging": TILTAK["TILT180"][1:],
}
"""The main groups of TILT100 and the tiltak that each contains."""
_PERSONS = (420, 1300, 6, 90, 250, 60, 800)
_CHANGED = 11  # months of 2023 under the old name


def tiltak_of(code: str, year: int) -> tuple[str, ...]:
    """The tiltak that a report of this year counts, each by its newest name."""
    ended = (ENDED,) if code == "TILT170" and year == 2023 else ()
    return (*TILTAK[code], *ended)


def _named(parts: Breakdowns, year: int) -> Breakdowns:
    """The counts by the names of their months: one tiltak had another until November 2023."""

    def split(of: dict[str, dict[str, Counts]]) -> dict[str, dict[str, Counts]]:
        counts = of.get(NEW_NAME)
        if counts is None or year > 2023:
            return of
        old = {label: [*n[:_CHANGED], *[0] * (12 - _CHANGED)] for label, n in counts.items()}
        new = {label: [*[0] * _CHANGED, *n[_CHANGED:]] for label, n in counts.items()}
        return {**of, NEW_NAME: new, OLD_NAME: old}

    return {name: split(of) for name, of in parts.items()}


def _grouped(parts: Sequence[Breakdowns]) -> Breakdowns:
    """The counts of the main groups: the sums over their tiltak, in every section."""
    grouped: Breakdowns = {}
    for name in parts[0]:
        of = {tiltak: members for part in parts for tiltak, members in part[name].items()}
        grouped[name] = {}
        for group, tiltak in MAIN_GROUPS.items():
            counted = [of[one] for one in tiltak if one in of]
            labels = dict.fromkeys(label for members in counted for label in members)
            grouped[name][group] = {
                label: add([members[label] for members in counted if label in members])
                for label in labels
            }
    return grouped


def one_block(parts: Mapping[str, Mapping[str, Counts]], months: int) -> Section:
    """The kommuner as TILT100 prints them: one block over all tiltak."""
    labels = dict.fromkeys(label for of in parts.values() for label in of)
    counts = {label: add([of[label] for of in parts.values()]) for label in labels}
    total = add(list(counts.values()))
    members = (row(label, of[:months]) for label, of in counts.items() if any(of[:months]))
    return Section(KOMMUNE, (DrawnBlock(row("I alt", total[:months]), tuple(members)),))


def printed(code: str, parts: Breakdowns, year: int, months: int) -> DrawnReport:
    """A report of these counts; before 2025 none has a section by kommune."""
    sections = [
        one_block(of, months)
        if (code, name) == ("TILT100", KOMMUNE)
        else section(name, of, months)
        for name, of in parts.items()
        if name != KOMMUNE or year >= 2025
    ]
    when = published(year, months)
    return DrawnReport(code, titled(code), when, year, months, tuple(sections))


def true_counts(code: str, year: int, seed: int, places: Sequence[Place]) -> TrueCounts:
    """The true counts of a report's tiltak; of the one that ended too few are left to print."""
    names = tiltak_of(code, year)
    rng = Random(f"{code} {year} {seed}")
    persons = {name: _PERSONS[i % len(_PERSONS)] for i, name in enumerate(names)}
    world = draw(rng, places, persons)
    if ENDED in world:
        world[ENDED] = {place: [0] * 12 for place in places}
        world[ENDED][places[0]] = [2] * 12
    return world


def nine_reports(
    year: int, months: int, seed: int = 0, n_kommuner: int = 12
) -> list[DrawnReport]:
    """TILT100 to TILT180, January to month number `months` of `year`, TILT100 first."""
    on = date(year, 1, 1)
    in_fylker = sorted(fylker(on), key=lambda place: place.print_order)
    places = Random(f"places {year} {seed}").sample(kommuner(on), n_kommuner)
    places = sorted(places, key=lambda place: place.print_order)
    statuses = groups()[STATUS]
    parts = {
        code: breakdowns(
            true_counts(code, year, seed, places),
            statuses[1:2] if code == "TILT170" else statuses,
            in_fylker,
            seed,
        )
        for code in TILTAK
    }
    reports = [printed("TILT100", _grouped(list(parts.values())), year, months)]
    return reports + [
        printed(code, _named(of, year), year, months) for code, of in parts.items()
    ]
