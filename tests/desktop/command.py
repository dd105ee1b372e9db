"""Runs commands as a script would, in this process, and gives what they printed."""

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.command_line import run


@dataclass(frozen=True)
class Answered:
    """What a command answered: exit status, standard output, standard error."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document it printed."""
        return json.loads(self.out)


class Shell:
    """A script's view of the program."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        self.folder = folder

    def __call__(self, *words: object, facts: Any = None) -> Answered:
        """Runs `huifang WORDS --json`; `facts` go in on standard input."""
        self._monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(facts) if facts is not None else ""))
        self._capsys.readouterr()
        status = run([*map(str, words), "--json", "--lang", "zh_CN"])
        told = self._capsys.readouterr()
        return Answered(status, told.out, told.err)

    def done(self, *words: object, facts: Any = None) -> Any:
        """Runs a command that must succeed; its JSON document."""
        answered = self(*words, facts=facts)
        assert answered.status == 0, answered.err
        return answered.json
