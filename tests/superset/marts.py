"""What the marts themselves say of each chart, for one report and its newest month."""

from string import Template

from .conftest import Clone

GROUPS = {
    "Kjønn": ("gender", "fct_participants_by_gender"),
    "Alder": ("age_group", "fct_participants_by_age_group"),
    "Utdanning": ("education", "fct_participants_by_education"),
    "Innvandrerstatus": ("immigrant_status", "fct_participants_by_immigrant_status"),
    "Fødeland": ("birth_region", "fct_participants_by_birth_region"),
    "Arbeidsmarkedsstatus": ("labour_status", "fct_participants"),
}
"""Title of a chart, and the dimension and the fact that it draws."""
CUT = {
    "Tiltak": "fct_participants_by_tiltak",
    "Fylke": "fct_participants_by_fylke",
    "Kommune": "fct_participants_by_kommune",
} | {title: fact for title, (_, fact) in GROUPS.items()}
NEWEST = "fct.report_id like '$report%' and fct.month = date '$month'"
PRINTED = "coalesce(cast(fct.participants as varchar), '*') as printed"
DASH = "chr(8211)"
TILES = """
    select split(tile, ' ')[1] as fylke_code, split(tile, ' ')[2] as map_column,
        split(tile, ' ')[3] as map_row
    from (select unnest([
        '55 C 1', '56 D 1', '18 C 2', '50 B 3', '15 A 4', '34 C 4', '46 A 5', '33 B 5',
        '03 C 5', '32 D 5', '11 A 6', '40 B 6', '39 C 6', '31 D 6', '42 B 7', '97 A 1'
    ]) as tile)"""
"""Code, column and row: about as on the map."""
MONTH = "(select name_nb from marts.dim_month as m where m.month = fct.month) as month_nb"


def pair(low: str, high: str) -> str:
    """Two ends as one text."""
    return f"""case when {low} = {high} then cast({low} as varchar)
        when {low} = 0 and {high} = 3 then '*' else {low} || {DASH} || {high} end as as_text"""


def changed(interval: str) -> str:
    """The change of the tiltak `fct` on another month, as text."""
    return f"""coalesce((
        select case when low = high then cast(low as varchar) else low || ' … ' || high end
        from (
            select fct.participants_min - other.participants_max as low,
                fct.participants_max - other.participants_min as high
            from marts.fct_participants_by_tiltak as other
            where other.tiltak_code = fct.tiltak_code
                and other.month + interval 1 {interval} = fct.month
        )
    ), {DASH}) as change_on_{interval}"""


def of_place(interval: str) -> str:
    """The change of all tiltak in a fylke, as text."""
    change = f"change_on_{interval}"
    return f"""coalesce((
        select case when {change} is not null then cast({change} as varchar)
            else {change}_min || ' … ' || {change}_max end
        from marts.fct_change as changes
        where changes.breakdown = 'all_by_current_fylke' and changes.month = fct.month
            and changes.member_code = fct.fylke_code and changes.report_code = '$report'
    ), {DASH}) as {change}"""


def series(more: str, fact: str) -> str:
    return f"""
        select epoch_ms(fct.month) as month, {more} sum(fct.participants_min) as Minst,
            sum(fct.participants_max) as Høyst
        from marts.{fact} as fct left join marts.dim_tiltak as tiltak using (tiltak_code)
        where fct.report_id like '$report%' group by all"""


def group(title: str) -> str:
    dimension, fact = GROUPS[title]
    return f"""
        select dim.name_nb as member, sum(fct.participants_min) as Minst,
            3 * count(*) filter (where fct.participants is null) as stars_at_most,
            any_value(dim.sort_order) as print_order
        from marts.{fact} as fct
        inner join marts.dim_{dimension} as dim using ({dimension}_code)
        where {NEWEST} group by dim.name_nb"""


def each_group() -> str:
    return " union all ".join(
        f"""
        select '{title}' as breakdown, dim.name_nb as member, tiltak.name_nb as tiltak,
            {MONTH}, {PRINTED}
        from marts.{fact} as fct
        inner join marts.dim_{dimension} as dim using ({dimension}_code)
        inner join marts.dim_tiltak as tiltak using (tiltak_code)
        where {NEWEST}"""
        for title, (dimension, fact) in GROUPS.items()
    )


def hidden() -> str:
    return " union all ".join(
        f"""
        select '{title}' as breakdown, count(participants) as shown_cells,
            count(*) - count(participants) as suppressed_cells,
            1 - count(participants) / count(*) as suppressed_share
        from marts.{fact} as fct where {NEWEST}"""
        for title, fact in CUT.items()
    )


def places(kind: str) -> str:
    """All tiltak of each place: its counts added up, by its population."""
    return f"""
        select fct.month, fct.{kind}_code, place.name_nb as {kind}, place.fylke_code,
            sum(fct.participants_min) as low, sum(fct.participants_max) as high,
            round(1000.0 * low / any_value(fct.population_18_66), 3) as rate_at_least,
            round(1000.0 * high / any_value(fct.population_18_66), 3) as rate_at_most
        from marts.fct_participants_per_1000_by_{kind} as fct
        inner join (
            select {kind}_code, name_nb, {"fylke_code" if kind == "kommune" else "null"}
                as fylke_code
            from marts.dim_{kind}
        ) as place using ({kind}_code)
        where {NEWEST} group by all"""


