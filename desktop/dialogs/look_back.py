"""Asks for the day as of which the case file is to be looked at."""

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casework.entities.reported_figures import ReportedFigure
from casework.errors import BadInput
from casework.fields import column
from casework.language import _
from desktop.choices import editor_needs
from desktop.dialogs.sheet import Sheet
from desktop.session import Session
from widgets.buttons import Button, ButtonKind
from widgets.date_editor import DateEditor
from widgets.labels import TextLabel


class LookBack(Sheet):
    """One day; `chosen` tells it."""

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        """Begins at the last day of the month before."""
        super().__init__(parent, _("Look at the file as of an earlier day"), "history", width=460)
        self._today = session.today
        self.day = DateEditor(column(ReportedFigure, "as_of"), editor_needs(session, ReportedFigure))
        self.day.set_value(session.today.replace(day=1) - dt.timedelta(days=1))
        self._trouble = TextLabel(tone="red")
        self._trouble.hide()
        words = _(
            "All lists, records and figures are shown as they stood at the end of that day, put together from the"
            " history. Nothing can be changed there."
        )
        self.body.addWidget(TextLabel(words, tone="text2"))
        self.body.addWidget(self.day)
        self.body.addWidget(self._trouble)
        self.show_it = Button(_("Show that day"), kind=ButtonKind.PRIMARY, key="Ctrl+Return")
        self.show_it.setShortcut("Ctrl+Return")
        self.show_it.clicked.connect(self._choose)
        self.foot.addStretch(1)
        self.foot.addWidget(self.show_it)
        self.day.setFocus()

    def _choose(self) -> None:
        try:
            day = self.day.value()
        except BadInput as error:
            self._refuse(str(error))
            return
        if day is None or day > self._today:
            self._refuse(_("That day has not come yet.") if day else _("Give a day."))
            return
        self.accept()
        self.chosen.emit(day)

    def _refuse(self, words: str) -> None:
        self.day.set_invalid(invalid=True)
        self._trouble.setText(words)
        self._trouble.show()
