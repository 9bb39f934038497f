"""The page in a browser: alone, found with a keyboard, readable by all, in two languages."""

import csv

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from .conftest import Made, Opened, open_page

FOCUSED = """() => {
  const node = document.activeElement, style = getComputedStyle(node);
  return [node.tagName.toUpperCase(), node.className, style.outlineStyle !== "none"];
}"""
CONTRASTS = """() => {
  const light = (color) => color.match(/[\\d.]+/g).slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const fill = (node) => light(getComputedStyle(node).fill);
  return [...document.querySelectorAll(".tile text")].map((text) => {
    const tile = text.closest(".tile");
    const ground = tile.querySelector(".plate") ?? tile.querySelector(".area");
    const [a, b] = [fill(text), fill(ground)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  });
}"""
CONTROLS = (
    "button:visible, summary:visible, select:visible, input:visible, svg[tabindex]:visible"
)
VIEWS = ("", "kommune=5501&compare=0301&tiltak=VATIAROR", "fylke=55&tiltak=VASV")


def test_it_is_alone_and_complains_of_nothing(opened: Opened) -> None:
    opened.page.reload()
    assert set(opened.requests) == {opened.made.page.as_uri()} or all(
        url.startswith(opened.made.page.as_uri()) for url in opened.requests
    )
    assert opened.complaints == []


@pytest.mark.parametrize("name", ["january", "made_up"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["nb", "en"])
def test_axe_finds_nothing(
    made: dict[str, Made], browser: Browser, name: str, theme: str, language: str
) -> None:
    opened = open_page(browser, made[name], color_scheme=theme)
    for view in VIEWS:
        opened.page.goto(f"{made[name].page.as_uri()}#{view}&lang={language}")
        open_all(opened.page)
        found = Axe().run(opened.page)
        assert found.violations_count == 0, found.generate_report()
    opened.page.context.close()


@pytest.mark.parametrize(
    "colours",
    [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}],
)
def test_texts_in_tiles_stand_out(
    made: dict[str, Made], browser: Browser, colours: dict[str, str]
) -> None:
    """What axe does not measure: text in pictures."""
    opened = open_page(browser, made["january"], address="#tiltak=VATIAROR", **colours)
    contrasts = opened.page.evaluate(CONTRASTS)
    assert len(contrasts) > 40
    assert min(contrasts) >= 4.5
    opened.page.context.close()


def open_all(page: Page) -> None:
    """Details too that are made when the ones around them are opened."""
    while page.evaluate(
        """async () => {
            const closed = [...document.querySelectorAll('details:not([open])')];
            closed.forEach((one) => { one.open = true; });
            await new Promise((done) => setTimeout(done, 50));
            return closed.length;
        }"""
    ):
        pass


def test_behind_every_chart_is_a_table(opened: Opened) -> None:
    for view in VIEWS:
        opened.page.goto(f"{opened.made.page.as_uri()}#{view}&lang=en")
        open_all(opened.page)
        bare = opened.page.locator("svg[role=img]").evaluate_all(
            "(all) => all.filter((one) => !one.closest('figure').querySelector('tbody td')"
            " || !one.getAttribute('aria-label')).length"
        )
        assert bare == 0
        assert opened.page.locator("svg:not([role=img], [aria-hidden])").count() == 0


def test_one_month_is_a_figure_and_no_chart(january: Opened, months: Opened) -> None:
    for view in VIEWS:
        page = january.at(**dict(part.split("=") for part in view.split("&") if part))
        assert page.locator("svg.lines, #month").count() == 0
    assert months.at(tiltak="VATIAROR").locator("svg.lines").count() > 1


def test_a_tiltak_with_all_places_hidden_is_one_sentence(january: Opened) -> None:
    page = january.at(tiltak="VV")
    sentences = page.locator("#tiltak .sentence").all_inner_texts()
    assert sentences[0].startswith("NAV has hidden the counts of all 17 fylker")
    assert sentences[1].startswith("NAV has hidden the counts of all 359 kommuner")
    assert page.locator(".tiles, .fylker, .sortable").count() == 0


def test_languages_are_one_click_apart(january: Opened) -> None:
    page = january.page

    def shown() -> tuple[object, ...]:
        return (
            page.locator("html").get_attribute("lang"),
            page.title(),
            page.locator("h1").inner_text(),
            page.locator("article .when").first.inner_text(),
            page.locator(".hero").inner_text(),
            page.locator(".tiles").first.get_attribute("aria-label"),
            page.locator("#tiltak-choice option").first.text_content(),
        )

    norwegian = shown()
    assert norwegian[0] == "nb"
    assert norwegian[4] == "14\u00a0265"
    page.get_by_role("button", name="English").click()
    page.wait_for_function("document.documentElement.lang === 'en'")
    english = shown()
    assert english[4] == "14,265"
    assert not set(norwegian) & set(english)
    assert page.locator(".nb:visible").count() == 0
    page.get_by_role("button", name="Norsk").click()
    page.wait_for_function("document.documentElement.lang === 'nb'")
    assert shown() == norwegian
    assert page.locator(".en:visible").count() == 0


