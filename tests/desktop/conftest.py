"""A shell to run commands in, and the sample case file made once."""

import shutil
from pathlib import Path

import pytest

from desktop.command_line import run
from tests.desktop.command import Shell


@pytest.fixture
def shell(capsys, monkeypatch, tmp_path):
    return Shell(capsys, monkeypatch, tmp_path)


@pytest.fixture(scope="session")
def sample_made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    assert run(["sample", str(folder / "示例.huifang"), "--roster", str(folder / "名册.xlsx"), "--user", "王敏"]) == 0
    return folder


@pytest.fixture
def sample(sample_made, tmp_path):
    """A sample case file of one's own."""
    return Path(shutil.copy(sample_made / "示例.huifang", tmp_path / "示例.huifang"))
