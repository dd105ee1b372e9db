"""The cases of an enterprise with clock and rating, and the promises still to be kept."""

from collections import Counter
from dataclasses import replace

from casework.amounts import count_text
from casework.entities.appeals import CASE_KINDS, CONFIRMATION_MODES, RATINGS, SERVICE_MODES, Appeal
from casework.insight.case_clocks import CaseClock
from casework.insight.case_story import CaseStory, EnterpriseStory, HeldFile
from casework.insight.figure_words import comma, listing
from casework.insight.indicator import AMOUNT_WORDS
from casework.insight.open_matters import case_mark
from casework.insight.promises import Promise
from casework.language import _
from exports.case_words import CaseWords
from exports.drawing import Gap
from exports.marks import Clock, promise_chip, state_chip
from exports.sections import PaperPart, Stack
from exports.styles import CELL, FIGURE, RED
from exports.table_layout import Cell, TableColumn, TableRow, plain_row
from exports.tables import DataTable
from exports.typesetting import ChinesePara

_GAP = "　"
_SMALL_CELL = replace(CELL, size=8.5)
_WIDEST_CLOCK = 200.0  # points: a longer word beside the bar wraps
_MOST_FILES, _FEW_FILES = 30, 6
_BELOW_FILES = 3.0
_LEFT_THE_LOOP = ("withdrawn", "merged")


def cases(story: EnterpriseStory, words: CaseWords) -> PaperPart | None:
    """All cases, those in hand first, the newest of each first; None where there was none."""
    if not story.cases:
        return None
    columns = [
        TableColumn(head=_("Case no."), fits=True, width=66, style=FIGURE),
        TableColumn(head=_("What it is about")),
        TableColumn(head=_("Service mode"), fits=True, width=62, style=_SMALL_CELL),
        TableColumn(head=_("State"), fits=True, width=64),
        TableColumn(head=_("Used / limit (working days)"), fits=True, width=_WIDEST_CLOCK),
        TableColumn(head=_("Rating by the enterprise"), fits=True, width=92, style=_SMALL_CELL),
    ]
    rows = [_case(case, words) for case in sorted(story.cases, key=lambda case: not case.clock.is_open)]
    return PaperPart(_("Appeals and cases"), DataTable(columns, rows), _counted(story))


def _counted(story: EnterpriseStory) -> str:
    """The kinds apart, how many are closed and in hand, how satisfied: 诉求4件；办结2件，在办2件；满意率100%（2/2）."""
    kinds = Counter(case.appeal.case_kind for case in story.cases)
    told = listing(_amount(CASE_KINDS.label(kind), kinds[kind]) for kind in CASE_KINDS.labels if kinds[kind])
    states = comma(_amount(_("Closed"), story.cases_closed), _amount(_("in hand"), story.cases_open))
    told = _("{before}; {next}").format(before=told, next=states)
    if not story.satisfaction[1]:
        return told
    rate = _(AMOUNT_WORDS).format(words=_("satisfaction rate"), figure=story.satisfaction_text)
    return _("{before}; {next}").format(before=told, next=rate)


def _amount(words: str, count: int) -> str:
    return _(AMOUNT_WORDS).format(words=words, figure=count_text(count, "件"))


def _case(case: CaseStory, words: CaseWords) -> TableRow:
    appeal = case.appeal
    subject = words.text(appeal.subject)
    if appeal.case_kind != "appeal":
        subject = _("[{kind}] {subject}").format(kind=CASE_KINDS.label(appeal.case_kind), subject=subject)
    mode = SERVICE_MODES.label(appeal.service_mode)
    return plain_row(
        appeal.number,
        subject,
        mode,
        state_chip(*case_mark(appeal, case.clock)),
        _clock(appeal, case.clock),
        _rating(appeal),
    )


def _clock(appeal: Appeal, clock: CaseClock) -> Cell:
    """The bar; only the days where no limit is set, nothing for a case that left the loop."""
    if appeal.state in _LEFT_THE_LOOP:
        return ""
    if not clock.limit:
        return ChinesePara(comma(count_text(clock.used, "个工作日"), clock.word), FIGURE)
    return Clock(clock.used, clock.limit, clock.word)


def _rating(appeal: Appeal) -> str:
    """The rating and how the enterprise confirmed it; of an open case that it is none yet."""
    if appeal.state in _LEFT_THE_LOOP:
        return ""
    if appeal.state != "closed":
        return _("not rated yet")
    confirmed = CONFIRMATION_MODES.label(appeal.confirmation_mode) if appeal.confirmation_mode else ""
    return _GAP.join(part for part in (RATINGS.label(appeal.rating), confirmed) if part)


def attachments(story: EnterpriseStory, words: CaseWords) -> PaperPart | None:
    """The names of the files that are kept, each with the record it hangs on; None where there is none."""
    if not story.attachments:
        return None
    shown = story.attachments[: _FEW_FILES if words.measure.is_compact else _MOST_FILES]
    told = listing(_file(one, words) for one in shown)
    count = count_text(len(story.attachments), "份")
    note = count if len(shown) == len(story.attachments) else _("the newest {shown} of {count}").format(
        shown=len(shown), count=count
    )  # fmt: skip
    return PaperPart(_("Attachments listed"), Stack(ChinesePara(told, CELL), Gap(_BELOW_FILES)), note)


def _file(one: HeldFile, words: CaseWords) -> str:
    name = words.text(one.file_name)
    about = comma(one.belongs_to, words.day(one.added_on))
    return _("{words} ({note})").format(words=name, note=about) if about else name


def promises(story: EnterpriseStory, words: CaseWords) -> PaperPart | None:
    """The promises still to be kept, the earliest due first; None where all are settled."""
    if not story.promises:
        return None
    columns = [
        TableColumn(head=_("What is promised")),
        TableColumn(head=_("Promised by → to"), fits=True, width=110),
        TableColumn(head=_("Given at"), fits=True, width=104),
        TableColumn(head=_("To be kept by"), fits=True, width=70, style=FIGURE),
        TableColumn(head=_("State"), fits=True, width=60),
    ]
    rows = [_promise(promise, words) for promise in story.promises]
    note = _("{count} in all, to be answered one by one at the next contact").format(count=len(rows))
    return PaperPart(_("Promises still to be kept"), DataTable(columns, rows), note)


def _promise(promise: Promise, words: CaseWords) -> TableRow:
    given = promise.commitment
    between = " → ".join(part for part in (promise.promised_by, words.text(given.promised_to)) if part)
    source = " ".join(part for part in (promise.source, words.day(promise.source_on)) if part)
    style = FIGURE.colored(RED) if promise.is_overdue else FIGURE
    due = ChinesePara(given.due_on.isoformat(), style)
    return plain_row(words.text(given.content), between, source, due, promise_chip(promise))