@pytest.mark.parametrize(
    ("locale", "language"), [("nb-NO", "nb"), ("nn-NO", "nb"), ("en-GB", "en"), ("de-DE", "en")]
)
def test_the_browsers_language_decides_at_first(
    made: dict[str, Made], browser: Browser, locale: str, language: str
) -> None:
    opened = open_page(browser, made["january"], locale=locale)
    assert opened.page.locator("html").get_attribute("lang") == language
    opened.page.context.close()


def test_breaks_are_drawn_only_through_what_they_concern(months: Opened) -> None:
    page = months.at(tiltak="VATIAROR")
    scopes = [
        ("status", "TILT170", "labour_status", "ALL"),
        ("women", "TILT170", "gender", "F"),
        ("nobody", "TILT170", "gender", "X"),
        ("other", "TILT110", "ALL", "ALL"),
        ("everything", "ALL", "ALL", "ALL"),
    ]
    page.evaluate(
        """(scopes) => {
            DATA.breaks = scopes.map(([name_en, report_code, breakdown, member_code]) =>
                ({ month: "2025-03", name_en, report_code, breakdown, member_code }));
            draw();
        }""",
        scopes,
    )
    open_all(page)
    drawn = page.locator("svg.lines").evaluate_all(
        """(all) => all.map((one) => {
            const figure = one.closest(".chart"), notes = figure.querySelectorAll(".breaks li");
            return [figure.closest("[data-breakdown]")?.dataset.breakdown ?? "total",
                one.querySelectorAll(".break").length,
                [...notes].map((note) => note.innerText.split(": ")[1])];
        })"""
    )
    of = {"labour_status": {"status"}, "gender": {"women"}}
    assert {"total", *of} <= {breakdown for breakdown, *_ in drawn}
    for breakdown, lines, notes in drawn:
        assert set(notes) == of.get(breakdown, set()) | {"everything"}
        assert lines == len(notes)
    assert "other" in page.locator(".all-breaks").inner_text()


def test_breaks_are_those_of_the_warehouse(months: Opened) -> None:
    notes = months.made.query(
        """select distinct name_en from marts.dim_series_break
        where report_code in (select report_code from marts.dim_report)
            and month > '2019-01-01' and month <= '2025-04-01'"""
    )
    listed = months.at().locator(".all-breaks").inner_text()
    assert notes
    assert [note for (note,) in notes if str(note) not in listed] == []


def test_search_finds_kommuner_by_name_code_and_fylke(january: Opened) -> None:
    page = january.at(tiltak="VATIAROR")
    field = page.get_by_role("searchbox")
    rows = page.locator(".sortable tbody tr:visible")
    for words, found in (("bær", "Bærum"), ("0301", "Oslo"), ("karasjohka", "Karasjok")):
        field.fill(words)
        assert rows.locator("th").all_inner_texts() == [found]
    field.fill("finnmark")
    assert rows.count() == 18
    assert page.locator(".find output").inner_text() == "18 of 359"
    field.fill("no such place")
    assert rows.count() == 0


def test_sort_is_by_name_first_then_as_asked_with_stars_last(opened: Opened) -> None:
    page = opened.at(tiltak="VATIAROR")
    page.locator(".more").click()
    table = page.locator(".sortable")
    names = table.locator("tbody th").all_text_contents()
    assert (names[0][0], names[-2][0]) == ("A", "Å")
    assert names[-1] in ("Ukjent", "Unknown")
    for order, reverse in (("descending", True), ("ascending", False)):
        table.locator("th").nth(3).get_by_role("button").press("Enter")
        heading = table.locator("th").nth(3)
        assert heading.get_attribute("aria-sort") == order
        assert page.evaluate("document.activeElement.closest('th')?.cellIndex") == 3
        counts = [text.replace(",", "") for text in cells(table, 4)]
        known = [int(count) for count in counts if count.isdigit()]
        assert known == sorted(known, reverse=reverse)
        assert not any(count.isdigit() for count in counts[len(known) :])
        assert "*" in counts[len(known) :]


def cells(table: object, column: int) -> list[str]:
    return table.locator(f"tbody tr > :nth-child({column})").all_text_contents()  # type: ignore[attr-defined, no-any-return]


def test_long_tables_are_folded(january: Opened) -> None:
    page = january.at(tiltak="VATIAROR")
    assert page.locator(".sortable tbody tr:visible").count() == 20
    page.get_by_role("button", name="Show all 359").click()
    assert page.locator(".sortable tbody tr:visible").count() == 359


