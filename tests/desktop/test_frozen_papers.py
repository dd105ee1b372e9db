"""A frozen month: its papers stay the same to the byte whatever is changed later, and every difference is listed."""

import dataclasses

import pytest

from casework.casebook import Casebook
from casework.entities.appeals import Appeal
from casework.entities.enterprises import Enterprise
from casework.entities.people import UNDER, Unit
from casework.entities.visits import Visit
from casework.insight.frozen import differences, frozen_of
from casework.periods import parse_period
from casework.records import Clock
from casework.sample import SAMPLE_TODAY
from tests.test_main_job import text_of

ASKED = ("--period", "2022-11", "--scope", "自贡市")


def papers(shell, sample, name, *more):
    made = []
    for suffix, words in ((".pdf", ("print", sample, "monthly-summary")), (".xlsx", ("export", sample, "monthly"))):
        target = shell.folder / f"{name}{suffix}"
        shell.done(*words, *ASKED, "-o", target, *more)
        made.append(target)
    return made


def office(sample):
    return Casebook.open(sample, clock=Clock.fixed(SAMPLE_TODAY), actor="李卓然")


def change_everything(sample):
    """Later edits of every kind; the visits and the cases that the November of 自贡市 is counted from."""
    with office(sample) as book, book.change("事后更正") as write:
        city = write.find(Unit, "自贡市")
        phoned, met = write.select(
            Visit, f"occurred_on between '2022-11-01' and '2022-11-30' and territory_id in {UNDER}", {"scope": city.id}
        )[:2]
        write.remove(phoned)
        write.save(dataclasses.replace(met, topic="改了题目", contact_mode="tea_talk"))
        case = write.select(
            Appeal,
            f"closed_on between '2022-11-01' and '2022-11-30' and case_kind = 'appeal' and territory_id in {UNDER}",
            {"scope": city.id},
        )[0]
        write.save(dataclasses.replace(case, rating="dissatisfied", subject="改了事项"))
        firm = write.get(Enterprise, case.enterprise_id)
        write.save(dataclasses.replace(firm, name="示例改名有限公司", short_name=""))
        write.save(dataclasses.replace(city, name="自贡改名市"))
    with office(sample) as book:
        book.do("set_setting", {"key": "centre_name", "value": "改名中心"})
        book.do("set_setting", {"key": "print_addressee", "value": "改名领导小组"})
        book.do("set_target", {"indicator": "appeals_handled", "scope": "自贡改名市", "year": 2022, "value": 99})
        book.do("word_figure", {"indicator": "contacts_total", "scope": "自贡改名市", "words": "改了说法"})
        book.do("report_figure", {"indicator": "platforms", "scope": "自贡改名市", "as_of": "2022-11-20", "value": 999,
                                  "measure": "个", "source": "后来的文件"})  # fmt: skip
        return phoned.id, met.id, case.id


def test_papers_of_a_frozen_month_stay_the_same_to_the_byte(shell, sample):
    shell.done("freeze", sample, *ASKED)
    first = papers(shell, sample, "当时")
    change_everything(sample)
    asked = ("--period", "2022-11", "--scope", "自贡改名市")
    for before, words in zip(first, (("print", sample, "monthly-summary"), ("export", sample, "monthly")), strict=True):
        after = shell.folder / f"后来{before.suffix}"
        made = shell.done(*words, *asked, "-o", after, "--today", "2023-03-01")
        assert after.read_bytes() == before.read_bytes()
        assert made["export"].startswith("DG-2022-11-")
    assert "2022年12月30日" in text_of(first[0])
    shell.done("undo", sample)  # the last wording; the month itself stays frozen
    assert shell.done("list", sample, "export_record")["total"] == 4


def test_what_changed_since_freezing_is_listed_to_the_record(shell, sample):
    shell.done("freeze", sample, *ASKED)
    removed, moved, rated = change_everything(sample)
    with office(sample) as book:
        frozen = frozen_of(book, parse_period("2022-11"), book.find(Unit, "自贡改名市"))
        found = {one.key: one for one in differences(book, frozen)}
    assert {record.id for record in found["contacts_total"].records} == {removed}
    assert [(r.id, r.came) for r in found["contacts_tea_talk"].records] == [(moved, True)]
    assert found["satisfaction_rate"].before.base[0] - found["satisfaction_rate"].after.base[0] == 1
    assert found["platforms"].after.value == 999
    assert rated
    assert "appeals_handled" not in found  # a rating changes no number of cases, a new target no value


def test_records_too_many_to_be_kept_are_told_from_the_past(shell, sample, monkeypatch):
    monkeypatch.setattr("casework.insight.frozen._MOST_KEPT", 0)
    shell.done("freeze", sample, *ASKED)
    removed, _moved, _rated = change_everything(sample)
    with office(sample) as book:
        frozen = frozen_of(book, parse_period("2022-11"), book.find(Unit, "自贡改名市"))
        with book.as_made(frozen, frozen.frozen_on, "王敏") as then:
            found = {one.key: one for one in differences(book, frozen, then)}
        bare = {one.key: one for one in differences(book, frozen)}
    assert [record.id for record in found["contacts_total"].records] == [removed]
    assert bare["contacts_total"].records == ()


@pytest.mark.parametrize("scope", ["自贡市", ""])
def test_an_unfrozen_month_follows_its_records(shell, sample, scope):
    asked = ("--period", "2022-11", *(("--scope", scope) if scope else ()))
    first, second = shell.folder / "a.pdf", shell.folder / "b.pdf"
    shell.done("print", sample, "monthly-summary", *asked, "-o", first)
    with office(sample) as book, book.change("删") as write:
        write.remove(write.select(Visit, "occurred_on between '2022-11-01' and '2022-11-30'")[0])
    shell.done("print", sample, "monthly-summary", *asked, "-o", second)
    assert first.read_bytes() != second.read_bytes()
