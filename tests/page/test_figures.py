"""Every figure on the page is the mart's; what is hidden is a star, a hatch or a range."""

from collections.abc import Iterable

import pytest

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
TEXTS = """(rows) => rows.map((row) => [
    row.closest('[data-tiltak]')?.dataset.tiltak, row.dataset.code,
    ...[...row.cells].slice(1).map((cell) => cell.textContent.trim())])"""


def written(least: object, most: object) -> str:
    """A count as the English page shows it."""
    if least is None:
        return "\u2013"
    if least == most:
        return f"{least:,}"
    return "*" if (least, most) == (0, 3) else f"{least:,}\u2013{most:,}"


def per_1000(least: object, most: object, rate: object) -> str:
    """A rate as the English page shows it."""
    return f"{rate:,.2f}" if rate is not None else "\u2013" if least == most else "*"


def changed(change: object, is_there: object) -> str:
    if change is None:
        return "*" if is_there else "\u2013"
    return f"{change:+,}".replace("-", "\u2212") if change else "0"


def texts(opened: Opened, selector: str) -> list[tuple[str, ...]]:
    rows = opened.page.eval_on_selector_all(selector, TEXTS)
    return sorted(tuple(map(str, row)) for row in rows)


def places(opened: Opened, place: str) -> Iterable[tuple[object, ...]]:
    return opened.made.query(
        f"""{LATEST}
        select tiltak_code, {place}_code, now.participants_min, now.participants_max,
            round(now.participants_per_1000, 2), population_18_66 is not null,
            now.participants - before.participants,
            before.participants_min is not null and now.participants_min is not null
        from marts.fct_participants_per_1000_by_current_{place} as now
        inner join latest using (tiltak_code, month)
        left join (
            select tiltak_code, {place}_code, month + interval 1 year as month, participants,
                participants_min
            from marts.fct_participants_by_current_{place} where borders = 'current'
        ) as before using (tiltak_code, {place}_code, month)"""
    )


@pytest.mark.parametrize(
    ("place", "selector"),
    [("kommune", ".sortable tbody tr"), ("fylke", ".fylker details tbody tr")],
)
def test_tables_of_places(opened: Opened, place: str, selector: str) -> None:
    shown = [(tiltak, code, *cells[-3:]) for tiltak, code, *cells in texts(opened, selector)]
    expected = []
    for tiltak, code, least, most, rate, _, change, is_there in places(opened, place):
        cells = (written(least, most), per_1000(least, most, rate), changed(change, is_there))
        expected.append((tiltak, code, *cells))
    assert shown == sorted(expected)
    if opened.made.name == "made_up":
        counts = [row[2] for row in shown]
        assert any("\u2013" in count and len(count) > 1 for count in counts)


def test_tiles_and_ranking_say_the_same_as_the_table(opened: Opened) -> None:
    for tiltak in {row[0] for row in places(opened, "fylke")}:
        panel = opened.page.locator(f"[data-tiltak='{tiltak}']")
        rows = [row for row in places(opened, "fylke") if row[0] == tiltak]
        rates = [f"{row[4]:,.2f}" if row[4] is not None else "*" for row in rows if row[5]]
        ranking = [
            bar for bar in panel.locator(".ranking > .bar .n").all_text_contents() if bar
        ]
        assert sorted(ranking) == sorted(rates)
        tiles = [row for row in rows if row[1] != "99"]
        said = [f"{per_1000(*row[2:5])} {written(*row[2:4])}" for row in tiles]
        large = panel.locator(".tile .large").all_text_contents()
        small = panel.locator(".tile .large + text").all_text_contents()
        assert sorted(map(" ".join, zip(large, small, strict=True))) == sorted(said)
        hidden = sum(row[2] != row[3] for row in tiles)
        assert panel.locator(".tile.hatched").count() == hidden


