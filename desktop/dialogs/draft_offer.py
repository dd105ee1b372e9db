"""The line that says a draft is there: taken up again, or waiting to be gone on with."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from casework.language import _
from casework.store.drafts import Draft
from widgets.buttons import Button, link_button
from widgets.cards import Card
from widgets.labels import LineLabel
from widgets.pieces import Icon, caption


class DraftOffer(Card):
    """Hidden while there is nothing to offer."""

    def __init__(self) -> None:
        """Hidden."""
        super().__init__("note", margins=(12, 2, 8, 2))
        self._row = QHBoxLayout()
        self.column.addLayout(self._row)
        self.hide()

    def say_taken_up(self, draft: Draft, begin_anew: Callable[[], object]) -> None:
        """The draft stands in the form already; it can be thrown away."""
        self._show(_("Taken up again: typed on {moment}").format(moment=_moment(draft)), (_("Begin anew"), begin_anew))

    def ask(self, draft: Draft, what: str, take: Callable[[], object], drop: Callable[[], object]) -> None:
        """The draft is about something else: to be gone on with, or thrown away."""
        words = _("Not saved yet: {what}, typed on {moment}").format(what=what, moment=_moment(draft))
        self._show(words, (_("Go on with it"), take), (_("Throw it away"), drop))

    def _show(self, words: str, *offers: tuple[str, Callable[[], object]]) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        line = LineLabel([Icon("history", "accent"), caption(words, "text2")], height=28)
        line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row.addWidget(line)
        for label, run in offers:
            self._row.addWidget(self._button(label, run))
        self.show()

    def _button(self, label: str, run: Callable[[], object]) -> Button:
        button = link_button(label)
        button.clicked.connect(partial(self._take, run))
        return button

    def _take(self, run: Callable[[], object], *_facts: object) -> None:
        self.hide()
        run()


def _moment(draft: Draft) -> str:
    """2022-12-30 09:52."""
    return draft.saved_at[:16].replace("T", " ")
