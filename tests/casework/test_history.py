"""The operation log: complete, chained, telling who changed what; undo restores the exact rows."""

import dataclasses
import datetime as dt
import tempfile
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.casebook import Casebook
from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import Enterprise
from casework.errors import CaseworkError
from casework.records import Clock
from tests.casework.test_store import saved


def tampered(book, *deeds):
    """The file changed behind the program's back, by somebody who owns it."""
    raw = sqlcipher.connect(str(book.path))
    for deed in deeds:
        raw.execute(deed)
    raw.commit()
    raw.close()


def test_every_change_of_a_record_is_told_with_old_and_new_value(book):
    enterprise = saved(book, Enterprise(name="示例甲公司"), "新建")
    saved(book, dataclasses.replace(enterprise, address="板仓路1号"), "补地址")
    (action, operation), (first, _created) = book.changes_of(enterprise.id)
    assert (action.why, action.actor, action.at[:10]) == ("补地址", "王敏", "2022-12-30")
    assert operation.fields == {"address": ["", "板仓路1号"]}
    assert first.why == "新建"


@pytest.mark.parametrize(
    "deed",
    [
        "update operation set fields = replace(fields, '示例甲公司', '示例丙公司')",
        "update operation set base = base + 1 where dseq = 2",
        "update action set actor = '别人'",
        "delete from operation where dseq = 2",
        "update operation set hash = previous where dseq = 1",
        "update personal_value set fields = replace(fields, '100', '101')",
    ],
)
def test_an_altered_history_is_noticed(book, deed):
    enterprise = saved(book, Enterprise(name="示例甲公司"))
    saved(book, ContactPerson(enterprise_id=enterprise.id, name="示例赵工", phone="10012340016"))
    saved(book, dataclasses.replace(enterprise, note="改"))
    assert book.check() == []
    tampered(book, deed)
    assert "chain" in {p.code for p in book.check()}


def test_personal_values_can_be_erased_and_the_chain_still_checks(book):
    enterprise = saved(book, Enterprise(name="示例甲公司"))
    person = saved(book, ContactPerson(enterprise_id=enterprise.id, name="示例赵工", phone="10012340016"))
    with book.change("删联系人") as write:
        write.remove(person)
    book.store.maintain(lambda _db: book.store.history.erase_personal(person.id))
    raw = sqlcipher.connect(str(book.path))
    assert not raw.execute("select 1 from operation where fields like '%10012340016%'").fetchall()
    assert not raw.execute("select 1 from personal_value where fields like '%10012340016%'").fetchall()
    raw.close()
    assert book.check() == []
    book.undo()
    with pytest.raises(CaseworkError, match="抹除"):
        book.undo()


def rows(book):
    """Every business row without its version, which only ever grows."""
    return {
        name: sorted(
            tuple(sorted((k, v) for k, v in row.items() if k != "version"))
            for row in book.query(f'select * from "{name}"')
        )
        for name in ("enterprise", "contact_person")
    }


DEEDS = st.lists(
    st.tuples(st.sampled_from("荐改删联复撤重"), st.integers(0, 5), st.text("甲乙丙", min_size=1, max_size=3)),
    min_size=1,
    max_size=14,
)


def play(book, deed, which, words):
    """One random deed on the file; what cannot be done at the moment is passed over."""
    enterprises = book.select(Enterprise)
    chosen = enterprises[which % len(enterprises)] if enterprises else None
    if deed == "荐":
        saved(book, Enterprise(name=words))
    elif deed == "改" and chosen:
        saved(book, dataclasses.replace(chosen, note=words))
    elif deed == "联" and chosen:
        saved(book, ContactPerson(enterprise_id=chosen.id, name=words, phone="10012340000"))
    elif deed == "删" and chosen:
        with book.change("删") as write:
            write.remove(chosen)
    elif deed == "复":
        binned = book.select(Enterprise, removed=True)
        if binned:
            book.restore("enterprise", binned[which % len(binned)].id)
    elif deed == "撤" and book.store.history.next_undo().why != "起点":
        book.undo()
    elif deed == "重" and book.store.history.next_redo():
        book.redo()


@settings(max_examples=25)
@given(DEEDS)
def test_undoing_any_sequence_restores_the_exact_rows_and_redoing_brings_them_back(deeds):
    with (
        tempfile.TemporaryDirectory() as folder,
        Casebook.create(Path(folder) / "a.huifang", clock=Clock.fixed(dt.date(2022, 12, 30)), actor="王敏") as book,
    ):
        saved(book, Enterprise(name="示例始终在"), "起点")
        start = rows(book)
        for deed in deeds:
            play(book, *deed)
        after, counted = rows(book), 0
        while book.store.history.next_undo().why != "起点":
            book.undo()
            counted += 1
        assert rows(book) == start
        for _step in range(counted):
            book.redo()
        assert rows(book) == after
        assert book.check(deep=True) == []
