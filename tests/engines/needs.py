"""What the engines need; `python -m tests.engines.needs` installs it or says what is missing.

As root on Debian or Ubuntu the programs come by apt. Exit 0: all is there. Exit 1: one line on
stderr says what is missing and how to get it.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

POSTGRES = "PostgreSQL 15 or later (apt-get install postgresql)"
JAVA = "Java 17 or later (apt-get install openjdk-17-jre-headless)"
PACKAGES = "the Python packages of the extra engines (make setup-engines)"

APT = {POSTGRES: "postgresql", JAVA: "openjdk-17-jre-headless"}
OLDEST_POSTGRES, OLDEST_JAVA = 15, 17


def postgres_folder() -> Path | None:
    """The newest folder with `initdb` and `postgres`: Debian keeps them off the PATH."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    found = {
        version(str(folder / "postgres"), "--version"): folder
        for folder in folders
        if (folder / "initdb").exists()
    }
    newest = max(found, default=0)
    return found[newest] if newest >= OLDEST_POSTGRES else None


def java() -> Path | None:
    home = os.environ.get("JAVA_HOME")
    program = f"{home}/bin/java" if home else shutil.which("java")
    is_new = program and version(program, "-version") >= OLDEST_JAVA
    return Path(program) if program and is_new else None


def version(program: str, option: str) -> int:
    """The first number that a program prints as its version; 0 where it does not run."""
    try:
        run = subprocess.run([program, option], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    number = re.search(r"\d+", run.stdout + run.stderr)
    return int(number[0]) if number else 0


def missing() -> list[str]:
    packages = ("dbt.adapters.postgres", "dbt.adapters.spark", "pyspark", "psycopg2")
    has_packages = all(importlib.util.find_spec(name) for name in packages)
    here = {POSTGRES: postgres_folder(), JAVA: java(), PACKAGES: has_packages}
    return [need for need, found in here.items() if not found]


def install(needs: list[str]) -> None:
    """What apt carries; quietly nothing without root or apt: `missing` says it afterwards."""
    names = [APT[need] for need in needs if need in APT]
    if names and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "--yes", "--no-install-recommends", *names]):
            subprocess.run(
                ["apt-get", "--quiet", "--quiet", *command],
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
            )


def main() -> int:
    if needs := missing():
        install(needs)
        needs = missing()
    if needs:
        print(f"The engines cannot be compared; missing: {', '.join(needs)}", file=sys.stderr)
    return 1 if needs else 0


if __name__ == "__main__":
    sys.exit(main())
