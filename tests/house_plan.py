"""The plan of the house as data, and the checks of who imports whom; ARCHITECTURE.md draws it."""

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter

ROOMS = ("casework", "desktop", "exports", "resources", "widgets")

CASEWORK = (
    (
        "errors",
        "language",
        "chinese",
        "pinyin",
        "pinyin_marks",
        "amounts",
        "calendar",
        "periods",
        "syllables",
        "traditional",
    ),
    ("fields",),
    ("filters", "records"),
    ("facts",),
    ("store",),
    ("entities",),
    ("catalogue", "insight"),
    ("verbs",),
    ("exchange",),
    ("looking_back",),
    ("casebook",),
    ("sample",),
)
DESKTOP = (
    ("settings", "jobs", "known_names", "export_log", "case_files"),
    ("paper_kinds", "record_labels", "roster_children"),
    ("roster_orders",),
    ("monthly_papers", "papers", "rosters", "paper_batches", "followup_sheets", "matches_export"),
    ("session",),
    ("drafts", "choices", "paged_rows", "exporting", "printing"),
    ("listed",),
    ("commands", "dialogs", "notifications", "app_mark"),
    ("followup_desk", "opening"),
    ("pages",),
    ("navigation",),
    (
        "finding",
        "found_rows",
        "list_acts",
        "window_bars",
        "window_commands",
        "window_drops",
        "window_lists",
        "window_menus",
        "window_panes",
        "window_safety",
        "window_tools",
    ),
    ("window",),
    ("program",),
    ("application",),
)
"""Floors from the lowest up; a file imports its own floor and those below."""

FLOOR = tuple(f"casework.{part}" for floor in CASEWORK[:3] for part in floor)
GUESTS = {
    "casework": ("casework",),
    "exports": ("exports", "casework.entities", "casework.insight", "casework.exchange.followup_layout", *FLOOR),
    "widgets": ("widgets", *FLOOR),
    "desktop": ("desktop", "widgets", "exports", "casework"),
    "resources": (),
}
"""What a room may import of the house."""

WITHOUT_QT = (
    "desktop.settings",
    "desktop.export_log",
    "desktop.followup_sheets",
    "desktop.matches_export",
    "desktop.monthly_papers",
    "desktop.paper_batches",
    "desktop.paper_kinds",
    "desktop.papers",
    "desktop.record_labels",
    "desktop.roster_children",
    "desktop.roster_orders",
    "desktop.rosters",
)
COMMAND_GUESTS = ("casework", "exports", *WITHOUT_QT)
"""The command line runs without Qt; only a function that opens the window may import `desktop.application`."""

QT = ("PySide6", "shiboken6")
OWNERS = {
    "PySide6": ("desktop", "widgets"),
    "shiboken6": ("desktop", "widgets"),
    "cryptography": ("casework.store.encryption",),
    "defusedxml": (
        "casework.exchange.attachment_reader",
        "casework.exchange.document_marks",
        "casework.exchange.lost_cells",
    ),
    "holidays": ("casework.calendar",),
    "numpy": ("casework.insight.matching",),
    "openpyxl": ("exports",),
    "pypdfium2": ("casework.exchange.attachment_reader", "widgets.document_preview"),
    "pypinyin": ("casework.pinyin",),
    "python_calamine": ("casework.exchange.workbook_reader",),
    "rapidfuzz": ("casework.insight.duplicates",),
    "reportlab": ("exports",),
    "rjieba": ("casework.pinyin",),
    "scipy": ("casework.insight.matching",),
    "sparse_dot_topn": ("casework.insight.matching",),
    "sqlcipher3": ("casework.store.connection",),
    "sqlite3": (),
    "sqlite_utils": ("casework",),
    "stdnum": ("casework.chinese",),
}
"""Outside libraries and where they are used. Nobody uses `sqlite3`: the interpreter's own SQLite may corrupt a file."""

HEAVY = (
    "PySide6",
    "holidays",
    "lxml",
    "numpy",
    "openpyxl",
    "pypinyin",
    "rapidfuzz",
    "reportlab",
    "rjieba",
    "scipy",
    "sparse_dot_topn",
    "sqlite_utils",
    "stdnum",
)
"""A command loads these when its work needs them, never by being imported (decision 4: 130 to 510 ms each)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One import statement, resolved to the file it reaches."""

    importer: str
    imported: str
    line: int
    inside_function: bool

    def __str__(self) -> str:
        """As a fault names it."""
        return f"{self.importer}:{self.line} imports {self.imported}"


def within(module: str, places: tuple[str, ...]) -> bool:
    """Whether a module is one of the places or lies under one."""
    return any(module == place or module.startswith(f"{place}.") for place in places)


@cache
def tree_of(source: str) -> ast.Module:
    """A file as parsed, once for all checks."""
    return ast.parse(source)


def of_commands(module: str) -> bool:
    """Whether a file belongs to the command line."""
    return module == "desktop.__main__" or module.startswith("desktop.command_")


def imports_of(module: str, source: str, modules: Mapping[str, str]) -> Iterator[Import]:
    """Every import of a file, also those inside functions; `from a import b` reaches a.b where that is a file."""
    for node, inside in import_statements(source):
        for name in imported_names(module, node, modules):
            yield Import(importer=module, imported=name, line=node.lineno, inside_function=inside)


