"""Every kind of paper as a value: gathered from an open case file, then printed into a file or shown as pages.

The room that sets type (reportlab) is loaded inside the functions: no command pays for it unasked.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from casework.amounts import ordinal
from casework.casebook import Casebook
from casework.entities.appeals import Appeal
from casework.entities.enterprises import Enterprise
from casework.entities.lists import ResponsibilityList
from casework.entities.people import Person, Unit
from casework.entities.rounds import RevisitRound
from casework.entities.settings import setting
from casework.entities.visits import Visit
from casework.errors import FileTrouble
from casework.language import _
from casework.periods import Period
from desktop.export_log import Contents, Made, facts_of, made
from exports.workbook_plan import ExportFacts

Write = Callable[[Path, Any, bool], Any]
"""Told the target, the `PaperFacts` and whether personal data are masked; answers `Printed`."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper with everything gathered: its kind in the export log, its words, and how it is written.

    `name` is proposed as the name of its file, without a suffix; an official paper is set by GB/T 9704-2012.
    """

    kind: str
    name: str
    write: Write
    is_official: bool = False


Gather = Callable[[Casebook], Paper]
"""Gathers a paper from an open case file; the window does so beside its own thread."""


def print_paper(book: Casebook, target: Path, paper: Paper, *, unmasked: bool = False, force: bool = False) -> Made:
    """Prints a paper as PDF and logs it; FileTrouble where the target exists and `force` is not given."""

    def write(facts: ExportFacts) -> Contents:
        return _set(book, target, paper, facts, unmasked=unmasked)

    return made(book, target, paper.kind, write, force=force, unmasked=unmasked)


def paper_pdf(book: Casebook, paper: Paper, *, unmasked: bool = False) -> tuple[bytes, tuple[str, ...]]:
    """A paper as it would be printed, to be looked at, and its warnings; it is no export and stands in no log."""
    with TemporaryDirectory(prefix="huifang-") as folder:
        target = Path(folder) / "paper.pdf"
        contents = _set(book, target, paper, facts_of(book), unmasked=unmasked)
        return target.read_bytes(), contents.warnings


def set_in_faces(book: Casebook, write: Callable[[], Any]) -> Contents:
    """An official paper in the faces that the office chose; in ours, with a warning, where one fails."""
    from exports.fonts import BODY, TITLE, office_faces

    chosen = {BODY: setting(book, "print_body_face"), TITLE: setting(book, "print_title_face")}
    files = {role: Path(file) for role, file in chosen.items() if file}
    warnings: list[str] = []
    for role, file in list(files.items()):
        try:
            with office_faces({role: file}):
                pass
        except FileTrouble as trouble:
            warnings.append(str(trouble))
            del files[role]
    with office_faces(files):
        contents = printed_contents(write())
    return replace(contents, warnings=(*warnings, *contents.warnings))


def _set(book: Casebook, target: Path, paper: Paper, facts: ExportFacts, *, unmasked: bool) -> Contents:
    def write() -> Any:
        return paper.write(target, paper_facts(book, facts), not unmasked)

    return set_in_faces(book, write) if paper.is_official else printed_contents(write())


def note_printed(book: Casebook, paper: Paper, pages: int, *, unmasked: bool = False) -> Made:
    """The line in the export log of a paper that went to a printer."""
    name = _("{name} (on paper)").format(name=paper.name)
    return made(book, Path(name), paper.kind, lambda _facts: Contents(pages), force=True, unmasked=unmasked)


def paper_facts(book: Casebook, facts: ExportFacts) -> Any:
    """What every paper says about itself."""
    from exports.paper_facts import PaperFacts

    return PaperFacts(
        centre=facts.centre,
        made_by=facts.made_by,
        made_on=facts.made_on,
        addressee=setting(book, "print_addressee"),
        sample=facts.sample,
    )


def printed_contents(printed: Any) -> Contents:
    """What a paper says of itself (exports.document.Printed): characters that no face has are told."""
    words = _("No face has these characters; they are printed as 〓: {characters}")
    missing = "".join(sorted(printed.missing))
    return Contents(printed.pages, (words.format(characters=missing),) if missing else ())


def case_summary_paper(enterprise: Enterprise, book: Casebook) -> Paper:
    """The case summary of an enterprise."""
    from casework.insight.case_story import enterprise_story

    story = enterprise_story(book, enterprise)

    def write(target: Path, facts: Any, masked: bool) -> Any:  # noqa: FBT001 - as Write says
        from exports.case_summary import write_case_summary

        return write_case_summary(target, story, facts=facts, masked=masked)

    return Paper("case_summary", named(_("Case summary"), enterprise), write)


def visit_brief_paper(enterprise: Enterprise, visit: Visit | None, book: Casebook) -> Paper:
    """The brief of a visit; of the next planned one where none is given."""
    from casework.insight.visit_brief import visit_brief

    brief = visit_brief(book, enterprise, visit, actor=book.actor)

    def write(target: Path, facts: Any, masked: bool) -> Any:  # noqa: FBT001 - as Write says
        from exports.visit_brief import write_visit_brief

        return write_visit_brief(target, brief, facts=facts, masked=masked)

    return Paper("visit_brief", named(_("Visit brief"), enterprise), write)


def named(what: str, enterprise: Enterprise) -> str:
    """A name for the file of a paper about an enterprise."""
    return f"{what} {enterprise.short_name or enterprise.name}"


def round_statement_paper(round_: RevisitRound, book: Casebook) -> Paper:
    """The statement of a round."""
    from casework.insight.coverage import coverage

    found = coverage(book, round_)

    def write(target: Path, facts: Any, masked: bool) -> Any:  # noqa: FBT001 - as Write says
        from exports.round_statement import write_round_statement

        return write_round_statement(target, found, facts=facts, masked=masked)

    name = _("Statement of revisit round {round}").format(round=ordinal(round_.round_no))
    return Paper("round_statement", f"{found.territory}{name}", write)


def appeal_sheet_paper(appeals: Sequence[Appeal], book: Casebook) -> Paper:
    """The sheets of these cases (at least one), in one file."""
    from casework.insight.case_record import case_record

    cases = [case_record(book, appeal.id) for appeal in appeals]

    def write(target: Path, facts: Any, masked: bool) -> Any:  # noqa: FBT001 - as Write says
        from exports.appeal_sheet import write_appeal_sheets

        return write_appeal_sheets(target, cases, facts=facts, masked=masked)

    number = appeals[0].number if len(appeals) == 1 else _("{count} cases").format(count=len(appeals))
    return Paper("appeal_sheet", " ".join((_("Sheet of a case"), number)), write)


def lists_paper(lists: Sequence[ResponsibilityList], book: Casebook) -> Paper:
    """These responsibility lists (at least one) in official layout."""
    from casework.insight.list_record import list_record

    found = [list_record(book, one) for one in lists]

    def write(target: Path, facts: Any, masked: bool) -> Any:  # noqa: FBT001 - as Write says
        from exports.official_list import write_lists

        return write_lists(target, found, facts=facts, masked=masked)

    return Paper("list", lists[0].name if len(lists) == 1 else _("Responsibility lists"), write, is_official=True)


def route_sheet_paper(days: Period, person: Person | None, scope: Unit | None, book: Casebook) -> Paper:
    """The visits planned for some days, as a route; open ends of the period are today."""
    from casework.insight.route import route

    first, last = days.start or book.clock.today, days.end or book.clock.today
    found = route(book, first, max(first, last), person=person, scope=scope)

    def write(target: Path, facts: Any, masked: bool) -> Any:  # noqa: FBT001 - as Write says
        from exports.route_sheet import write_route_sheet

        return write_route_sheet(target, found, facts=facts, masked=masked)

    return Paper("route_sheet", " ".join((_("Route sheet"), Period(first, found.last).title())), write)


def handover_sheet_paper(person: Person, successor: Person | None, book: Casebook) -> Paper:
    """What a person hands over."""
    from casework.insight.handover import handover

    found = handover(book, person, successor)

    def write(target: Path, facts: Any, masked: bool) -> Any:  # noqa: FBT001 - as Write says
        from exports.handover_sheet import write_handover_sheet

        return write_handover_sheet(target, found, facts=facts, masked=masked)

    return Paper("handover_sheet", " ".join((_("Handover sheet"), person.name)), write)
