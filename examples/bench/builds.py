"""How long builds take: of one month beside DuckDB alone, and of archives of many years.

A growth that is more than linear is not seen on one month: an `or` in a join took 155 of 217 s
of a build of 108 reports, and nothing on one.

Archives are of made-up reports of all nine series, 12 a year from 2024 on. `s/M` is seconds per
million printed cells of months; `models` and `tests` are seconds of two threads added up.
Memory is the peak of all processes together. Reads are medians of RUNS: cold in a new
connection, warm in one that ran the query before; files may be in the system's cache.
"""

import json
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import duckdb

from extract.store.archive import Archive
from extract.store.landed import Landed, Store
from extract.store.seeds import Seeds
from tests.engines.builds import copy_parts
from tests.engines.needs import java
from tests.measure import Run, run
from tools.terminal import show

from .archive import cells, land, reports

FIRST_YEAR = 2024
MOST_MEMORY = 4000
"""Megabytes that a build may take."""
SEEDS = (9, 27, 54, 108)
"""Numbers of reports with which the CSV seeds are timed."""
RUNS, FEW_RUNS = 9, 3
FACT = "marts.fct_participants_by_kommune"
READS = {
    "series of one kommune": f"select * from {FACT} where kommune_code = '0301'",
    "map of one month": f"select * from {FACT} where month = '{FIRST_YEAR}-12-01'"
    " and tiltak_code = 'VASV'",
}
COMMANDS = {
    "dbt parse, no cache": ["parse", "--no-partial-parse"],
    "dbt parse": ["parse"],
    "dbt run": ["run"],
    "dbt build": ["build"],
}
TITLES = ("", "reports", "M cells", "seconds", "s/M", "models", "tests", "MB", "file MB")