@cache
def import_statements(source: str) -> list[tuple[ast.Import | ast.ImportFrom, bool]]:
    """The import statements of a file, each with whether it stands inside a function; found once for all checks."""
    found: list[tuple[ast.Import | ast.ImportFrom, bool]] = []
    waiting: list[tuple[ast.AST, bool]] = [(tree_of(source), False)]
    while waiting:
        node, inside = waiting.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            found.append((node, inside))
        elif isinstance(node, ast.stmt | ast.Module | ast.ExceptHandler | ast.match_case):
            deeper = inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            waiting += ((child, deeper) for child in ast.iter_child_nodes(node))
    return sorted(found, key=lambda pair: pair[0].lineno)


def imported_names(module: str, node: ast.Import | ast.ImportFrom, modules: Mapping[str, str]) -> list[str]:
    """The full names of the modules that one statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    package = ".".join(module.split(".")[: -node.level]) + "." if node.level else ""
    start = f"{package}{node.module or ''}".rstrip(".")
    reached = [full if (full := f"{start}.{alias.name}") in modules else start for alias in node.names]
    return list(dict.fromkeys(reached))


def all_imports(modules: Mapping[str, str]) -> list[Import]:
    """Every import of every file of the rooms."""
    return [found for module, source in modules.items() for found in imports_of(module, source, modules)]


def wrong_directions(modules: Mapping[str, str]) -> list[str]:
    """Imports of the house that the plan does not allow, and files for which the plan has no place."""
    faults = [f"{m} has no place in the plan (tests/house_plan.py)" for m in modules if floor_of(m) is None]
    for found in all_imports(modules):
        if found.imported.split(".")[0] in ROOMS and (why := refusal(found)):
            faults.append(f"{found}: {why}")
        if found.imported.split(".")[0] in ("tests", "tools", "benchmarks"):
            faults.append(f"{found}: the product does not know its workshop")
    return faults


def floor_of(module: str) -> int | None:
    """The floor a file of casework or desktop stands on; 0 elsewhere; None when the plan has no place for it."""
    room, _, rest = module.partition(".")
    floors = {"casework": CASEWORK, "desktop": DESKTOP}.get(room, ())
    if not rest or not floors or of_commands(module):
        return 0
    part = rest.split(".")[0]
    return next((n for n, floor in enumerate(floors) if part in floor), None)


def refusal(found: Import) -> str:
    """Why the plan forbids this import of the house; empty when it allows it."""
    importer, imported = found.importer, found.imported
    room = importer.split(".")[0]
    if of_commands(importer):
        opens_window = imported == "desktop.application" and found.inside_function
        welcome = opens_window or of_commands(imported) or within(imported, COMMAND_GUESTS)
        return "" if welcome else "the command line does not need it"
    if not within(imported, GUESTS[room]):
        return f"{room}/ may not import it"
    if of_commands(imported):
        return "nothing stands above the command line"
    if importer.startswith("desktop.pages.") and not is_part_of_page(importer, imported):
        return "a page imports no other page"
    lower, upper = floor_of(imported), floor_of(importer)
    if room == imported.split(".")[0] and lower is not None and upper is not None and lower > upper:
        return "an arrow points to a lower floor only"
    return ""


def is_part_of_page(importer: str, imported: str) -> bool:
    """Whether a page may import a module: its base, the plain record page, its own parts (named alike), or no page."""
    if not imported.startswith("desktop.pages."):
        return True
    words = [module.split(".")[2].split("_")[0] for module in (importer, imported)]
    return words[1] in ("page", "record", words[0])


def homeless_libraries(modules: Mapping[str, str]) -> list[str]:
    """Outside libraries imported by a file that does not own them, or that nobody owns."""
    faults: list[str] = []
    for found in all_imports(modules):
        library = found.imported.split(".")[0]
        if library in ROOMS or (library in sys.stdlib_module_names and library not in OWNERS):
            continue
        if library not in OWNERS:
            faults.append(f"{found}: the plan does not know this library")
        elif not within(found.importer, OWNERS[library]):
            faults.append(f"{found}: it belongs to {', '.join(OWNERS[library]) or 'nobody'}")
        elif library in QT and (of_commands(found.importer) or within(found.importer, WITHOUT_QT)):
            faults.append(f"{found}: this file works without Qt")
    return faults


def circles(modules: Mapping[str, str]) -> list[str]:
    """A circle of files that import each other, if there is one; imports inside functions count."""
    graph: dict[str, set[str]] = {module: set() for module in modules}
    for found in all_imports(modules):
        if found.imported in graph and found.imported != found.importer:
            graph[found.importer].add(found.imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        return [" ← ".join(circle.args[1])]
    return []


def qt_behind_commands(modules: Mapping[str, str]) -> list[str]:
    """Ways by which the command line would load Qt, through any chain of imports but the opening of the window."""
    faults: list[str] = []
    reached, waiting = set[str](), [m for m in modules if of_commands(m)]
    while waiting:
        module = waiting.pop()
        if module in reached:
            continue
        reached.add(module)
        for found in imports_of(module, modules[module], modules):
            if found.imported.split(".")[0] in QT:
                faults.append(f"{found}: a command would load Qt")
            elif found.imported in modules and found.imported != "desktop.application":
                waiting.append(found.imported)
    return faults
