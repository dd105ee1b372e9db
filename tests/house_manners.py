"""The manners of the house that can be read off one file's text; each check returns its faults in words."""

import ast
import re
import tomllib
from functools import cache
from pathlib import PurePosixPath

from tests.house_plan import tree_of

LONGEST_FILE = 400
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc"}
CLOCKS = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
}
SQL_CLOCK = re.compile(
    r"\b(date|time|datetime|julianday|unixepoch|strftime)\s*\([^)]*'now'|\bCURRENT_(DATE|TIME)", re.IGNORECASE
)
MACHINE_PATH = re.compile(r"(?<![\w.~/-])/(work|root|home/\w+|Users/\w+|tmp/\w+)/|[A-Z]:\\+Users\\+\w", re.ASCII)
REGISTRY = re.compile(r"py[p]i\.org|python[h]osted|npm[j]s|deb\.deb[i]an|https?://(mirrors?|registry)\.")
PIN = re.compile(r"[a-z0-9.-]+==[\w.]+( ; [^\\\n]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+\n")


def head_faults(name: str, source: str) -> list[str]:
    """A file begins with a docstring whose first paragraph is one sentence on one line."""
    head = (ast.get_docstring(tree_of(source)) or "").split("\n\n")[0]
    if not head:
        return [f"{name} has no head: a sentence that says what it is for"]
    one_sentence = "\n" not in head and head.endswith((".", "?", "!")) and not re.search(r"[.?!] +[A-Z]", head)
    return [] if one_sentence else [f"{name}: its head is not one sentence on one line: {head!r}"]


def length_faults(name: str, source: str) -> list[str]:
    """A file that outgrows 400 lines holds two subjects."""
    lines = source.count("\n")
    return [f"{name} has {lines} lines"] if lines > LONGEST_FILE else []


def name_faults(name: str, source: str) -> list[str]:
    """No file or folder is named after what it is not; a function without a home shows that a room lacks a name."""
    del source
    words = {word for part in PurePosixPath(name).with_suffix("").parts for word in part.split("_")}
    return [f"{name} has a name that says nothing"] if words & NAMELESS else []


def type_checking_faults(name: str, source: str) -> list[str]:
    """Nothing is imported for the type checker alone: such an import hides a circle."""
    return [f"{name}:{node.lineno} uses TYPE_CHECKING" for node in _nodes(source) if _named(node)]


@cache
def _nodes(source: str) -> list[ast.expr | ast.stmt]:
    """Every statement and expression of a file."""
    return [node for node in ast.walk(tree_of(source)) if isinstance(node, ast.expr | ast.stmt)]


def _named(node: ast.AST) -> bool:
    """Whether a node speaks of the constant that type checkers set."""
    wanted = "TYPE_" + "CHECKING"
    return (
        (isinstance(node, ast.Name) and node.id == wanted)
        or (isinstance(node, ast.Attribute) and node.attr == wanted)
        or (isinstance(node, ast.ImportFrom) and any(alias.name == wanted for alias in node.names))
    )


def banned_call_faults(name: str, source: str) -> list[str]:
    """The calls of sqlite-utils that silently change a schema or write past the one write door (decision 9)."""
    faults: list[str] = []
    for node in _nodes(source):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if called == "transform" and name.startswith("casework/"):
                faults.append(f"{name}:{node.lineno} calls transform()")
            faults += [
                f"{name}:{node.lineno} passes {word.arg}=True"
                for word in node.keywords
                if word.arg in ("alter", "replace", "execute_plugins")
                and isinstance(word.value, ast.Constant)
                and word.value.value is True
            ]
        elif isinstance(node, ast.Attribute) and node.attr == "conn" and not name.startswith("casework/store/"):
            faults.append(f"{name}:{node.lineno} reaches for a connection outside the store")
    return faults


def clock_faults(name: str, source: str) -> list[str]:
    """Casework, exports and widgets are given the day; they never ask the machine, nor SQLite, for it."""
    if not name.startswith(("casework/", "exports/", "widgets/")):
        return []
    if not name.endswith(".py"):
        return [f"{name} asks SQLite for the time"] if SQL_CLOCK.search(source) else []
    nodes = _nodes(source)
    faults = [f"{name}:{n.lineno} asks the machine for the time" for n in nodes if _asks_for_time(n)]
    texts = [n for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return faults + [f"{name}:{n.lineno} asks SQLite for the time" for n in texts if SQL_CLOCK.search(str(n.value))]


def _asks_for_time(node: ast.AST) -> bool:
    """Whether a node names a clock, by its class (`dt.date.today`) or out of its module (`from time import time`)."""
    if isinstance(node, ast.ImportFrom):
        return node.module == "time" and any(("time", alias.name) in CLOCKS for alias in node.names)
    if not isinstance(node, ast.Attribute):
        return False
    owner = node.value
    owner_name = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
    return (owner_name, node.attr) in CLOCKS


def word_faults(name: str, source: str) -> list[str]:
    """A word is translated before its values are put in: `_("{n} rows").format(n=…)`, never `_(f"…")`.

    Nor does one stand inside an f-string, where `make words` does not see it before Python 3.12.
    """
    nodes = _nodes(source)
    unknown = [
        node.lineno
        for node in nodes
        if _translates(node)
        if any(isinstance(part, ast.JoinedStr | ast.BinOp) or _formats(part) for part in node.args[:2])
    ]
    hidden = [
        part.lineno
        for node in nodes
        if isinstance(node, ast.JoinedStr)
        for part in ast.walk(node)
        if _translates(part) and isinstance(part.args[0], ast.Constant)
    ]
    return [
        *(f"{name}:{line} translates a text that gettext cannot know" for line in unknown),
        *(f"{name}:{line} translates inside an f-string, where gettext does not look" for line in hidden),
    ]


def _translates(node: ast.AST) -> bool:
    """Whether a node is `_(…)` or one of its kind."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_", "ngettext")


def _formats(node: ast.AST) -> bool:
    """Whether a node is `"…".format(…)`."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"


def address_faults(name: str, text: str) -> list[str]:
    """No file names a path of the machine it was written on, or the host of a package registry."""
    return [
        f"{name}:{number} names {found.group()}"
        for number, line in enumerate(text.splitlines(), start=1)
        for pattern in (MACHINE_PATH, REGISTRY)
        if (found := pattern.search(line))
    ]


def pin_faults(name: str, text: str) -> list[str]:
    """A requirements file holds pins with hashes and nothing else: no address, no option (decision 23)."""
    left_over = PIN.sub("", text).strip()
    return [f"{name} holds more than pins with hashes: {left_over[:80]!r}"] if left_over else []


def unpinned_faults(project: str, pins: str) -> list[str]:
    """Every library that pyproject.toml asks for is pinned."""
    asked = tomllib.loads(project)
    wanted = [*asked["project"]["dependencies"], *asked["project"]["optional-dependencies"]["dev"]]
    wanted += asked["build-system"]["requires"]
    names = {match.group().lower() for line in wanted if (match := re.match(r"[\w.-]+", line))}
    pinned = set(re.findall(r"^([\w.-]+)==", pins, re.MULTILINE))
    return [f"{name} is not pinned: run tools/pin_requirements.py" for name in sorted(names - pinned)]


def unnamed_faults(pins: str, third_party: str) -> list[str]:
    """Every pinned library is named with its licence (decision 26)."""
    pinned = set(re.findall(r"^([\w.-]+)==", pins, re.MULTILINE))
    named = set(re.findall(r"[\w.-]+", third_party.lower()))
    return [f"{name} is not named in THIRD-PARTY.md" for name in sorted(pinned - named)]
