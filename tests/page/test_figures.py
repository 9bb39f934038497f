"""Every figure on the page is the mart's; what is hidden is a star, a hatch or a range."""

import pytest
from playwright.sync_api import Page

from .conftest import Opened

LATEST = """
with latest as (
    select fct.tiltak_code, fct.month
    from marts.fct_participants_by_tiltak as fct
    inner join marts.dim_report as report using (report_id)
    where fct.month = (
        select max(last_month) from marts.dim_report where report_code = report.report_code
    )
)
"""
NONE = "\u2013"
ROWS = """(rows) => rows.map((row) => [row.dataset.code,
    ...[...row.cells].slice(1).filter((cell) => !cell.classList.contains('of-bar'))
        .map((cell) => cell.firstChild?.textContent.trim() ?? '')])"""
HIDDEN_AND_KNOWN = """(rows) => rows.map((row) => [
    row.cells[2].firstChild.textContent,
    ...['.full', '.hatched'].map((kind) =>
        parseFloat(row.querySelector(kind)?.getAttribute('width') ?? '0'))])"""


def written(least: object, most: object) -> str:
    """A count as the English page shows it."""
    if least is None:
        return "\u2013"
    if least == most:
        return f"{least:,}"
    return "*" if (least, most) == (0, 3) else f"{least:,}\u2013{most:,}"


def changed(change: object, is_there: object) -> str:
    if change is None:
        return "*" if is_there else "\u2013"
    return f"{change:+,}".replace("-", "\u2212") if change else "0"


def rows(page: Page, selector: str) -> dict[str, list[str]]:
    found = page.eval_on_selector_all(selector, ROWS)
    return {code: cells for code, *cells in found}


def tiltak(opened: Opened) -> list[str]:
    return [
        str(code) for (code,) in opened.made.query(f"{LATEST} select tiltak_code from latest")
    ]


@pytest.mark.parametrize("place", ["fylke", "kommune"])
def test_tables_of_places(opened: Opened, place: str) -> None:
    selector = ".fylker tbody tr" if place == "fylke" else ".sortable tbody tr"
    first = 1 if place == "fylke" else 2  # what is before the count
    expected = opened.made.query(
        f"""{LATEST}
        select tiltak_code, {place}_code, now.participants_min, now.participants_max,
            now.participants - before.participants,
            before.participants_min is not null and now.participants_min is not null
        from marts.fct_participants_by_current_{place} as now
        inner join latest using (tiltak_code, month)
        left join (
            select tiltak_code, {place}_code, month + interval 1 year as month, participants,
                participants_min
            from marts.fct_participants_by_current_{place} where borders = 'current'
        ) as before using (tiltak_code, {place}_code, month)
        where now.borders = 'current'"""
    )
    counts = []
    for code in tiltak(opened):
        page = opened.at(tiltak=code)
        of = [row[1:] for row in expected if row[0] == code]
        shown = rows(page, f"#tiltak {selector}")
        shown.pop("NO", None)
        if not shown:  # one sentence where all are hidden
            assert {written(*row[1:3]) for row in of} <= {"*", "0"}
            continue
        changes = {row[0]: changed(*row[3:]) for row in of}
        is_compared = set(changes.values()) != {NONE}  # else there is no column of changes
        assert {key: cells[first:] for key, cells in shown.items()} == {
            row[0]: [written(*row[1:3]), *([changes[row[0]]] * is_compared)] for row in of
        }
        counts += [written(*row[1:3]) for row in of]
    assert "*" in counts
    if opened.made.name == "made_up":
        assert any("\u2013" in count and len(count) > 1 for count in counts)


