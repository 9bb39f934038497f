"""The pictures of the page in the README."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.project.conftest import ROOT
from tools.page.images import FOLDER, THEMES, main, take

from .conftest import Made

LARGEST = 300_000


def test_pictures_are_small_and_of_their_theme(
    made: dict[str, Made], browser: Browser, tmp_path: Path
) -> None:
    for theme in THEMES:
        path = tmp_path / f"{theme}.png"
        path.write_bytes(take(browser, made["january"].page, theme))
        assert path.stat().st_size <= LARGEST
        corner = Image.open(path).convert("L").getpixel((2, 2))
        assert isinstance(corner, int)
        assert (corner > 128) == (theme == "light")


def test_the_readme_shows_those_that_are_kept() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for theme in THEMES:
        path = FOLDER / f"page_{theme}.png"
        assert (ROOT / path).stat().st_size <= LARGEST
        assert str(path) in readme


def test_no_page_says_make_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(tmp_path / "none.html", tmp_path) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.endswith("none.html is not there: run make page")
