"""How many hidden cells of each table the published figures determine or narrow."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from tools.disclosure.printed import MOST_HIDDEN, Vintage
from tools.disclosure.tables import Tables


@dataclass(frozen=True, order=True)
class Exposure:
    """Numbers of hidden cells in a table of one report and month; names none of them."""

    report_id: str
    month: str
    breakdown: str
    tiltak_code: str
    n_suppressed: int
    n_determined: int
    n_narrowed: int


def exposures(vintages: Sequence[Vintage], tables: Tables) -> list[Exposure]:
    """The counts of every table with a hidden cell, in order."""
    numbers: dict[tuple[str, str, str, str], Counter[str]] = {}
    for vintage in vintages:
        for cell, figure in vintage.figures.items():
            if figure is None:
                count = tables.counts[vintage.report_id, cell]
                left = tables.system.high[count] - tables.system.low[count]
                table = (vintage.report_id, cell.month, cell.breakdown, cell.tiltak)
                numbers.setdefault(table, Counter()).update(
                    suppressed=1,
                    determined=int(left == 0),
                    narrowed=int(0 < left < MOST_HIDDEN),
                )
    return sorted(
        Exposure(*table, n["suppressed"], n["determined"], n["narrowed"])
        for table, n in numbers.items()
    )


def as_rows(found: Sequence[Exposure], landed: dict[str, str]) -> list[tuple[str | int, ...]]:
    """The lines of the seed; `landed` is the fingerprint of each report's series."""
    return [(*astuple(each), landed[each.report_id]) for each in found]