def test_every_choice_is_in_the_address_and_survives_a_reload(months: Opened) -> None:
    page = months.at(tiltak="VATIAROR")
    page.locator("#tiltak-choice").select_option("VASV")
    page.wait_for_function("location.hash.includes('tiltak=VASV')")
    page.get_by_role("searchbox").fill("finnmark")
    page.locator(".sortable th button").nth(3).click()
    page.locator("#from").select_option("2024")
    page.wait_for_function("location.hash.includes('from=2024')")
    page.locator("#month").fill("1")
    page.wait_for_function("location.hash.includes('month=')")
    address = page.evaluate("location.hash")
    for part in (
        "tiltak=VASV",
        "q=finnmark",
        "sort=n",
        "from=2024",
        "month=2024-02",
        "lang=en",
    ):
        assert part in address
    before = page.locator("main").inner_text()
    page.reload()
    assert page.evaluate("location.hash") == address
    assert page.locator("main").inner_text() == before
    assert "February 2024" in before


def test_an_address_opens_the_page_of_a_place(made: dict[str, Made], browser: Browser) -> None:
    address = "#kommune=5501&tiltak=VATIAROR&lang=en"
    opened = open_page(browser, made["january"], address=address)
    page = opened.page
    assert page.locator("#place-title").inner_text() == "Tromsø"
    assert page.locator("#beside-title").inner_text().startswith("Permanently adapted")
    [[count]] = made["january"].query(
        "select participants from marts.fct_participants_by_current_kommune"
        " where kommune_code = '5501' and tiltak_code = 'VATIAROR'"
    )
    row = page.locator("#beside tr[data-code='5501']")
    assert row.locator("td").last.inner_text() == f"{count:,}"
    assert page.locator("#beside tr[data-code='NO'], #beside tr[data-code='55']").count() == 2
    page.context.close()


def test_a_place_is_found_compared_and_left_again(january: Opened) -> None:
    page = january.at()
    page.get_by_label("Find a kommune or fylke").fill("Alta (Finnmark)")
    page.keyboard.press("Enter")
    page.wait_for_selector("#place")
    assert page.locator("#place-title").inner_text() == "Alta"
    page.get_by_label("Compare with").fill("5501")
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash.includes('compare=5501')")
    assert "Tromsø, per 10,000" in page.locator("#place thead").inner_text()
    assert page.locator("#beside tr[data-code='5501']").count() == 1
    page.get_by_label("Compare with").fill("nowhere")
    page.keyboard.press("Enter")
    assert page.get_by_role("alert").filter(has_text="No kommune").count() == 1
    page.get_by_role("link", name="The whole country").click()
    page.wait_for_selector("#key")
    page.go_back()
    page.wait_for_selector("#place")


def test_ranks_say_no_more_than_the_counts(january: Opened) -> None:
    rates = january.made.query(
        """select kommune_code, participants_min / population_18_66,
            participants_max / population_18_66
        from marts.fct_participants_per_1000_by_current_kommune
        where tiltak_code = 'VATIAROR' and population_18_66 is not null"""
    )
    for code in ("5501", "5601", "0301", "1144", "5620"):
        page = january.at(kommune=code)
        shown = page.locator("#place tr[data-code='VATIAROR'] td").nth(3).inner_text()
        [(own_low, own_high)] = [(low, high) for place, low, high in rates if place == code]
        best = 1 + sum(low > own_high for _, low, _ in rates)  # type: ignore[operator]
        worst = sum(high > own_low for place, _, high in rates if place != code) + 1  # type: ignore[operator]
        expected = f"{best}" if best == worst else f"{best}\u2013{worst}"
        assert shown.split("of")[0].strip() == expected


@pytest.mark.parametrize(
    ("language", "between", "button"),
    [("nb", ";", "Last ned CSV"), ("en", ",", "Download CSV")],
)
def test_every_table_is_downloaded_whole_with_its_source(
    january: Opened, language: str, between: str, button: str
) -> None:
    page = january.page
    page.goto(f"{january.made.page.as_uri()}#tiltak=VATIAROR&lang={language}")
    tables = page.locator("main table").count()
    assert page.get_by_role("button", name=button).count() == tables
    with page.expect_download() as waiting:
        page.locator(".kommuner").get_by_role("button", name=button).click()
    assert waiting.value.suggested_filename == "nav_tilt_VATIAROR_kommuner_2026-01.csv"
    content = waiting.value.path().read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    lines = list(csv.reader(text.splitlines(), delimiter=between))
    assert len(lines) == 1 + 359 + 1
    assert {len(line) for line in lines[:-1]} == {4}  # one month: no column of changes
    assert any(line[3] == "*" for line in lines[:-1])
    oslo = next(line for line in lines if line[0] == "Oslo")
    [[count]] = january.made.query(
        "select participants from marts.fct_participants_by_current_kommune"
        " where kommune_code = '0301' and tiltak_code = 'VATIAROR'"
    )
    assert oslo[3] == str(count)
    assert ("," in oslo[2]) == (language == "nb")
    assert "NAV, TILT170" in text.splitlines()[-1]
    assert "CC BY 4.0" in text.splitlines()[-1]


