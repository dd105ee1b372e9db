"""Which program this is, which version, and whose work it stands on."""

import platform
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from PySide6.QtCore import QSize, qVersion
from PySide6.QtWidgets import QTextBrowser, QWidget

from casework.language import _
from desktop.app_mark import AppMark
from desktop.dialogs.side_window import SideWindow
from widgets.cards import column_of, row_of
from widgets.fonts import TextSize
from widgets.labels import TextLabel

_ROOT = Path(__file__).resolve().parent.parent.parent


class AboutWindow(SideWindow):
    """Version, machine and licences."""

    def __init__(self, parent: QWidget | None) -> None:
        """Reads the licences that come with the program."""
        super().__init__(_("About and licences"), "", parent, QSize(680, 520))
        name = TextLabel(_("Huifang"), size=TextSize.PAGE, bold=True)
        machine = _("Version {version} · Python {python} · Qt {qt} · {system}").format(
            version=program_version(), python=platform.python_version(), qt=qVersion(), system=platform.system()
        )
        what = TextLabel(_("Offline casework for technology-transfer centres. Apache License 2.0."), tone="text2")
        head = column_of(name, what, TextLabel(machine, tone="dim", size=TextSize.CAPTION), spacing=2)
        self.column.addWidget(row_of(AppMark(52), head, spacing=14))
        licences = QTextBrowser()
        licences.setOpenExternalLinks(True)
        licences.setMarkdown(shipped_text("THIRD-PARTY.md"))
        licences.setAccessibleName(_("Licences"))
        self.column.addWidget(licences, 1)


def program_version() -> str:
    """The version as installed, or as the source says that the program runs from."""
    try:
        return version("huifang")
    except PackageNotFoundError:
        return str(tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def shipped_text(name: str) -> str:
    """A text that comes with the program: beside its source, or among the licences of the installed package."""
    beside = _ROOT / name
    if beside.is_file():
        return beside.read_text("utf-8")
    return distribution("huifang").read_text(f"licenses/{name}") or ""
