"""What the user decides about an import: the key, what may be overwritten, single rows, what columns mean."""

import datetime as dt

import pytest

from casework.catalogue import RECORD_TYPES
from casework.chinese import make_uscc
from casework.entities.contacts import ContactPerson
from casework.entities.demands import TechDemand
from casework.entities.enterprises import Enterprise
from casework.entities.projects import Project, ProjectStage
from casework.entities.visits import Visit
from casework.exchange.intake_choices import CONFIRM, CREATE, FILL, KEEP, LEAVE, UPDATE, Choices, Decision
from casework.exchange.intake_fields import KNOWN_BY, intake_fields, key_choices, key_words
from casework.exchange.intake_plan import LEFT_OUT, KeptVerdicts, RowVerdict
from casework.exchange.learned_headings import learned_headings
from casework.exchange.roster import Roster
from casework.fields import columns
from tests.casework.test_intake import sheet
from tests.casework.test_store import saved

HEAD = ("企业名称", "统一社会信用代码", "地址", "职工人数", "营业收入（万元）", "联系人", "联系电话")
CODE = make_uscc("999999", 11)
KNOWN = ("示例龙川阀门有限公司", CODE, "示例路1号", 318, 23_600, "示例赵工", "10012340016")


@pytest.fixture
def longchuan(book):
    """The enterprise of KNOWN, with an address and without employees."""
    return saved(book, Enterprise(name=KNOWN[0], uscc=CODE, address="老地址8号"))


def verdicts(plan):
    return [row.verdict for row in plan.rows]


def test_a_field_to_fill_keeps_what_is_there_and_one_to_keep_stays_blank(book, tmp_path, longchuan):
    choices = Choices(policies={"address": FILL, "employees": FILL, "revenue": KEEP})
    plan = book.bring_in(Roster(sheet(tmp_path, KNOWN, head=HEAD)), choices, apply=True)
    now = book.get(Enterprise, longchuan.id)
    assert (now.address, now.employees, now.revenue) == ("老地址8号", 318, None)
    assert set(plan.rows[0].changes) == {"employees", "contact_name", "contact_phone"}
    assert [p.phone for p in book.select(ContactPerson)] == ["10012340016"]


def test_a_contact_to_fill_is_not_added_beside_the_one_there_is(book, tmp_path, longchuan):
    saved(book, ContactPerson(enterprise_id=longchuan.id, name="示例钱工"))
    choices = Choices(policies={"contact_name": FILL})
    book.bring_in(Roster(sheet(tmp_path, KNOWN, head=HEAD)), choices, apply=True)
    assert [p.name for p in book.select(ContactPerson)] == ["示例钱工"]


def test_rows_are_known_by_the_key_the_user_chose(book, tmp_path, longchuan):
    renamed = ("示例龙川阀门集团有限公司", *KNOWN[1:])
    path = sheet(tmp_path, renamed, head=HEAD)
    assert verdicts(book.bring_in(Roster(path), Choices(key="uscc"))) == ["update"]
    by_name = book.bring_in(Roster(path), Choices(key="name"))
    assert verdicts(by_name) == ["rejected"], "its code belongs to another enterprise"
    assert "已使用这一统一社会信用代码" in by_name.rows[0].reason


def test_the_reason_says_by_what_a_row_was_known(book, tmp_path, longchuan):
    plan = book.bring_in(Roster(sheet(tmp_path, KNOWN, head=HEAD)))
    assert plan.rows[0].reason == "统一社会信用代码相同。"


def likely(book, tmp_path):
    """A roster with one row that is like an enterprise of the file, and that enterprise."""
    twin = saved(book, Enterprise(name="自贡市示例运输机械有限责任公司"))
    return Roster(sheet(tmp_path, ("示例运输机械（自贡）有限公司", None, "示例路9号"), head=HEAD[:3])), twin


def test_a_likely_duplicate_waits_for_a_decision_and_says_whom_it_is_like(book, tmp_path):
    roster, twin = likely(book, tmp_path)
    row = book.bring_in(roster, apply=True).rows[0]
    assert (row.verdict, row.record_id, row.candidates[0].band) == ("duplicate", twin.id, "same")
    assert book.count(Enterprise) == 1


@pytest.mark.parametrize(("deed", "count", "address"), [(CREATE, 2, ""), (UPDATE, 1, "示例路9号"), (LEAVE, 1, "")])
def test_the_user_decides_about_a_likely_duplicate(book, tmp_path, deed, count, address):
    roster, twin = likely(book, tmp_path)
    choices = Choices(decisions={2: Decision(deed, twin.id if deed == UPDATE else "")})
    plan = book.bring_in(roster, choices, apply=True)
    assert verdicts(plan) == [{CREATE: "create", UPDATE: "update", LEAVE: LEFT_OUT}[deed]]
    assert book.count(Enterprise) == count
    assert book.get(Enterprise, twin.id).address == address


def test_a_decision_is_taken_back_by_another(book):
    choices = Choices().decided(3, Decision(LEAVE)).decided(3, Decision(CREATE)).decided(4, Decision(LEAVE))
    assert (choices.decision(3).deed, choices.decided(4, None).decision(4).deed) == (CREATE, "")


def test_an_amount_ten_thousand_times_off_is_questioned_and_can_be_confirmed(book, tmp_path):
    for number in range(8):
        saved(book, Enterprise(name=f"示例邻居{number}公司", revenue=2_000_000_000 + number))
    path = sheet(tmp_path, ("示例南湖航空部件有限公司", None, "示例路2号", 10, 231_000_000), head=HEAD[:5])
    plan = book.bring_in(Roster(path))
    row = plan.rows[0]
    assert (row.verdict, row.field, row.may_confirm) == ("rejected", "revenue", True)
    sure = book.bring_in(Roster(path), Choices(decisions={2: Decision(CONFIRM)}), apply=True)
    assert verdicts(sure) == ["create"]


