"""What a machine lacks is reported in one line."""

from pathlib import Path

import pytest

from . import needs


@pytest.fixture
def no_apt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)


@pytest.mark.usefixtures("no_apt")
def test_missing_programs_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(needs, "postgres_folder", lambda: None)
    monkeypatch.setattr(needs, "java", lambda: Path("/usr/bin/java"))
    assert needs.main() == 1
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert "apt-get install postgresql" in message
    assert "Java" not in message


def test_nothing_is_missing_here(capsys: pytest.CaptureFixture[str]) -> None:
    assert needs.main() == 0
    assert capsys.readouterr().err == ""


def test_an_old_version_is_not_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bin").mkdir()
    java = tmp_path / "bin/java"
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n", encoding="utf-8")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert needs.java() is None
