"""Many papers at once: case summaries as a booklet with contents, in parts where it grows long, or one file each."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from casework.casebook import Casebook
from casework.entities.enterprises import Enterprise
from casework.errors import CaseworkError
from casework.insight.booklet_entries import booklet_entries
from casework.insight.case_story import EnterpriseStory, enterprise_story
from casework.language import _
from desktop.export_log import Contents, Made, made, refuse_existing
from desktop.paper_kinds import named, paper_facts, printed_contents
from exports.workbook_plan import ExportFacts

MOST_IN_A_PART = 500
"""Enterprises of one file: a reader's patience, and about 200 MB while it is set."""

Told = Callable[[int, int], bool]
"""Told how many are done of how many; answers False once the user has cancelled."""


UNSAFE = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))
"""Characters that a file system refuses in a name."""


class Cancelled(CaseworkError):
    """The user stopped a batch; nothing half made stays."""


def print_booklet(
    book: Casebook,
    target: Path,
    enterprises: Sequence[Enterprise],
    *,
    title: str = "",
    unmasked: bool = False,
    force: bool = False,
    told: Told = lambda _done, _total: True,
) -> Made:
    """The case summaries of these enterprises (at least one) as one PDF with contents and page numbers.

    More than 500 become parts, `NAME-1.pdf`, `NAME-2.pdf`, …; one line in the export log stands for all.
    `title` says what they have in common. Cancelled where `told` says so: no part stays.
    """
    from exports.booklet import Booklet, write_booklet

    parts = [enterprises[first : first + MOST_IN_A_PART] for first in range(0, len(enterprises), MOST_IN_A_PART)]
    targets = _targets(target, len(parts))
    for path in targets:
        refuse_existing(path, force=force)
    written: list[Path] = []

    def write(facts: ExportFacts) -> Contents:
        pages, warnings = 0, dict[str, None]()
        for number, (part, path) in enumerate(zip(parts, targets, strict=True), 1):
            booklet = Booklet(
                subject=title,
                part=(number, len(parts)),
                entries=booklet_entries(book, part),
                stories=_stories(book, part, (MOST_IN_A_PART * (number - 1), len(enterprises)), told),
            )
            printed = write_booklet(path, booklet, facts=paper_facts(book, facts), masked=not unmasked)
            written.append(path)
            contents = printed_contents(printed)
            pages += contents.count
            warnings |= dict.fromkeys(contents.warnings)
        return Contents(pages, tuple(warnings))

    try:
        result = made(book, targets[0], "booklet", write, force=True, unmasked=unmasked)
    except Cancelled:
        _take_back(written)
        raise
    return replace(result, files=tuple(map(str, targets)))


def _targets(target: Path, parts: int) -> list[Path]:
    """The file itself, or one file a part: 汇编-1.pdf, 汇编-2.pdf."""
    if parts == 1:
        return [target]
    return [target.with_name(f"{target.stem}-{number}{target.suffix}") for number in range(1, parts + 1)]


def _stories(
    book: Casebook, enterprises: Sequence[Enterprise], done: tuple[int, int], told: Told
) -> Iterator[EnterpriseStory]:
    """One story after the other, as they are printed; Cancelled where the user does not want more."""
    before, total = done
    for place, enterprise in enumerate(enterprises):
        _go_on(told, before + place, total)
        yield enterprise_story(book, enterprise)
    told(before + len(enterprises), total)


def _go_on(told: Told, done: int, total: int) -> None:
    if not told(done, total):
        raise Cancelled(_("Stopped. Nothing was written."))


def _take_back(written: Sequence[Path]) -> None:
    for path in written:
        path.unlink(missing_ok=True)


def print_summaries(
    book: Casebook,
    folder: Path,
    enterprises: Sequence[Enterprise],
    *,
    unmasked: bool = False,
    told: Told = lambda _done, _total: True,
) -> Made:
    """The case summary of each of these enterprises (at least one) as a file of its own in `folder`.

    A name that is taken gets a number; nothing is overwritten. One line in the export log stands for
    all. Cancelled where `told` says so: no file stays.
    """
    from exports.case_summary import write_case_summary

    written: list[Path] = []

    def write(facts: ExportFacts) -> Contents:
        pages, warnings = 0, dict[str, None]()
        for place, enterprise in enumerate(enterprises):
            _go_on(told, place, len(enterprises))
            path = _free_name(folder, named(_("Case summary"), enterprise))
            story = enterprise_story(book, enterprise)
            printed = write_case_summary(path, story, facts=paper_facts(book, facts), masked=not unmasked)
            written.append(path)
            contents = printed_contents(printed)
            pages += contents.count
            warnings |= dict.fromkeys(contents.warnings)
        return Contents(pages, tuple(warnings))

    try:
        result = made(book, folder, "case_summary", write, force=True, unmasked=unmasked)
    except Cancelled:
        _take_back(written)
        raise
    return replace(result, files=tuple(map(str, written)))


def _free_name(folder: Path, name: str) -> Path:
    """A file that is not there yet, without the characters that a file system refuses."""
    plain = name.translate(UNSAFE).strip()
    path, number = folder / f"{plain}.pdf", 1
    while path.exists():
        number += 1
        path = folder / f"{plain} ({number}).pdf"
    return path
