"""Everything the record of one enterprise shows, gathered in one go on the reader's lane."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from casework.casebook import Casebook
from casework.entities.attachments import Attachment
from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import Enterprise, EnterpriseAlias
from casework.entities.policies import PolicyPayout
from casework.entities.visits import CONTACT_MODES, Visit
from casework.fields import Column, columns
from casework.insight.case_story import EnterpriseStory, enterprise_story
from casework.insight.timeline import Happening
from casework.insight.visit_load import LoadLine, VisitLoad, visit_load
from casework.language import _
from casework.records import Reader, Record
from casework.store.history import Action, Operation
from widgets.chip_families import MODE_ICONS, family_of
from widgets.pieces import Chip, Piece
from widgets.timeline import TimelineEntry
from widgets.tokens import Family
from widgets.typed_days import day_words

_YIELDS = {
    "demand": ("lightbulb", Family.VIOLET),
    "commitment": ("ribbon_star", Family.AMBER),
    "appeal": ("chat_bubbles_question", Family.BLUE),
}
_OF_VISITS = """
select 'demand' as type, visit_id, number from demand
    where enterprise_id = :enterprise and visit_id is not null and removed_at is null
union all select 'appeal', visit_id, number from appeal
    where enterprise_id = :enterprise and visit_id is not null and removed_at is null
union all select 'commitment', visit_id, number from commitment
    where enterprise_id = :enterprise and visit_id is not null and removed_at is null
