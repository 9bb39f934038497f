"""Every query of README.md and docs/ runs; each file and target that they name is there."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.facsimile.landed import report
from tests.readme import ROOT, blocks

from .conftest import Project

PAGES = sorted(
    path.relative_to(ROOT)
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md"))
)
QUERIES = [
    (str(page), query)
    for page in PAGES
    for query in [
        *blocks((ROOT / page).read_text("utf-8"), "sql"),
        *re.findall(r'Q="([^"]+)"', (ROOT / page).read_text("utf-8")),
    ]
    if "…" not in query and "{{" not in query
]


@pytest.fixture(scope="module")
def built(project: Project) -> Project:
    """January 2026 as landed; dbt's own tests of it are the last that `make test` runs."""
    assert set(project.build(tests=False).values()) == {"success"}
    return project


@pytest.mark.parametrize(("page", "query"), QUERIES)
def test_each_query_runs_and_gives_the_answer_beside_it(
    built: Project, page: str, query: str
) -> None:
    """A last comment such as `-- 0, 0, 18, null` is the first row."""
    rows = built.query(query)
    assert rows
    answers = re.findall(r"^-- ([\d., a-z]+?)(?:;.*)?$", query, re.M)
    if answers:
        first = ", ".join("null" if value is None else str(value) for value in rows[0])
        assert first == answers[-1]


def test_readme_is_short_and_its_first_query_is_answered(built: Project) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert len(text.splitlines()) <= 120
    [query] = [query for page, query in QUERIES if page == "README.md"]
    documented = re.findall(r"^\| (\w+) \| (\d+) \|$", text, re.M)
    assert [(name, int(count)) for name, count in documented] == built.query(query)


def test_what_is_hidden_are_the_stars_of_the_report(built: Project) -> None:
    """The one analysis that reads the disclosure audit."""
    rows = built.query((ROOT / "analyses/what_is_hidden.sql").read_text("utf-8"))
    stars = [
        value
        for section in report("TILT170_2026-02-02").sections
        for block in section.blocks
        for member in block.members
        for value in member.values[1:]
        if value is None
    ]
    assert sum(n_hidden for _, _, n_hidden, _ in rows) == len(stars) > 500
    assert all(0 <= determined <= hidden for _, _, hidden, determined in rows)


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_and_targets_are_there(page: Path) -> None:
    text = (ROOT / page).read_text("utf-8")
    linked = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert [link for link in linked if not (ROOT / page.parent / link).exists()] == []
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    named = re.findall(r"(?:^|`)make ([a-z-]+)", text, re.M)
    assert set(named) <= set(targets)


WRITTEN = {"codebook.csv"}
"""Files that a command writes."""


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_files_that_a_page_names_are_in_the_project(page: Path) -> None:
    text = (ROOT / page).read_text("utf-8")
    named = set(re.findall(r"`([\w/*.-]+\.(?:csv|py|toml|lock|yml))`", text)) - WRITTEN
    inside = [ROOT / part for part in ("seeds", "extract", "tools", "models")]
    lacking = [
        name
        for name in sorted(named)
        if not any(ROOT.glob(name)) and not any(any(part.rglob(name)) for part in inside)
    ]
    assert lacking == []


def test_one_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text("utf-8"))
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert project["version"] == cited["version"] == version
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
    from extract import __version__

    assert __version__ == version