def revised() -> str:
    kinds = {kind: title for title, (kind, _) in GROUPS.items()}
    kinds |= {"fylke": "Fylke", "kommune": "Kommune"}
    names = " union all ".join(
        f"select '{kind}' as breakdown, '{title}' as title, {kind}_code as member_code, name_nb"
        f" from marts.dim_{kind}"
        for kind, title in kinds.items()
    )
    return f"""
        select {MONTH},
            coalesce(tiltak.name_nb, 'I alt') as tiltak,
            coalesce(names.title, 'I alt') as breakdown,
            coalesce(names.name_nb, 'I alt') as member,
            coalesce(cast(fct.previous_participants as varchar), '*') as previous_printed,
            {PRINTED}, fct.previous_report_id, fct.report_id
        from (
            select * replace (replace(breakdown, 'all_by_', '') as breakdown)
            from marts.fct_revisions
        ) as fct
        left join ({names}) as names using (breakdown, member_code)
        left join marts.dim_tiltak as tiltak using (tiltak_code)
        where fct.report_id like '$report%'"""


EXPECTED = {
    "Deltakere, minst": f"""
        select participants_min as Minst from marts.fct_all_tiltak as fct where {NEWEST}""",
    "Deltakere, høyst": f"""
        select participants_max as Høyst from marts.fct_all_tiltak as fct where {NEWEST}""",
    "Nøkkeltall per tiltak": f"""
        select tiltak.name_nb as tiltak, {MONTH},
            {pair("fct.participants_min", "fct.participants_max")},
            {changed("month")}, {changed("year")}
        from marts.fct_participants_by_tiltak as fct
        inner join marts.dim_tiltak as tiltak using (tiltak_code) where {NEWEST}""",
    "Utvikling i utvalget": series("", "fct_all_tiltak").replace(
        "left join marts.dim_tiltak as tiltak using (tiltak_code)", ""
    ),
    "Utvikling per tiltak": series("tiltak.name_nb as tiltak,", "fct_participants_by_tiltak"),
    "Utvikling i kommunene": series("", "fct_participants_by_kommune"),
    "Deltakere per fylke": f"""
        select fylke.name_nb as fylke, sum(fct.participants_min) as Minst,
            3 * count(*) filter (where fct.participants is null) as stars_at_most
        from marts.fct_participants_by_fylke as fct
        inner join marts.dim_fylke as fylke using (fylke_code)
        where {NEWEST} group by fylke.name_nb""",
    "Fylkene som fliser": f"""
        select map_column, map_row, printf(
            '<div style="padding: 6px 8px; color: #10272f; text-align: left; width: 120px;'
            || ' background: rgba(127, 176, 193, %.2f)">%s<br><b>%s</b></div>',
            0.1 + 0.9 * coalesce(rate_at_least / max(rate_at_least) over (), 0),
            fylke, as_text) as tile
        from (select *, {pair("low", "high")} from ({places("fylke")}))
        inner join ({TILES}) using (fylke_code)""",
    "Per 1 000 innbyggere": f"""
        select fylke, rate_at_least, rate_at_most - rate_at_least as rate_in_stars
        from ({places("fylke")})""",
    "Fylkene i tall": f"""
        select fylke, {MONTH}, {pair("low", "high")}, {of_place("month")}, {of_place("year")},
            rate_at_least, rate_at_most
        from ({places("fylke")}) as fct""",
    "Kommunene i tall": f"""
        select kommune, fylke.name_nb as fylke, {MONTH}, {pair("low", "high")},
            rate_at_least, rate_at_most
        from ({places("kommune")}) as fct
        inner join marts.dim_fylke as fylke using (fylke_code)""",
    **{title: group(title) for title in GROUPS},
    "Gruppene i tall": each_group(),
    "Så mye er skjult": f"select breakdown, suppressed_share from ({hidden()})",
    "Skjulte tall": hidden(),
    "Rapporter som er lest inn": """
        select report_code, d.name_nb as title, cast(updated_on as varchar) as updated_on,
            (select name_nb from marts.dim_month where month = first_month) as first_month,
            (select name_nb from marts.dim_month where month = last_month) as last_month,
            cast(source_pages as varchar) as pages,
            (select cast(count(*) as varchar) from marts.fct_revisions as r
                where r.report_id = d.report_id) as n_revised,
            (select cast(count(*) as varchar) from marts.fct_revisions as r
                where r.report_id = d.report_id
                and 'suppressed' in (r.observation_status, r.previous_observation_status))
                as n_revised_hidden
        from marts.dim_report as d""",
    "Revisjoner": revised(),
}
"""SQL by the title of the chart; its columns are those of the chart's data."""


def expected(clone: Clone, title: str, report: str) -> list[dict[str, object]]:
    [(month,)] = clone.query(
        f"select max(last_month) from marts.dim_report where report_code = '{report}'"
    )
    return clone.rows(Template(EXPECTED[title]).substitute(report=report, month=month))