def test_rates_are_of_the_population(opened: Opened) -> None:
    expected = opened.made.query(
        f"""{LATEST}
        select tiltak_code, fylke_code, participants, population_18_66
        from marts.fct_participants_per_1000_by_current_fylke
        inner join latest using (tiltak_code, month)
        where participants is not null and population_18_66 is not null"""
    )
    for code in tiltak(opened):
        page = opened.at(tiltak=code)
        shown = rows(page, ".fylker tbody tr")
        title = page.locator("#fylker").inner_text()
        base = int(title.partition("per ")[2].split(" ")[0].replace(",", ""))
        for _, fylke, count, population in [row for row in expected if row[0] == code]:
            rate = shown[str(fylke)][0] if shown else "0"
            decimals = len(rate.partition(".")[2])
            assert rate == f"{base * int(str(count)) / int(str(population)):,.{decimals}f}"


def test_bars_end_at_the_most_and_hidden_ones_are_never_full(months: Opened) -> None:
    seen = set()
    for code in tiltak(months):
        page = months.at(tiltak=code)
        bars = page.eval_on_selector_all(".fylker tbody tr:has(.track)", HIDDEN_AND_KNOWN)
        known = [full for rate, full, hatched in bars if not hatched]
        for rate, full, hatched in bars:
            if rate == "*":
                seen.add(code)
                assert full == 0
                assert 0 < hatched <= max(known)
    assert seen, "no star was drawn"


def test_tiles_say_the_same_as_the_table(opened: Opened) -> None:
    for code in tiltak(opened):
        page = opened.at(tiltak=code)
        table = rows(page, ".fylker tbody tr")
        tiles = page.eval_on_selector_all(
            ".tile",
            """(tiles) => tiles.map((tile) => [tile.dataset.code,
                ...[...tile.querySelectorAll('text')].slice(1).map((t) => t.textContent),
                tile.getAttribute('class'), !!tile.querySelector('.hatch'),
                Math.max(...[...tile.querySelectorAll('text')].map((t) => {
                    const box = t.getBBox();
                    return box.x + box.width;
                }))])""",
        )
        assert len(tiles) == (16 if table else 0)
        for fylke, rate, count, colour, is_hatched, end in tiles:
            assert [rate, count] == table[fylke][:2]
            assert is_hatched == ("hatched" in colour)
            assert not (is_hatched and count.replace(",", "").isdigit())
            assert end < 78, f"{rate} and {count} lie on the frame of the tile"


def test_key_figures_and_changes(opened: Opened) -> None:
    expected = opened.made.query(
        f"""{LATEST}
        select now.tiltak_code, now.participants_min, now.participants_max,
            now.participants - month.participants, month.month is not null,
            now.participants - year.participants, year.month is not null
        from marts.fct_participants_by_tiltak as now
        inner join latest using (tiltak_code, month)
        left join marts.fct_participants_by_tiltak as month
            on month.tiltak_code = now.tiltak_code
            and month.month = now.month - interval 1 month
        left join marts.fct_participants_by_tiltak as year
            on year.tiltak_code = now.tiltak_code
            and year.month = now.month - interval 1 year"""
    )
    page = opened.at()
    shown = rows(page, ".key tbody tr")
    for code, least, most, change_month, has_month, change_year, has_year in expected:
        changes = [changed(change_month, has_month), changed(change_year, has_year)]
        compared = [change for change in changes if change != NONE]
        assert shown[str(code)] == [written(least, most), *compared]
    totals = opened.made.query(
        "select report_code, arg_max(participants, month)"
        " from marts.fct_all_tiltak group by report_code"
    )
    for code, total in totals:
        hero = page.locator(f"article[data-code='{code}'] .hero")
        assert hero.text_content() == f"{total:,}"


