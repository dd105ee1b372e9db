"""The libraries of a case file: brought up to date by its log, kept beside it, nothing confidential in a reason."""

import datetime as dt
from dataclasses import replace

import pytest

from casework.casebook import Casebook
from casework.entities.demands import TechDemand
from casework.entities.experts import Expert
from casework.entities.offers import TechOffer
from casework.errors import RuleForbids
from casework.insight.matching import library as libraries
from casework.insight.matching import worker
from casework.insight.matching.asking import suggest
from casework.insight.matching.candidates import candidates
from casework.insight.matching.near import near_demands
from casework.insight.matching.whole import every_match
from casework.insight.matching.woken import woken
from casework.records import Clock
from casework.store.side_file import SideFile
from tests.factory import ACTOR, TODAY, example, example_book

DEMAND = {"subject": "高温高压球阀阀座动水腐蚀试验", "content": "阀座密封面失效，需要做材料筛选"}


@pytest.fixture
def book(tmp_path):
    with example_book(tmp_path) as opened:
        yield opened


def saved(book, *records):
    with book.change("录入") as write:
        return [write.save(record) for record in records]


def found(book, demand, kinds=("offer", "expert")):
    return suggest(book.matching, "demand", demand.id, kinds).suggestions


def fresh(book):
    """What a library made anew would answer."""
    return libraries.Library(book)


def test_a_change_of_any_kind_is_seen_at_the_next_question(book):
    (demand,) = saved(book, example("demand", **DEMAND))
    before = found(book, demand)
    (offer,) = saved(book, example("offer", subject="动水腐蚀试验回路", content="材料筛选"))
    assert found(book, demand)[0].id == offer.id
    (offer,) = saved(book, replace(offer, subject="包装盒印刷", content=""))
    assert offer.id not in [one.id for one in found(book, demand)]
    book.undo()
    assert found(book, demand)[0].id == offer.id
    with book.change("删除") as write:
        write.remove(book.get(TechOffer, offer.id))
    assert [one.id for one in found(book, demand)] == [one.id for one in before]


def test_an_expert_is_found_through_what_they_did(book):
    (demand,) = saved(book, example("demand", **DEMAND))
    (expert,) = saved(book, example("expert", name="示例专家", expertise="铝合金热处理", works=""))
    assert expert.id not in [one.id for one in found(book, demand)]
    saved(book, example("offer", subject="动水腐蚀试验回路", expert_id=expert.id))
    assert expert.id in [one.id for one in found(book, demand)]
    library = fresh(book)
    again = suggest(library, "demand", demand.id, ("offer", "expert")).suggestions
    assert [(one.id, pytest.approx(one.score)) for one in again] == [(one.id, one.score) for one in found(book, demand)]


def test_a_confidential_record_is_matched_by_its_title_alone(book):
    (demand,) = saved(book, example("demand", **DEMAND, acceptance="寿命8000小时", confidential=True))
    saved(book, example("offer", subject="寿命8000小时的阀座材料筛选", content="密封面动水腐蚀"))
    texts = [reason.text for one in found(book, demand) for reason in one.reasons]
    assert "阀座" in texts
    assert not [text for text in texts if text in "寿命8000小时材料筛选密封面"]


def test_conditions_stand_beside_the_score_and_never_in_it(book):
    (demand,) = saved(book, example("demand", **DEMAND, field_name="材料 · 腐蚀", trl_wanted=5, budget=30_0000_00))
    same = {"subject": "动水腐蚀试验回路", "content": "材料筛选"}
    good, bad = saved(
        book,
        example("offer", **same, field_name="腐蚀", trl=6, price=20_0000_00),
        example("offer", **same, field_name="印刷", trl=3, price=90_0000_00),
    )
    shown = {one.id: one for one in candidates(book, demand, found(book, demand, ("offer",)))}
    assert shown[good.id].suggestion.score == pytest.approx(shown[bad.id].suggestion.score)
    fits = {one.key: one.fits for one in shown[good.id].conditions}
    assert (fits["field"], fits["readiness"], fits["money"]) == (True, True, True)
    assert [one.fits for one in shown[bad.id].conditions][:3] == [False, False, False]
    assert len(shown[bad.id].against) > len(shown[good.id].against)


def test_what_was_tried_is_remembered_beside_the_next_demand(book):
    demand, other = saved(book, example("demand", **DEMAND), example("demand", subject="动水腐蚀试验台"))
    (offer,) = saved(book, example("offer", subject="动水腐蚀试验回路"))
    book.do("refuse_match", {"demand": demand.id, "offer": offer.id, "reason": "排期太晚"})
    shown = next(one for one in candidates(book, other, found(book, other)) if one.id == offer.id)
    assert shown.tried is None
    assert any("排期太晚" in words for words in shown.against)
    own = next(one for one in candidates(book, demand, found(book, demand)) if one.id == offer.id)
    assert own.tried.state == "refused"


