"""Coverage of a round: the matrix, whom it missed, how each was reached, and the statement made from it."""

from dataclasses import replace

import pytest

from casework.entities.commitments import Commitment
from casework.entities.rounds import RevisitRound, RoundMember
from casework.insight.coverage import coverage
from casework.insight.coverage_words import statement
from casework.insight.promises import open_promises
from casework.language import choose_language
from tests.casework.office import Office, day


@pytest.fixture
def office(book):
    with book.change("试") as write:
        yield Office(write)


@pytest.fixture
def rounds(office):
    """Two rounds over four enterprises of one city; in the third one was missed, one refused."""
    city, person = office.unit("自贡市"), office.person("王敏")
    firms = [office.enterprise(f"示例{name}有限公司", city, short_name=f"示例{name}") for name in "盐灯釜龙"]
    for firm in firms[:2]:
        office.commissioner(firm, person, "2022-01-01")
    third = office.round(3, city, "2022-10-10", firms, closed_on=day("2022-10-31"))
    fourth = office.round(4, city, "2022-11-21", firms, due_on=day("2022-11-30"), previous_round_id=third.id)
    for firm in firms[2:]:
        office.visit(firm, "phone", "2022-10-12", round_id=third.id)
    refused = office.write.select(
        RoundMember, "round_id = :r and enterprise_id = :e", {"r": third.id, "e": firms[1].id}
    )[0]
    office.save(replace(refused, member_outcome="refused", reason="停产检修"))
    return city, person, firms, third, fourth


def of(found, name):
    return next(row for row in found.rows if row.enterprise == name)


def test_the_nearest_contact_counts_and_each_enterprise_counts_once(office, rounds):
    _city, _person, firms, _third, fourth = rounds
    office.visit(firms[0], "online", "2022-11-22", round_id=fourth.id)
    office.visit(firms[0], "on_site", "2022-11-24", round_id=fourth.id)
    office.visit(firms[1], "phone", "2022-11-23", round_id=fourth.id)
    office.visit(firms[2], "phone", "2022-11-23", round_id=fourth.id, state="planned")
    office.visit(firms[3], "phone", "2022-11-23")
    found = coverage(office.write, fourth)
    assert found.by_mode == {"on_site": 1, "phone": 1}
    assert (found.reached, [row.enterprise for row in found.missing]) == (2, ["示例釜", "示例龙"])
    cell = of(found, "示例盐").now
    assert (cell.mode, cell.occurred_on, cell.contacts) == ("on_site", day("2022-11-24"), 2)


def test_the_matrix_shows_earlier_rounds_and_why_somebody_was_missing(office, rounds):
    _city, _person, _firms, _third, fourth = rounds
    found = coverage(office.write, fourth)
    assert [r.round_no for r in found.rounds] == [3, 4]
    assert [row.enterprise for row in found.rows] == ["示例灯", "示例釜", "示例龙", "示例盐"]  # by pinyin
    lamp = of(found, "示例灯").cells[0]
    assert (lamp.is_reached, lamp.outcome, lamp.reason) == (False, "refused", "停产检修")
    assert found.reached_in(0) == (2, 4)
    assert (of(found, "示例灯").commissioner, of(found, "示例龙").commissioner) == ("王敏", "")
    assert [r.round_no for r in coverage(office.write, fourth, earlier_rounds=0).rounds] == [4]


def test_what_the_round_brought_hangs_on_its_contacts(office, rounds):
    _city, person, firms, third, fourth = rounds
    visit = office.visit(firms[0], "on_site", "2022-11-24", round_id=fourth.id)
    office.case(firms[0], "appeal", "2022-11-24", visit_id=visit.id)
    office.case(firms[0], "procedure", "2022-11-24", visit_id=visit.id)
    demand = office.demand(firms[0], "动水腐蚀", "2022-11-24", visit_id=visit.id)
    office.match(demand, "试验回路", {"accepted": "2022-11-26"})
    office.match(demand, "轮次之后", {"accepted": "2022-12-02"})
    office.promise(firms[0], person, "2022-11-24", "2022-12-23", round_id=fourth.id)
    office.promise(firms[0], person, "2022-10-12", "2022-12-01", round_id=third.id)
    found = coverage(office.write, fourth)
    brought = of(found, "示例盐").now.brought
    assert (brought.appeals, brought.demands, brought.matches, brought.promises) == (1, 1, 1, 1)
    assert brought == found.brought
    assert (of(found, "示例盐").open_promises, of(found, "示例盐").carried) == (2, 1)


