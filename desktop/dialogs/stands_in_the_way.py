"""The line above a form's buttons that says what stands in the way, and lets an unusual value be confirmed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from casework.errors import CaseworkError
from casework.language import _
from casework.verbs.questions import Questioned
from widgets.buttons import link_button
from widgets.cards import Card, row_of
from widgets.labels import TextLabel


class StandsInTheWay(Card):
    """Hidden while nothing does; `confirmed` when the user says that what is questioned is right."""

    confirmed = Signal()

    def __init__(self) -> None:
        """Hidden."""
        super().__init__("error", margins=(12, 6, 8, 6))
        self._text = TextLabel()
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._confirm = link_button(_("It is right, save it"))
        self._confirm.clicked.connect(self._tell)
        self.add(row_of(self._text, self._confirm))
        self.hide()

    def _tell(self) -> None:
        self.confirmed.emit()

    def say(self, error: CaseworkError) -> None:
        """Says why something was refused; what was only questioned can be confirmed."""
        self._text.setText(str(error))
        self._confirm.setVisible(isinstance(error, Questioned))
        self.show()

    def said(self) -> str:
        """What stands in the way; empty where nothing does."""
        return "" if self.isHidden() else self._text.text()