def test_five_answers_move_what_is_like_the_accepted_ones_up(book):
    (demand,) = saved(book, example("demand", subject="阀门试验", content=""))
    wanted = saved(book, *(example("offer", subject=f"阀门试验 激光熔覆{n}", content="") for n in range(4)))
    other = saved(book, *(example("offer", subject=f"阀门试验 软件平台{n}", content="") for n in range(4)))
    for one in wanted[:3]:
        book.do("accept_match", {"demand": demand.id, "offer": one.id})
    for one in other[:1]:
        book.do("refuse_match", {"demand": demand.id, "offer": one.id, "reason": "不对路"})
    assert not suggest(book.matching, "demand", demand.id, ("offer",)).adjusted
    book.do("refuse_match", {"demand": demand.id, "offer": other[1].id, "reason": "不对路"})
    answer = suggest(book.matching, "demand", demand.id, ("offer",))
    assert (answer.adjusted, answer.answers.fitting, answer.answers.unfit) == (True, 3, 2)
    rank = {one.id: one.rank for one in answer.suggestions}
    assert rank[wanted[3].id] < rank[other[3].id]
    for one in answer.suggestions:
        assert sum(reason.share for reason in one.reasons) == pytest.approx(one.score)
    plainly = suggest(book.matching, "demand", demand.id, ("offer",), by_answers=False)
    assert not plainly.adjusted


@pytest.mark.parametrize("passphrase", ["", "一个足够长的口令"])
def test_the_kept_engine_answers_like_the_one_it_was_made_from(tmp_path, monkeypatch, passphrase):
    monkeypatch.setattr(libraries, "WORTH_KEEPING", 1)
    path = tmp_path / "案卷.huifang"
    with Casebook.create(path, clock=Clock.fixed(TODAY), actor=ACTOR, passphrase=passphrase) as book:
        saved(book, example("unit"), example("enterprise"))
        (demand,) = saved(book, example("demand", **DEMAND, visit_id=""))
        saved(book, *(example("offer", subject=f"动水腐蚀试验{n}", content="材料筛选", expert_id="") for n in range(5)))
        first = found(book, demand, ("offer",))
    kept = path.with_name("案卷.huifang.matching")
    assert kept.exists()
    assert ("动水" in kept.read_bytes().decode("utf-8", "ignore")) is False
    assert kept.read_bytes().startswith(b"SQLite format 3") is (not passphrase)
    with Casebook.open(path, clock=Clock.fixed(TODAY), actor=ACTOR, passphrase=passphrase) as book:
        monkeypatch.setattr(libraries.Library, "_made", lambda *_a: pytest.fail("read anew"))
        assert found(book, demand, ("offer",)) == first
        saved(book, example("offer", subject=DEMAND["subject"], content=DEMAND["content"], expert_id=""))
        assert found(book, demand, ("offer",))[0].reasons[0].text == DEMAND["subject"]


def test_a_kept_engine_of_another_history_or_a_broken_one_is_made_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(libraries, "WORTH_KEEPING", 1)
    with example_book(tmp_path) as book:
        (demand,) = saved(book, example("demand", **DEMAND))
        first = found(book, demand)
        side = SideFile.beside(book._file, ".matching")
        side.path.write_bytes(side.path.read_bytes()[:20_000])
        assert suggest(libraries.Library(book, side), "demand", demand.id, ("offer", "expert")).suggestions == first
        book.undo()
        saved(book, example("demand", subject="另一条历史"))
        library = libraries.Library(book, side)
        library.engine()
        assert len(library.engine().shelf("demand").block.ids) == book.count(TechDemand)


def test_the_user_may_stop_the_reading(book):
    with pytest.raises(libraries.Stopped):
        fresh(book).engine(lambda _done, _total: False)


def test_the_sample_s_demands_find_their_offers(sample_book):
    demand = sample_book.find(TechDemand, "碳纤维预浸料低温固化树脂")
    best = found(sample_book, demand)[:2]
    assert sample_book.get(TechOffer, best[0].id).subject == "预浸料用低温固化环氧树脂体系"
    assert best[1].kind == Expert.type_name
    assert best[0].band == "far_ahead"


def test_the_twin_of_each_demand_stands_first(sample_book):
    expected = {
        "锅炉低氮燃烧器改造": "燃气锅炉低氮燃烧器",
        "污泥低温干化余热回收": "污泥热泵低温干化与余热回收",
        "仪表低功耗无线组网": "工业仪表低功耗无线组网协议",
        "高温高压球阀阀座动水腐蚀试验": "高温高压动水腐蚀试验回路及评价方法",
    }
    first = {subject: found(sample_book, sample_book.find(TechDemand, subject), ("offer",))[0] for subject in expected}
    assert {subject: sample_book.get(TechOffer, one.id).subject for subject, one in first.items()} == expected


