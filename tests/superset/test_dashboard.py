"""The dashboard as people see it, in headless Chromium: filters, clicks, a narrow screen."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tools.page.images import chromium

from .conftest import Demo

PATIENCE = 60_000
"""Milliseconds for a chart on a busy machine."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


def opened(browser: Browser, demo: Demo, width: int = 1200) -> Page:
    """The dashboard, logged in to."""
    page = browser.new_page(viewport={"width": width, "height": 4000})
    page.set_default_timeout(PATIENCE)
    page.goto(f"http://127.0.0.1:{demo.port}/login/")
    page.fill("#username", "admin")
    page.fill("#password", demo.password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "login" not in url)
    page.goto(f"http://127.0.0.1:{demo.port}/superset/dashboard/nav_tilt/")
    return page


def chart(page: Page, title: str) -> str:
    """A selector of the box that a chart is in."""
    return f'[data-test-chart-name="{title}"]'


def shows(page: Page, title: str, text: str) -> None:
    expect(page.locator(chart(page, title))).to_contain_text(text, timeout=PATIENCE)


@pytest.fixture
def page(browser: Browser, demo: Demo) -> Iterator[Page]:
    page = opened(browser, demo)
    yield page
    page.close()


def test_the_headline_follows_a_filter_that_takes_only_what_exists(page: Page) -> None:
    shows(page, "Deltakere, minst", "14\u00a0265")
    page.locator('[data-test="form-item-value"]').nth(2).click()
    page.keyboard.type("Varig vernet arbeid i nord")
    page.wait_for_timeout(1000)
    assert page.locator(".ant-select-item-option").count() == 0
    for _ in " i nord":
        page.keyboard.press("Backspace")
    page.locator(".ant-select-item-option").first.click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Apply").click()
    for title in ("Deltakere, minst", "Deltakere, høyst"):
        box = page.locator(chart(page, title))
        # the 3 is the badge of the filters in force
        expect(box).to_contain_text(re.compile(r"(minst|høyst)\s*3\s*6\s*$"), timeout=PATIENCE)


def test_a_click_on_a_fylke_chooses_its_kommuner(page: Page) -> None:
    page.get_by_role("tab", name="Fylker og kommuner").click()
    shows(page, "Kommunene i tall", "Bergen")
    page.locator(chart(page, "Fylkene i tall")).get_by_text("Oslo", exact=True).click()
    kommuner = page.locator(chart(page, "Kommunene i tall"))
    expect(kommuner).not_to_contain_text("Bergen", timeout=PATIENCE)
    # neither is there while the chart loads
    expect(kommuner).to_contain_text("Oslo", timeout=PATIENCE)
    expect(kommuner).not_to_contain_text("Bergen")


def test_a_fylke_has_its_tile_about_where_it_is_on_the_map(page: Page) -> None:
    """A star is in its text, and no tile is without one."""
    page.get_by_role("tab", name="Fylker og kommuner").click()
    tiles = page.locator(chart(page, "Fylkene som fliser"))
    places: dict[str, dict[str, float]] = {}
    for name in ("Finnmark", "Vestland", "Oslo", "Agder"):
        tile = tiles.get_by_text(name)
        expect(tile).to_contain_text(re.compile(r"\d"), timeout=PATIENCE)
        box = tile.bounding_box()
        assert box is not None
        places[name] = {"x": box["x"], "y": box["y"]}
    north, west, east, south = (places[name] for name in places)
    assert north["y"] < west["y"] == east["y"] < south["y"]
    assert west["x"] < south["x"] < east["x"] < north["x"]
    assert tiles.get_by_text("Svalbard").inner_text().split("\n")[1] == "0\u20139"


def test_a_narrow_screen_has_every_chart_within_its_width(browser: Browser, demo: Demo) -> None:
    page = opened(browser, demo, width=400)
    shows(page, "Deltakere, minst", "14\u00a0265")
    for title in ("Nøkkeltall per tiltak", "Utvikling i utvalget"):
        box = page.locator(chart(page, title)).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert 300 < box["x"] + box["width"] <= 400
    page.close()
