"""The house stands as planned; and every check of it is seen to fail on a planted fault."""

import fnmatch
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from tests import house_manners as manners
from tests import house_plan as plan
from tools import words

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("casework/", "desktop/", "exports/", "resources/", "widgets/")
TEXTS = {
    "",
    ".cfg",
    ".csv",
    ".in",
    ".json",
    ".md",
    ".po",
    ".py",
    ".qss",
    ".sh",
    ".sql",
    ".svg",
    ".toml",
    ".txt",
    ".yml",
}
REQUIREMENTS = ("requirements.txt", "requirements-glibc-2.28.txt", "requirements-dev.txt")

Check = Callable[[str, str], list[str]]


def files_of(root: Path) -> Iterator[Path]:
    """Every file that belongs to the project: what .gitignore names does not, nor does git's own."""
    ignored = [line.rstrip("/") for line in (root / ".gitignore").read_text("utf-8").split() if line] + [".git"]
    for folder, folders, names in os.walk(root):
        kept = [n for n in folders if not any(fnmatch.fnmatch(n, pattern) for pattern in ignored)]
        folders[:] = sorted(kept)
        for name in sorted(names):
            if name != ".git" and not any(fnmatch.fnmatch(name, pattern) for pattern in ignored):
                yield Path(folder) / name


def texts_of(root: Path, *suffixes: str) -> dict[str, str]:
    """The project's text files by their names, as a check is given them."""
    wanted = [path for path in files_of(root) if path.suffix in (suffixes or TEXTS)]
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in wanted}


