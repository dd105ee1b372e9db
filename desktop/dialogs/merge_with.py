"""Asks with which other entry an enterprise is to be merged: those that look alike are offered, any may be named."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from casework.entities.enterprises import Enterprise
from casework.entities.visits import Visit
from casework.errors import RuleForbids
from casework.fields import column
from casework.language import _
from desktop.choices import editor_needs
from desktop.dialogs.duplicate_words import band_chip
from desktop.dialogs.sheet import Sheet
from desktop.known_names import Twin
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.labels import TextLabel
from widgets.link_line import LinkLine
from widgets.pieces import Icon, Words, caption
from widgets.record_form import FormSection, RecordForm


class MergeWith(Sheet):
    """`chosen` tells the id of the other enterprise."""

    chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None, enterprise: Enterprise) -> None:
        """Looks for entries like `enterprise` at once."""
        super().__init__(parent, _("Merge {name} with…").format(name=enterprise.name), "merge", width=640)
        self._own_id, self._is_over = enterprise.id, False
        self.body.addWidget(TextLabel(_("Which other entry means the same enterprise?"), tone="text2"))
        self.lines: list[LinkLine] = []
        self._place = self.body.count()
        name = "enterprise_id"
        self.form = RecordForm([column(Visit, name)], [FormSection(rows=[[name]])], editor_needs(session))
        self.body.addWidget(self.form)
        leave = Button(_("Cancel"), kind=ButtonKind.GHOST, key="Esc")
        leave.clicked.connect(self.reject)
        go_on = Button(_("Compare"), "merge", ButtonKind.PRIMARY, key="Ctrl+Return")
        go_on.clicked.connect(self._take_named)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(go_on.click)
        self.foot.addStretch(1)
        self.foot.addWidget(leave)
        self.foot.addWidget(go_on)
        self.form.focus_first()
        session.names.ask(enterprise.name, enterprise.uscc, enterprise.id, self._offer)

    def _offer(self, twins: list[Twin]) -> None:
        if self._is_over:
            return
        for number, twin in enumerate(twins):
            line = LinkLine(
                [Icon("building", "amber", 14), Words(twin.name), band_chip(twin.band), caption(twin.reason)]
            )
            line.clicked.connect(partial(self._take, twin.id))
            self.body.insertWidget(self._place + number, line)
            self.lines.append(line)

    def _take_named(self) -> None:
        if self.form.check():
            self._take(str(self.form.values()["enterprise_id"]))

    def _take(self, enterprise_id: str, *_facts: object) -> None:
        if enterprise_id == self._own_id:
            self.form.show_refusal(RuleForbids(_("These are not two records but one."), field="enterprise_id"))
            return
        self.accept()
        self.chosen.emit(enterprise_id)

    def done(self, result: int) -> None:
        """What is answered from now on comes too late."""
        self._is_over = True
        super().done(result)
