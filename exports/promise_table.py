"""Promises as a table: what, by whom to whom, until when, in what state."""

from collections.abc import Sequence

from casework.insight.promises import Promise
from casework.language import _
from exports.marks import promise_chip
from exports.paper_words import PaperWords
from exports.styles import FIGURE, FIGURE_BOLD, RED
from exports.table_layout import TableColumn, TableRow, plain_row
from exports.tables import DataTable
from exports.typesetting import ChinesePara


def promise_table(promises: Sequence[Promise], words: PaperWords, *, named: bool = False, most: int = 0) -> DataTable:
    """These promises; `named` adds the enterprise, `most` cuts what is promised after so many characters (0: never)."""
    columns = [
        TableColumn(head=_("What is promised")),
        *([TableColumn(head=_("Enterprise"), fits=True, width=110)] if named else []),
        TableColumn(head=_("Promised by → to"), fits=True, width=130),
        TableColumn(head=_("To be kept by"), fits=True, style=FIGURE),
        TableColumn(head=_("State"), fits=True, width=60),
    ]
    return DataTable(columns, [_row(promise, words, named=named, most=most) for promise in promises])


def _row(promise: Promise, words: PaperWords, *, named: bool, most: int) -> TableRow:
    given = promise.commitment
    between = " → ".join(part for part in (promise.promised_by, words.text(given.promised_to)) if part)
    content = words.excerpt(given.content, most) if most else words.text(given.content)
    due = ChinesePara(given.due_on.isoformat(), FIGURE_BOLD.colored(RED) if promise.is_overdue else FIGURE)
    return plain_row(content, *([promise.enterprise] if named else []), between, due, promise_chip(promise))
