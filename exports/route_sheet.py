"""The route sheet: the visits planned for some days, place by place, with whom to meet and room for a note."""

from functools import partial
from pathlib import Path

from casework.amounts import count_text
from casework.insight.figure_words import comma
from casework.insight.route import Route, RouteDay, Stop
from casework.language import _
from casework.periods import Period
from exports.closings import Signatures
from exports.document import ROUND_STATEMENT_PAGE, Document, Printed
from exports.drawing import Block, Gap, Pen
from exports.marks import mode_chip
from exports.monthly_words import day_text
from exports.paper_facts import PaperFacts
from exports.paper_words import PaperWords
from exports.sections import Section, Stack
from exports.styles import CELL, FIGURE, GREY, INK, META, REMARK, TITLE, TextStyle
from exports.table_layout import Cell, TableColumn, TableRow, plain_row
from exports.tables import DataTable
from exports.typesetting import ChinesePara

_GAP = "　"
_SMALL = CELL.sized(8.5, 12)
_NAME = CELL.sized(9.5, 13)


def write_route_sheet(target: Path, found: Route, *, facts: PaperFacts, masked: bool = True) -> Printed:
    """Print the route of some days as PDF; FileTrouble where it cannot be written.

    `masked` hides telephone numbers; whoever goes may want them in full.
    """
    title = _("Route sheet")
    words = PaperWords(as_of=found.as_of, masked=masked)
    document = Document(
        page=ROUND_STATEMENT_PAGE,
        title=f"{title}{_GAP}{Period(found.first, found.last).title()}",
        author=facts.centre,
        subject=comma(found.scope, found.person),
        foot=_GAP.join((facts.centre, title, *([_("contact data masked")] if masked else []))),
        running_head=(_("{title} (continued)").format(title=title), Period(found.first, found.last).title()),
        day=facts.made_on,
        is_sample=facts.sample,
        language=facts.language,
    )
    return document.write(target, partial(_blocks, found, words))


def _blocks(found: Route, words: PaperWords) -> list[Block]:
    head: list[Block] = [ChinesePara(_("Route sheet"), TITLE), ChinesePara(_meta(found), META), Gap(4)]
    if not found.days:
        return [*head, Gap(12), ChinesePara(_("No visit is planned for these days."), REMARK)]
    signed = Stack(Gap(4), Signatures([(_("Route agreed by"), _("Date of signature"))]))
    last = found.days[-1]
    return [*head, *(_day(day, words, signed if day is last else None) for day in found.days)]


def _meta(found: Route) -> str:
    return (_GAP * 2).join(
        part
        for part in (
            Period(found.first, found.last).title(),
            found.scope,
            found.person,
            _("{count} to visit").format(count=count_text(found.stops, "家")),
            _("printed on {day}").format(day=day_text(found.as_of)),
        )
        if part
    )


def _day(day: RouteDay, words: PaperWords, closing: Block | None) -> Section:
    columns = [
        TableColumn(head=_("place"), fits=True, align="right", style=FIGURE),
        TableColumn(head=_("Done"), width=32, align="center"),
        TableColumn(head=_("Enterprise and address"), share=1.35, style=_NAME),
        TableColumn(head=_("Whom to meet"), share=0.75, style=_SMALL),
        TableColumn(head=_("Mode"), fits=True, width=60),
        TableColumn(head=_("What about"), share=0.9, style=_SMALL),
        TableColumn(head=_("Waiting there"), fits=True, width=104, style=_SMALL),
        TableColumn(head=_("Note"), share=0.7),
    ]
    rows = [_stop(number, stop, words) for number, stop in enumerate(day.stops, 1)]
    weekday = (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    )[day.on.weekday()]  # fmt: skip
    title = _("{words} ({note})").format(words=day_text(day.on), note=weekday)
    note = _("{count}, those of a place beside each other").format(count=count_text(len(rows), "家"))
    return Section(title, DataTable(columns, rows, is_roomy=True), note=note, closing=closing)


def _stop(number: int, stop: Stop, words: PaperWords) -> TableRow:
    visit = stop.visit
    contact = stop.contact
    met = visit.counterpart or (contact.name if contact else "")
    phone = words.text(contact.phone) if contact else ""
    post = contact.post if contact and contact.name == met else ""
    whom = [met, post, phone]
    small = _small(GREY)
    lines = [
        _where(stop),
        _("goes: {who}").format(who=stop.participants) if stop.participants else "",
    ]
    name = ChinesePara([(stop.enterprise.name, _NAME.bold), *((f"\n{line}", small) for line in lines if line)], _NAME)
    return plain_row(
        str(number), TickBox(), name, "\n".join(part for part in whom if part), mode_chip(visit.contact_mode),
        words.text(visit.topic), _waiting(stop), " ",
    )  # fmt: skip


def _where(stop: Stop) -> str:
    """The address, with the place before it where the address does not begin with it."""
    address = stop.enterprise.address
    return (
        address if stop.place and address.startswith(stop.place) else " · ".join(p for p in (stop.place, address) if p)
    )


def _small(color: str) -> TextStyle:
    return FIGURE.sized(8, 11.2).colored(color)


def _waiting(stop: Stop) -> Cell:
    """What is open there and how much of it is late, so that nobody goes unprepared."""
    lines: list[str] = []
    if stop.open_matters:
        late = _("of them {count} late").format(count=stop.late_matters) if stop.late_matters else ""
        lines.append(comma(_("in hand: {count}").format(count=count_text(stop.open_matters, "项")), late))
    if stop.open_promises:
        late = _("of them {count} overdue").format(count=stop.late_promises) if stop.late_promises else ""
        lines.append(comma(_("{count} promised").format(count=count_text(stop.open_promises, "条")), late))
    return "\n".join(lines)


class TickBox(Block):
    """A box to tick by hand."""

    SIDE = 9.0

    @property
    def natural_width(self) -> float:
        """Its side."""
        return self.SIDE

    def measure(self, width: float) -> float:
        """Its side."""
        del width
        return self.SIDE

    def paint(self, pen: Pen) -> None:
        """The box."""
        pen.rectangle(0, 0, self.SIDE, self.SIDE, outline=INK, thickness=0.7)
