"""`python -m tools.page.images`: the pictures of the page in the README, light and dark.

Taken by a command, as pictures that are taken by hand show an older page after some weeks.
"""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path
from shutil import which
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tools.page.errors import PageError

Theme = Literal["light", "dark"]
FOLDER = Path("docs/images")
THEMES: tuple[Theme, ...] = ("light", "dark")
SIZE = {"width": 1200, "height": 1500}
COLOURS = 64
"""What a PNG keeps: the page has few colours, and a third of the bytes says the same."""
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser of this machine; raises PageError where there is none."""
    path = next(filter(None, map(which, CHROMIUM)), None)
    if path is None:
        raise PageError("Chromium is not here: apt-get install chromium")
    with (
        sync_playwright() as playwright,
        closing(playwright.chromium.launch(executable_path=path, args=list(SWITCHES))) as found,
    ):
        yield found


def take(browser: Browser, page: Path, theme: Theme) -> bytes:
    """A PNG of the top of the page, in English."""
    context = browser.new_context(offline=True, color_scheme=theme, locale="en-GB")
    opened = context.new_page()
    opened.set_viewport_size({"width": SIZE["width"], "height": SIZE["height"]})
    opened.goto(page.resolve().as_uri() + "#lang=en")
    picture = Image.open(BytesIO(opened.screenshot()))
    context.close()
    small = BytesIO()
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        small, "PNG", optimize=True
    )
    return small.getvalue()


def main(page: Path = Path("nav_tilt.html"), folder: Path = FOLDER) -> int:
    """Exit 0: drawn. Exit 1: not, one line on stderr says why."""
    try:
        if not page.is_file():
            raise PageError(f"{page} is not there: run make page")
        folder.mkdir(parents=True, exist_ok=True)
        with chromium() as browser:
            for theme in THEMES:
                (folder / f"page_{theme}.png").write_bytes(take(browser, page, theme))
    except PageError as error:
        print(f"page: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
