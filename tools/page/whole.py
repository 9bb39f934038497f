"""Files that are there whole or as they were."""

import os
import tempfile
from pathlib import Path


def write_whole(text: str, path: Path) -> None:
    """The file is there whole or as it was: a reader never sees half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
