"""What every test stands on: Chinese, no screen, no unnoticed warning, the same examples each time."""

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from pytestqt.qtbot import QtBot

from casework.casebook import Casebook
from casework.language import choose_language
from casework.records import Clock
from casework.sample import SAMPLE_TODAY
from casework.store import encryption
from desktop.command_line import run
from tests.desktop.command import Shell

# before the first import of Qt: tests draw without a screen, unless somebody wants to watch
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

for waits in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitExposed, QtBot.waitActive):
    waits.__kwdefaults__["timeout"] = 20000  # a busy machine is no fault of the program

settings.register_profile("steady", deadline=None, derandomize=True, database=None, print_blob=True)
settings.register_profile("long", deadline=None, database=None, print_blob=True, max_examples=2000)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Every test begins in Chinese; one that chooses another language leaves no trace."""
    choose_language("zh_CN")
    yield
    choose_language("zh_CN")


@pytest.fixture(scope="session", autouse=True)
def real_cost() -> Iterator[dict[str, int]]:
    """What a guess at a passphrase costs outside the tests, where it is cheap."""
    before = dict(encryption.COST)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(encryption.COST, "n", 2**8)
        yield before


class Listener(logging.Handler):
    """Remembers the log's warnings and errors, as one line each."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps one line."""
        self.heard.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def logged_warnings() -> Iterator[list[str]]:
    """What was logged as a warning or worse; a test that expects some asks for this list and empties it."""
    listener = Listener()
    logging.getLogger().addHandler(listener)
    yield listener.heard
    logging.getLogger().removeHandler(listener)
    if listener.heard:
        pytest.fail("the log holds warnings:\n" + "\n".join(listener.heard))


@pytest.fixture(scope="session")
def field_data() -> Callable[[str], Path]:
    """Finds a file of real public data, which the project does not carry; skips where the machine has none."""

    def find(name: str) -> Path:
        folder = os.environ.get("HUIFANG_DATA")
        if not folder:
            pytest.skip("HUIFANG_DATA does not name a folder with real public data")
        path = Path(folder) / name
        if not path.exists():
            pytest.skip(f"HUIFANG_DATA has no {name}")
        return path

    return find


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shell:
    """A shell to run commands in."""
    return Shell(capsys, monkeypatch, tmp_path)


@pytest.fixture(scope="session")
def sample_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample case file and the roster of the main job, made once by the command."""
    folder = tmp_path_factory.mktemp("sample")
    assert run(["sample", str(folder / "示例.huifang"), "--roster", str(folder / "名册.xlsx"), "--user", "王敏"]) == 0
    return folder


@pytest.fixture
def sample(sample_made: Path, tmp_path: Path) -> Path:
    """A sample case file of one's own."""
    return Path(shutil.copy(sample_made / "示例.huifang", tmp_path / "示例.huifang"))


@pytest.fixture(scope="session")
def sample_book(sample_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """The sample case file, to be read only, as of its own day."""
    path = shutil.copy(sample_made / "示例.huifang", tmp_path_factory.mktemp("示例") / "示例.huifang")
    with Casebook.open(Path(path), clock=Clock.fixed(SAMPLE_TODAY), actor="王敏") as opened:
        yield opened