"""
KINDS = ("contacts", "cases", "supply", "policy", "others")
"""What the timeline's switches turn on and off: our contacts, cases, matches and projects, policies, other offices."""
_KIND_OF = {
    "appeal": ("cases", "chat_bubbles_question", Family.BLUE),
    "demand": ("supply", "lightbulb", Family.VIOLET),
    "match": ("supply", "handshake", Family.VIOLET),
    "project": ("supply", "rocket", Family.GREEN),
    "commitment": ("contacts", "ribbon_star", Family.AMBER),
    "policy_payout": ("policy", "money", Family.GREEN),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One changed field of the enterprise or of what hangs on it: when, who, why, what, from, to."""

    id: str
    at: str
    actor: str
    why: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseFacts:
    """One enterprise as its record shows it; `last` is its latest contact."""

    story: EnterpriseStory
    aliases: tuple[EnterpriseAlias, ...]
    contacts: tuple[ContactPerson, ...]
    last: Visit | None
    load: VisitLoad
    entries: tuple[TimelineEntry, ...]
    payouts: tuple[PolicyPayout, ...]
    attachments: tuple[Attachment, ...]
    history: tuple[HistoryLine, ...]

    @property
    def enterprise(self) -> Enterprise:
        """The enterprise itself."""
        return self.story.enterprise


def enterprise_facts(book: Casebook, enterprise_id: str, actor: str) -> EnterpriseFacts:
    """Gathers the record of an enterprise; NotFound where there is none."""
    own = {"enterprise": enterprise_id}
    enterprise = book.get(Enterprise, enterprise_id)
    story = enterprise_story(book, enterprise)
    load = visit_load(book, enterprise_id, actor=actor)
    mine = "enterprise_id = :enterprise"
    done = f"{mine} and state = 'done'"
    last = book.select(Visit, done, own, order="occurred_on desc, number desc", limit=1)
    kept = "owner_type = 'enterprise' and owner_id = :enterprise"
    return EnterpriseFacts(
        story=story,
        aliases=tuple(book.select(EnterpriseAlias, mine, own)),
        contacts=tuple(book.select(ContactPerson, mine, own, order="is_main desc, rowid")),
        last=last[0] if last else None,
        load=load,
        entries=tuple(timeline_entries(book, enterprise_id, story.happenings, load)),
        payouts=tuple(book.select(PolicyPayout, mine, own)),
        attachments=tuple(book.select(Attachment, kept, own, order="added_on desc, rowid desc")),
        history=tuple(history_lines(book, enterprise)),
    )


def timeline_entries(
    read: Reader, enterprise_id: str, happenings: Sequence[Happening], load: VisitLoad
) -> list[TimelineEntry]:
    """What happened and what is planned, as the timeline shows it."""
    today = read.clock.today
    came: dict[str, list[Piece]] = defaultdict(list)
    for row in read.query(_OF_VISITS, {"enterprise": enterprise_id}):
        icon, family = _YIELDS[row["type"]]
        came[row["visit_id"]].append(Chip(row["number"], family, icon))
    theirs = {line.visit_id for line in load.done if not line.is_ours}
    told = [_happened(one, came.get(one.id, ()), today, theirs) for one in happenings]
    return [*(_planned(line, today) for line in load.planned), *told]


def _happened(one: Happening, chips: Sequence[Piece], today: dt.date, theirs: set[str]) -> TimelineEntry:
    if one.type_name == "visit":
        mode = CONTACT_MODES.code(one.kind)
        icon, family = MODE_ICONS[mode], family_of("contact_mode", mode)
        kind = "others" if one.id in theirs else "contacts"
    else:
        kind, icon, family = _KIND_OF.get(one.type_name, ("contacts", "circle", Family.NEUTRAL))
    return TimelineEntry(
        id=f"{one.type_name}:{one.id}:{one.kind}",
        on=one.happened_on,
        when=_short_day(one.happened_on, today),
        title=one.kind,
        kind=kind,
        by=one.person,
        icon=icon,
        family=family,
        body=one.text,
        chips=chips if one.type_name == "visit" else (),
    )


def _planned(line: LoadLine, today: dt.date) -> TimelineEntry:
    return TimelineEntry(
        id=f"visit:{line.visit_id}:planned",
        on=line.on,
        when=_short_day(line.on, today),
        title=CONTACT_MODES.label(line.contact_mode),
        kind="contacts" if line.is_ours else "others",
        by=line.by,
        icon=MODE_ICONS[line.contact_mode],
        family=family_of("contact_mode", line.contact_mode),
        note=[Chip(_("planned"), Family.NEUTRAL, outlined=True)],
        body=line.topic,
        planned=True,
    )


def _short_day(day: dt.date, today: dt.date) -> str:
    """今天, 11-22; with the year where it is another one."""
    return day_words(day, today).split(" ")[0]


def history_lines(book: Casebook, enterprise: Enterprise) -> list[HistoryLine]:
    """Every change of the enterprise field by field, the newest first."""
    known = {column.name: column for column in columns(Enterprise)}
    lines: list[HistoryLine] = []
    for action, operation in book.changes_of(enterprise.id):
        lines += _history_of(book, action, operation, known)
    return lines


def _history_of(book: Casebook, action: Action, operation: Operation, known: Mapping[str, Column]) -> list[HistoryLine]:
    if operation.effect == "create":
        return [_history_line(action, operation, "", _("Enterprise"), "", _("made"))]
    found: list[HistoryLine] = []
    for name, (before, after) in operation.fields.items():
        column = known.get(name)
        if column is not None and column.field.listed:
            told = (_words(book, column, before), _words(book, column, after))
            found.append(_history_line(action, operation, name, column.label, *told))
    return found


def _history_line(action: Action, operation: Operation, name: str, what: str, before: str, after: str) -> HistoryLine:
    return HistoryLine(
        id=f"{operation.op_id}:{name}",
        at=action.at[:16].replace("T", " "),
        actor=action.actor,
        why=action.why,
        what=what,
        before=before,
        after=after,
    )


def _words(book: Casebook, column: Column, stored: Any) -> str:
    """A stored value as the user reads it; a record by its name."""
    if column.field.refers_to and stored:
        kind: type[Record] = book.types[column.field.refers_to]
        return book.get(kind, str(stored)).title()
    return column.text(column.from_stored(stored))