def test_a_capital_from_the_register_is_taken_as_it_stands_the_second_time_too(book, tmp_path):
    lines = [(f"示例{n}号泵业有限公司", make_uscc("999999", 300 + n), f"{100 * n + 50}(万元人民币)") for n in range(9)]
    lines.append(("示例小店", make_uscc("999999", 399), "10(元人民币)"))
    path = sheet(tmp_path, *lines, head=("企业名称", "统一社会信用代码", "注册资本"))
    assert book.bring_in(Roster(path), apply=True).count("create") == 10
    assert book.find(Enterprise, "示例小店").registered_capital == 1_000
    assert book.bring_in(Roster(path)).count("unchanged") == 10


def test_what_the_user_says_a_column_means_is_learned_by_the_file(book, tmp_path):
    head = ("户名", "统一社会信用代码", "门牌")
    path = sheet(tmp_path, (KNOWN[0], CODE, "示例路1号"), head=head)
    roster = Roster(path, Enterprise)
    assert "户名" in roster.ignored
    roster.means(Enterprise, {**roster.places, "name": 0, "address": 2})
    book.bring_in(roster, apply=True)
    again = Roster(path, learned=learned_headings(book))
    assert again.places == {"name": 0, "uscc": 1, "address": 2}
    assert verdicts(book.bring_in(again)) == ["unchanged"]
    book.undo()
    assert book.count(Enterprise) == 0
    assert learned_headings(book), "what was learned stays when the import is undone"


def test_a_column_the_user_leaves_out_stays_left_out(book, tmp_path):
    path = sheet(tmp_path, KNOWN, head=HEAD)
    roster = Roster(path)
    roster.means(Enterprise, {name: at for name, at in roster.places.items() if name != "employees"})
    book.bring_in(roster, apply=True)
    assert "职工人数" in Roster(path, learned=learned_headings(book)).ignored
    assert book.select(Enterprise)[0].employees is None


def test_a_roster_imported_twice_changes_nothing_whatever_its_rows_are(book, tmp_path, longchuan):
    demands = sheet(
        tmp_path,
        (KNOWN[0], "高温密封", "耐600度", "12万", "2022年12月1日"),
        (KNOWN[0], "阀体减重", "减三成", 80000, 44_896),
        head=("企业名称", "需求名称", "需求内容", "预算（元）", "发布日期"),
        name="需求.xlsx",
    )
    first = book.bring_in(Roster(demands), apply=True)
    assert verdicts(first) == ["create", "create"], [row.reason for row in first.rows]
    assert book.select(TechDemand)[0].budget == 12_000_000
    assert verdicts(book.bring_in(Roster(demands), apply=True)) == ["unchanged", "unchanged"]
    assert book.count(TechDemand) == 2


def test_a_project_comes_in_by_its_verb_and_not_without_the_proof_of_its_stage(book, tmp_path, longchuan):
    lines = [
        (KNOWN[0], "示例阀门扩能", "investment", "储备", "2022-11-01"),
        (KNOWN[0], "示例阀门中试", "investment", "投产", "2022-11-01"),
    ]
    head = ("企业名称", "项目名称", "项目类型", "项目阶段", "进入阶段日期")
    plan = book.bring_in(Roster(sheet(tmp_path, *lines, head=head), Project), apply=True)
    assert all(row.verdict in ("create", "rejected") for row in plan.rows), verdicts(plan)
    assert book.count(Project) == plan.count("create")
    assert book.count(ProjectStage) == plan.count("create"), "each has its entry"


def test_contacts_of_earlier_years_keep_author_and_day_among_many(book, tmp_path, longchuan):
    lines = [
        (KNOWN[0], "电话沟通", dt.date(2021, 3, day), f"第{day}次", "2021-12-31", "再问", f"示例老记录员{day % 2}")
        for day in range(1, 6)
    ]
    head = ("企业名称", "走访方式", "走访日期", "走访主题", "下次联系日期", "下次联系内容", "记录人")
    plan = book.bring_in(Roster(sheet(tmp_path, *lines, head=head)), apply=True)
    assert plan.count("create") == 5, [row.reason for row in plan.rows]
    assert {v.author for v in book.select(Visit)} == {"示例老记录员0", "示例老记录员1"}
    book.undo()
    assert book.count(Visit) == 0


def test_what_rows_are_known_by_are_fields_of_their_type():
    for type_name, names in KNOWN_BY.items():
        assert set(names) <= {c.name for c in columns(RECORD_TYPES[type_name])}, type_name


@pytest.mark.parametrize("kind", RECORD_TYPES.values(), ids=lambda kind: kind.type_name)
def test_every_meaning_of_a_column_and_every_key_has_words(kind):
    assert all(field.label for field in intake_fields(kind))
    assert all(key_words(kind, key) for key in key_choices(kind))


def test_verdicts_over_many_rows_are_kept_packed_and_given_back_whole():
    kept = KeptVerdicts()
    rows = [
        RowVerdict(n, ("create", "update", "rejected")[n % 3], f"id{n}", f"示例{n}", "", {"employees": (n, n + 1)})
        for n in range(1_234)
    ]
    for row in rows:
        kept.add(row)
    assert list(kept) == rows
    assert kept[-1] == rows[-1]
    assert kept[398:402] == rows[398:402]
    assert kept.counts["update"] == len(kept.places("update"))
    assert all(kept[place].verdict == "rejected" for place in kept.places("rejected")[:20])
    with pytest.raises(IndexError):
        kept[1_234]
