"""What every export carries and leaves behind: its number, its office, and its line in the export log (rule 10)."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from casework.casebook import Casebook
from casework.entities.export_records import EXPORT_KINDS, ExportRecord
from casework.entities.settings import setting
from casework.errors import FileTrouble
from casework.language import _
from exports.workbook_plan import ExportFacts


def facts_of(book: Casebook) -> ExportFacts:
    """What an export made now says about itself, with the next number of the day."""
    today = book.clock.today
    made = book.count(ExportRecord, "made_on = :day", {"day": today.isoformat()})
    return ExportFacts(
        export_number=f"DC-{today:%Y%m%d}-{made + 1:02d}",
        case_file=book.path.name,
        centre=setting(book, "centre_name") or book.path.stem,
        made_by=book.actor,
        made_on=today,
        as_of=today,
        sample=bool(setting(book, "sample")),
    )


@dataclass(frozen=True, slots=True)
class Made:
    """An export that was made: how many rows or pages, its line in the log, what the user should know of it.

    `files` are the paths where it became more than one.
    """

    count: int
    record: ExportRecord
    warnings: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """What a writer put into a file: how many rows or pages, and what the user should know of them."""

    count: int
    warnings: tuple[str, ...] = ()


def made(
    book: Casebook,
    target: Path,
    kind: str,
    write: Callable[[ExportFacts], Contents],
    *,
    facts: ExportFacts | None = None,
    force: bool = False,
    unmasked: bool = False,
    sent_values: str = "",
) -> Made:
    """Makes one export and logs it; FileTrouble where the target exists and `force` is not given.

    `write` is told the facts (those given, or those of an export made now) and answers what it wrote. A file
    open for reading only exports too; its log then says nothing.
    """
    refuse_existing(target, force=force)
    facts = facts or facts_of(book)
    contents = write(facts)
    record = ExportRecord(
        number=facts.export_number,
        export_kind=kind,
        made_on=book.clock.today,
        made_by=book.actor,
        file_name=target.name,
        row_count=contents.count,
        unmasked=unmasked,
        sent_values=sent_values,
    )
    if book.may_note:
        with _present(book) as now, now.note(_("Export: {kind}").format(kind=EXPORT_KINDS.label(kind))) as log:
            record = log.save(replace(record, made_on=now.clock.today))
    return Made(contents.count, record, contents.warnings)


def _present(book: Casebook) -> contextlib.AbstractContextManager[Casebook]:
    """The case file as it is now: what leaves the office is logged there also while its past is looked at."""
    return book.present() if book.is_past else contextlib.nullcontext(book)


def refuse_existing(target: Path, *, force: bool) -> None:
    """FileTrouble where something lies at the target that is not to be replaced."""
    if target.exists() and not force:
        raise FileTrouble(
            _("{path} already exists.").format(path=target),
            code="exists",
            remedy=_("Give another name, or allow it to be replaced (--force)."),
        )
