"""A roster comes in: shown before it is done, refused rows told by row and reason, undone in one step."""

import datetime as dt

import pytest
from openpyxl import Workbook

from casework.chinese import make_uscc
from casework.entities.appeals import Appeal
from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import CommissionerAssignment, Enterprise, EnterpriseClass
from casework.entities.people import Person, Unit
from casework.entities.visits import Visit
from casework.errors import BadInput, FileTrouble
from casework.exchange.intake import ImportCancelled
from casework.exchange.roster import Roster
from tests.casework.test_history import rows
from tests.casework.test_store import saved

HEAD = (
    "企业名称",
    "统一社会信用代码",
    "区县",
    "园区",
    "规上",
    "高新技术企业",
    "企服专员",
    "联系人",
    "联系电话",
    "营业收入（万元）",
)
LONGCHUAN = (
    "示例龙川阀门有限公司",
    make_uscc("999999", 1),
    "大安区",
    "板仓工业园",
    "是",
    "是",
    "示例王敏",
    "示例赵工",
    "10012340016",
    23600,
)
FUXI = (
    "示例釜溪泵业有限公司",
    make_uscc("999999", 2),
    "自流井区",
    None,
    "是",
    "否",
    "示例周倩",
    "示例钱工",
    "10012340017",
    8800.5,
)


def sheet(folder, *lines, head=HEAD, name="名册.xlsx"):
    """A workbook with these lines below the headings."""
    workbook = Workbook()
    for line in (head, *lines):
        workbook.active.append(line)
    workbook.save(folder / name)
    return folder / name


def test_the_plan_says_what_would_happen_and_writes_nothing(book, tmp_path):
    plan = book.bring_in(Roster(sheet(tmp_path, LONGCHUAN, FUXI)))
    assert (plan.count("create"), plan.applied, plan.type_name) == (2, False, "enterprise")
    assert plan.rows[0].changes["name"] == ("", "示例龙川阀门有限公司")
    assert plan.rows[0].row == 2
    assert book.count(Enterprise) == 0
    assert [a for a in book.actions() if a.kind != "note"] == []


def test_an_applied_roster_brings_everything_it_says(book, tmp_path):
    plan = book.bring_in(Roster(sheet(tmp_path, LONGCHUAN, FUXI)), apply=True)
    assert plan.count("create") == 2
    longchuan = book.find(Enterprise, LONGCHUAN[1])
    park = book.get(Unit, longchuan.territory_id)
    assert (park.name, book.get(Unit, park.parent_id).name) == ("板仓工业园", "大安区")
    assert longchuan.revenue == 23_600 * 10_000 * 100
    classes = {(c.class_code, c.year) for c in book.select(EnterpriseClass, "enterprise_id = :e", {"e": longchuan.id})}
    assert classes == {("above_scale", 2022), ("high_tech", 2022)}
    assert [p.name for p in book.select(Person)] == ["示例王敏", "示例周倩"]
    assert book.count(CommissionerAssignment) == 2
    assert book.select(ContactPerson, "enterprise_id = :e", {"e": longchuan.id})[0].phone == "10012340016"


def test_an_import_is_one_action_and_undone_in_one_step(book, tmp_path):
    before = rows(book)
    book.bring_in(Roster(sheet(tmp_path, LONGCHUAN, FUXI)), apply=True)
    assert len([a for a in book.actions() if a.kind != "note"]) == 1
    book.undo()
    assert rows(book) == before
    assert book.count(Unit) == book.count(Person) == 0
    assert book.check(deep=True) == []


def test_the_same_roster_a_second_time_changes_nothing(book, tmp_path):
    path = sheet(tmp_path, LONGCHUAN, FUXI)
    book.bring_in(Roster(path), apply=True)
    plan = book.bring_in(Roster(path), apply=True)
    assert (plan.count("unchanged"), plan.count("create"), plan.count("update")) == (2, 0, 0)
    assert len([a for a in book.actions() if a.kind != "note"]) == 1


def test_a_changed_row_updates_and_shows_old_and_new(book, tmp_path):
    book.bring_in(Roster(sheet(tmp_path, LONGCHUAN, FUXI)), apply=True)
    changed = (*FUXI[:6], "示例王敏", *FUXI[7:9], 9900)
    plan = book.bring_in(Roster(sheet(tmp_path, LONGCHUAN, changed)), apply=True)
    (row,) = [r for r in plan.rows if r.verdict == "update"]
    assert row.row == 3
    assert row.changes["revenue"] == (880_050_000_0, 990_000_000_0)
    assert row.changes["commissioner"] == ("示例周倩", "示例王敏")
    book.undo()
    assert book.find(Enterprise, FUXI[1]).revenue == 880_050_000_0


def test_refused_rows_are_told_by_row_and_reason_and_the_others_come_in(book, tmp_path):
    wrong_code = ("示例盐都电子有限公司", "91510300MA6XXXXXX1", *FUXI[2:])
    nameless = (None, make_uscc("999999", 5), *FUXI[2:])
    lost = ("示例贡井生物有限公司", 9.14403001234568e17, *FUXI[2:])
    doubtful = ("示例荣州新材有限公司", None, *FUXI[2:4], "也许", *FUXI[5:])
    plan = book.bring_in(Roster(sheet(tmp_path, LONGCHUAN, wrong_code, nameless, lost, doubtful)), apply=True)
    assert plan.count("create") == 1
    assert [r.row for r in plan.rejected] == [3, 4, 5, 6]
    assert all(r.reason for r in plan.rejected)
    assert plan.cells[3][0] == "示例盐都电子有限公司"
    assert book.count(Enterprise) == 1
    assert book.count(Person) == 1, "nothing of a refused row stays"
    assert book.check() == []


