"""Build, test and serve a new file.

dbt writes into the file that it builds: readers would see half of it, and a test that fails
would fail on what is served already. So it gets a new file, which is renamed when all tests
passed.
"""

import os
import sys
from collections.abc import Callable
from contextlib import closing, nullcontext, redirect_stdout
from io import StringIO
from pathlib import Path

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.artifacts.resources.types import NodeType
from dbt.artifacts.schemas.run import RunExecutionResult
from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.contracts.graph.manifest import Manifest

from tools.build.carry import Named, Thing, carry_over, open_served
from tools.build.errors import BuildError
from tools.build.place import claimed, swap
from tools.build.progress import Progress, stages
from tools.build.results import record_tests
from tools.build.signals import ignore_signals
from tools.build.summary import summary

DATABASE = "NAV_TILT_DATABASE"
TARGET = "NAV_TILT_TARGET"


def run(served: Path) -> int:
    """Build, say how it went, and return the exit code: 0 or 1."""
    progress = Progress(sys.stderr)
    try:
        text = build(served, progress, ignore_signals)
    except (BuildError, OSError) as error:
        progress.say(f"build: {error}")
        progress.say(f"The build stopped; {served} is unchanged.")
        return 1
    progress.clear()
    print(text)
    return 0


def build(
    served: Path, progress: Progress, before_swap: Callable[[], None] = lambda: None
) -> str:
    """Build, test and swap; returns the summary. Raises BuildError."""
    target = os.environ.get(TARGET, "duckdb")
    if target != "duckdb":
        raise BuildError(f"{TARGET} is {target}: .venv/bin/dbt build builds there")
    with claimed(served) as new:
        reader = open_served(served)
        with closing(reader) if reader else nullcontext():
            progress.stage("reading the project")
            manifest = parsed(progress)
            if reader:
                say_kept(carry_over(reader, served, new, named(manifest)), progress)
            results = built(manifest, new, progress)
            progress.stage("writing the summary")
            record_tests(new, results)
            text = summary(new)
            before_swap()
            swap(new, served)
    return text


def parsed(progress: Progress) -> Manifest:
    """The project as dbt reads it, with the profile that plain dbt commands have too.

    dbt keeps what it has read in target/ and parses all of it again where the path
    in the profile changes: so the path of the new file comes later, with the manifest in hand.
    """
    outcome = invoke(dbtRunner(callbacks=[progress]), "parse")
    if not isinstance(outcome.result, Manifest):
        raise BuildError(f"dbt cannot read the project{_because(outcome)}")
    return outcome.result


def named(manifest: Manifest) -> Named:
    """What the manifest makes, and of it what keeps rows from build to build."""
    nodes = [
        node
        for node in manifest.nodes.values()
        if node.resource_type in (NodeType.Model, NodeType.Seed, NodeType.Snapshot)
    ]
    keeping = {
        (node.schema, node.alias)
        for node in nodes
        if node.resource_type == NodeType.Snapshot or node.config.materialized == "incremental"
    }
    return Named(frozenset(keeping), frozenset((n.schema, n.alias) for n in nodes) - keeping)


def built(manifest: Manifest, new: Path, progress: Progress) -> RunExecutionResult:
    """Run `dbt build` into the new file; raises BuildError where a node or a test fails."""
    progress.of_node = stages(manifest)
    before = os.environ.get(DATABASE)
    os.environ[DATABASE] = os.path.relpath(new)  # as in profiles.yml
    try:
        outcome = invoke(dbtRunner(manifest, callbacks=[progress]), "build")
    finally:
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
        del os.environ[DATABASE]
        if before is not None:
            os.environ[DATABASE] = before
    if not outcome.success or not isinstance(outcome.result, RunExecutionResult):
        raise BuildError(f"dbt did not build or test all{_because(outcome)}")
    return outcome.result


def invoke(runner: dbtRunner, command: str) -> dbtRunnerResult:
    """Runs a dbt command; its messages reach the callback alone."""
    with redirect_stdout(StringIO()):
        return runner.invoke(["--no-use-colors", command])


def _because(outcome: dbtRunnerResult) -> str:
    lines = str(outcome.exception or "").strip().splitlines()
    return f": {lines[0].strip()}" if lines else ""


def say_kept(kept: list[Thing], progress: Progress) -> None:
    if kept:
        progress.say(f"kept of your own: {', '.join(map(str, kept))}")
