"""What is installed here and the tools of the project, for a copy of it elsewhere."""

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def lend_packages(folder: Path) -> None:
    """Give a copy a `.venv` that make takes for its own, of the same lock, and the tools."""
    if not (folder / "tools").exists():
        (folder / "tools").symlink_to(ROOT / "tools")
    if not (folder / "requirements.lock").exists():
        shutil.copy2(ROOT / "requirements.lock", folder)
    (folder / ".venv").mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (folder / ".venv" / name).symlink_to(Path(sys.prefix) / name)
    (folder / ".venv/ready").write_text(f"{folder}\n", encoding="utf-8")
