"""The commands of the frame itself: files, undo, finding, pages, looks, history, help."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from casework.language import N_
from desktop.commands import Command
from desktop.window_safety import Safety
from desktop.window_tools import Tools
from widgets.theme import Scheme


class Frame(Protocol):
    """What the window can do."""

    def new_file(self) -> None:
        """Asks for a new case file."""
        ...

    def open_file(self) -> None:
        """Asks for another case file."""
        ...

    def open_sample(self) -> None:
        """Asks for the sample."""
        ...

    def look_back(self) -> None:
        """Asks for an earlier day to look at the file from."""
        ...

    def go_to_present(self) -> None:
        """Leaves the past."""
        ...

    def is_in_past(self) -> bool:
        """Whether the file is looked at as of an earlier day."""
        ...

    def close_file(self) -> None:
        """Closes the case file."""
        ...

    def leave(self) -> None:
        """Closes the window."""
        ...

    def undo(self) -> None:
        """Takes back the newest action."""
        ...

    def redo(self) -> None:
        """Does it again."""
        ...

    def open_palette(self) -> None:
        """Opens the palette."""
        ...

    def log_contact(self) -> None:
        """Opens the quick entry."""
        ...

    def show_page(self, name: str) -> None:
        """Shows a page."""
        ...

    def next_pane(self, step: int) -> None:
        """Moves the focus."""
        ...

    def choose_language(self, code: str) -> None:
        """Another language."""
        ...

    def choose_scheme(self, scheme: Scheme) -> None:
        """Other colours."""
        ...

    def may_write(self) -> bool:
        """Whether the file can be changed."""
        ...


def file_commands(frame: Frame) -> tuple[Command, ...]:
    """The case file and its backups."""
    return (
        Command("new_file", N_("New case file…"), frame.new_file, "file", "Ctrl+Shift+N", icon="document_add"),
        Command("open_file", N_("Open a case file…"), frame.open_file, "file", "Ctrl+O", icon="folder_open"),
        Command("open_sample", N_("Open the sample"), frame.open_sample, "file", icon="play"),
        Command("look_back", N_("As of an earlier day…"), frame.look_back, "file", icon="history"),
        Command("present", N_("Back to the present"), frame.go_to_present, "file", possible=frame.is_in_past),
    )


def safety_commands(safety: Safety, tools: Tools) -> tuple[Command, ...]:
    """What keeps the work."""
    return (
        Command("back_up", N_("Back up now"), safety.back_up, "file", "Ctrl+Shift+B", safety.may_back_up, "save"),
        Command("restore_backup", N_("Restore a backup…"), tools.show_backups, "file", icon="history"),
    )


def exchange_commands(frame: Frame, tools: Tools) -> tuple[Command, ...]:
    """What went out and comes home."""
    may = frame.may_write
    return (
        Command("import", N_("Import a roster…"), tools.ask_import, "file", "Ctrl+I", may, "table"),
        Command("take_back", N_("Take a follow-up sheet back…"), tools.ask_returned, "file", "Ctrl+Shift+R", may),
    )


def leaving_commands(frame: Frame) -> tuple[Command, ...]:
    """The ends of the work."""
    return (
        Command("close_file", N_("Close the case file"), frame.close_file, "file", "Ctrl+Shift+W"),
        Command("leave", N_("Quit"), frame.leave, "file", "Ctrl+Q"),
    )


def editing_commands(frame: Frame) -> tuple[Command, ...]:
    """The way back, and finding."""
    may = frame.may_write
    return (
        Command("undo", N_("Undo"), frame.undo, "edit", "Ctrl+Z", may, "arrow_undo"),
        Command("redo", N_("Redo"), frame.redo, "edit", "Ctrl+Y", may),
        Command("find", N_("Find, or run a command…"), frame.open_palette, "edit", "Ctrl+K", icon="search"),
        Command("log_contact", N_("Log a contact"), frame.log_contact, "record", "Ctrl+N", may, "add"),
    )


def page_commands(frame: Frame, pages: Sequence[tuple[str, str, str]]) -> tuple[Command, ...]:
    """One command a page, as (name, words, icon); the first nine have a digit, the tenth 0."""
    return tuple(
        Command(f"page_{name}", words, partial(frame.show_page, name), "view", _page_key(number), icon=icon)
        for number, (name, words, icon) in enumerate(pages, start=1)
    )


def _page_key(number: int) -> str:
    return f"Alt+{number % 10}" if number <= 10 else ""


def view_commands(frame: Frame) -> tuple[Command, ...]:
    """Moving about, and how the window looks."""
    return (
        Command("next_pane", N_("Next pane"), partial(frame.next_pane, 1), "view", "F6"),
        Command("previous_pane", N_("Previous pane"), partial(frame.next_pane, -1), "view", "Shift+F6"),
    )


def look_commands(frame: Frame) -> tuple[Command, ...]:
    """Light, dark, and the two languages, each under its own name."""
    return (
        Command("theme_system", N_("Follow the system"), partial(frame.choose_scheme, Scheme.SYSTEM), "view"),
        Command("theme_light", N_("Light"), partial(frame.choose_scheme, Scheme.LIGHT), "view"),
        Command("theme_dark", N_("Dark"), partial(frame.choose_scheme, Scheme.DARK), "view", icon="weather_moon"),
        Command("language_chinese", N_("简体中文"), partial(frame.choose_language, "zh_CN"), "view"),
        Command("language_english", N_("English"), partial(frame.choose_language, "en"), "view"),
    )


def tool_commands(tools: Tools) -> tuple[Command, ...]:
    """What was done, what was thrown away, what was told."""
    return (
        Command("history", N_("History"), tools.show_history, "tools", "Ctrl+H", icon="history"),
        Command("recycle_bin", N_("Recycle bin"), tools.show_recycle_bin, "tools", "Ctrl+Shift+Delete"),
        Command("duplicates", N_("Possible duplicates…"), tools.show_duplicates, "tools", "Ctrl+Shift+D", icon="merge"),
        Command("notices", N_("Notices"), tools.show_notices, "tools", icon="alert"),
    )


def help_commands(tools: Tools) -> tuple[Command, ...]:
    """Help."""
    return (
        Command("shortcuts", N_("Keys"), tools.show_shortcuts, "help", "F1", icon="key"),
        Command("about", N_("About and licences"), tools.show_about, "help", icon="info"),
    )


def frame_commands(
    frame: Frame, safety: Safety, tools: Tools, pages: Sequence[tuple[str, str, str]]
) -> tuple[tuple[Command, ...], ...]:
    """All of them, in the groups that a hairline parts in a menu; `pages` as (name, words, icon)."""
    return (
        file_commands(frame),
        exchange_commands(frame, tools),
        safety_commands(safety, tools),
        leaving_commands(frame),
        editing_commands(frame),
        page_commands(frame, pages),
        view_commands(frame),
        look_commands(frame),
        tool_commands(tools),
        help_commands(tools),
    )