def test_withdrawn_offers_are_not_suggested(book):
    (demand,) = saved(book, example("demand", **DEMAND))
    (offer,) = saved(book, example("offer", subject=DEMAND["subject"], state="withdrawn"))
    assert offer.id not in [one.id for one in found(book, demand)]


@pytest.mark.parametrize("subject", ['"', "NEAR(", "a* OR b", "——", "'; drop", "𬭳"])
def test_any_characters_may_stand_in_a_demand(book, subject):
    (demand,) = saved(book, example("demand", subject=subject, content=""))
    assert found(book, demand) == ()
    assert near_demands(book.matching, demand) == ()


def test_a_near_demand_offers_its_confirmed_match(book):
    near, demand, other = saved(
        book,
        example("demand", subject="碳纤维预浸料低温固化树脂"),
        example("demand", subject="碳纤维预浸料低温固化树脂体系"),
        example("demand", subject="高温灭菌包装"),
    )
    (offer,) = saved(book, example("offer", subject="低温固化环氧树脂"))
    match = book.do("accept_match", {"demand": near.id, "offer": offer.id})
    assert [(one.id, one.confirmed) for one in near_demands(book.matching, demand)] == [(near.id, ())]
    for state in ("contacted", "met"):
        book.do("move_match", {"match": match.id, "state": state})
    (told,) = near_demands(book.matching, demand)
    assert (told.confirmed[0].match_id, told.confirmed[0].title) == (match.id, "低温固化环氧树脂")
    assert near_demands(book.matching, other) == ()


def test_a_new_demand_wakes_an_old_offer_and_the_reverse(book):
    old = TODAY - dt.timedelta(days=200)
    offer, waiting = saved(
        book,
        example("offer", subject="动水腐蚀试验回路", content="材料筛选", posted_on=old, expert_id=""),
        example("demand", subject="彩灯骨架快速拼装结构", content="灯组可拆可重复用", posted_on=old, visit_id=""),
    )
    for n in range(6):
        saved(book, example("offer", subject=f"材料检测服务{n}", content="", posted_on=old, expert_id=""))
        saved(book, example("demand", subject=f"结构计算{n}", content="", posted_on=old, visit_id=""))
    (demand,) = saved(book, example("demand", **DEMAND, posted_on=TODAY, visit_id=""))
    (new,) = saved(book, example("offer", subject="装配式骨架快速拼装", content="灯组", posted_on=TODAY, expert_id=""))
    pairs = {(one.new_id, one.old_id) for one in woken(book.matching)}
    assert (demand.id, offer.id) in pairs
    assert (new.id, waiting.id) in pairs
    book.do("refuse_match", {"demand": demand.id, "offer": offer.id, "reason": "试过了"})
    assert demand.id not in {one.new_id for one in woken(book.matching)}


def every_pair(library, told=lambda _done, _total: True):
    return {
        matched.demand_id: [(one.id, one.band, pytest.approx(one.score, rel=1e-4)) for one in matched.suggestions]
        for matched in every_match(library, 3, told)
    }


def test_a_worker_matches_everything_and_goes_on_where_it_was_stopped(tmp_path, monkeypatch):
    with example_book(tmp_path) as book:
        saved(book, *(example("offer", subject=f"动水腐蚀试验{n}", content="材料筛选") for n in range(4)))
        saved(book, example("demand", **DEMAND), example("demand", subject="材料筛选"))
        here = every_pair(fresh(book))
        monkeypatch.setattr(libraries, "WORTH_KEEPING", 1)
        library = libraries.Library(book, SideFile.beside(book._file, ".matching"))
        with pytest.raises(libraries.Stopped):
            every_pair(library, lambda _done, _total: False)
        run = library.kept().path.with_name("示例.huifang.matching-run")
        assert run.exists()
        monkeypatch.setattr(worker, "_worked", lambda *_a: pytest.fail("matched again"))
        assert every_pair(library) == here
        assert not run.exists()


def test_the_office_s_own_words_are_kept_in_the_file(book):
    (demand,) = saved(book, example("demand", subject="带式输送机托辊", content=""))
    (offer,) = saved(book, example("offer", subject="皮带机配件", content=""))
    assert offer.id not in [one.id for one in found(book, demand)]
    with pytest.raises(RuleForbids):
        book.do("add", {"type": "code_word", "list_name": "synonym", "word": "皮带机"})
    book.do("add", {"type": "code_word", "list_name": "synonym", "word": "皮带机＝带式输送机"})
    marked = {reason.text: reason.instead_of for one in found(book, demand) for reason in one.reasons}
    assert marked["皮带机"] == "带式输送机"
    book.do("add", {"type": "code_word", "list_name": "stop_phrase", "word": "带式输送机"})
    assert offer.id not in [one.id for one in found(book, demand)]