def test_series_are_drawn_month_by_month(months: Opened) -> None:
    expected = months.made.query(
        "select tiltak_code, list(participants_min order by month),"
        " list(participants_max order by month), count(*) - count(participants)"
        " from marts.fct_participants_by_tiltak group by tiltak_code having count(*) > 1"
    )
    assert any(hidden for *_, hidden in expected)
    for code, least, most, hidden in expected:
        page = months.at(tiltak=str(code))
        chart = page.locator(f"#series [data-code='{code}']")
        chart.locator("summary").click()
        chart.locator("tbody td").first.wait_for()  # the browser reports an opening later
        counts = chart.locator("tbody td").all_text_contents()
        assert counts == [written(*ends) for ends in zip(least, most, strict=True)]  # type: ignore[call-overload]
        assert chart.locator("rect.hatched").count() == hidden
        points = chart.locator("polyline").evaluate_all(
            "(lines) => lines.map((line) => line.points.length)"
        )
        assert sum(points) + chart.locator("circle.dot").count() == len(counts) - hidden  # type: ignore[operator]


@pytest.mark.parametrize(
    "name",
    ["labour_status", "gender", "age_group", "education", "immigrant_status", "birth_region"],
)
def test_who_the_participants_are(opened: Opened, name: str) -> None:
    fact = "fct_participants" + ("" if name == "labour_status" else f"_by_{name}")
    expected = opened.made.query(
        f"""{LATEST}
        select tiltak_code, list(participants_min order by sort_order),
            list(participants_max order by sort_order)
        from marts.{fact}
        inner join latest using (tiltak_code, month)
        inner join marts.dim_{name} using ({name}_code)
        group by tiltak_code"""
    )
    assert expected
    for code, least, most in expected:
        figure = opened.at(tiltak=str(code)).locator(f"figure[data-breakdown='{name}']")
        counts = [written(*ends) for ends in zip(least, most, strict=True)]  # type: ignore[call-overload]
        if set(counts) == {"*"}:
            assert figure.locator("tbody").count() == 0
            assert "hidden all counts" in figure.locator(".sentence").inner_text()
            continue
        assert figure.locator("td:nth-child(4)").all_text_contents() == counts
        shares = figure.locator("td:nth-child(3)").all_text_contents()
        pairs = [pair for pair in zip(counts, shares, strict=True) if pair[1] != NONE]
        assert all((count == "*") == (share == "*") for count, share in pairs)


def test_all_tiltak_together_add_up_with_bounds(opened: Opened) -> None:
    expected = opened.made.query(
        """
        select report_code, gender_code, sum(participants_min), sum(participants_max)
        from marts.fct_participants_by_gender as fct
        inner join marts.dim_report as report using (report_id)
        where month = (
            select max(last_month) from marts.dim_report where report_code = report.report_code
        )
        group by report_code, gender_code"""
    )
    for report in {str(row[0]) for row in expected}:
        shown = rows(opened.at(tiltak=report), "figure[data-breakdown='gender'] tbody tr")
        assert {code: cells[-1] for code, cells in shown.items()} == {
            row[1]: written(*row[2:]) for row in expected if row[0] == report
        }


def test_how_much_is_hidden(opened: Opened) -> None:
    for code in tiltak(opened):
        expected = opened.made.query(
            f"""{LATEST}
            select count(*) - count(participants), count(*)
            from marts.fct_participants_by_kommune inner join latest using (tiltak_code, month)
            where tiltak_code = '{code}'"""
        )
        shown = rows(opened.at(tiltak=code), "#hidden + .narrow tbody tr")
        assert shown["kommune"] == [f"{n:,}" for n in expected[0]]


def test_state_of_the_data(opened: Opened) -> None:
    page = opened.at()
    reports = page.locator("#data h3:has-text('Reports landed') + .table tbody tr").count()
    assert [(reports,)] == opened.made.query("select count(*) from marts.dim_report")
    revised = opened.made.query(
        "select report_id, count(*) from (from marts.fct_revisions"
        " union all from marts.fct_main_groups_revisions) group by report_id"
    )
    cells = page.locator("#data h3:has-text('Revisions') + .table tbody td:nth-child(3)")
    assert cells.all_text_contents() == [f"{n:,}" for _, n in revised]
    assert "Not known" in page.locator(".tests").inner_text()
    assert bool(revised) == (opened.made.name == "made_up")
