"""`python tools/install.py LOCK`: install the packages of a lock file into this Python's .venv.

pip's output goes to a log; the terminal shows the progress and, on failure, the reason.
"""

import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

PACKAGE = re.compile(r"^([A-Za-z0-9._-]+)(?:\[.*?\])?==\S+( ;)?", re.MULTILINE)
"""A line of a lock; the second group is there where only some Pythons or machines need it."""
REASONS = (
    re.compile(r"\[Errno -?[0-9]+\] [A-Za-z ]+|certificate verify failed|timed out"),
    re.compile(r"(?<=ERROR: ).*"),
)
HERE = Path(sys.prefix)


def main(lock: Path) -> int:
    """Exit 0: all is there. Exit 1: not, one line on stderr says why."""
    packages = PACKAGE.findall(lock.read_text(encoding="utf-8"))
    print(f"{HERE.name}: {len(packages)} packages of {lock}", file=sys.stderr)
    reason = install(lock, len(packages)) or misplaced(
        [name for name, some in packages if not some]
    )
    if reason:
        print(f"Not installed: the packages of {lock}: {reason}", file=sys.stderr)
    return 1 if reason else 0


def install(lock: Path, n_packages: int) -> str:
    """Run pip; returns why it failed, nothing where it did not."""
    command = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check"]
    command += ["--no-deps", "--require-hashes", "--retries", "2", "--requirement", str(lock)]
    lines, n_found = [], 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as pip:
        for line in pip.stdout or ():
            lines.append(line)
            n_found += line.startswith(("Collecting", "Requirement already"))
            if sys.stderr.isatty():
                print(f"\r{n_found} of {n_packages}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print("\r", end="", file=sys.stderr)
    (HERE / "pip.log").write_text("".join(lines), encoding="utf-8")
    found = [each[0] for pattern in REASONS for each in pattern.finditer("".join(lines))]
    why = found[0] if found else f"pip ended with {pip.returncode}"
    return f"{why} (more in {HERE.name}/pip.log)" if pip.returncode else ""


def misplaced(names: list[str]) -> str:
    """What pip was led to put elsewhere, by its configuration or by variables."""
    for name in names:
        try:
            is_here = Path(str(distribution(name).locate_file(""))).is_relative_to(HERE)
        except PackageNotFoundError:
            is_here = False
        if not is_here:
            return f"pip put {name} elsewhere: see pip config list"
    return ""


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