def test_the_next_contact_is_that_of_the_latest_contact(office, rounds):
    _city, _person, firms, _third, fourth = rounds
    office.visit(firms[0], "phone", "2022-12-01", next_contact_on=day("2023-01-09"), next_contact_note="问数据")
    office.visit(
        firms[0], "phone", "2022-11-24", round_id=fourth.id, next_contact_on=day("2022-12-08"), next_contact_note="问"
    )
    office.visit(firms[1], "phone", "2022-11-24", round_id=fourth.id)
    found = coverage(office.write, fourth)
    assert of(found, "示例盐").next_contact_on == day("2023-01-09")
    assert of(found, "示例灯").no_next_contact


def test_the_statement_of_a_closed_round_tells_every_sum(office, rounds):
    _city, person, firms, _third, fourth = rounds
    for firm, mode in zip(firms, ("on_site", "on_site", "phone", "online"), strict=True):
        visit = office.visit(firm, mode, "2022-11-24", round_id=fourth.id)
        office.promise(firm, person, "2022-11-24", "2022-12-23", round_id=fourth.id)
    office.case(firms[3], "appeal", "2022-11-24", visit_id=visit.id)
    closed = office.save(replace(fourth, closed_on=day("2022-11-30")))
    assert statement(coverage(office.write, closed)) == (
        "2022年11月，第四轮回访企业4家，其中实地走访2家、电话沟通1家、线上联系1家，未联系0家，覆盖率100%（4/4）。"
        "收到诉求1件，作出承诺4条，均结转第五轮。"
        "第三轮未联系的1家、谢绝的1家，本轮均已实地走访。"
    )


def test_the_statement_of_a_running_round_names_whom_it_misses(office, rounds):
    _city, person, firms, _third, fourth = rounds
    office.visit(firms[0], "phone", "2022-11-24", round_id=fourth.id)
    kept = office.promise(firms[0], person, "2022-11-24", "2022-12-23", round_id=fourth.id)
    office.promise(firms[0], person, "2022-11-24", "2022-12-23", round_id=fourth.id)
    office.save(replace(kept, state="kept", settled_on=day("2022-12-01"), proof="已寄"))
    assert statement(coverage(office.write, fourth)) == (
        "2022年11月，第四轮回访企业4家，其中电话沟通1家，未联系3家（示例灯、示例釜、示例龙），覆盖率25%（1/4）。"
        "作出承诺2条，其中1条待兑现。"
        "第三轮未联系的1家、谢绝的1家，本轮已联系1家。"
    )


def test_the_statement_in_english(office, rounds):
    choose_language("en")
    *_rest, firms, _third, fourth = rounds
    office.visit(firms[0], "phone", "2022-11-24", round_id=fourth.id)
    told = statement(coverage(office.write, fourth, earlier_rounds=0))
    assert told.startswith("November 2022, round 4: 4 enterprises revisited, of them Phone contact 1")
    assert "coverage 25% (1/4)" in told


def test_promises_are_listed_by_due_day_with_their_state(office, rounds):
    _city, person, firms, _third, fourth = rounds
    late = office.promise(firms[0], person, "2022-11-24", "2022-12-20", promised_to="钱经理", round_id=fourth.id)
    later = office.promise(firms[1], person, "2022-11-24", "2023-01-05")
    carried = office.promise(firms[0], person, "2022-10-01", "2022-11-01")
    office.save(
        Commitment(
            enterprise_id=firms[0].id,
            person_id=person.id,
            content="接着办",
            promised_on=day("2022-12-01"),
            due_on=day("2023-02-01"),
            carried_from_id=carried.id,
        )
    )
    found = open_promises(office.write, (firms[0].id, firms[1].id))
    assert [p.commitment.id for p in found][:2] == [late.id, later.id]
    assert len(found) == 3
    assert [(p.enterprise, p.promised_by, p.state_text, p.days_left) for p in found[:2]] == [
        ("示例盐", "王敏", "逾期", -10),
        ("示例灯", "王敏", "在期", 6),
    ]
    assert found[0].source == fourth.name


def test_a_round_of_another_place_is_not_an_earlier_round(office, rounds):
    *_rest, fourth = rounds
    other = office.unit("南川区")
    office.round(2, other, "2022-01-01", [])
    assert [r.round_no for r in coverage(office.write, fourth).rounds] == [3, 4]
    assert office.write.count(RevisitRound) == 3