def modules_of(texts: Mapping[str, str]) -> dict[str, str]:
    """The product's Python files by their module names."""
    names = [name for name in texts if name.startswith(PRODUCT) and name.endswith(".py")]
    return {name.removesuffix(".py").removesuffix("/__init__").replace("/", "."): texts[name] for name in names}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The project as it stands."""
    return texts_of(ROOT)


# --- one file at a time --------------------------------------------------------------------------

PYTHON_CHECKS: tuple[Check, ...] = (
    manners.head_faults,
    manners.length_faults,
    manners.name_faults,
    manners.type_checking_faults,
    manners.word_faults,
)
PRODUCT_CHECKS: tuple[Check, ...] = (manners.banned_call_faults,)

PLANTED: tuple[tuple[Check, str, str], ...] = (
    (manners.head_faults, "casework/a.py", "import os\n"),
    (manners.head_faults, "casework/a.py", '"""no full stop"""\n'),
    (manners.head_faults, "casework/a.py", '"""One thing. Another thing."""\n'),
    (manners.length_faults, "casework/a.py", "a = 1\n" * 401),
    (manners.name_faults, "casework/date_utils.py", ""),
    (manners.name_faults, "casework/common/dates.py", ""),
    (manners.type_checking_faults, "casework/a.py", "from typing import TYPE_" + "CHECKING\n"),
    (manners.type_checking_faults, "casework/a.py", "import typing\nif typing.TYPE_" + "CHECKING: pass\n"),
    (manners.word_faults, "widgets/a.py", '_(f"{count} rows")\n'),
    (manners.word_faults, "widgets/a.py", '_("{count} rows".format(count=1))\n'),
    (manners.word_faults, "widgets/a.py", "f'{count} {_(\"rows\")}'\n"),
    (manners.word_faults, "widgets/a.py", 'ngettext("row", "rows" + end, 2)\n'),
    (manners.banned_call_faults, "casework/store/a.py", "table.transform(drop={'a'})\n"),
    (manners.banned_call_faults, "casework/store/a.py", "table.insert(row, alter=True)\n"),
    (manners.banned_call_faults, "casework/store/a.py", "table.insert(row, replace=True)\n"),
    (manners.banned_call_faults, "casework/store/a.py", "Database(path, execute_plugins=True)\n"),
    (manners.banned_call_faults, "casework/casebook.py", "database.conn.execute('select 1')\n"),
    (manners.clock_faults, "casework/a.py", "import datetime as dt\nday = dt.date.today()\n"),
    (manners.clock_faults, "exports/a.py", "from datetime import datetime\nnow = datetime.now()\n"),
    (manners.clock_faults, "exports/a.py", "from datetime import datetime\nnow = datetime.now\n"),
    (manners.clock_faults, "casework/a.py", "import time\nstamp = time.time()\n"),
    (manners.clock_faults, "casework/a.py", "from time import time\n"),
    (manners.clock_faults, "casework/a.py", "sql = \"select date('now')\"\n"),
    (manners.clock_faults, "casework/store/schema/a.sql", "create table t (at text default current_timestamp);\n"),
    (manners.address_faults, "README.md", "open /wo" + "rk/main\n"),
    (manners.address_faults, "README.md", r"open C:\Us" + "ers\\somebody\n"),
    (manners.address_faults, "requirements.txt", "--index-url https://py" + "pi.org/simple\n"),
    (manners.address_faults, "README.md", "https://mir" + "rors.example.cn/simple\n"),
    (manners.pin_faults, "requirements.txt", "click==8.1\n"),
    (manners.pin_faults, "requirements.txt", "--pre\nclick==8.1 \\\n    --hash=sha256:" + "0" * 64 + "\n"),
)


@pytest.mark.parametrize("check", PYTHON_CHECKS)
def test_every_python_file_keeps_to_the_manners(check: Check, texts: dict[str, str]) -> None:
    assert [fault for name, text in texts.items() if name.endswith(".py") for fault in check(name, text)] == []


@pytest.mark.parametrize("check", PRODUCT_CHECKS)
def test_the_product_makes_no_banned_call(check: Check, texts: dict[str, str]) -> None:
    product = {name: text for name, text in texts.items() if name.startswith(PRODUCT) and name.endswith(".py")}
    assert [fault for name, text in product.items() for fault in check(name, text)] == []


def test_the_clock_is_passed_in(texts: dict[str, str]) -> None:
    asked = {name: text for name, text in texts.items() if name.endswith((".py", ".sql"))}
    assert [fault for name, text in asked.items() for fault in manners.clock_faults(name, text)] == []


def test_no_file_names_a_machine_or_a_registry(texts: dict[str, str]) -> None:
    assert [fault for name, text in texts.items() for fault in manners.address_faults(name, text)] == []


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_requirements_are_pins_with_hashes(name: str, texts: dict[str, str]) -> None:
    assert manners.pin_faults(name, texts[name]) == []


def test_every_library_is_pinned(texts: dict[str, str]) -> None:
    pins = texts["requirements.txt"] + texts["requirements-dev.txt"]
    assert manners.unpinned_faults(texts["pyproject.toml"], pins) == []
    older = texts["requirements-glibc-2.28.txt"] + texts["requirements-dev.txt"]
    assert manners.unpinned_faults(texts["pyproject.toml"], older) == []


def test_a_library_without_a_pin_is_seen(texts: dict[str, str]) -> None:
    project = texts["pyproject.toml"].replace("dependencies = [", 'dependencies = [\n    "left-pad>=1",', 1)
    assert manners.unpinned_faults(project, texts["requirements.txt"] + texts["requirements-dev.txt"]) == [
        "left-pad is not pinned: run tools/pin_requirements.py"
    ]


def test_every_library_is_named_with_its_licence(texts: dict[str, str]) -> None:
    pins = texts["requirements.txt"] + texts["requirements-dev.txt"]
    assert manners.unnamed_faults(pins, texts["THIRD-PARTY.md"]) == []
    assert manners.unnamed_faults(pins + "left-pad==1\n", texts["THIRD-PARTY.md"]) == [
        "left-pad is not named in THIRD-PARTY.md"
    ]


@pytest.mark.parametrize(("check", "name", "source"), PLANTED)
def test_a_planted_breach_of_manners_is_seen(check: Check, name: str, source: str) -> None:
    assert len(check(name, source)) == 1


# --- who imports whom ----------------------------------------------------------------------------

PlanCheck = Callable[[Mapping[str, str]], list[str]]
PLAN_CHECKS: tuple[PlanCheck, ...] = (
    plan.wrong_directions,
    plan.homeless_libraries,
    plan.circles,
    plan.qt_behind_commands,
)

MISPLACED: tuple[tuple[PlanCheck, dict[str, str]], ...] = (
    (plan.wrong_directions, {"casework.store.a": "import casework.entities.visits"}),
    (
        plan.wrong_directions,
        {"casework.store.a": "def f():\n    from casework import catalogue", "casework.catalogue": ""},
    ),
    (plan.wrong_directions, {"casework.amounts": "from casework.fields import Field"}),
    (plan.wrong_directions, {"casework.fields": "from .records import Record", "casework.records": ""}),
    (plan.wrong_directions, {"casework.insight.a": "import casework.exchange.intake"}),
    (plan.wrong_directions, {"casework.errors": "import exports.document"}),
    (plan.wrong_directions, {"casework.errors": "import desktop.settings"}),
    (plan.wrong_directions, {"casework.somewhere": ""}),
    (plan.wrong_directions, {"exports.a": "from casework.store import store"}),
    (plan.wrong_directions, {"exports.a": "from casework.exchange import intake", "casework.exchange.intake": ""}),
    (plan.wrong_directions, {"exports.a": "import casework.casebook"}),
    (plan.wrong_directions, {"widgets.a": "import casework.entities.visits"}),
    (plan.wrong_directions, {"widgets.a": "import exports.document"}),
    (plan.wrong_directions, {"resources.a": "import casework.errors"}),
    (plan.wrong_directions, {"desktop.pages.a": "import desktop.pages.b"}),
    (plan.wrong_directions, {"desktop.session": "import desktop.window"}),
    (plan.wrong_directions, {"desktop.window": "import desktop.command_line"}),
    (plan.wrong_directions, {"desktop.command_line": "import desktop.application"}),
    (plan.wrong_directions, {"desktop.command_line": "def f():\n    import desktop.session"}),
    (plan.wrong_directions, {"casework.errors": "import tests.factory"}),
    (plan.homeless_libraries, {"casework.store.store": "import sqlcipher3"}),
    (plan.homeless_libraries, {"casework.store.connection": "import sqlite3"}),
    (plan.homeless_libraries, {"exports.a": "from PySide6.QtGui import QImage"}),
    (plan.homeless_libraries, {"casework.errors": "def f():\n    import openpyxl"}),
    (plan.homeless_libraries, {"desktop.settings": "from PySide6.QtCore import QSettings"}),
    (plan.homeless_libraries, {"casework.errors": "import pandas"}),
    (plan.circles, {"casework.errors": "import casework.language", "casework.language": "import casework.errors"}),
    (plan.circles, {"exports.a": "import exports.b", "exports.b": "def f():\n    from exports import a"}),
    (
        plan.qt_behind_commands,
        {"desktop.command_line": "def f():\n    import exports.a", "exports.a": "import PySide6.QtGui"},
    ),
)


@pytest.mark.parametrize("check", PLAN_CHECKS)
def test_every_import_is_as_planned(check: PlanCheck, texts: dict[str, str]) -> None:
    assert check(modules_of(texts)) == []


@pytest.mark.parametrize(("check", "modules"), MISPLACED)
def test_a_planted_wrong_import_is_seen(check: PlanCheck, modules: dict[str, str]) -> None:
    assert len(check(modules)) == 1


def test_opening_the_window_is_the_one_way_from_the_commands_to_qt() -> None:
    modules = {
        "desktop.command_line": "def open_window():\n    from desktop.application import run",
        "desktop.application": "import PySide6.QtWidgets",
    }
    assert plan.wrong_directions(modules) == []
    assert plan.qt_behind_commands(modules) == []


def loaded(statement: str) -> list[str]:
    """The heavy libraries that a fresh interpreter has loaded after a statement."""
    show = "import sys; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    answer = subprocess.run(
        [sys.executable, "-c", f"{statement}; {show}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [library for library in plan.HEAVY if library in answer.stdout.split()]


def test_the_command_line_starts_without_qt_and_without_heavy_libraries(texts: dict[str, str]) -> None:
    commands = [m for m in modules_of(texts) if plan.of_commands(m)]
    assert "desktop.command_line" in commands
    assert loaded(f"import {', '.join(commands)}") == []


def test_a_heavy_library_in_a_command_would_be_seen() -> None:
    assert loaded("import PySide6.QtCore, openpyxl.workbook") == ["PySide6", "lxml", "numpy", "openpyxl"]


# --- words ---------------------------------------------------------------------------------------


def test_every_word_is_in_chinese() -> None:
    assert words.faults(words.words_of_source(ROOT), words.read_words(words.CHINESE)) == []


def test_the_compiled_words_are_those_of_the_translation() -> None:
    assert words.CHINESE.with_suffix(".mo").read_bytes() == words.compiled(words.read_words(words.CHINESE))


def test_words_are_found_in_the_source(tmp_path: Path) -> None:
    (tmp_path / "widgets").mkdir()
    (tmp_path / "widgets" / "a.py").write_text('a = _("One"), N_("Two"), ngettext("{n} row", "{n} rows", 2)\n', "utf-8")
    found = [message.id for message in words.words_of_source(tmp_path) if message.id]
    assert found == ["One", "Two", ("{n} row", "{n} rows")]


@pytest.mark.parametrize(
    ("english", "chinese", "fault"),
    [
        ("One", None, "no translation"),
        ("One", "", "no translation"),
        ("{n} rows", "{m} 行", "other placeholders"),
        ("{n} rows", "若干行", "other placeholders"),
        ("{n} rows", "{n 行", "other placeholders"),
        (("{n} row", "{n} rows"), ("{m} 行",), "other placeholders"),
    ],
)
def test_a_missing_or_wrong_translation_is_seen(english: str, chinese: str | None, fault: str) -> None:
    source, translated = Catalog(), Catalog(locale="zh_CN")
    source.add(english, locations=[("widgets/a.py", 7)])
    if chinese is not None:
        translated.add(english, chinese)
    [seen] = words.faults(source, translated)
    assert seen.startswith("widgets/a.py:7: ")
    assert fault in seen


def test_an_unsure_translation_is_seen() -> None:
    source, translated = Catalog(), Catalog(locale="zh_CN")
    source.add("One")
    translated.add("One", "一", flags=["fuzzy"])
    assert len(words.faults(source, translated)) == 1


def test_collecting_words_keeps_translations() -> None:
    source, translated = Catalog(), Catalog(locale="zh_CN")
    source.add("One")
    source.add("Two")
    translated.add("One", "一")
    translated.add("Gone", "不再使用")
    merged = words.merge(source, translated)
    assert (merged["One"].string, merged["Two"].string, merged["Gone"]) == ("一", "", None)
    source.add("Gone")
    assert words.merge(source, merged)["Gone"].string == "不再使用"
