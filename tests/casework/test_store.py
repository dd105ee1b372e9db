"""Keeping records: what is saved is there, nothing is written past the door, everything can be undone."""

import dataclasses
import sqlite3

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from casework.chinese import make_uscc
from casework.entities.appeals import Appeal
from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import Enterprise
from casework.entities.people import Unit
from casework.errors import Ambiguous, CaseworkError, Conflict, NotFound, RuleForbids
from tests.casework.conftest import TODAY


def saved(book, record, why="试"):
    with book.change(why) as write:
        return write.save(record)


def test_a_saved_record_is_there_after_closing_and_opening_again(book):
    from casework.casebook import Casebook

    enterprise = saved(book, Enterprise(name="示例龙川阀门有限公司", revenue=23_600_000_000))
    with Casebook.open(book.path, clock=book.clock, actor="周倩") as again:
        assert again.get(Enterprise, enterprise.id) == enterprise
        assert again.find(Enterprise, "示例龙川阀门有限公司").number == "GA-0001"


def test_ids_follow_from_the_credit_code_so_that_twins_meet_in_one_row(book, tmp_path):
    code = make_uscc("999999", 7)
    one = saved(book, Enterprise(name="示例甲公司", uscc=code))
    assert Enterprise(name="别的写法", uscc=code).identity() == one.id


def test_a_second_enterprise_with_the_same_credit_code_is_refused(book):
    code = make_uscc("999999", 7)
    saved(book, Enterprise(name="示例甲公司", uscc=code))
    with pytest.raises(CaseworkError):
        saved(book, Enterprise(id="other", name="示例乙公司", uscc=code))


def test_a_required_value_is_asked_for_by_its_name(book):
    with pytest.raises(RuleForbids, match="企业名称") as refused:
        saved(book, Enterprise(name=""))
    assert refused.value.field == "name"
    assert book.count(Enterprise) == 0


def test_an_action_happens_whole_or_not_at_all(book):
    with pytest.raises(RuleForbids), book.change("两条") as write:
        write.save(Enterprise(name="示例甲公司"))
        write.save(Enterprise(name=""))
    assert book.count(Enterprise) == 0
    assert [a for a in book.actions() if a.kind != "note"] == []
    assert book.search("示例") == []


def test_a_change_against_an_outdated_version_is_refused(book):
    old = saved(book, Enterprise(name="示例甲公司"))
    saved(book, dataclasses.replace(old, note="先改"))
    with pytest.raises(Conflict):
        saved(book, dataclasses.replace(old, note="后改"))


def test_saving_without_a_change_leaves_no_trace_in_the_history(book):
    enterprise = saved(book, Enterprise(name="示例甲公司"))
    saved(book, enterprise)
    assert len([a for a in book.actions() if a.kind != "note"]) == 1


@pytest.mark.parametrize(
    "deed",
    [
        "insert into unit (id, version, name, unit_kind) values ('x', 1, '甲', 'park')",
        "update enterprise set name = '乙'",
        "delete from enterprise",
    ],
)
def test_nothing_is_written_past_the_door(book, deed):
    saved(book, Enterprise(name="示例甲公司"))
    raw = sqlcipher.connect(str(book.path))
    with pytest.raises(sqlcipher.DatabaseError, match="write door"):
        raw.execute(deed)
    raw.close()


def test_a_reference_to_nothing_or_to_the_bin_is_refused(book):
    with pytest.raises(RuleForbids):
        saved(book, Enterprise(name="示例甲公司", territory_id="没有"))
    unit = saved(book, Unit(name="高新区"))
    with book.change("删") as write:
        write.remove(unit)
    with pytest.raises(RuleForbids):
        saved(book, Enterprise(name="示例甲公司", territory_id=unit.id))


