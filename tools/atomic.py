"""Atomic writes: whenever a process is killed, a file or folder is the old one or the new one.

Each content is on the disk (fsync) before a rename makes it visible.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_CHANGE = ".change"
_AT_FDCWD, _EXCHANGE = -100, 2  # of Linux; macOS has the same 2


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold `folder` for one process at a time; the lock ends with the process."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def write_file(path: Path, content: str | bytes) -> None:
    """Replace the file at `path`; text is written as UTF-8."""
    new = path.with_name(f".{path.name}.new")
    with locked(path.parent):
        try:
            _write(new, content.encode() if isinstance(content, str) else content)
            os.replace(new, path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
        _sync(path.parent)


def change_files(folder: Path, files: Mapping[str, bytes | None]) -> None:
    """Write these files of a folder, or remove those that are None: all of them or none.

    The new files are gathered in a folder beside them. Its rename is the commit: before it
    nothing has changed, after it `finish_change` completes what a kill interrupted. The caller
    holds the lock and has called `finish_change`.
    """
    gathered = folder / f"{_CHANGE}.part"
    try:
        gathered.mkdir()
        for name, content in files.items():
            _write(gathered / f"{name}.{'gone' if content is None else 'new'}", content or b"")
        _sync(gathered)
        os.rename(gathered, folder / _CHANGE)
    except BaseException:
        shutil.rmtree(gathered, ignore_errors=True)
        raise
    _sync(folder)
    finish_change(folder)


def finish_change(folder: Path) -> None:
    """Complete a change that was committed, and drop one that was not."""
    if (gathered := folder / f"{_CHANGE}.part").exists():
        shutil.rmtree(gathered)
    committed = folder / _CHANGE
    if not committed.exists():
        return
    for new in sorted(committed.iterdir()):
        if new.suffix == ".new":
            os.replace(new, folder / new.stem)
        else:
            (folder / new.stem).unlink(missing_ok=True)
            new.unlink()
    _sync(folder)
    committed.rmdir()


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """An empty folder to fill, which replaces `folder` when the block ends without an error."""
    folder = folder.resolve()
    new, old = (folder.with_name(f".{folder.name}.{state}") for state in ("new", "old"))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with locked(folder.parent):
        if old.exists() and not folder.exists():  # killed between the two renames of _swap
            old.rename(folder)
        for left_behind in (new, old):
            shutil.rmtree(left_behind, ignore_errors=True)
        new.mkdir()
        try:
            yield new
            for path in [*new.rglob("*"), new]:
                _sync(path)
            _swap(new, folder, old)
            _sync(folder.parent)
        finally:
            for left_behind in (new, old):
                shutil.rmtree(left_behind, ignore_errors=True)


def _swap(new: Path, folder: Path, old: Path) -> None:
    """Exchange two folders in one step; in two where the file system has no such call."""
    if not folder.exists():
        os.rename(new, folder)
    elif not _exchange(new, folder):
        os.rename(folder, old)
        try:
            os.rename(new, folder)
        except OSError:
            os.rename(old, folder)
            raise


def _exchange(one: Path, other: Path) -> bool:
    """Whether the operating system has exchanged the two names."""
    libc = ctypes.CDLL(None)
    first, second = os.fsencode(one), os.fsencode(other)
    if sys.platform == "darwin":
        return bool(libc.renamex_np(first, second, _EXCHANGE) == 0)
    if not hasattr(libc, "renameat2"):
        return False
    call = libc.renameat2
    return bool(call(_AT_FDCWD, first, _AT_FDCWD, second, _EXCHANGE) == 0)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(path: Path) -> None:
    """Have the disk hold a file's content, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
