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
RATE = f"""case
    when fct.population_18_66 is null then {DASH}
    when fct.participants is null then '*'
    else replace(cast(cast(fct.participants_per_1000 as decimal(9, 2)) as varchar), '.', ',')
end as printed_per_1000"""


def changed(interval: str) -> str:
    """The change of `fct` on another month, as text."""
    other = (
        "from marts.fct_participants_by_tiltak as other where other.tiltak_code ="
        f" fct.tiltak_code and other.month + interval 1 {interval} = fct.month"
    )
    return f"""case when not exists (select 1 {other}) then {DASH} else coalesce((
        select case when fct.participants >= other.participants then '+' else '' end
        || (fct.participants - other.participants) {other}), '*') end as change_{interval}"""


def group(title: str) -> str:
    dimension, fact = GROUPS[title]
    return f"""
        select dim.name_nb as member, sum(fct.participants_min) as at_least,
            3 * count(*) filter (where fct.participants is null) as stars_at_most,
            any_value(dim.sort_order) as print_order
        from marts.{fact} as fct
        inner join marts.dim_{dimension} as dim using ({dimension}_code)
        where {NEWEST} group by dim.name_nb"""


def each_group() -> str:
    return " union all ".join(
        f"""
        select '{title}' as breakdown, dim.name_nb as member, tiltak.name_nb as tiltak,
            strftime(fct.month, '%Y-%m') as month_text, {PRINTED},
            fct.participants_min, fct.participants_max
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


def place(kind: str, more: str) -> str:
    return f"""
        select place.name_nb as {kind}, {more} tiltak.name_nb as tiltak,
            strftime(fct.month, '%Y-%m') as month_text, {PRINTED},
            fct.participants_min, fct.participants_max, {RATE}
        from marts.fct_participants_per_1000_by_{kind} as fct
        inner join marts.dim_{kind} as place using ({kind}_code)
        inner join marts.dim_fylke as fylke on place.fylke_code = fylke.fylke_code
        inner join marts.dim_tiltak as tiltak using (tiltak_code)
        where {NEWEST}"""


def revised() -> str:
    kinds = {kind: title for title, (kind, _) in GROUPS.items()}
    kinds |= {"fylke": "Fylke", "kommune": "Kommune"}
    names = " union all ".join(
        f"select '{kind}' as breakdown, '{title}' as title, {kind}_code as member_code, name_nb"
        f" from marts.dim_{kind}"
        for kind, title in kinds.items()
    )
    return f"""
        select strftime(fct.month, '%Y-%m') as month_text,
            coalesce(tiltak.name_nb, 'I alt') as tiltak,
            coalesce(names.title, 'I alt') as breakdown,
            coalesce(names.name_nb, 'I alt') as member,
            coalesce(cast(fct.previous_participants as varchar), '*') as previous_printed,
            {PRINTED}, fct.previous_report_id, fct.report_id
        from marts.fct_revisions as fct
        left join ({names}) as names using (breakdown, member_code)
        left join marts.dim_tiltak as tiltak using (tiltak_code)
        where fct.report_id like '$report%'"""


EXPECTED = {
    "Deltakere i alt": """
        select epoch_ms(month) as month, participants as participants_known
        from marts.fct_all_tiltak where report_code = '$report'""",
    "Nøkkeltall per tiltak": f"""
        select tiltak.name_nb as tiltak, strftime(fct.month, '%Y-%m') as month_text, {PRINTED},
            {changed("month")}, {changed("year")}
        from marts.fct_participants_by_tiltak as fct
        inner join marts.dim_tiltak as tiltak using (tiltak_code) where {NEWEST}""",
    "Utvikling per tiltak": """
        select epoch_ms(fct.month) as month, tiltak.name_nb as tiltak,
            fct.participants as participants_known
        from marts.fct_participants_by_tiltak as fct
        inner join marts.dim_tiltak as tiltak using (tiltak_code)
        where fct.report_id like '$report%'""",
    "Deltakere per fylke": f"""
        select fylke.name_nb as fylke, sum(fct.participants_min) as at_least,
            3 * count(*) filter (where fct.participants is null) as stars_at_most
        from marts.fct_participants_by_fylke as fct
        inner join marts.dim_fylke as fylke using (fylke_code)
        where {NEWEST} group by fylke.name_nb""",
    "Per 1 000 innbyggere": f"""
        select fylke.name_nb as fylke, tiltak.name_nb as tiltak,
            1000.0 * fct.participants / fct.population_18_66 as per_1000
        from marts.fct_participants_per_1000_by_fylke as fct
        inner join marts.dim_fylke as fylke using (fylke_code)
        inner join marts.dim_tiltak as tiltak using (tiltak_code)
        where {NEWEST} and fct.population_18_66 is not null""",
    "Fylkene i tall": place("fylke", ""),
    "Kommunene i tall": place("kommune", "fylke.name_nb as fylke,"),
    **{title: group(title) for title in GROUPS},
    "Gruppene i tall": each_group(),
    "Så mye er skjult": f"select breakdown, suppressed_share from ({hidden()})",
    "Skjulte tall": hidden(),
    "Rapporter som er lest inn": """
        select report_code, name_nb as title, cast(updated_on as varchar) as updated_on,
            strftime(first_month, '%Y-%m') as first_month,
            strftime(last_month, '%Y-%m') as last_month, source_pages as pages,
            (select count(*) from marts.fct_revisions as r where r.report_id = d.report_id)
                as n_revised,
            (select count(*) from marts.fct_revisions as r where r.report_id = d.report_id
                and (r.participants is null or r.previous_participants is null))
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