def test_removing_puts_children_into_the_bin_and_restoring_brings_back_just_those(book):
    enterprise = saved(book, Enterprise(name="示例甲公司"))
    kept = saved(book, ContactPerson(enterprise_id=enterprise.id, name="示例赵工"))
    gone_before = saved(book, ContactPerson(enterprise_id=enterprise.id, name="示例钱工"))
    with book.change("先删一个") as write:
        write.remove(gone_before)
    with book.change("删企业") as write:
        write.remove(enterprise)
    assert book.count(Enterprise) == book.count(ContactPerson) == 0
    assert book.search("示例") == []
    book.restore("enterprise", enterprise.id)
    assert [c.id for c in book.select(ContactPerson)] == [kept.id]
    assert [h.record_id for h in book.search("甲公司")] == [enterprise.id]


def test_undo_and_redo_work_across_a_restart(book):
    from casework.casebook import Casebook

    enterprise = saved(book, Enterprise(name="示例甲公司"), "新建")
    saved(book, dataclasses.replace(enterprise, note="改过"), "改备注")
    with Casebook.open(book.path, clock=book.clock, actor="周倩") as again:
        assert again.undo().why == "改备注"
        assert again.get(Enterprise, enterprise.id).note == ""
        assert again.undo().why == "新建"
        assert again.count(Enterprise) == 0
        with pytest.raises(NotFound):
            again.undo()
    with Casebook.open(book.path, clock=book.clock, actor="周倩") as again:
        assert [again.redo().why, again.redo().why] == ["新建", "改备注"]
        assert again.get(Enterprise, enterprise.id).note == "改过"
        with pytest.raises(NotFound):
            again.redo()


def test_after_something_new_there_is_nothing_to_redo(book):
    saved(book, Enterprise(name="示例甲公司"))
    book.undo()
    saved(book, Enterprise(name="示例乙公司"))
    with pytest.raises(NotFound):
        book.redo()


def test_an_earlier_action_is_undone_only_while_its_values_still_stand(book):
    enterprise = saved(book, Enterprise(name="示例甲公司", note="一"))
    saved(book, dataclasses.replace(enterprise, note="二"), "改成二")
    group = book.actions(1)[0].group
    other = book.get(Enterprise, enterprise.id)
    saved(book, dataclasses.replace(other, address="板仓路"), "改地址")
    book.undo(group)
    now = book.get(Enterprise, enterprise.id)
    assert (now.note, now.address) == ("一", "板仓路")
    saved(book, dataclasses.replace(now, note="三"))
    with pytest.raises((Conflict, NotFound)):
        book.undo(group)


def test_a_creation_that_others_use_is_not_undone_alone(book):
    enterprise = saved(book, Enterprise(name="示例甲公司"), "新建")
    group = book.actions(1)[0].group
    saved(book, Appeal(enterprise_id=enterprise.id, subject="用电", accepted_on=TODAY))
    with pytest.raises(CaseworkError, match="示例甲公司"):
        book.undo(group)


def test_names_numbers_codes_and_aliases_find_one_enterprise(book):
    from casework.entities.enterprises import EnterpriseAlias

    code = make_uscc("999999", 11)
    enterprise = saved(book, Enterprise(name="示例龙川阀门有限公司", short_name="龙川阀门", uscc=code))
    saved(book, EnterpriseAlias(enterprise_id=enterprise.id, name="龙川总厂", alias_kind="former"))
    for words in (enterprise.id, "GA-0001", code, "示例龙川阀门有限公司", "龙川阀门", "龙川总厂", " 龙川总厂 "):
        assert book.find(Enterprise, words).id == enterprise.id
    with pytest.raises(NotFound, match="龙川") as nobody:
        book.find(Enterprise, "龙川")
    assert any("示例龙川阀门有限公司" in c for c in nobody.value.candidates)


def test_an_ambiguous_name_names_the_candidates(book):
    for _time in range(2):
        saved(book, Enterprise(name="示例同名公司"))
    with pytest.raises(Ambiguous) as which:
        book.find(Enterprise, "示例同名公司")
    assert len(which.value.candidates) == 2


def test_another_program_reading_the_file_sees_whole_actions(book):
    saved(book, Enterprise(name="示例甲公司"))
    with book.change("未完") as write:
        write.save(Enterprise(name="示例乙公司"))
        other = sqlite3.connect(f"file:{book.path}?mode=ro", uri=True)
        assert other.execute("select count(*) from enterprise").fetchone() == (1,)
        other.close()
    assert book.count(Enterprise) == 2
