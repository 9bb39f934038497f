"""Programs in JavaScript, with the packages of `package-lock.json` beside them."""

import shutil
import subprocess
from pathlib import Path

from tests.project.conftest import ROOT

SCRIPTS = Path(__file__).with_name("js")
PACKAGES = ROOT / ".venv-js/node_modules"


def with_packages(folder: Path) -> Path:
    """The folder, in which a module finds its packages."""
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(PACKAGES)
    return folder


def run(folder: Path, script: str, *arguments: object) -> str:
    """What a script of the tests prints, run in this folder."""
    shutil.copy(SCRIPTS / script, with_packages(folder) / script)
    done = subprocess.run(
        ["node", script, *map(str, arguments)], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
