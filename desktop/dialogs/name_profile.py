"""Asks for the name of an export profile; one that is there already is overwritten."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casework.entities.export_profiles import ExportProfile
from casework.errors import CaseworkError
from casework.language import _
from casework.records import Record
from desktop.dialogs.question import Question
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.labels import TextLabel
from widgets.typed_line import TypedLine


class NameProfile(Question):
    """`saved` tells the profile as it was kept."""

    saved = Signal(object)

    def __init__(
        self,
        session: Session,
        parent: QWidget,
        facts: Mapping[str, object],
        known: Sequence[ExportProfile],
        shown: ExportProfile | None,
    ) -> None:
        """`facts` are those of the profile but for its name; the one `shown` is overwritten by default."""
        words = _("Columns, rows, groups and masks as they are chosen now.")
        super().__init__(_("Save the export profile"), words, parent)
        self._session, self._facts = session, dict(facts)
        self._known = {one.name: one for one in known}
        self.name = TypedLine(placeholder=_("For example: roster by commissioner"), name=_("Name"))
        self._said = TextLabel(tone="dim")
        self.save = Button(_("Save"), kind=ButtonKind.PRIMARY)
        self.save.clicked.connect(self._save)
        self.name.textChanged.connect(self._explain)
        self.name.entered.connect(self._save)
        self.column.addWidget(self.name)
        self.column.addWidget(self._said)
        self.end_with(self.save)
        self.name.setText(shown.name if shown else "")
        self._explain(self.name.text())

    def _explain(self, name: str) -> None:
        there = name.strip() in self._known
        self.save.set_words(_("Overwrite") if there else _("Save"))
        self.save.setEnabled(bool(name.strip()))
        said = _("There is one of this name; it will be as chosen now.")
        self._said.setText(said if there else _("All who use this case file see it."))

    def _save(self, *_facts: object) -> None:
        name = self.name.text().strip()
        if not name:
            return
        known = self._known.get(name)
        facts = {"type": "export_profile", "name": name, **self._facts}
        if known:
            facts["id"] = known.id
        self._session.do("change" if known else "add", facts, then=self._tell, refused=self._refused)

    def _tell(self, record: Record) -> None:
        self.accept()
        self._session.said.emit(_("Export profile saved: {name}").format(name=record.title()))
        self.saved.emit(record)

    def _refused(self, error: CaseworkError) -> None:
        self._said.setText(str(error))
