"""How time, memory and disk grow with an archive: `python -m examples.bench.scale [YEARS …]`.

Made-up reports of all nine series, 12 a year from 2013 on. `s/M` is seconds per million printed
cells of months; `models` and `tests` are seconds of two threads added up. Memory is the peak
of all processes together. Reads are medians of RUNS: cold in a new connection, warm in one that
ran the query before; files may be in the system's cache.
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

from .archive import cells, land, reports

FIRST_YEAR, YEARS, ON_SPARK = 2013, (1, 5, 20), 5
SEEDS = (9, 27, 54, 108)
"""Numbers of reports with which the CSV seeds are timed."""
RUNS = 9
FACT = "marts.fct_participants_by_kommune"
READS = {
    "series of one kommune": f"select * from {FACT} where kommune_code = '0301'",
    "map of one month": f"select * from {FACT} where month = '{FIRST_YEAR}-12-01'"
    " and tiltak_code = 'VASV'",
}
TITLES = ("", "reports", "M cells", "seconds", "s/M", "models", "tests", "MB", "file MB")


class Project:
    """A copy of the project and the archive that it reads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        copy_parts(folder)
        self.archive = folder / "archive"
        self.archive.mkdir()
        self.database = folder / "nav_tilt.duckdb"

    def dbt(self, *words: str, archive: bool = True) -> Run:
        program = str(Path(sys.executable).parent / "dbt")
        environment = {
            "DBT_PROFILES_DIR": str(self.folder),
            "NAV_TILT_DATABASE": str(self.database),
            "NAV_TILT_SPARK_FOLDER": str(self.folder / "spark"),
            "NAV_TILT_ARCHIVE": str(self.archive) if archive else "",
        }
        done = run(
            [program, "--quiet", *words],
            watch_every=0.5,
            folder=self.folder,
            environment=environment,
        )
        if done.code:
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

    def build(self, name: str, *words: str) -> float:
        """Builds, prints a line and returns the seconds."""
        done = self.dbt("build", *words)
        millions = cells(self.archive) / 1e6
        size = f"{self.database.stat().st_size / 1e6:.0f}" if not words else "-"
        show(
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
        return done.seconds


def show(first: str, *others: str) -> None:
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


def archives(years: tuple[int, ...]) -> None:
    """Full builds of each size."""
    show(*TITLES)
    for n_years in years:
        with TemporaryDirectory() as folder:
            project = Project(Path(folder))
            for year in range(FIRST_YEAR, FIRST_YEAR + n_years):
                land(project.archive, year, range(1, 13))
            project.build(f"{n_years} year{'s' if n_years > 1 else ''}")
            for name, sql in READS.items():
                cold, warm = read(project.database, sql)
                print(f"  {name}: {cold:.0f} ms cold, {warm:.0f} ms warm")
            if n_years == ON_SPARK:
                on_spark(project)


def on_spark(project: Project) -> None:
    if find_spec("pyspark") and java():
        project.build("  on Spark", "--target", "spark")
    else:
        print("  on Spark: not here; make setup-engines and Java 17")


def seeds() -> None:
    """Where the CSV seeds become slow: landing one report more, and loading all."""
    show("", "reports", "CSV MB", "land", "dbt seed")
    for n_reports in SEEDS:
        landed = dict(list(reports(FIRST_YEAR, range(1, 13)).items())[:n_reports])
        for name in ("seeds", "archive"):
            with TemporaryDirectory() as folder:
                project = Project(Path(folder))
                raw = project.folder / "seeds/raw"
                store: Store = Seeds(raw) if name == "seeds" else Archive(project.archive)
                seconds = time_of_one_more(store, landed)
                loaded = project.dbt("seed", archive=name == "archive")
                size = (raw / "raw_rows.csv").stat().st_size / 1e6
                show(
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


if __name__ == "__main__":
    archives(tuple(map(int, sys.argv[1:])) or YEARS)
    seeds()
