"""The set-up touches only what changed, picks the pins that fit the system, and says what it may not do."""

import os
from pathlib import Path

import pytest

from tools import set_up


class Runner:
    """Stands in for running programs: remembers each command, lets those succeed that it was told to."""

    def __init__(self, *, succeeds: bool = True) -> None:
        self.commands: list[list[str]] = []
        self.succeeds = succeeds

    def __call__(self, command: list[str], *, quiet: bool = False) -> bool:
        self.commands.append(command)
        return self.succeeds


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Runner:
    """A project of its own with an empty `.venv`, where nothing is really run."""
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-glibc-2.28.txt", "pyproject.toml"):
        (tmp_path / name).write_text(name, "utf-8")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    (tmp_path / ".venv" / "pyvenv.cfg").write_text("version = {}.{}.9\n".format(*set_up.sys.version_info[:2]), "utf-8")
    for name, path in (("ROOT", "."), ("VENV", ".venv"), ("PYTHON", ".venv/bin/python"), ("STAMP", ".venv/ready.json")):
        monkeypatch.setattr(set_up, name, tmp_path / path)
    monkeypatch.setattr(set_up, "loads", lambda library: True)
    runner = Runner()
    monkeypatch.setattr(set_up, "run", runner)
    return runner


def test_a_second_run_runs_nothing(runner: Runner) -> None:
    assert set_up.main(["--checks"]) == 0
    assert len(runner.commands) == 3
    runner.commands.clear()
    assert set_up.main(["--checks"]) == 0
    assert runner.commands == []


def test_only_what_changed_is_installed(runner: Runner, tmp_path: Path) -> None:
    set_up.main([])
    runner.commands.clear()
    (tmp_path / "requirements.txt").write_text("newer", "utf-8")
    assert set_up.main([]) == 0
    assert [command[-1] for command in runner.commands] == [str(tmp_path / "requirements.txt")]


def test_a_venv_of_another_python_is_made_anew(runner: Runner, tmp_path: Path) -> None:
    (tmp_path / ".venv" / "pyvenv.cfg").write_text("version = 3.1.4\n", "utf-8")
    set_up.main([])
    assert runner.commands[0][1:3] == ["-m", "venv"]


def test_what_failed_is_tried_again(runner: Runner, capsys: pytest.CaptureFixture[str]) -> None:
    runner.succeeds = False
    assert set_up.main([]) == 1
    assert "PIP_INDEX_URL" in capsys.readouterr().out
    runner.succeeds = True
    runner.commands.clear()
    assert set_up.main([]) == 0
    assert len(runner.commands) == 2


@pytest.mark.skipif(not hasattr(os, "confstr"), reason="glibc is found on Linux alone")
@pytest.mark.parametrize(
    ("glibc", "pins"),
    [("2.28", "requirements-glibc-2.28.txt"), ("2.34", "requirements.txt"), ("2.9", "requirements-glibc-2.28.txt")],
)
def test_an_older_linux_gets_the_qt_that_runs_there(monkeypatch: pytest.MonkeyPatch, glibc: str, pins: str) -> None:
    monkeypatch.setattr(set_up.sys, "platform", "linux")
    monkeypatch.setattr(set_up.os, "confstr", lambda name: f"glibc {glibc}")
    assert set_up.requirements_file() == pins


def test_a_missing_library_is_named_with_the_command_to_run(
    runner: Runner, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(set_up.sys, "platform", "linux")
    monkeypatch.setattr(set_up, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(set_up.shutil, "which", lambda program: program)
    monkeypatch.setattr(set_up, "administrator", lambda: None)
    assert set_up.main([]) == 1
    assert "sudo apt-get install -y --no-install-recommends" in (said := capsys.readouterr().out)
    assert said.rstrip().endswith("libegl1")
    assert set_up.main(["--window-optional"]) == 0
    assert not any("apt-get" in command for command in runner.commands)


def test_root_installs_what_is_missing(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_up.sys, "platform", "linux")
    monkeypatch.setattr(set_up, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(set_up.shutil, "which", lambda program: program)
    monkeypatch.setattr(set_up, "administrator", list)
    assert set_up.main([]) == 0
    assert [command[-2] for command in runner.commands if "install" in command and "apt-get" in command] == ["libegl1"]


def test_the_libraries_of_a_screen_are_asked_for_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_up.sys, "platform", "linux")
    monkeypatch.setattr(set_up, "loads", lambda library: False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("DISPLAY", raising=False)
    assert "libxcb-cursor0" not in set_up.for_window()
    monkeypatch.setenv("DISPLAY", ":0")
    assert "libxcb-cursor0" in set_up.for_window()
