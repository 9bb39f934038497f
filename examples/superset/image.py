"""`python -m examples.superset.image`: the picture of the dashboard in docs/images.

Taken by a command: the assets change, and a picture that is taken by hand does not.
"""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from tools.page.errors import PageError
from tools.page.images import chromium

HERE = Path(__file__).resolve().parent
PICTURE = HERE.parents[1] / "docs/images/superset.png"
SIZE = {"width": 1100, "height": 1250}
COLOURS = 64
PATIENCE = 120_000
"""Milliseconds for the last chart."""


@contextmanager
def demo() -> Iterator[tuple[str, str]]:
    """A running demo: its address and password. Raises PageError where it does not start."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        [HERE.parents[1] / ".venv-superset/bin/python", HERE / "demo.py"],
        env=os.environ | {"NAV_TILT_SUPERSET_PORT": str(port)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        found = (re.search(r"Log in .* with (\S+);", line) for line in process.stdout)
        try:
            word = next(filter(None, found), None)
            if word is None:
                raise PageError("the demo did not start: run make superset-demo")
            yield f"http://127.0.0.1:{port}", word[1]
        finally:
            process.send_signal(signal.SIGINT)


def take(browser: Browser, address: str, password: str) -> bytes:
    """A PNG of the fylker, as the dashboard opens."""
    page = browser.new_page(viewport={"width": SIZE["width"], "height": SIZE["height"]})
    page.set_default_timeout(PATIENCE)
    page.goto(f"{address}/login/")
    page.fill("#username", "admin")
    page.fill("#password", password)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("welcome|dashboard"))
    page.goto(f"{address}/superset/dashboard/nav_tilt/")
    page.get_by_role("tab", name="Fylker og kommuner").click()
    page.locator('[data-test-chart-name="Fylkene som fliser"]').get_by_text("Oslo").wait_for()
    page.wait_for_timeout(5_000)  # the bars grow
    small = BytesIO()
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def main() -> int:
    """Exit 1: not drawn, one line says why."""
    try:
        with demo() as (address, password), chromium() as browser:
            PICTURE.write_bytes(take(browser, address, password))
    except PageError as problem:
        print(f"superset-image: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