def test_a_table_is_copied_as_text(january: Opened) -> None:
    page = january.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = january.at(tiltak="VATIAROR")
    page.locator(".fylker").get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    text = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert any(line.startswith("Oslo\t") for line in text)
    assert text[-1].startswith("Source: NAV")


def test_the_keyboard_reaches_what_a_picture_says(months: Opened) -> None:
    page = months.at(tiltak="VATIAROR")
    chart = page.locator("#series svg.lines").first
    chart.focus()
    page.keyboard.press("End")
    tip = page.locator("#tip")
    last = tip.inner_text()
    assert "April 2025" in last
    page.keyboard.press("ArrowLeft")
    assert "March 2025" in tip.inner_text()
    page.keyboard.press("Escape")
    assert tip.is_hidden()
    page.locator("svg.tiles").focus()
    page.keyboard.press("Home")
    assert ": " in tip.inner_text()


def test_keyboard_reaches_every_control(january: Opened) -> None:
    page = january.page
    controls = page.locator(CONTROLS).count()
    reached = []
    for _ in range(controls + page.locator("a:visible").count() + 5):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    assert all(is_seen for tag, _, is_seen in reached if tag != "BODY")
    tags = [tag for tag, *_ in reached]
    found = [tag for tag in tags if tag in ("BUTTON", "SUMMARY", "SELECT", "INPUT", "SVG")]
    assert len(found) >= controls


@pytest.mark.parametrize("name", ["january", "made_up"])
@pytest.mark.parametrize("width", [360, 820])
def test_no_screen_needs_scrolling_sideways(
    made: dict[str, Made], browser: Browser, name: str, width: int
) -> None:
    opened = open_page(browser, made[name], width=width)
    for language in ("nb", "en"):
        for view in VIEWS:
            opened.page.goto(f"{made[name].page.as_uri()}#{view}&lang={language}")
            open_all(opened.page)
            wide = opened.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (language, view)
    opened.page.context.close()


def test_contents_stick_and_lead_to_their_sections(january: Opened) -> None:
    page = january.at()
    page.get_by_role("link", name="Methods").click()
    page.wait_for_function("document.activeElement.id === 'methods-title'")
    assert page.locator("#methods-title").is_visible()
    top = page.locator("nav.side").bounding_box()
    assert top is not None
    assert top["y"] >= 0
    assert page.locator("#contents").is_visible()


def test_marks_are_seen_in_forced_colours(made: dict[str, Made], browser: Browser) -> None:
    opened = open_page(browser, made["january"], forced_colors="active", address="#tiltak=VASV")
    colours = opened.page.evaluate(
        """() => ['.fylker .full', '.fylker .track', '.legend .swatch.c5 .area'].map((what) =>
            getComputedStyle(document.querySelector(what)).fill)"""
    )
    ground = opened.page.evaluate("getComputedStyle(document.body).backgroundColor")
    full, track, swatch = colours
    assert full != track
    assert swatch not in (ground, full)
    opened.page.context.close()


def test_print_says_which_tiltak_it_shows_and_leaves_nothing_folded(january: Opened) -> None:
    page = january.at(tiltak="VASV")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#tiltak-title").is_visible()
    assert "sheltered" in page.locator("#tiltak-title").inner_text()
    assert page.locator(".chooser:visible, .tools:visible, .more:visible").count() == 0
    assert page.locator(".sortable tbody tr:visible").count() == 359
    assert page.locator("details:not([open])").count() == 0


def test_without_scripts_the_figures_are_there(made: dict[str, Made], browser: Browser) -> None:
    opened = open_page(browser, made["january"], java_script_enabled=False)
    page = opened.page
    assert page.locator(".hero").inner_text() == "14\u00a0265"
    tables = page.locator("noscript table")
    assert tables.locator("caption").count() == 3
    row = page.locator("noscript tr", has=page.locator("th", has_text="Akershus"))
    counts = made["january"].query(
        """select participants from marts.fct_participants_by_current_fylke
        inner join marts.dim_tiltak using (tiltak_code)
        where fylke_code = '32' order by sort_order"""
    )
    texts = row.locator("td").all_text_contents()[1:]
    assert texts == ["*" if n is None else f"{n:,}".replace(",", "\u00a0") for (n,) in counts]
    assert page.locator("#methods").is_visible()
    page.context.close()
