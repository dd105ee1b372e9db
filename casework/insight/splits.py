"""Figures told apart by district, unit, person, mode or kind, without counting a record twice within one of them."""

from collections import Counter
from collections.abc import Iterable

from casework.entities.appeals import APPEAL_KINDS, SERVICE_MODES
from casework.entities.people import Person, Unit
from casework.entities.projects import BLOCKER_KINDS, CONTRACT_CLASSES
from casework.entities.visits import CONTACT_MODES
from casework.errors import BadInput
from casework.insight.figure import Figure, Question, SplitRow, SplitTable
from casework.insight.indicator import FigureKind, Indicator, RecordSet, Split
from casework.insight.indicators import indicator
from casework.language import N_, _
from casework.records import Reader

SPLITS = {
    "district": N_("District or park"),
    "unit": N_("Unit"),
    "person": N_("Person"),
    "mode": N_("Mode"),
    "kind": N_("Kind"),
    "theme": N_("Subject area"),
}

_CODES = (CONTACT_MODES, SERVICE_MODES, APPEAL_KINDS, CONTRACT_CLASSES, BLOCKER_KINDS)


def split(read: Reader, question: Question, figures: Iterable[Figure], by: str) -> SplitTable:
    """The counts and sums among `figures` that can be told apart so; BadInput for an unknown way.

    A joint contact is credited to every unit and person that took part, so their parts may add up
    to more than the total; the note says so.
    """
    if by not in SPLITS:
        raise BadInput(
            _("Figures cannot be told apart by “{by}”.").format(by=by),
            remedy=_("Possible are:"),
            candidates=list(SPLITS),
        )
    columns = tuple(f for f in figures if not f.source and _can_split(indicator(f.key), by))
    parts = {column.key: _parts(read, question, indicator(column.key), by) for column in columns}
    ids = {part for counts in parts.values() for part in counts}
    rows = [
        SplitRow(id=part, name=_name(read, question, by, part), values=tuple(parts[c.key][part] for c in columns))
        for part in ids
    ]
    rows.sort(key=lambda row: (not row.id, [-value for value in row.values], row.name))
    joins = any(_way(_records(indicator(c.key)), by).join for c in columns)
    note = _("Joint contacts are credited to everyone who took part; the parts may exceed the total.") if joins else ""
    return SplitTable(by=by, label=_(SPLITS[by]), columns=columns, rows=tuple(rows), note=note)


def _can_split(known: Indicator, by: str) -> bool:
    if known.kind not in (FigureKind.COUNT, FigureKind.MONEY) or known.records is None:
        return False
    return by == "district" or by in known.records.splits


def _records(known: Indicator) -> RecordSet:
    if known.records is None:
        raise ValueError(f"{known.key} is not counted from records")
    return known.records


def _way(records: RecordSet, by: str) -> Split:
    return Split(expression=records.place) if by == "district" else records.splits[by]


def _parts(read: Reader, question: Question, known: Indicator, by: str) -> Counter[str]:
    """The value of an indicator for each part; districts are rolled up to those right below the scope."""
    records = _records(known)
    way = _way(records, by)
    source = records.source(scoped=question.scope is not None, in_round=question.round is not None, join=way.join)
    value = f"coalesce(sum({known.amount}), 0)" if known.amount else f"count(distinct {known.counted})"
    sql = f"select {way.expression} as part, {value} as value {source} and ({known.only}) group by part"
    found: Counter[str] = Counter()
    districts = _districts(read, question) if by == "district" else {}
    for row in read.query(sql, question.bound()):
        part = row["part"] or ""
        found[districts.get(part, part)] += row["value"]
    return found


def _districts(read: Reader, question: Question) -> dict[str, str]:
    """For every unit under the scope the unit right below the scope it belongs to; the scope itself stays."""
    parents = {unit.id: unit.parent_id for unit in read.select(Unit)}
    top = question.scope.id if question.scope else ""
    found: dict[str, str] = {}
    for unit in parents:
        above = unit
        while above != top and parents.get(above, "") not in ("", top):
            above = parents[above]
        found[unit] = above
    return found


def _name(read: Reader, question: Question, by: str, part: str) -> str:
    if not part:
        return _("not given")
    if by == "theme":
        return part
    if by in ("mode", "kind"):
        return next(codes.label(part) for codes in _CODES if part in codes.labels)
    name = read.get(Person, part).name if by == "person" else read.get(Unit, part).name
    if by == "district" and question.scope and part == question.scope.id:
        return _("{unit} itself").format(unit=name)
    return name
