"""The folder beside the served file in which one build at a time makes the new file.

Beside it, as a rename is atomic within one file system only; one at a time, as two builds
would remove each other's files.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.build.errors import BuildError


@contextmanager
def claimed(served: Path) -> Iterator[Path]:
    """The path of the new file, in a folder that is removed at the end.

    The kernel's lock ends with its process, so a build that was killed stops no later one.
    Raises BuildError where another build is running.
    """
    folder = folder_of(served)
    handle = _lock(folder)
    try:
        for left in folder.iterdir():  # by a build that was killed
            if left.name != "lock":
                left.unlink() if left.is_file() else shutil.rmtree(left)
        # dbt takes the name of the database from the name of the file
        yield folder / served.name
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def folder_of(served: Path) -> Path:
    """Beside the served file: a rename does not cross file systems."""
    return served.with_name(f".{served.name}.new")


def is_claimed_here(served: Path) -> bool:
    """Whether this process builds there: another may, and this one may not have begun."""
    try:
        return (folder_of(served) / "lock").read_text() == f"{os.getpid()}\n"
    except OSError:
        return False


def _lock(folder: Path) -> int:
    path = folder / "lock"
    while True:
        try:
            folder.mkdir(exist_ok=True)
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except FileNotFoundError:
            if not folder.parent.is_dir():
                raise
            continue  # another build ended just now and removed the folder
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            process = os.read(handle, 20).decode().strip()
            raise BuildError(
                f"another build is running here (process {process}): wait for its end"
            ) from None
        # a build that ended may have removed the folder between open and flock: a lock on a
        # removed file keeps nobody out
        if path.exists() and os.path.samestat(path.stat(), os.fstat(handle)):
            os.truncate(handle, 0)
            os.write(handle, f"{os.getpid()}\n".encode())
            return handle
        os.close(handle)


def swap(new: Path, served: Path) -> None:
    """The new file in the place of the served one: a reader sees the one or the other."""
    if served.exists():
        shutil.copymode(served, new)
    os.replace(new, served)
    # without it a power cut may bring the old file back after the build has said it is done
    folder = os.open(served.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
