"""A candidate as a row of four lines: rank and band, what it is, why it was found, what fits, what does not."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from casework.entities.demands import TechDemand
from casework.entities.matches import MATCH_STATES
from casework.entities.offers import TechOffer
from casework.insight.matching.candidates import Candidate
from casework.insight.matching.conditions import Condition
from casework.insight.matching.suggestions import BANDS, Reason
from casework.language import _
from widgets.cell_delegates import CellDelegate, Index
from widgets.chip_families import state_chip
from widgets.fonts import TextSize
from widgets.painting import paint_line
from widgets.pieces import Bar, Chip, Icon, Piece, Space, Words, caption, line_width
from widgets.tokens import Family, tokens_in

HEIGHT = 108
_RANK_WIDTH, _LINE, _TOP = 84, 23, 8
_MOST_PHRASES, _BAR = 3, 42
BAND_FAMILIES = {"far_ahead": Family.GREEN, "ahead": Family.BLUE, "rest": Family.NEUTRAL}
_SIGNS = {True: ("checkmark", "green"), False: ("dismiss", "amber"), None: ("subtract", "dim")}


class CandidateDelegate(CellDelegate):
    """Paints a whole row; rank and band stand at its left."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one candidate."""
        one = self._shown.row_at(index.row())
        if not isinstance(one, Candidate):
            super().paint(painter, option, index)
            return
        tokens = tokens_in(option.palette)
        painter.save()
        self._paint_ground(painter, tokens, option, index)
        rect = QRectF(option.rect).adjusted(12, _TOP, -12, -_TOP)
        for number, line in enumerate(rank_lines(one)):
            paint_line(painter, tokens, QRectF(rect.x(), rect.y() + number * 25, _RANK_WIDTH - 8, 24), line)
        left = rect.adjusted(_RANK_WIDTH, 0, 0, 0)
        conditions = condition_pieces(one, left.width())
        lines = (title_line(one), (reason_pieces(one), []), (conditions, []), (against_pieces(one), []))
        for number, (pieces, right) in enumerate(lines):
            room = QRectF(left.x(), left.y() + number * _LINE, left.width(), _LINE)
            paint_line(painter, tokens, room, pieces, right)
        painter.restore()


def rank_lines(one: Candidate) -> list[list[Piece]]:
    """Its place, how the office's answers moved it, and its band."""
    if one.suggestion is None:
        return [[caption(_("by own words") if one.tried is None else _("tried"))]]
    place: list[Piece] = [
        caption(_("no."), elastic=False),
        Words(str(one.suggestion.rank), size=TextSize.PAGE, bold=True, elastic=False),
    ]
    if moved := one.suggestion.moved:
        sign, tone = ("↑", "green") if moved > 0 else ("↓", "dim")
        place.append(caption(f"{sign}{abs(moved)}", tone, elastic=False))
    return [place, [band_chip(one.suggestion.band)]]


def band_chip(band: str) -> Chip:
    """The chip of a band."""
    return Chip(BANDS.label(band), BAND_FAMILIES.get(band, Family.NEUTRAL))


def candidate_icon(one: Candidate) -> Icon:
    """The icon of an offer, of an expert or of a demand."""
    if isinstance(one.record, TechDemand):
        return Icon("lightbulb", "violet")
    return Icon("beaker", "teal") if isinstance(one.record, TechOffer) else Icon("hat_graduation", "blue")


def state_of(one: Candidate) -> Chip:
    """How far this pair came; not tried otherwise."""
    return state_chip(MATCH_STATES, one.tried.state) if one.tried else Chip(_("not tried"))


def title_line(one: Candidate) -> tuple[list[Piece], list[Piece]]:
    """What it is and whose, how far the pair came."""
    words: list[Piece] = [candidate_icon(one), Words(one.record.title(), bold=True)]
    return [*words, caption(one.unit)] if one.unit else words, [state_of(one)]


def shown_reasons(one: Candidate) -> list[Reason]:
    """The phrases that are shown: none that only lengthens the text, no single characters."""
    return [reason for reason in one.reasons if len(reason.text) > 1 and not reason.is_weak]


def reason_pieces(one: Candidate) -> Sequence[Piece]:
    """The weightiest phrases on the colour of a hit, each with its share of the score."""
    shown = shown_reasons(one)[:_MOST_PHRASES]
    score = one.suggestion.score if one.suggestion else 0.0
    pieces: list[Piece] = []
    for reason in shown:
        pieces += [
            Words(reason.text, size=TextSize.BODY, elastic=False, marks=(reason.text,)),
            Bar(max(0.0, reason.share) / score if score else 0.0, width=_BAR),
            Space(4),
        ]
    left = len(one.reasons) - len(shown)
    more = [caption(_("{count} more words").format(count=left))] if left > 0 else []
    return [*pieces, *more] or [caption(_("no word in common"))]


def condition_pieces(one: Candidate, room: float) -> list[Piece]:
    """Field, readiness, money, region and time, each with its sign; where room is short, only those that are known."""
    wanted = isinstance(one.record, TechDemand)
    pieces = _conditions(one.conditions, wanted=wanted)
    if line_width(pieces) > room:
        pieces = _conditions([condition for condition in one.conditions if condition.fits is not None], wanted=wanted)
    return pieces


def _conditions(conditions: Sequence[Condition], *, wanted: bool) -> list[Piece]:
    pieces: list[Piece] = []
    for condition in conditions:
        name, tone = _SIGNS[condition.fits]
        words = Words(
            condition_words(condition, wanted=wanted), "amber" if condition.fits is False else "text2", TextSize.CAPTION
        )
        pieces += [Icon(name, tone, 14), words]
    return pieces


def condition_words(condition: Condition, *, wanted: bool = False) -> str:
    """A condition in a word or two: 成熟度 6级, 预算 未写; what is `wanted` where the candidate is a demand."""
    given = (condition.wanted if wanted else condition.given) or _("not given")
    return f"{condition.label} {given}"


def against_pieces(one: Candidate) -> list[Piece]:
    """What speaks against it beside the conditions, in one line."""
    if not one.doubts:
        return []
    return [Icon("warning", "amber", 14, text=_("speaks against it")), caption(_("; ").join(one.doubts), "text2")]
