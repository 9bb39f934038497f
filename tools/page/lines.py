"""A small line chart of one series: a gap where nothing is known, hatched where hidden."""

from collections.abc import Callable, Iterator, Sequence
from math import floor, log10

from markupsafe import Markup

from tools.page.numbers import both, shown
from tools.page.warehouse import Row

LEFT, RIGHT, TOP, BOTTOM = 46, 330, 18, 160
"""The plot in a drawing of 340 by 184 units, which are pixels on a phone."""

Scale = Callable[[float], float]


def ticks(low: float, high: float) -> list[int]:
    """Round numbers, from at most `low` to at least `high`, some four steps apart."""
    rough = max(high - low, 4) / 4
    unit = 10 ** floor(log10(rough))
    step = round(next(unit * k for k in (1, 2, 5, 10) if unit * k >= rough))
    first = int(low // step) * step
    last = first + 2 * step
    while last < high:
        last += step
    return list(range(first, last + 1, step))


def line_chart(points: Sequence[Row], axis: Sequence[Row], breaks: Sequence[Row]) -> Markup:
    """The inside of an `<svg>`. `axis` is all months of the page, which charts share."""
    first, last = axis[0]["month_no"], axis[-1]["month_no"]
    least = min(p["participants_min"] for p in points)
    most = max(p["participants_max"] for p in points)
    # the change is what matters, but a point alone, or one near zero, is read from zero
    marks = ticks(least if len(points) > 1 and least > most / 2 else 0, most)

    def x(month: float) -> float:
        share = (month - first) / (last - first) if last > first else 0.5
        return round(LEFT + share * (RIGHT - LEFT), 1)

    def y(value: float) -> float:
        return round(BOTTOM - (value - marks[0]) / (marks[-1] - marks[0]) * (BOTTOM - TOP), 1)

    parts = [*_grid(marks, y), *_dates(axis, x), *_breaks(breaks, x)]
    width = (RIGHT - LEFT) / max(last - first, 12)
    for p in points:
        if p["participants"] is None:
            upper, lower = y(p["participants_max"]), y(p["participants_min"])
            parts.append(
                Markup(
                    '<rect class="hatched" x="{:.1f}" y="{}" width="{:.1f}" height="{:.1f}"/>'
                ).format(x(p["month_no"]) - width / 2, upper, width, lower - upper)
            )
    for run in _runs(points):
        line = " ".join(f"{x(p['month_no'])},{y(p['participants'])}" for p in run)
        parts.append(Markup('<polyline class="line" points="{}"/>').format(line))
        if len(run) == 1 or run[-1] is points[-1]:
            dot = Markup('<circle class="dot" r="3.5" cx="{}" cy="{}"/>')
            parts.append(dot.format(x(run[-1]["month_no"]), y(run[-1]["participants"])))
    return Markup("").join(parts)


def _runs(points: Sequence[Row]) -> Iterator[list[Row]]:
    """Known points of months that follow each other."""
    run: list[Row] = []
    for point in points:
        if run and (
            point["participants"] is None or point["month_no"] > run[-1]["month_no"] + 1
        ):
            yield run
            run = []
        if point["participants"] is not None:
            run.append(point)
    if run:
        yield run


def _grid(marks: Sequence[int], y: Scale) -> Iterator[Markup]:
    for mark in marks:
        yield Markup('<path class="{}" d="M{} {}H{}"/>').format(
            "grid" if mark else "zero", LEFT, y(mark), RIGHT
        )
        yield Markup('<text x="{}" y="{}" text-anchor="end">{}</text>').format(
            LEFT - 6, y(mark) + 4, shown(mark, tag="tspan")
        )


def _dates(axis: Sequence[Row], x: Scale) -> Iterator[Markup]:
    """The first and last month, or on a long axis some of the years."""
    tick = Markup('<path class="tick" d="M{0} {1}v5"/>')
    label = Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>')
    first, last = axis[0], axis[-1]
    if last["month_no"] - first["month_no"] > 24:
        years = [n for n in range(first["month_no"], last["month_no"] + 1) if n % 12 == 1]
        for january in years[:: -(-len(years) // 6)]:
            yield tick.format(x(january), BOTTOM)
            yield label.format(x(january), BOTTOM + 18, "middle", january // 12)
        return
    for month in axis:
        yield tick.format(x(month["month_no"]), BOTTOM)
    ends = ((first, "start"), (last, "end")) if last is not first else ((first, "middle"),)
    for month, anchor in ends:
        name = both(month["month_nb"], month["month_en"], tag="tspan")
        yield label.format(x(month["month_no"]), BOTTOM + 18, anchor, name)


def _breaks(breaks: Sequence[Row], x: Scale) -> Iterator[Markup]:
    """A broken line between the months that cannot be compared, with the number of its note."""
    for note, row in enumerate(breaks, start=1):
        at = x(row["month_no"] - 0.5)
        yield Markup(
            '<path class="break" d="M{0} {1}V{2}"/><text x="{0}" y="{3}" text-anchor="middle">'
            "{4}</text>"
        ).format(at, TOP - 4, BOTTOM, TOP - 7, note)
