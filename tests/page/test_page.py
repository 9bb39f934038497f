"""The page in a browser: alone, found with a keyboard, readable, in two languages."""

import pytest
from playwright.sync_api import Browser, Page

from .conftest import Made, Opened, open_page

CONTRAST = """() => {
  const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => numbers(color).slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  // behind the text of a tile is its rectangle; a hatch counts as its darker stripe
  const behind = (node) => {
    const tile = node.closest(".tile");
    if (tile) {
      const fill = getComputedStyle(tile.querySelector("rect")).fill;
      return fill.startsWith("url") ? "rgb(195, 202, 204)" : fill;
    }
    for (; node; node = node.parentElement) {
      const color = getComputedStyle(node).backgroundColor;
      if (numbers(color).length < 4) return color;
    }
  };
  const low = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !node.getClientRects().length) continue;
    const style = getComputedStyle(node);
    const text = node instanceof SVGElement ? style.fill : style.color;
    const [a, b] = [light(text), light(behind(node))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) low.push([node.textContent, text, behind(node)]);
  }
  return low;
}"""
FOCUSED = """() => {
  const node = document.activeElement, style = getComputedStyle(node);
  return [node.tagName, node.className, style.outlineStyle !== "none"];
}"""


def test_it_is_alone_and_complains_of_nothing(opened: Opened) -> None:
    assert opened.requests == [opened.made.page.as_uri()]
    assert opened.complaints == []
    assert opened.made.page.stat().st_size < 3_000_000


def test_behind_every_chart_is_a_table(opened: Opened) -> None:
    bare = opened.page.locator("[role=img]").evaluate_all(
        "(all) => all.filter((one) => !one.closest('figure').querySelector('tbody td')"
        " || !one.getAttribute('aria-label')).length"
    )
    assert bare == 0
    assert opened.page.locator("svg:not([role=img], [aria-hidden])").count() == 0


def test_text_stands_out(opened: Opened) -> None:
    opened.page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
    assert opened.page.evaluate(CONTRAST) == []


def test_languages_are_one_click_apart(january: Page) -> None:
    def shown() -> tuple[object, ...]:
        return (
            january.locator("html").get_attribute("lang"),
            january.title(),
            january.locator("h1").inner_text(),
            january.locator("article h3 span:visible").first.inner_text(),
            january.locator(".hero").inner_text(),
            january.locator(".tiles").first.get_attribute("aria-label"),
            january.locator("option").first.text_content(),
        )

    norwegian = shown()
    assert norwegian[0] == "nb"
    assert norwegian[4] == "14\u00a0265"
    january.get_by_role("button", name="English").click()
    english = shown()
    assert english[0] == "en"
    assert english[4] == "14,265"
    assert not set(norwegian) & set(english)
    assert january.locator(".nb:visible").count() == 0
    january.get_by_role("button", name="Norsk").click()
    assert shown() == norwegian
    assert january.locator(".en:visible").count() == 0


def test_breaks_of_the_series_are_explained_in_both_languages(
    browser: Browser, made: dict[str, Made]
) -> None:
    page = open_page(browser, made["made_up"]).page
    notes = made["made_up"].query(
        "select series_break_note_nb, series_break_note_en from marts.dim_month"
        " where is_series_break order by month"
    )
    assert notes
    for language, texts in zip(("Norsk", "English"), zip(*notes, strict=True), strict=True):
        page.get_by_role("button", name=language).click()
        shown = page.locator(".breaks:visible").first.locator("li").all_inner_texts()
        assert [line.partition(": ")[2] for line in shown] == list(texts)
    page.context.close()


def test_search_finds_kommuner_by_name_code_and_fylke(january: Page) -> None:
    field = january.get_by_role("searchbox")
    rows = january.locator(".panel:visible .sortable tbody tr:visible")
    for words, found in (("bær", "Bærum"), ("0301", "Oslo"), ("karasjohka", "Karasjok")):
        field.fill(words)
        assert rows.locator("th").all_inner_texts() == [found]
    field.fill("finnmark")
    assert rows.count() == 18
    assert january.locator(".panel:visible output").inner_text() == "18 av 359"
    field.fill("no such place")
    assert rows.count() == 0


def test_sort_puts_numbers_in_order_and_stars_last(opened: Opened) -> None:
    table = opened.page.locator(".panel:visible .sortable")
    heading = table.locator("th").nth(2)
    for order, reverse in (("descending", True), ("ascending", False)):
        heading.get_by_role("button").press("Enter")
        assert heading.get_attribute("aria-sort") == order
        cells = table.locator("tbody td:nth-child(3)").all_text_contents()
        counts = [cell.replace(",", "") for cell in cells]
        known = [int(count) for count in counts if count.isdigit()]
        assert known == sorted(known, reverse=reverse)
        assert not any(count.isdigit() for count in counts[len(known) :])
        assert "*" in counts[len(known) :]
    table.locator("th button").first.click()
    names = table.locator("tbody th").all_text_contents()
    assert (names[0][0], names[-1][0]) == ("A", "Å")


def test_chosen_tiltak_is_the_one_shown(january: Page) -> None:
    for code in ("VASV", "VV"):
        january.locator("#tiltak").select_option(code)
        panels = january.locator(".panel:visible")
        assert panels.evaluate_all("(all) => all.map((one) => one.dataset.tiltak)") == [code]


def test_keyboard_reaches_every_control(january: Page) -> None:
    reached = []
    for _ in range(40):
        january.keyboard.press("Tab")
        reached.append(january.evaluate(FOCUSED))
    assert all(is_seen for *_, is_seen in reached if _[0] != "BODY")
    tags = [tag for tag, *_ in reached]
    controls = january.locator("button:visible, summary:visible, select:visible, input:visible")
    assert sum(tag in ("BUTTON", "SUMMARY", "SELECT", "INPUT") for tag in tags) >= (
        controls.count()
    )
    january.locator("summary").first.press("Enter")
    assert january.locator("details").first.get_attribute("open") is not None


@pytest.mark.parametrize("name", ["january", "made_up"])
@pytest.mark.parametrize("anchor", ["", "#en"])
def test_a_phone_needs_no_scrolling_sideways(
    made: dict[str, Made], browser: Browser, name: str, anchor: str
) -> None:
    opened = open_page(browser, made[name], width=360, anchor=anchor)
    opened.page.evaluate("document.querySelectorAll('details').forEach((d) => d.open = true)")
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 360
    opened.page.context.close()


def test_without_scripts_everything_is_there_in_norwegian(
    made: dict[str, Made], browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(made["january"].page.as_uri())
    assert page.locator(".panel:visible").count() == 3
    assert page.locator(".hero").inner_text() == "14\u00a0265"
    assert page.locator(".chooser:visible, .find:visible").count() == 0
    context.close()
