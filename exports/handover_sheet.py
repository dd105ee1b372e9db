"""The handover sheet: everything one person holds, line by line, signed by who gives, who takes and who watches."""

from functools import partial
from pathlib import Path

from casework.amounts import count_text
from casework.entities.visits import CONTACT_MODES
from casework.insight.handover import Handover
from casework.insight.open_matters import OpenMatter
from casework.language import _
from exports.closings import Signatures
from exports.document import ROUND_STATEMENT_PAGE, Document, Printed
from exports.drawing import Block, Gap
from exports.marks import state_chip
from exports.monthly_words import day_text
from exports.paper_facts import PaperFacts
from exports.paper_words import PaperWords
from exports.promise_table import promise_table
from exports.sections import PaperPart, WithClosing, numbered_sections
from exports.styles import CELL, FIGURE, FIGURE_BOLD, META, RED, REMARK, TITLE
from exports.table_layout import TableColumn, TableRow, plain_row
from exports.tables import DataTable
from exports.typesetting import ChinesePara

_GAP = "　"
_SMALL = CELL.sized(8.8, 12.4)


def write_handover_sheet(target: Path, found: Handover, *, facts: PaperFacts, masked: bool = True) -> Printed:
    """Print what one person hands over as PDF; FileTrouble where it cannot be written.

    `masked` hides telephone numbers within texts (product rule 10).
    """
    title = _("Handover sheet")
    words = PaperWords(as_of=found.as_of, masked=masked)
    document = Document(
        page=ROUND_STATEMENT_PAGE,
        title=f"{title}{_GAP}{found.person.name}",
        author=facts.centre,
        subject=found.person.name,
        foot=_GAP.join((facts.centre, title)),
        running_head=(_("{title} (continued)").format(title=f"{title}{_GAP}{found.person.name}"), ""),
        day=facts.made_on,
        is_sample=facts.sample,
        language=facts.language,
    )
    return document.write(target, partial(_blocks, found, words))


def _blocks(found: Handover, words: PaperWords) -> list[Block]:
    parts = [part for part in (_enterprises(found, words), _matters(found, words)) if part]
    if found.promises:
        count = count_text(len(found.promises), "条")
        parts.append(PaperPart(_("Promises not kept yet"), promise_table(found.promises, words, named=True), count))
    if found.visits:
        parts.append(_visits(found, words))
    head: list[Block] = [ChinesePara(_("Handover sheet"), TITLE), ChinesePara(_meta(found), META), Gap(5)]
    if not parts:
        nothing = ChinesePara(
            _("{name} holds nothing that could be handed over.").format(name=found.person.name), REMARK
        )
        return [*head, WithClosing(nothing, _signatures())]
    return [*head, *numbered_sections(parts, _signatures())]


def _meta(found: Handover) -> str:
    giver = "　".join(part for part in (found.unit, found.person.name) if part)
    return (_GAP * 2).join((
        _("handed over by: {who}").format(who=giver),
        _("taken over by: {who}").format(who=found.successor or "＿＿＿＿＿＿"),
        _("As of {day}").format(day=day_text(found.as_of)),
    ))  # fmt: skip


def _enterprises(found: Handover, words: PaperWords) -> PaperPart | None:
    if not found.enterprises:
        return None
    columns = [
        TableColumn(head=_("place"), fits=True, align="right", style=FIGURE),
        TableColumn(head=_("Enterprise (by pinyin)"), share=1.1),
        TableColumn(head=_("Located in"), share=0.7, style=_SMALL),
        TableColumn(head=_("In charge since"), fits=True, style=FIGURE),
        TableColumn(head=_("Last contact"), fits=True, style=FIGURE),
        TableColumn(head=_("Next contact"), fits=True, style=FIGURE),
        TableColumn(head=_("What about"), share=1.1, style=_SMALL),
    ]
    rows = [
        plain_row(
            str(number), one.name, one.place, one.since.isoformat(),
            one.last_contact_on.isoformat() if one.last_contact_on else _("none yet"),
            words.next_day(one.next_contact_on), words.text(one.next_content),
        )
        for number, one in enumerate(found.enterprises, 1)
    ]  # fmt: skip
    return PaperPart(_("Enterprises in charge"), DataTable(columns, rows), count_text(len(rows), "家"))


def _matters(found: Handover, words: PaperWords) -> PaperPart | None:
    if not found.matters:
        return None
    columns = [
        TableColumn(head=_("Number"), fits=True, width=66, style=FIGURE),
        TableColumn(head=_("Enterprise"), fits=True, width=86, style=_SMALL),
        TableColumn(head=_("What is in hand")),
        TableColumn(head=_("State"), fits=True, width=64),
        TableColumn(head=_("How far it is"), style=_SMALL),
        TableColumn(head=_("Due on"), fits=True, style=FIGURE),
    ]
    late = sum(matter.is_late for matter in found.matters)
    note = count_text(len(found.matters), "项")
    if late:
        note = _("{count}, {late} of them late").format(count=note, late=count_text(late, "项"))
    return PaperPart(_("Not finished yet"), DataTable(columns, [_matter(m, words) for m in found.matters]), note)


def _matter(matter: OpenMatter, words: PaperWords) -> TableRow:
    style = FIGURE_BOLD.colored(RED) if matter.is_late else FIGURE
    due = ChinesePara(words.next_day(matter.due_on), style) if matter.due_on else ""
    return plain_row(
        matter.number, matter.enterprise, words.text(matter.subject), state_chip(*matter.mark),
        words.text(matter.progress), due,
    )  # fmt: skip


def _visits(found: Handover, words: PaperWords) -> PaperPart:
    columns = [
        TableColumn(head=_("Planned for"), fits=True, style=FIGURE),
        TableColumn(head=_("Enterprise"), fits=True, width=130),
        TableColumn(head=_("Mode"), fits=True, width=66),
        TableColumn(head=_("What about")),
    ]
    rows = [
        plain_row(
            one.visit.planned_on.isoformat() if one.visit.planned_on else "", one.enterprise,
            state_chip(one.visit.contact_mode, CONTACT_MODES.label(one.visit.contact_mode)),
            words.text(one.visit.topic),
        )
        for one in found.visits
    ]  # fmt: skip
    return PaperPart(_("Planned visits"), DataTable(columns, rows), count_text(len(rows), "次"))


def _signatures() -> Signatures:
    roles = (_("Handed over by"), _("Taken over by"), _("Watched by"))
    return Signatures([roles, (_("Date of signature"),) * len(roles)])
