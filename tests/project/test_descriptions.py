"""Everything that dbt's docs show is described, and exposures say what they really read."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from dbt.artifacts.resources.types import NodeType
from dbt.contracts.graph.manifest import Manifest
from dbt.contracts.graph.nodes import Exposure, Macro, Metric, SavedQuery, SemanticModel

from tools.page.warehouse import SQL
from tools.picture import THEMES, draw
from tools.publish.codebook import descriptions
from tools.publish.tables import Table, read_tables, read_views
from tools.publish.workbook import SHEETS

from .conftest import ROOT, Project

SIGNATURE = re.compile(r"{%-?\s*(?:macro|test)\s+\w+\((.*?)\)", re.DOTALL)

OWN = "own"
"""The folder of models and seeds that users add: theirs to describe."""


def silent_nodes(manifest: Manifest) -> Iterator[str]:
    """Models, seeds and analyses, and columns of the first two."""
    kinds = NodeType.Model, NodeType.Seed, NodeType.Analysis
    for node in manifest.nodes.values():
        if node.resource_type in kinds and node.fqn[1] != OWN:
            if not node.description:
                yield node.name
            for column in node.columns.values():
                if not column.description:
                    yield f"{node.name}.{column.name}"


def takes(macro: Macro) -> list[str]:
    """Names of the arguments of a macro."""
    found = SIGNATURE.search(macro.macro_sql)
    assert found, macro.name
    return [part.split("=")[0].strip() for part in found[1].split(",") if part.strip()]


def silent_macros(manifest: Manifest) -> Iterator[str]:
    """Macros, generic tests and arguments; what one engine does is described by its macro."""
    ours = [macro for macro in manifest.macros.values() if macro.package_name == "nav_tilt"]
    names = {macro.name for macro in ours}
    for macro in ours:
        if macro.name.partition("__")[2] in names:
            continue
        if not macro.description:
            yield macro.name
        described = [part.name for part in macro.arguments if part.description]
        if described != takes(macro):
            yield f"{macro.name}({', '.join(takes(macro))})"


def built_upon(manifest: Manifest) -> Iterator[Exposure | SemanticModel | Metric | SavedQuery]:
    """What is built upon the marts."""
    yield from manifest.exposures.values()
    yield from manifest.semantic_models.values()
    yield from manifest.metrics.values()
    yield from manifest.saved_queries.values()


def test_every_model_column_seed_macro_and_analysis_is_described(project: Project) -> None:
    (project.folder / "models" / OWN).mkdir(exist_ok=True)
    (project.folder / "models" / OWN / "bare.sql").write_text("select 1 as n")
    manifest = project.manifest()
    kinds = {node.resource_type for node in manifest.nodes.values()}
    assert kinds >= {NodeType.Model, NodeType.Seed, NodeType.Analysis}
    silent = [
        *silent_nodes(manifest),
        *silent_macros(manifest),
        *(thing.name for thing in built_upon(manifest) if not thing.description),
    ]
    assert silent == []


def test_macros_and_long_models_begin_with_their_reason() -> None:
    """A comment on top of each file of macros, of two lines on a model of more than 60."""
    macros = {path: path.read_text("utf-8") for path in (ROOT / "macros").rglob("*.sql")}
    models = {path: path.read_text("utf-8") for path in (ROOT / "models").rglob("*.sql")}
    silent = [path.name for path, text in macros.items() if not text.startswith("{# ")]
    long = {path: text for path, text in models.items() if text.count("\n") > 60}
    silent += [path.name for path, text in long.items() if not re.match("-- .*\n-- ", text)]
    assert len(macros) > 20
    assert len(long) > 20
    assert silent == []


def test_modules_say_more_than_what_they_are() -> None:
    """The reason follows the first line of the docstring; packages need none."""
    modules = [
        path
        for folder in ("extract", "tools", "examples")
        for path in (ROOT / folder).rglob("*.py")
        if path.name != "__init__.py"
    ]
    docs = {path: ast.get_docstring(ast.parse(path.read_text("utf-8"))) for path in modules}
    assert len(modules) > 50
    assert [path.name for path, text in docs.items() if "\n\n" not in (text or "")] == []


def defined(path: Path) -> Iterator[str]:
    """Classes and aliases of types that a module defines: `Row`, `Line`, `CsvLine`."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name[0].isupper() and not name.isupper():
                yield name


