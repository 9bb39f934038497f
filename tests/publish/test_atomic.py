"""Files and folders that are the old ones or the new ones, whatever kills who writes them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kills import kills
from tools import atomic
from tools.atomic import change_files, finish_change, new_folder, write_file

OLD, NEW = {"a": "old", "b/c": "old"}, {"a": "new", "d/e": "new"}
Files = dict[str, str]


def files(folder: Path) -> Files:
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def fill(folder: Path, content: Files) -> None:
    with new_folder(folder) as new:
        for name, text in content.items():
            (new / name).parent.mkdir(exist_ok=True)
            (new / name).write_text(text)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_is_exchanged_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "published"
    seen = []
    for _ in kills(lambda: fill(folder, OLD), lambda: fill(folder, NEW)):
        seen.append(files(folder))
        fill(folder, NEW)
        assert (files(folder), names(tmp_path)) == (NEW, ["published"])
    assert OLD in seen
    assert NEW in seen
    assert [state for state in seen if state not in (OLD, NEW)] == []


def test_without_an_exchange_the_next_call_brings_the_old_folder_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "_exchange", lambda one, other: False)
    folder = tmp_path / "published"
    n_missing = 0
    for _ in kills(lambda: fill(folder, OLD), lambda: fill(folder, NEW)):
        n_missing += not folder.exists()
        with pytest.raises(KeyError), new_folder(folder):  # a call that fails, too
            raise KeyError
        assert files(folder) in (OLD, NEW)
        assert names(tmp_path) == ["published"]
    assert n_missing == 1


def test_a_folder_behind_a_link_stays_there(tmp_path: Path) -> None:
    fill(tmp_path / "disk", OLD)
    (tmp_path / "published").symlink_to(tmp_path / "disk")
    fill(tmp_path / "published", NEW)
    assert (tmp_path / "published").is_symlink()
    assert files(tmp_path / "disk") == NEW


def test_a_file_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    seen = []
    for _ in kills(lambda: write_file(path, "old"), lambda: write_file(path, b"new")):
        seen.append(path.read_text())
        write_file(path, "æøå")
        assert (path.read_text(encoding="utf-8"), names(tmp_path)) == ("æøå", ["page.html"])
    assert set(seen) == {"old", "new"}


def test_a_write_that_fails_leaves_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "page.html"
    write_file(path, "old")

    def full(handle: int) -> None:
        raise OSError("No space left on device")

    writes: list[Callable[[], None]] = [
        lambda: write_file(path, "new"),
        lambda: change_files(tmp_path, {"page.html": b"new"}),
    ]
    monkeypatch.setattr("os.fsync", full)
    for write in writes:
        with pytest.raises(OSError, match="No space left on device"):
            write()
        assert (path.read_text(), names(tmp_path)) == ("old", ["page.html"])


def test_files_change_together(tmp_path: Path) -> None:
    old = {"a": "old", "b": "old", "c": "old"}
    new = {"a": "new", "c": "old", "d": "new"}

    def prepare() -> None:
        change_files(tmp_path, {"a": b"old", "b": b"old", "c": b"old", "d": None})

    seen = []
    for _ in kills(
        prepare, lambda: change_files(tmp_path, {"a": b"new", "b": None, "d": b"new"})
    ):
        finish_change(tmp_path)
        seen.append(files(tmp_path))
    assert seen == sorted(seen, key=lambda state: state == new)
    assert {len(state) for state in seen} == {3}
    assert [state for state in seen if state not in (old, new)] == []
    assert new in seen
