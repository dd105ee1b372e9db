"""A ladder as a pipeline: an arrow for each stage with its entries, and below it the projects that stand there."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casework.amounts import format_fen
from casework.entities.projects import BLOCKER_KINDS, LADDERS
from casework.insight.project_board import ProjectCard, StageLine
from casework.language import _
from widgets.buttons import link_button
from widgets.cards import Card, CardHead
from widgets.chip_families import family_of
from widgets.fonts import TextSize
from widgets.painting import paint_box, paint_focus, paint_line
from widgets.pieces import Chip, Icon, Piece, Words, caption, fixed, spoken
from widgets.tokens import tokens_of

_ARROW, _CARD = 68, 74
_POINT = 12
MOST_SHOWN = 3
_LONG_IN_STAGE = 30


class StageArrow(QAbstractButton):
    """A stage: entries and money of the period; pressing it lists its projects."""

    def __init__(self, line: StageLine, *, first: bool) -> None:
        """The first has a straight back."""
        super().__init__()
        self._line, self._first = line, first
        self._family = family_of("stage", line.stage)
        self.setFixedHeight(_ARROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        left, right = self._first_line()
        number, amount = self._second_line()
        self.setAccessibleName(spoken([*left, *right, *number, *amount]))
        self.setToolTip(_("{count} projects stand here now").format(count=line.standing))

    def sizeHint(self) -> QSize:
        """Room for its words."""
        return QSize(180, _ARROW)

    def minimumSizeHint(self) -> QSize:
        """The words at the right may be cut."""
        return QSize(112, _ARROW)

    def _first_line(self) -> tuple[list[Piece], list[Piece]]:
        line = self._line
        if line.target is not None:
            right = _("target {count}").format(count=line.target)
        else:
            right = _("this month +{count}").format(count=line.month_entries) if line.month_entries else ""
        label = Words(line.label, str(self._family), bold=True, elastic=False)
        return [label], [caption(right, "text2")] if right else []

    def _second_line(self) -> tuple[list[Piece], list[Piece]]:
        number = Words(str(self._line.entries), size=TextSize.PAGE, bold=True, elastic=False)
        amount = format_fen(self._line.amount) if self._line.amount is not None else "—"
        return [number, caption(_("projects"), "text2", elastic=False)], [Words(amount, "text2")]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """An arrow on the family's ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self)
        width, height, middle = float(self.width()), float(self.height()), self.height() / 2
        notch = 0 if self._first else _POINT
        shape = [(0, 0), (width - _POINT, 0), (width, middle), (width - _POINT, height), (0, height), (notch, middle)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour(f"{self._family}_ground"))
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in shape]))
        room = QRectF(_POINT + 8, 0, width - 2 * _POINT - 14, height)
        for top, (left, right) in ((8.0, self._first_line()), (34.0, self._second_line())):
            paint_line(painter, tokens, QRectF(room.x(), top, room.width(), 26), left, right)
        if self.hasFocus():
            paint_focus(painter, tokens, QRectF(self.rect()))


class PipelineCard(QAbstractButton):
    """A project in its stage: name, enterprise, money, what holds it up, how long it stands here."""

    def __init__(self, card: ProjectCard) -> None:
        """Pressing it opens the project."""
        super().__init__()
        self._card = card
        self.setFixedHeight(_CARD)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        words = [spoken([*left, *right]) for left, right in self._lines()]
        self.setAccessibleName("，".join(word for word in words if word))
        self.setToolTip(self.accessibleName())

    def sizeHint(self) -> QSize:
        """As its arrow."""
        return QSize(170, _CARD)

    def minimumSizeHint(self) -> QSize:
        """The words may be cut."""
        return QSize(100, _CARD)

    def _lines(self) -> tuple[tuple[list[Piece], list[Piece]], ...]:
        card = self._card
        chips: list[Piece] = []
        if card.blocker:
            family = family_of("blocker_kind", card.blocker.blocker_kind)
            chips.append(Chip(BLOCKER_KINDS.label(card.blocker.blocker_kind), family))
            chips.append(caption(card.blocker.subject))
        return (
            ([Words(card.project.name)], []),
            ([caption(card.enterprise, "text2")], [fixed(money) for money in [card_money(card)] if money]),
            (chips, _days(card)),
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Three lines in a box."""
        painter = QPainter(self)
        tokens = tokens_of(self)
        box = QRectF(self.rect())
        border = "border" if self.underMouse() else "line"
        paint_box(painter, box, tokens.colour("card"), tokens.colour(border), 6)
        for number, (left, right) in enumerate(self._lines()):
            room = QRectF(12, 6 + number * 21, box.width() - 22, 21)
            paint_line(painter, tokens, room, left, right)
        if self.hasFocus():
            paint_focus(painter, tokens, box, 6)


def card_money(card: ProjectCard) -> str:
    """The money that belongs to the stage of a project: agreed before, signed from the signing on."""
    project = card.project
    fen = project.signed_amount or project.agreed_investment or project.promoted_amount
    if project.stage in ("", "intention", "contact"):
        fen = project.intended_amount
    return format_fen(fen) if fen else ""


def _days(card: ProjectCard) -> list[Piece]:
    """How long it has been held up, or how long it stands in its stage."""
    if card.blocker:
        return [Icon("clock", "amber", 14), fixed(_("{days} days").format(days=card.blocked_days), "amber")]
    if card.days is None:
        return []
    tone = "text2" if card.days > _LONG_IN_STAGE else "dim"
    return [Icon("clock", "dim", 14), caption(_("{days} days").format(days=card.days), tone, elastic=False)]


class LadderCard(Card):
    """One ladder. `opened` tells a project, `stage_chosen` a stage whose projects are to be listed."""

    opened = Signal(str)
    stage_chosen = Signal(str, str)

    def __init__(self, ladder: str) -> None:
        """Empty until its stages are shown."""
        super().__init__(margins=(14, 4, 14, 12))
        self._ladder = ladder
        self._head = CardHead(LADDERS.label(ladder))
        self.add(self._head)
        self._holder = QWidget()
        self.add(self._holder, 1)

    def show_stages(self, stages: Sequence[StageLine], period: str) -> None:
        """Shows the stages of a period; numbers count entries, cards stand where the projects are now."""
        note = _("numbers count entries into the stage: {period}").format(period=period)
        self._head.set_title(LADDERS.label(self._ladder), note)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for number, line in enumerate(stages):
            row.addLayout(self._column(line, first=number == 0), 1)
        self.column.replaceWidget(self._holder, holder)
        self._holder.hide()
        self._holder.deleteLater()
        self._holder = holder

    def _column(self, line: StageLine, *, first: bool) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        arrow = StageArrow(line, first=first)
        arrow.clicked.connect(lambda: self.stage_chosen.emit(self._ladder, line.stage))
        column.addWidget(arrow)
        shown = line.cards[:MOST_SHOWN]
        for card in shown:
            column.addWidget(self._card(card))
        if line.standing > len(shown):
            more = _more(line.standing - len(shown))
            more.clicked.connect(lambda: self.stage_chosen.emit(self._ladder, line.stage))
            column.addWidget(more)
        column.addStretch(1)
        return column

    def _card(self, card: ProjectCard) -> PipelineCard:
        made = PipelineCard(card)
        made.clicked.connect(lambda: self.opened.emit(card.id))
        return made


def _more(count: int) -> QAbstractButton:
    return link_button(_("{count} more").format(count=count))