def test_names_that_differ_only_in_region_or_form_are_asked_about(book, tmp_path):
    saved(book, Enterprise(name="自贡市示例运输机械有限责任公司"))
    line = ("示例运输机械（自贡）有限公司", None, *FUXI[2:])
    plan = book.bring_in(Roster(sheet(tmp_path, line)), apply=True)
    assert plan.count("duplicate") == 1
    assert "示例运输机械" in plan.rows[0].reason
    assert book.count(Enterprise) == 1


def test_two_sound_unlike_codes_are_two_enterprises_whatever_their_names(book, tmp_path):
    saved(book, Enterprise(name="示例同名有限公司", uscc=make_uscc("999999", 8)))
    plan = book.bring_in(Roster(sheet(tmp_path, ("示例同名有限公司", make_uscc("999999", 9), *FUXI[2:]))), apply=True)
    assert [r.verdict for r in plan.rows] in (["create"], ["rejected"])
    assert plan.count("update") == 0


VISITS = ("企业名称", "走访方式", "走访日期", "走访情况", "下次联系日期", "下次联系内容", "走访人", "记录人")


def test_a_history_of_contacts_keeps_its_day_and_its_author(book, tmp_path):
    book.bring_in(Roster(sheet(tmp_path, LONGCHUAN)), apply=True)
    line = (
        "示例龙川阀门有限公司",
        "电话沟通",
        dt.date(2022, 11, 24),
        "阀座密封失效",
        "2023年1月9日",
        "看首批数据",
        "示例王敏",
        "示例老记录员",
    )
    path = sheet(tmp_path, line, head=VISITS, name="走访.xlsx")
    plan = book.bring_in(Roster(path), apply=True)
    assert [r.verdict for r in plan.rows] == ["create"], plan.rows[0].reason
    (visit,) = book.select(Visit)
    assert (visit.contact_mode, visit.occurred_on, visit.author) == ("phone", dt.date(2022, 11, 24), "示例老记录员")
    assert visit.next_contact_on == dt.date(2023, 1, 9)
    assert book.bring_in(Roster(path), apply=True).count("unchanged") == 1


def test_a_rule_that_forbids_a_step_forbids_it_in_an_import_too(book, tmp_path):
    book.bring_in(Roster(sheet(tmp_path, LONGCHUAN)), apply=True)
    line = ("示例龙川阀门有限公司", "电话沟通", "2022-11-24", "谈了", None, None, "示例王敏", None)
    plan = book.bring_in(Roster(sheet(tmp_path, line, head=VISITS)), apply=True)
    assert plan.count("rejected") == 1
    assert "下次联系" in plan.rows[0].reason
    assert book.count(Visit) == 0


CASES = (
    "企业名称",
    "诉求事项",
    "服务方式",
    "受理日期",
    "办理状态",
    "承办单位",
    "答复",
    "答复日期",
    "满意度",
    "办结日期",
)


def test_a_case_is_not_imported_as_closed_without_its_proof(book, tmp_path):
    saved(book, Unit(name="示例供电所", unit_kind="department"))
    book.bring_in(Roster(sheet(tmp_path, LONGCHUAN)), apply=True)
    line = (
        "示例龙川阀门有限公司",
        "临时用电报装",
        "帮代办",
        "2022-12-01",
        "办结",
        "示例供电所",
        "已装",
        "2022-12-05",
        "满意",
        "2022-12-06",
    )
    fresh = ("示例龙川阀门有限公司", "厂区道路", "帮代办", "2022-12-01", None, None, None, None, None, None)
    plan = book.bring_in(Roster(sheet(tmp_path, line, fresh, head=CASES)), apply=True)
    assert [r.verdict for r in plan.rows] == ["rejected", "create"], [r.reason for r in plan.rows]
    assert "凭据" in plan.rows[0].reason
    (case,) = book.select(Appeal)
    assert (case.state, case.due_on) == ("accepted", dt.date(2022, 12, 15))


def test_an_import_can_be_stopped_and_leaves_nothing(book, tmp_path):
    with pytest.raises(ImportCancelled):
        book.bring_in(Roster(sheet(tmp_path, LONGCHUAN, FUXI)), apply=True, progress=lambda _done, _all: False)
    assert book.count(Enterprise) == 0


def test_what_is_no_workbook_or_has_unknown_headings_is_told(book, tmp_path):
    (tmp_path / "假.xlsx").write_bytes(b"not a workbook")
    with pytest.raises((BadInput, FileTrouble)):
        Roster(tmp_path / "假.xlsx")
    with pytest.raises(BadInput) as unknown:
        Roster(sheet(tmp_path, ("甲", "乙"), head=("天气", "心情")))
    assert "天气" in unknown.value.candidates


def test_columns_nobody_understands_are_named(book, tmp_path):
    plan = book.bring_in(Roster(sheet(tmp_path, (*LONGCHUAN, "晴"), head=(*HEAD, "天气"))))
    assert plan.ignored == ("天气",)


def test_a_masked_telephone_says_nothing_and_overwrites_nothing(book, tmp_path):
    book.bring_in(Roster(sheet(tmp_path, LONGCHUAN)), apply=True)
    masked = (*LONGCHUAN[:8], "100****0016", *LONGCHUAN[9:])
    assert book.bring_in(Roster(sheet(tmp_path, masked)), apply=True).count("unchanged") == 1
    assert book.select(ContactPerson)[0].phone == "10012340016"
