"""What the editors of a form ask of the open case file: records to choose from, their names, usual amounts."""

from collections.abc import Sequence

from casework.casebook import Casebook
from casework.entities.contacts import ContactPerson
from casework.entities.settings import working_calendar
from casework.fields import Kind, columns
from casework.records import Record
from desktop.session import Session
from widgets.editor import EditorNeeds

MOST_OFFERED = 9
_NEIGHBOURS = 50


def editor_needs(session: Session, record_type: type[Record] | None = None, **money_units: str) -> EditorNeeds:
    """What the editors of a form may ask; `record_type` is the one whose usual amounts question a new one."""
    book = session.book
    return EditorNeeds(
        today=session.today,
        calendar=working_calendar(book),
        choices=lambda type_name, text: choices(book, type_name, text),
        label_of=lambda type_name, record_id: label_of(book, type_name, record_id),
        neighbours=lambda name: _usual(book, record_type, name) if record_type else (),
        money_units=dict(money_units),  # pyright: ignore[reportArgumentType] - units are words of amounts.MoneyUnit
    )


def choices(book: Casebook, type_name: str, text: str) -> Sequence[tuple[str, str]]:
    """Records of a type that the typed words may mean, the likeliest first; without words the first by pinyin."""
    if text:
        hits = book.search(text, type_name, limit=MOST_OFFERED)
        return [(hit.record_id, label_of(book, type_name, hit.record_id)) for hit in hits]
    sql = "select record_id from search_document where type = :type order by sort_key limit :most"
    found = book.query(sql, {"type": type_name, "most": MOST_OFFERED})
    return [(row["record_id"], label_of(book, type_name, row["record_id"])) for row in found]


def label_of(book: Casebook, type_name: str, record_id: str) -> str:
    """The words that name a record in a field: its number where it has one, and its title."""
    record = book.get(book.types[type_name], record_id)
    number = getattr(record, "number", "") if type_name != "enterprise" else ""
    title = getattr(record, "name", "") if type_name == "enterprise" else record.title()
    return " ".join(word for word in (number, title) if word)


def contact_choices(book: Casebook, enterprise_id: str, text: str) -> Sequence[tuple[str, str]]:
    """The contact persons of an enterprise whose name or post holds the typed words, the main one first."""
    own = "enterprise_id = :enterprise and (:text = '' or instr(name, :text) > 0 or instr(post, :text) > 0)"
    bound = {"enterprise": enterprise_id, "text": text}
    found = book.select(ContactPerson, own, bound, order="is_main desc, name", limit=MOST_OFFERED)
    return [(person.id, contact_label(person)) for person in found]


def contact_label(person: ContactPerson) -> str:
    """A contact person as a field shows them: 赵工 技术总监."""
    return " ".join(word for word in (person.name, person.post) if word)


def _usual(book: Casebook, record_type: type[Record], name: str) -> Sequence[int]:
    """The latest amounts of a field, by which one ten thousand times off is questioned (product rule 1)."""
    if not any(c.name == name and c.kind is Kind.MONEY for c in columns(record_type)):
        return ()
    sql = (
        f'select {name} as amount from "{record_type.type_name}"'
        f" where removed_at is null and {name} > 0 order by rowid desc limit {_NEIGHBOURS}"
    )
    return [row["amount"] for row in book.query(sql)]