def test_key_figures_and_changes(opened: Opened) -> None:
    rows = opened.made.query(
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
    shown = {code: cells for _, code, *cells in texts(opened, ".key tbody tr")}
    for code, least, most, change_month, has_month, change_year, has_year in rows:
        count, month, year = shown[str(code)]
        assert count == written(least, most)
        assert month.split(" ")[0] == changed(change_month, has_month)
        assert year.split(" ")[0] == changed(change_year, has_year)
    totals = opened.made.query(
        "select report_code, arg_max(participants, month)"
        " from marts.fct_all_tiltak group by report_code"
    )
    for code, total in totals:
        hero = opened.page.locator(f"article[data-code='{code}'] .hero")
        assert hero.text_content() == f"{total:,}"


def test_series_are_drawn_month_by_month(opened: Opened) -> None:
    rows = opened.made.query(
        "select tiltak_code, list(participants_min order by month),"
        " list(participants_max order by month), count(*) - count(participants)"
        " from marts.fct_participants_by_tiltak group by tiltak_code"
    )
    for code, least, most, hidden in rows:
        chart = opened.page.locator(f"#series [data-code='{code}']")
        counts = chart.locator("tbody td").all_text_contents()
        assert counts == [written(*ends) for ends in zip(least, most, strict=True)]  # type: ignore[call-overload]
        assert chart.locator("rect.hatched").count() == hidden
        lines = chart.locator("polyline").evaluate_all(
            "(lines) => lines.map((line) => line.points.length)"
        )
        assert sum(lines) == len(counts) - hidden  # type: ignore[operator]
    if opened.made.name == "made_up":
        assert any(hidden for *_, hidden in rows)


@pytest.mark.parametrize("name", ["gender", "age_group", "education"])
def test_who_the_participants_are(opened: Opened, name: str) -> None:
    rows = opened.made.query(
        f"""{LATEST}
        select tiltak_code, list(participants_min order by sort_order),
            list(participants_max order by sort_order)
        from marts.fct_participants_by_{name}
        inner join latest using (tiltak_code, month)
        inner join marts.dim_{name} using ({name}_code)
        group by tiltak_code"""
    )
    for tiltak, least, most in rows:
        chart = opened.page.locator(f"[data-tiltak='{tiltak}'] figure[data-breakdown='{name}']")
        counts = [written(*ends) for ends in zip(least, most, strict=True)]  # type: ignore[call-overload]
        assert chart.locator("td:nth-child(2)").all_text_contents() == counts
        bars = chart.locator(".n").all_text_contents()
        assert [bar.split(" ")[0] for bar in bars] == counts
        # no share where a count is hidden, nor an empty bar for a star
        shares = chart.locator("td:nth-child(3)").all_text_contents()
        assert ("*" in counts) == (set(shares) == {"*"})
        assert chart.locator(".bar:has(i.hatched)").count() == counts.count("*")


def test_how_much_is_hidden(opened: Opened) -> None:
    rows = opened.made.query(
        f"""{LATEST}
        select count(*), count(*) - count(participants)
        from marts.fct_participants_by_kommune inner join latest using (tiltak_code, month)"""
    )
    row = opened.page.locator("#state [data-breakdown='kommune'] td")
    assert [tuple(row.all_text_contents()[:2])] == [tuple(f"{n:,}" for n in rows[0])]


def test_state_of_the_data(opened: Opened) -> None:
    reports = opened.page.locator(".reports tbody tr").count()
    assert [(reports,)] == opened.made.query("select count(*) from marts.dim_report")
    revised = opened.made.query(
        "select report_id, count(*) from (from marts.fct_revisions"
        " union all from marts.fct_main_groups_revisions) group by report_id"
    )
    cells = opened.page.locator(".revisions tbody td:nth-child(3)").all_text_contents()
    assert cells == [f"{n:,}" for _, n in revised]
    assert "Not known" in opened.page.locator(".tests").inner_text()
    assert bool(revised) == (opened.made.name == "made_up")
