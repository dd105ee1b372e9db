"""The workbook and the PDF of a report, made on another thread from what was asked."""

from pathlib import Path

from casework.casebook import Casebook
from desktop.export_log import Made
from desktop.monthly_papers import export_monthly, print_monthly_summary
from desktop.pages.reports_data import round_of, scope_of
from desktop.pages.reports_question import ReportQuestion


def make_workbook(question: ReportQuestion, book: Casebook, target: Path) -> Made:
    """The figures with the records behind each, as a workbook."""
    scope, round_ = scope_of(book, question), round_of(book, question)
    return export_monthly(book, target, question.period, scope=scope, round_=round_, force=True)


def make_pdf(question: ReportQuestion, book: Casebook, target: Path) -> Made:
    """The monthly summary as PDF."""
    scope, round_ = scope_of(book, question), round_of(book, question)
    return print_monthly_summary(book, target, question.period, scope=scope, round_=round_, force=True)
