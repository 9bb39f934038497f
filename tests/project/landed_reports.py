"""Made-up reports of two years: vintages, siblings, and the main groups that hold them."""

from tests.facsimile.world import made_up

PERSONS = (4257, 10002, 3)
"""In each tiltak of TILT170: the last is a `*` in some months."""
BEFORE = made_up("TILT170", 2023, 3, seed=5, persons=PERSONS)
FIRST = made_up("TILT170", 2024, 2, seed=5, persons=PERSONS, revisions=True)
NEWEST = made_up("TILT170", 2024, 3, seed=5, persons=PERSONS, revisions=True)
SUBSIDIES = made_up("TILT110", 2024, 3, seed=6)
TRAINING = made_up("TILT130", 2024, 3, seed=6)
FIRST_GROUPS = made_up("TILT100", 2024, 2, seed=6, revisions=True)
GROUPS = made_up("TILT100", 2024, 3, seed=6, revisions=True)
LANDED = (BEFORE, FIRST, NEWEST, SUBSIDIES, TRAINING, FIRST_GROUPS, GROUPS)