def test_no_name_of_a_class_has_two_meanings() -> None:
    """One definition in all of extract, tools and examples, so that a search finds one."""
    modules: dict[str, list[str]] = {}
    for folder in ("extract", "tools", "examples"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for name in defined(path):
                modules.setdefault(name, []).append(str(path.relative_to(ROOT)))
    assert len(modules) > 50
    assert {name: found for name, found in modules.items() if len(found) > 1} == {}


def test_dbt_score_finds_nothing_to_add(project: Project) -> None:
    """Its rules, those that are off and why are in pyproject.toml."""
    project.manifest()
    program = Path(sys.executable).parent / "dbt-score"
    manifest = project.folder / "target/manifest.json"
    command: list[str | Path] = [program, "lint", "--manifest", manifest]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


EXAMPLE = re.compile(r"```sql\n(.*?)```", re.S)


def test_the_example_of_every_mart_has_an_answer(
    project: Project, warehouse: duckdb.DuckDBPyConnection
) -> None:
    nodes = project.manifest().nodes.values()
    marts = [node for node in nodes if node.resource_type == NodeType.Model]
    marts = [node for node in marts if node.schema == "marts" and node.fqn[1] != OWN]
    assert len(marts) > 30
    for node in marts:
        [query] = EXAMPLE.findall(node.description)
        assert f"marts.{node.name}" in query
        assert warehouse.execute(query).fetchall(), node.name


def test_every_column_of_a_seed_is_described(project: Project) -> None:
    for node in project.manifest().nodes.values():
        if node.resource_type == NodeType.Seed and node.fqn[1] != OWN:
            path = project.folder / node.original_file_path
            printed = path.read_text(encoding="utf-8").partition("\n")[0].split(",")
            assert list(node.columns) == printed, node.name


def read_by_page() -> set[str]:
    """Marts in the SQL of the page."""
    return {
        name
        for path in SQL.glob("*.sql")
        for name in re.findall(r"\bmarts\.(\w+)", path.read_text(encoding="utf-8"))
    }


def read_by_superset() -> set[str]:
    """Marts in the datasets of the example dashboard: tables, or in their SQL."""
    return {
        name
        for path in (ROOT / "examples/superset").rglob("*.yaml")
        for name in re.findall(r"\b(?:marts|bi)\.(\w+)", path.read_text(encoding="utf-8"))
    }


def read_by_publish(project: Project) -> set[str]:
    """Every published table and wide view; some are the sheets of the workbook."""
    tables = {table.name for table in published(project)}
    views = {view.name for view in read_views(project.folder / "target/manifest.json")}
    assert {f"bi_{view}" for view, _ in SHEETS.values()} <= views
    return tables | views


@pytest.mark.parametrize("exposure", ["page", "published_files", "superset_dashboard"])
def test_an_exposure_depends_on_what_it_reads(project: Project, exposure: str) -> None:
    manifest = project.manifest()
    reads = {
        "page": read_by_page,
        "published_files": lambda: read_by_publish(project),
        "superset_dashboard": read_by_superset,
    }
    assert {thing.name for thing in manifest.exposures.values()} <= set(reads)
    named = {
        manifest.nodes[node].name
        for thing in manifest.exposures.values()
        if thing.name == exposure
        for node in thing.depends_on_nodes
    }
    assert named == reads[exposure]()


def published(project: Project) -> list[Table]:
    """The published tables of the manifest that parsing leaves behind."""
    project.manifest()
    return read_tables(project.folder / "target/manifest.json")


def test_every_published_column_is_described_in_norwegian(project: Project) -> None:
    """By its English text: a change of that fails here until it is translated again."""
    untranslated = [
        f"{table.name}.{column.name}"
        for table in published(project)
        for column in table.columns
        if " ".join(column.description.split()) not in descriptions()
    ]
    assert untranslated == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_picture_in_the_readme_is_of_these_marts(project: Project, theme: str) -> None:
    name = f"docs/star_schema_{theme}.svg"
    project.manifest()
    drawn = draw(project.folder / "target/manifest.json")[theme]
    assert (ROOT / name).read_text(encoding="utf-8") == drawn, "the marts changed: make picture"
    assert name in (ROOT / "README.md").read_text(encoding="utf-8")
    tables = {table.name: table for table in published(project) if table.schema == "marts"}
    shown = [name.removeprefix("fct_participants").removeprefix("dim_") for name in tables]
    assert [name for name in shown if name not in drawn] == []
    dimension_keys = {table.key[0] for name, table in tables.items() if "dim_" in name}
    in_facts = [key for name, table in tables.items() if "fct_" in name for key in table.key]
    in_legend = 1
    assert drawn.count('r="6"') - in_legend == sum(key in dimension_keys for key in in_facts)
