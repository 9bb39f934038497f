"""The page: figures as JSON and the scripts that draw them, in the template page.html.

HTML and SVG drawn by Python were 2 MB for the newest month of nine series alone, without a
page per place; JSON and scripts are 3.2 MB for ten years: docs/decisions/0008.
"""

from pathlib import Path

from markupsafe import Markup

from tools.page import numbers
from tools.page.data import as_json, page_data
from tools.page.geography import Shapes
from tools.page.plain import plain_reports
from tools.page.state import Tests
from tools.page.templates import templates
from tools.page.warehouse import PageFigures

HERE = Path(__file__).parent
SCRIPTS = (
    "words", "numbers", "data", "address", "marks", "elements", "tips",
    "charts", "tiles", "tables", "figures", "country", "place", "start",
)  # fmt: skip
"""The files of js/, in the order in which they need each other."""


def scripts() -> Markup:
    """One script; the files share their names, as one program in parts."""
    parts = [(HERE / f"js/{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    return Markup('"use strict";\n') + Markup("\n".join(parts))


def write_page(figures: PageFigures, shapes: Shapes | None, tests: Tests | None) -> str:
    """The complete HTML file; without `shapes` it has no map, without `tests` it says so."""
    environment = templates(HERE)
    environment.globals.update(t=numbers.both, day=numbers.day)
    return environment.get_template("page.html").render(
        style=Markup((HERE / "style.css").read_text(encoding="utf-8")),
        script=scripts(),
        data=Markup(as_json(page_data(figures, shapes, tests))),
        plain=plain_reports(figures),
        codes=sorted({row["report_code"] for row in figures.reports}),
        updated=figures.reports[0]["updated_on"],
    )
