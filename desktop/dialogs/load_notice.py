"""The notice of how often an enterprise is called upon: who came, who is coming, and an offer to combine (rule 9)."""

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from casework.entities.visits import CONTACT_MODES
from casework.insight.visit_load import LoadLine, VisitLoad
from casework.language import _
from widgets.buttons import link_button
from widgets.cards import Card
from widgets.labels import LineLabel, TextLabel
from widgets.pieces import Dot, Icon, Piece, Words, caption
from widgets.typed_days import day_words


class LoadNotice(Card):
    """Hidden while nobody else comes near; `combined` tells the planned contact that this one is to join."""

    combined = Signal(object)

    def __init__(self) -> None:
        """Hidden until a load is shown."""
        super().__init__("warning", margins=(12, 5, 8, 6))
        self.column.setSpacing(2)
        self._sentence = TextLabel()
        self._combine = link_button(_("Combine into one"))
        self._all = link_button("")
        self._known = link_button(_("Understood"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(LineLabel([Icon("people_team", "amber")], height=28))
        row.addWidget(self._sentence, 1)
        for button in (self._all, self._combine, self._known):
            row.addWidget(button)
        self.column.addLayout(row)
        self.column.addLayout(self._lines)
        self._load: VisitLoad | None = None
        self._other: LoadLine | None = None
        self._today = dt.date.min
        self._combine.clicked.connect(self._tell_combined)
        self._all.clicked.connect(self._toggle_lines)
        self._known.clicked.connect(self.hide)
        self.hide()

    def show_load(self, load: VisitLoad, today: dt.date) -> None:
        """Says who else is coming and how often somebody came; hidden where there is nothing to say."""
        self._load, self._today = load, today
        self._clear_lines()
        self._other = next(iter(load.by_others), None) or next(iter(load.planned), None)
        self._sentence.setText(load_sentence(load, today))
        every = len(load.done) + len(load.planned)
        self._all.set_words(_("All {count}").format(count=every))
        self._all.setVisible(every > 1)
        self._combine.setVisible(self._other is not None)
        self.setVisible(self._other is not None)

    def sentence(self) -> str:
        """What is said."""
        return self._sentence.text()

    def _tell_combined(self) -> None:
        if self._other:
            self.combined.emit(self._other)

    def _toggle_lines(self) -> None:
        if self._lines.count():
            self._clear_lines()
        elif self._load:
            for line in (*reversed(self._load.planned), *reversed(self._load.done)):
                self._lines.addWidget(LineLabel(load_pieces(line, self._today), height=24))

    def _clear_lines(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()


def load_sentence(load: VisitLoad, today: dt.date) -> str:
    """In words: who is coming besides us, and how often somebody came of late."""
    told: list[str] = []
    for line in load.by_others[:2] or load.planned[:1]:
        about = _(" ({topic})").format(topic=line.topic) if line.topic else ""
        told.append(
            _("{who} also plans to call on this enterprise on {day}{about}.").format(
                who=line.by, day=day_words(line.on, today), about=about
            )
        )
    if load.done:
        told.append(came_sentence(load))
    return "".join(told)


def came_sentence(load: VisitLoad) -> str:
    """How often somebody came of late: 近60天已联系3次，其中上门1次."""
    return _("{count} contacts in the last {days} days, {on_site} of them at its door.").format(
        count=len(load.done), days=load.days, on_site=load.on_site
    )


def load_pieces(line: LoadLine, today: dt.date) -> list[Piece]:
    """One contact in a line: day, who, mode, topic; a hollow word where it is only planned."""
    about = " · ".join(word for word in (CONTACT_MODES.label(line.contact_mode), line.topic) if word)
    return [
        Dot("accent" if line.is_ours else "dim"),
        caption(day_words(line.on, today), "text2", elastic=False),
        Words(line.by, "text2", elastic=False),
        caption(about),
        *([caption(_("planned"), "amber", elastic=False)] if line.is_planned else []),
    ]
