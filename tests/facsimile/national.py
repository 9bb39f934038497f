"""TILT170 month by month with the totals that NAV published for the country.

The two series are facts: persons with reduced work capacity in each tiltak at the end of the
month, as NAV's workbooks of TILT170 print them and NAV's own application
(navikt/arbeidsmarkedstiltak-app) retells them. How they spread over places is made up.
"""

from datetime import date
from random import Random

from tests.facsimile.drawn_report import DrawnReport
from tests.facsimile.family import printed, true_counts
from tests.facsimile.seeds import fylker, groups, kommuner
from tests.facsimile.world import STATUS, Counts, breakdowns, split

ORDINARY = "Varig tilrettelagt arbeid i ordinær virksomhet"
SHELTERED = "Varig tilrettelagt arbeid i skjermet virksomhet"
SERIES: dict[str, dict[int, Counts]] = {
    ORDINARY: {
        2023: [3313, 3352, 3378, 3420, 3448, 3486, 3484, 3521, 3563, 3609, 3647, 3679],
        2024: [3694, 3748, 3782, 3815, 3858, 3894, 3901, 3920, 3961, 3974, 4039, 4047],
        2025: [4043, 4088, 4136, 4149, 4098, 4041, 4168, 4195, 4128, 4154, 4215, 4254],
        2026: [4257, 4288, 4275, 4310],
    },
    SHELTERED: {
        2023: [9413, 9418, 9408, 9408, 9396, 9373, 9363, 9394, 9381, 9427, 9417, 9414],
        2024: [9426, 9489, 9519, 9538, 9552, 9575, 9588, 9621, 9696, 9725, 9771, 9888],
        2025: [9892, 9924, 9948, 9975, 9984, 9977, 9938, 9963, 9971, 9984, 10003, 10005],
        2026: [10002, 10012, 10029, 10039],
    },
}
"""Persons by year and month, January first."""
N_KOMMUNER = 12


def reports_of(year: int) -> list[DrawnReport]:
    """The reports of a year, each from January to a month of it."""
    on = date(year, 1, 1)
    places = Random(f"places {year}").sample(kommuner(on), N_KOMMUNER)
    places.sort(key=lambda place: place.print_order)
    world = true_counts("TILT170", year, 0, places)
    shares = [len(places) - n for n, _ in enumerate(places)]
    for tiltak, years in SERIES.items():
        not_yet = [0] * (12 - len(years[year]))
        parts = split([*years[year], *not_yet], shares)
        world[tiltak] = dict(zip(places, parts, strict=True))
    in_fylker = sorted(fylker(on), key=lambda place: place.print_order)
    parts_of = breakdowns(world, groups()[STATUS][1:2], in_fylker, seed=0)
    months = range(1, len(SERIES[ORDINARY][year]) + 1)
    return [printed("TILT170", parts_of, year, month) for month in months]