class BenchProject:
    """A copy of the project and the archive that it reads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        copy_parts(folder)
        self.archive = folder / "archive"
        self.archive.mkdir()
        self.database = folder / "nav_tilt.duckdb"

    def dbt(self, *arguments: str, archive: bool = True) -> Run:
        show(f"dbt {' '.join(arguments)}")
        program = str(Path(sys.executable).parent / "dbt")
        environment = {
            "DBT_PROFILES_DIR": str(self.folder),
            "NAV_TILT_DATABASE": str(self.database),
            "NAV_TILT_SPARK_WAREHOUSE": str(self.folder / "spark/warehouse"),
            "NAV_TILT_SPARK_CATALOG": str(self.folder / "spark/metastore"),
            "NAV_TILT_SPARK_LOG": str(self.folder / "spark/derby.log"),
            "NAV_TILT_ARCHIVE": str(self.archive) if archive else "",
        }
        done = run(
            [program, "--quiet", *arguments],
            watch_every=0.5,
            folder=self.folder,
            environment=environment,
        )
        if done.code:
            show("")
            raise SystemExit(done.output + done.errors)
        return done

    def seconds(self, kind: str) -> float:
        """What the nodes of a kind took in the last build, as if one after the other."""
        text = (self.folder / "target/run_results.json").read_text("utf-8")
        return sum(
            float(node["execution_time"])
            for node in json.loads(text)["results"]
            if node["unique_id"].startswith(kind)
        )

    def build(self, name: str, *arguments: str) -> float:
        """Builds, prints a line and returns the megabytes."""
        done = self.dbt("build", *arguments)
        millions = cells(self.archive) / 1e6
        size = f"{self.database.stat().st_size / 1e6:.0f}" if not arguments else "-"
        row(
            name,
            f"{len(list(self.archive.iterdir()))}",
            f"{millions:.2f}",
            f"{done.seconds:.0f}",
            f"{done.seconds / millions:.1f}",
            f"{self.seconds('model'):.0f}",
            f"{self.seconds('test'):.0f}",
            f"{done.megabytes:.0f}",
            size,
        )
        return done.megabytes


def row(first: str, *others: str) -> None:
    show("")
    print(f"{first:24}" + "".join(f"{text:>10}" for text in others), flush=True)


def read(database: Path, sql: str) -> tuple[float, float]:
    """Milliseconds of a query, cold and warm."""
    cold, warm = [], []
    for _ in range(RUNS):
        start = time.perf_counter()
        with duckdb.connect(str(database), read_only=True) as connection:
            connection.execute(sql).fetchall()
            middle = time.perf_counter()
            connection.execute(sql).fetchall()
            warm.append(time.perf_counter() - middle)
        cold.append(middle - start)
    return 1000 * median(cold), 1000 * median(warm)


def archive(folder: Path, years: int) -> BenchProject:
    """A full build of an archive of so many years, and reading what it made."""
    project = BenchProject(folder)
    for year in range(FIRST_YEAR, FIRST_YEAR + years):
        show(f"landing {year}, year {year - FIRST_YEAR + 1} of {years}")
        land(project.archive, year, range(1, 13))
    row(*TITLES)
    megabytes = project.build(f"{years} year{'s' if years > 1 else ''}")
    if megabytes > MOST_MEMORY:
        print(f"  more than {MOST_MEMORY / 1000:.0f} GB of memory")
    for name, sql in READS.items():
        cold, warm = read(project.database, sql)
        print(f"  {name}: {cold:.0f} ms cold, {warm:.0f} ms warm")
    return project


def spark(folder: Path) -> None:
    """The archive of 5 years on DuckDB and on Spark."""
    project = archive(folder, 5)
    if find_spec("pyspark") and java():
        project.build("  on Spark", "--target", "spark")
    else:
        print("  on Spark: not here; make setup-engines and Java 17")


def month(folder: Path) -> None:
    """The landed month: all of dbt, its parts, and the SQL of its models without dbt."""
    project = BenchProject(folder)
    done: dict[str, list[Run]] = {name: [] for name in COMMANDS}
    alone: list[float] = []
    project.dbt("build", archive=False)  # what is compiled, and what dbt keeps of its parsing
    for _ in range(FEW_RUNS):
        for name, arguments in COMMANDS.items():
            done[name].append(project.dbt(*arguments, archive=False))
        alone.append(duckdb_alone(project))
    row("one month", "seconds", "times", "MB")
    row("DuckDB alone, models", f"{median(alone):.2f}", "1.0", "-")
    for name, runs in done.items():
        seconds = median(run.seconds for run in runs)
        most = max(run.megabytes for run in runs)
        row(name, f"{seconds:.2f}", f"{seconds / median(alone):.1f}", f"{most:.0f}")


def duckdb_alone(project: BenchProject) -> float:
    """Seconds of the compiled SQL of all models, one after the other, in the built file."""
    target = project.folder / "target"
    nodes = json.loads((target / "manifest.json").read_text("utf-8"))["nodes"]
    results = json.loads((target / "run_results.json").read_text("utf-8"))["results"]
    built = [nodes[each["unique_id"]] for each in results if each["unique_id"] in nodes]
    models = [node for node in built if node["config"]["materialized"] in ("table", "view")]
    sql = [
        f"create or replace {node['config']['materialized']} {node['relation_name']} as"
        f" {(target / 'compiled/nav_tilt' / node['original_file_path']).read_text('utf-8')}"
        for node in models
        if node["language"] == "sql"
    ]
    with duckdb.connect(str(project.database), config={"threads": 2}) as connection:
        start = time.perf_counter()
        for statement in sql:
            connection.execute(statement)
        return time.perf_counter() - start


def seeds(folder: Path) -> None:
    """Where the CSV seeds become slow: landing one report more, and loading all."""
    row("", "reports", "CSV MB", "land", "dbt seed")
    for n_reports in SEEDS:
        landed = dict(list(reports(FIRST_YEAR, range(1, 13)).items())[:n_reports])
        for name in ("seeds", "archive"):
            with TemporaryDirectory(dir=folder) as inner:
                project = BenchProject(Path(inner))
                raw = project.folder / "seeds/raw"
                store: Store = Seeds(raw) if name == "seeds" else Archive(project.archive)
                seconds = time_of_one_more(store, landed)
                loaded = project.dbt("seed", archive=name == "archive")
                size = (raw / "raw_rows.csv").stat().st_size / 1e6
                row(
                    name,
                    str(len(store.listed())),
                    f"{size:.1f}" if name == "seeds" else "-",
                    f"{seconds:.2f}",
                    f"{loaded.seconds:.1f}",
                )


def time_of_one_more(store: Store, landed: dict[str, Landed]) -> float:
    last = max(landed)
    store.save({key: report for key, report in landed.items() if key != last})
    start = time.perf_counter()
    store.get([last])
    store.save({last: landed[last]})
    return time.perf_counter() - start
