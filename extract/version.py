"""Which extract landed a report.

A version number stays the same while rules are edited; a hash of the code does not.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from . import __version__


@cache
def extractor_version(folder: Path = Path(__file__).parent) -> str:
    """`0.1.0+4f9c2a7e51d3`: the project's version and a hash of the Python files in `folder`.

    It changes whenever they do, so a landed report records the rules it was read by.
    """
    code = sha256()
    for path in sorted(folder.rglob("*.py")):
        code.update(f"{path.relative_to(folder)}\n".encode() + path.read_bytes())
    return f"{__version__}+{code.hexdigest()[:12]}"
