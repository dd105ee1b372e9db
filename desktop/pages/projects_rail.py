"""Beside the pipeline: what holds projects up by days, expected against actual output, projects that stand still."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from casework.amounts import format_fen
from casework.entities.projects import BLOCKER_KINDS
from casework.insight.project_board import BlockerLine, ProjectBoard, ProjectCard
from casework.language import _
from widgets.cards import Card, CardHead
from widgets.chip_families import family_of, state_chip
from widgets.labels import TextLabel
from widgets.link_line import LinkLine
from widgets.pieces import Bar, Piece, Words, caption, fixed

_LONG, _LONGEST = 30, 60
"""Days from which a blocker is amber, and red; a bar is full at the second."""
_MOST_BLOCKERS, _MOST_OUTPUTS, _MOST_STALLED = 8, 5, 5


class ProjectsRail(QScrollArea):
    """`opened` tells a project."""

    opened = Signal(str)

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(324)
        self._body: QWidget | None = None

    def show_board(self, board: ProjectBoard) -> None:
        """Shows what the pipeline does not."""
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 2, 0)
        column.setSpacing(8)
        for card in (self._blockers(board), self._outputs(board.outputs), self._stalled(board)):
            if card is not None:
                column.addWidget(card)
        column.addStretch(1)
        if self._body is not None:
            self.takeWidget()
            self._body.deleteLater()
        self._body = body
        self.setWidget(body)
        body.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def _blockers(self, board: ProjectBoard) -> Card:
        card = Card()
        note = _("{count} not cleared").format(count=board.blockers_open)
        card.add(CardHead(_("Hard points, sticking points, blockages"), note))
        card.column.setSpacing(2)
        if not board.blockers:
            card.add(TextLabel(_("Nothing holds a project up."), tone="dim"))
        for line in board.blockers[:_MOST_BLOCKERS]:
            for row in _blocker_rows(line):
                row.clicked.connect(partial(self._open, line.blocker.project_id))
                card.add(row)
        return card

    def _outputs(self, cards: Sequence[ProjectCard]) -> Card | None:
        if not cards:
            return None
        card = Card()
        card.add(CardHead(_("Output"), _("actual / expected at signing")))
        card.column.setSpacing(2)
        for one in cards[:_MOST_OUTPUTS]:
            row = LinkLine([Words(one.project.name)], _output_pieces(one))
            row.clicked.connect(partial(self._open, one.id))
            card.add(row)
        return card

    def _stalled(self, board: ProjectBoard) -> Card | None:
        if not board.stalled:
            return None
        card = Card()
        card.add(
            CardHead(_("Standing still"), _("longer than {days} days in one stage").format(days=board.stalled_days))
        )
        card.column.setSpacing(2)
        for one in board.stalled[:_MOST_STALLED]:
            days = _("{days} days").format(days=one.days or 0)
            row = LinkLine([Words(one.project.name)], [caption(days, "text2", elastic=False)])
            row.clicked.connect(partial(self._open, one.id))
            card.add(row)
        return card

    def _open(self, project_id: str, *_facts: object) -> None:
        self.opened.emit(project_id)


def blocked_tone(days: int) -> str:
    """The tone of so many days blocked."""
    return "red" if days >= _LONGEST else "amber" if days >= _LONG else "text2"


def _blocker_rows(line: BlockerLine) -> list[LinkLine]:
    tone = blocked_tone(line.days)
    days = fixed(_("{days} days").format(days=line.days), tone)
    where = " · ".join(word for word in (line.title, line.unit) if word)
    chip = state_chip(BLOCKER_KINDS, line.blocker.blocker_kind)
    bar = Bar(min(1.0, line.days / _LONGEST), tone if tone != "text2" else str(family_of("", "")), 44)
    return [
        LinkLine([chip, Words(line.blocker.subject)], [days]),
        LinkLine([caption(where, "text2")], [bar], height=24),
    ]


def _output_pieces(card: ProjectCard) -> list[Piece]:
    """Actual over expected, of output or, where there is none, of jobs."""
    project = card.project
    if project.expected_output and project.actual_output is not None:
        actual, expected = project.actual_output, project.expected_output
        words = f"{format_fen(actual)} / {format_fen(expected)}"
    else:
        actual, expected = project.actual_jobs or 0, project.expected_jobs or 1
        words = _("jobs {actual} / {expected}").format(actual=actual, expected=expected)
    share = actual / expected
    tone = "green" if share >= 1 else "accent" if share >= 0.5 else "amber"
    return [Bar(min(1.0, share), tone, 64), fixed(words)]
