"""The statement of a revisit round on paper: the sentence first, then coverage by enterprise, then what is carried."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from casework.amounts import count_text, ordinal
from casework.entities.rounds import MEMBER_OUTCOMES
from casework.entities.visits import CONTACT_MODES
from casework.insight.coverage import Coverage, CoverageRow
from casework.insight.coverage_words import round_span, statement
from casework.insight.round_contacts import Cell as RoundCell
from casework.language import _, chosen_language
from exports.charts import Share, SplitBar
from exports.closings import Signatures
from exports.document import ROUND_STATEMENT_PAGE, Document, Printed
from exports.drawing import Block, Gap
from exports.marks import Marked, mode_chip, state_chip
from exports.monthly_words import day_text
from exports.paper_facts import PaperFacts
from exports.paper_words import PaperWords
from exports.promise_table import promise_table
from exports.sections import Section, Stack
from exports.styles import CELL, FIGURE, GREY, META, NOTE, RED, STATEMENT, TITLE
from exports.table_layout import NOTHING_COUNTED, Cell, TableColumn, TableRow, plain_row, total_row
from exports.tables import DataTable
from exports.typesetting import ChinesePara

_SMALL = FIGURE.sized(8, 11.2)
_NAME = CELL.sized(9, 12.6)
_GAP = "　"
_EARLIER = 3


def write_round_statement(target: Path, found: Coverage, *, facts: PaperFacts, masked: bool = True) -> Printed:
    """Print the statement of a round as PDF; FileTrouble where it cannot be written.

    A closed round prints the statement it was closed with; where the records say something else
    today, that stands below it. `masked` hides telephone numbers within texts (product rule 10).
    """
    title = _title(found)
    words = PaperWords(as_of=found.as_of, masked=masked)
    document = Document(
        page=ROUND_STATEMENT_PAGE,
        title=_GAP.join(part for part in (found.territory, title) if part),
        author=facts.centre,
        subject=found.round.name,
        foot=_GAP.join((facts.centre, title, _("every figure opens its records in the case file"))),
        running_head=(_("{title} (continued)").format(title=title), found.territory),
        day=facts.made_on,
        is_sample=facts.sample,
        language=facts.language,
    )
    return document.write(target, partial(_blocks, found, words))


def _title(found: Coverage) -> str:
    return _("Statement of revisit round {round}").format(round=ordinal(found.round.round_no))


def _blocks(found: Coverage, words: PaperWords) -> list[Block]:
    head: list[Block] = [
        ChinesePara(_title(found), TITLE),
        ChinesePara(_meta(found), META),
        Gap(7),
        *_told(found, words),
        Gap(5),
    ]
    if found.rows:
        head.append(_bar(found))
    coverage = Section(
        _("Coverage by enterprise"),
        _coverage_table(found, words),
        note=_("an enterprise contacted more than once in a round counts once, by the nearest mode"),
        closing=None if found.promises else _signatures(),
    )
    if not found.promises:
        return [*head, coverage]
    return [*head, coverage, _promises(found, words)]


def _meta(found: Coverage) -> str:
    return _GAP.join(
        part
        for part in (
            found.territory,
            round_span(found),
            _("a fixed list of {count}").format(count=count_text(len(found.rows), "家")),
            _("led by {unit}").format(unit=found.lead_unit) if found.lead_unit else "",
            _("As of {day}").format(day=day_text(found.as_of)),
        )
        if part
    )


def _told(found: Coverage, words: PaperWords) -> list[Block]:
    """The statement; of a closed round the one it was closed with, and what the records say now where that differs."""
    now = words.text(statement(found))
    kept = words.text(found.round.statement.strip())
    if not kept or kept == now:
        return [ChinesePara(now, STATEMENT)]
    return [ChinesePara(kept, STATEMENT), ChinesePara(_("By the records of today: {words}").format(words=now), NOTE)]


def _bar(found: Coverage) -> Block:
    shares = [_share(CONTACT_MODES.label(mode), count) for mode, count in found.by_mode.items()]
    return SplitBar([*shares, _share(_("not reached"), len(found.missing))], total=len(found.rows))


def _share(word: str, count: int) -> Share:
    return Share(word=word, count=count, counted=count_text(count, "家"))


def _coverage_table(found: Coverage, words: PaperWords) -> Block:
    rounds = [
        TableColumn(head=_("round {round}").format(round=ordinal(one.round_no)), fits=True, style=_SMALL)
        for one in found.rounds[:-1][-_earlier() :]
    ]
    now = TableColumn(
        head=_("round {round}").format(round=ordinal(found.round.round_no)), fits=True, style=_SMALL, is_tinted=True
    )
    columns = [
        TableColumn(head=_("place"), fits=True, align="right", style=_SMALL),
        TableColumn(head=_("Enterprise (by pinyin)"), style=_NAME),
        TableColumn(head=_("In charge"), fits=True, width=52, style=_SMALL),
        *rounds,
        now,
        *(_counts(head) for head in (_("Appeal"), _("Demand"), _("Match"), _("Promise"))),
        TableColumn(head=_("next"), fits=True, style=_SMALL),
    ]
    rows = [_row(number, row, words) for number, row in enumerate(found.rows, 1)]
    return DataTable(columns, [*rows, _totals(found)])


def _earlier() -> int:
    """How many rounds stand beside the one told of: English words are wider."""
    return _EARLIER if chosen_language() == "zh_CN" else 1


def _counts(head: str) -> TableColumn:
    return TableColumn(head=head, fits=True, align="right", style=FIGURE, nothing=NOTHING_COUNTED)


def _row(number: int, row: CoverageRow, words: PaperWords) -> TableRow:
    shown = row.cells[-_earlier() - 1 :]
    cells = [_mark(cell, words, is_now=cell is row.now) for cell in shown]
    brought = row.now.brought
    counts = [str(n) if n else "" for n in (brought.appeals, brought.demands, brought.matches, brought.promises)]
    following = _("none needed") if row.no_next_contact else _next_day(row, words)
    return plain_row(str(number), row.enterprise, row.commissioner, *cells, *counts, following)


def _next_day(row: CoverageRow, words: PaperWords) -> Cell:
    """The day of the next contact; one that has passed is red and bold."""
    day = row.next_contact_on
    if day is not None and day < words.as_of:
        return ChinesePara(words.day(day), _SMALL.bold.colored(RED))
    return words.next_day(day)


def _mark(cell: RoundCell, words: PaperWords, *, is_now: bool) -> Cell:
    """The mode with its day, why there was no contact, or nothing where the enterprise was not on the list."""
    if cell.is_reached:
        style = _SMALL.bold if is_now else _SMALL.colored(GREY)
        return Marked(mode_chip(cell.mode), words.month(cell.occurred_on), style)
    if not cell.in_cohort:
        return ""
    if cell.outcome:
        return state_chip(cell.outcome, MEMBER_OUTCOMES.label(cell.outcome))
    return state_chip("not_reached", _("not reached"))


def _totals(found: Coverage) -> TableRow:
    """Contacted of the list in each round, and what this one brought; the sums of the rows above."""
    reached = [found.reached_in(place) for place in range(len(found.rounds))][-_earlier() - 1 :]
    brought = found.brought
    return total_row(
        _("Contacted / on the list, in all"),
        *(f"{done}/{listed}" if listed else "" for done, listed in reached),
        *(str(n) for n in (brought.appeals, brought.demands, brought.matches, brought.promises)),
        " ",
        span=3,
    )


def _promises(found: Coverage, words: PaperWords) -> Section:
    following = ordinal(found.round.round_no + 1)
    title = (
        _("Promises carried over to round {round}").format(round=following)
        if found.round.closed_on
        else _("Promises still to be kept")
    )
    late = sum(promise.is_overdue for promise in found.promises)
    note = _("{count}: {late} overdue, {rest} in time").format(
        count=count_text(len(found.promises), "条"),
        late=count_text(late, "条"),
        rest=count_text(len(found.promises) - late, "条"),
    )
    return Section(title, promise_table(found.promises, words, named=True), note=note, closing=_signatures())


def _signatures() -> Block:
    roles: Sequence[str] = (_("Filled in by"), _("Checked by"), _("Date of signature"))
    return Stack(Gap(4), Signatures([roles]))
