"""Found records as lines of the palette: number and title, whose they are, the text found, state or day."""

from collections.abc import Mapping, Sequence

from casework.fields import Kind, columns
from casework.insight.names import names_of
from casework.pinyin_marks import sounding
from casework.records import Reader, Record
from casework.store.search_hits import Hit, marked
from widgets.chip_families import FAMILIES, state_chip
from widgets.palette import PaletteHit
from widgets.pieces import Piece, caption

ICONS: Mapping[str, tuple[str, str]] = {
    "enterprise": ("building", "blue"),
    "contact_person": ("person", "blue"),
    "appeal": ("chat_bubbles_question", "violet"),
    "appeal_step": ("chat_bubbles_question", "violet"),
    "demand": ("lightbulb", "violet"),
    "offer": ("beaker", "teal"),
    "expert": ("hat_graduation", "teal"),
    "match": ("handshake", "teal"),
    "project": ("rocket", "green"),
    "visit": ("location", "blue"),
    "revisit_round": ("arrow_repeat_all", "blue"),
    "commitment": ("ribbon_star", "amber"),
    "attachment": ("attach", "neutral"),
    "list_line": ("clipboard_task", "blue"),
    "responsibility_list": ("clipboard_task", "blue"),
    "policy": ("gavel", "blue"),
    "policy_clause": ("gavel", "blue"),
    "partner": ("globe", "blue"),
    "agreement": ("document", "neutral"),
    "event": ("people_team", "blue"),
    "mutual_visit": ("people_team", "blue"),
    "unit": ("branch_fork", "neutral"),
    "person": ("person", "neutral"),
}
"""The kinds of records in the order of their groups, each with its icon and colour."""
_BETWEEN = " ・ "


def palette_hits(read: Reader, hits: Sequence[Hit], letters: str) -> list[PaletteHit]:
    """A line for each hit; `letters` as typed mark the hanzi that sound so."""
    owners = names_of(read, "enterprise", (str(getattr(hit.record, "enterprise_id", "")) for hit in hits))
    return [_line(hit, owners.get(str(getattr(hit.record, "enterprise_id", "")), ""), letters) for hit in hits]


def _line(hit: Hit, owner: str, letters: str) -> PaletteHit:
    icon, tone = ICONS.get(hit.type_name, ("document", "neutral"))
    number = str(getattr(hit.record, "number", "")) if hit.type_name != "enterprise" else ""
    title = hit.title if number in ("", hit.title) else f"{number} {hit.title}"
    note = _BETWEEN.join(part for part in (owner, hit.snippet) if part)
    return PaletteHit(
        id=hit.record_id,
        title=title,
        note=note,
        icon=icon,
        tone=tone,
        right=_right(hit.record),
        words=hit.field,
        marks=_marks(hit, f"{title}\n{note}", letters),
    )


def _marks(hit: Hit, shown: str, letters: str) -> tuple[str, ...]:
    """What of the shown text was found: the words as they stand there, and the hanzi behind typed letters."""
    stand = [shown[start:end] for start, end in marked(shown, hit.words)]
    sound = [sounding(hit.title, word) for word in letters.lower().split() if word.isascii() and word.isalpha()]
    return tuple(dict.fromkeys(mark for mark in (*stand, *sound) if mark))


def _right(record: Record) -> Sequence[Piece]:
    """Its state as a chip where it has one, else its day."""
    for column in columns(type(record)):
        codes = column.field.codes
        if column.name in ("state", "stage") and column.kind is Kind.CODE and codes and codes.name in FAMILIES:
            code = getattr(record, column.name)
            return [state_chip(codes, code)] if code else []
    day = getattr(record, record.happens_on, None) if record.happens_on else None
    return [caption(day.isoformat(), elastic=False)] if day else []
