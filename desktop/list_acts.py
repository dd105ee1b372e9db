"""What can be done with every list alike: its filter and the saved ones, its columns, its rows copied."""

import csv
import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from casework.casebook import Casebook
from casework.entities.saved_filters import SavedFilter
from casework.errors import BadInput
from casework.filters import Filter, filter_from
from casework.language import N_, _
from casework.records import Changes, Record
from casework.verbs.bulk_edits import bulk_fields
from desktop.commands import Command
from desktop.dialogs.bulk_edit import BulkEditSheet
from desktop.dialogs.filter_sheet import FilterSheet
from desktop.dialogs.saved_filters import SavedFilters, SaveFilter
from desktop.listed import Listed
from desktop.pages.page import Page
from desktop.session import Session
from widgets.row_view import MOST_COPIED


class ListActs(QObject):
    """Acts on the list that the user sees; `page` gives the page that is shown."""

    def __init__(self, session: Session, window: QWidget, page: Callable[[], Page]) -> None:
        """Dialogs stand over `window`."""
        super().__init__(window)
        self._session, self._window, self._page = session, window, page
        self._kept: dict[str, list[Listed]] = {}
        self._saved: dict[str, list[SavedFilter]] = {}
        session.changed.connect(self._note_change)

    # Which list

    def attach(self, page: Page) -> None:
        """Looks after the lists of a page that was just made."""
        for listed in page.listed():
            self._kept.setdefault(listed.name, []).append(listed)
            bar, table = listed.bar, listed.table
            bar.saved_chosen.connect(partial(self._use_saved, listed))
            bar.save_asked.connect(partial(self.save_filter, None))
            bar.saved_asked.connect(self.show_saved)
            bar.edit_asked.connect(self.edit_filter)
            table.copy_asked.connect(self._copy_far)
            table.pasted.connect(partial(self._take_pasted, listed.record_type))
        self._read_saved(page.listed())

    def current(self) -> Listed | None:
        """The list that has the focus, or the first one that is seen."""
        seen = [listed for listed in self._page().listed() if listed.is_seen]
        focused = [one for one in seen if one.table.hasFocus() or one.bar.isAncestorOf(self._window.focusWidget())]
        return next(iter([*focused, *seen]), None)

    def has_list(self) -> bool:
        """Whether there is a list to act on."""
        return self.current() is not None

    def _ask(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # Filters

    def edit_filter(self) -> None:
        """All conditions at once."""
        listed = self.current()
        if listed is not None:
            sheet = FilterSheet(self._session, self._window, listed)
            sheet.taken.connect(listed.bar.apply)
            sheet.save_asked.connect(self.save_filter)
            self._ask(sheet)

    def save_filter(self, wanted: Filter | None = None) -> None:
        """Asks for the name under which the filter is kept."""
        listed = self.current()
        kept = wanted or (listed.bar.filter() if listed else Filter())
        if listed is not None and not kept.is_empty:
            self._ask(SaveFilter(self._session, self._window, listed, kept))

    def may_save(self) -> bool:
        """Whether there is a filter to keep, and a file to keep it in."""
        listed = self.current()
        return listed is not None and not listed.bar.filter().is_empty and not self._session.book.read_only

    def show_saved(self) -> None:
        """The saved filters of the list."""
        listed = self.current()
        if listed is not None:
            sheet = SavedFilters(self._session, self._window, listed)
            sheet.chosen.connect(listed.bar.apply)
            self._ask(sheet)

    def _use_saved(self, listed: Listed, name: str) -> None:
        for kept in self._saved.get(listed.name, ()):
            if kept.name == name:
                listed.bar.apply(filter_from(json.loads(kept.content)))

    def _note_change(self, changes: Changes) -> None:
        if changes.touches("saved_filter"):
            self._read_saved([kept[0] for kept in self._kept.values()])

    def _read_saved(self, lists: Sequence[Listed]) -> None:
        for name in dict.fromkeys(listed.name for listed in lists):
            self._session.read(partial(_saved_filters, name), partial(self._show_saved, name))

    def _show_saved(self, name: str, found: list[SavedFilter]) -> None:
        self._saved[name] = found
        for listed in self._kept[name]:
            listed.bar.set_saved([one.name for one in found])

    # Columns and rows

    def show_columns(self) -> None:
        """The menu of the columns."""
        listed = self.current()
        if listed is not None:
            listed.table.open_column_menu()

    def has_columns(self) -> bool:
        """Whether the list has columns to choose from."""
        listed = self.current()
        return listed is not None and not listed.table.horizontalHeader().isHidden()

    def copy_rows(self) -> None:
        """The selected rows with their headings."""
        listed = self.current()
        if listed is not None:
            listed.table.copy_rows()

    def _copy_far(self, numbers: list[int]) -> None:
        listed = self.current()
        if listed is None:
            return
        if len(numbers) > MOST_COPIED:
            self._session.refused.emit(
                BadInput(
                    _("At most {count} rows are copied at once.").format(count=MOST_COPIED),
                    remedy=_("Export the list to Excel instead."),
                )
            )
            return
        self._session.read(partial(_rows_at, listed, numbers), listed.table.put_on_clipboard)

    # From Excel

    def paste_rows(self) -> None:
        """Takes the table on the clipboard in, as a roster that lies in a file is."""
        listed = self.current()
        if listed is not None:
            listed.table.paste()

    def may_write(self) -> bool:
        """Whether there is a list, in a file that can be changed."""
        return self.has_list() and not self._session.book.read_only

    def _take_pasted(self, kind: type[Record], rows: list[list[str]]) -> None:
        """The import shows what the rows would do before it does it; what was pasted is a sheet like any other."""
        from desktop.dialogs.import_wizard import ImportWizard

        if self._session.book.read_only:
            return
        folder = TemporaryDirectory(prefix="huifang-")
        path = (Path(folder.name) / _("Pasted table")).with_suffix(".csv")
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
        wizard = ImportWizard(self._session, self._window, path, kind)
        wizard.finished.connect(partial(_clean_up, folder))
        self._ask(wizard)

    # To Excel

    def export(self) -> None:
        """How the list leaves to Excel."""
        from desktop.dialogs.export_roster import ExportRoster

        listed = self.current()
        if listed is not None:
            self._ask(ExportRoster(self._session, self._window, listed))

    # Many records

    def change_many(self) -> None:
        """One field of the selected records, or of all in the list."""
        listed = self.current()
        if listed is not None:
            self._ask(BulkEditSheet(self._session, self._window, listed))

    def may_change_many(self) -> bool:
        """Whether there is a list with something to change in it."""
        listed = self.current()
        return listed is not None and not self._session.book.read_only and bool(bulk_fields(listed.record_type))


def list_commands(acts: ListActs) -> tuple[Command, ...]:
    """What every list offers, with its keys."""
    there = acts.has_list
    return (
        Command("edit_filter", N_("Filter this list…"), acts.edit_filter, "view", "Ctrl+Shift+F", there, "filter"),
        Command("save_filter", N_("Save this filter…"), acts.save_filter, "view", "Ctrl+Shift+K", acts.may_save),
        Command("saved_filters", N_("Saved filters…"), acts.show_saved, "view", "Ctrl+Alt+F", there),
        Command("list_columns", N_("Columns of this list…"), acts.show_columns, "view", "Ctrl+Alt+C", acts.has_columns),
        Command(
            "export_list", N_("Export this list to Excel…"), acts.export, "file", "Ctrl+E", there, "arrow_export"
        ),
        Command(
            "change_many", N_("Change many records…"), acts.change_many, "edit", "Ctrl+Shift+M", acts.may_change_many,
            "edit",
        ),
        Command("copy_rows", N_("Copy the selected rows"), acts.copy_rows, "edit", "Ctrl+Shift+C", there, "copy"),
        Command(
            "paste_rows", N_("Paste rows from Excel or WPS…"), acts.paste_rows, "edit", "Ctrl+Alt+V", acts.may_write
        ),
    )  # fmt: skip


def _clean_up(folder: TemporaryDirectory[str], *_facts: object) -> None:
    """A partial holds the folder as long as the import needs it; a bound method would not (Qt holds it weakly)."""
    folder.cleanup()


def _saved_filters(name: str, book: Casebook) -> list[SavedFilter]:
    return book.select(SavedFilter, "list_name = :list", {"list": name}, order="name")


def _rows_at(listed: Listed, numbers: Sequence[int], book: Casebook) -> Sequence[Any]:
    ids = listed.ids()(book)
    return listed.rows_of(book, [ids[number] for number in numbers if number < len(ids)])
