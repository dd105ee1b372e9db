"""The engine: shares that add up, phrases that count, an index kept as if it were made anew."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.insight.matching.asking import MOST_SHOWN, explained, question
from casework.insight.matching.engine import Engine
from casework.insight.matching.scoring import bands
from casework.insight.matching.suggestions import Document
from casework.insight.matching.terms import plain
from casework.insight.matching.word_lists import WordLists

WORDS = (
    "高温高压球阀", "密封面堆焊", "动水腐蚀试验", "碳纤维预浸料", "低温固化树脂", "污泥干化", "余热回收",
    "焊丝镀铜层", "在线检测", "屏蔽泵转子", "高速动平衡", "中药复方", "质量标准", "氟橡胶", "耐低温改性",
    "PLC", "316L", "机器视觉", "的",
)  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map("，".join)
documents = st.builds(lambda title, body: (plain(title), plain(body)), texts, texts)


def numbered(pairs, prefix=""):
    return [Document(f"{prefix}{n}", title, body) for n, (title, body) in enumerate(pairs)]


def engine_of(offers, demands=()):
    engine = Engine(("demand", "offer"))
    engine.fill("offer", [list(offers)])
    engine.fill("demand", [list(demands)])
    engine.settle()
    return engine


def asked(engine, demand, offers, most=50):
    question_ = question(engine, demand, WordLists())
    found = engine.candidates(("offer",), question_.query)
    return explained(engine, question_, engine.suggestions(found, most), {("offer", one.id): one for one in offers})


OFFERS = numbered(
    [
        ("高温高压动水腐蚀试验回路", "可在320℃下做材料筛选与寿命试验，球阀密封面堆焊评价"),
        ("司太立合金等离子堆焊工艺", "用于阀门密封面，硬度均匀"),
        ("污泥热泵低温干化", "余热回收，电耗低"),
        ("预浸料用低温固化环氧树脂体系", "80℃固化，适用碳纤维预浸料"),
    ]
)
DEMAND = Document("d", "高温高压球阀阀座动水腐蚀试验", "阀座密封面在320℃下失效，需要做材料筛选并给出堆焊建议")


def test_the_best_offer_stands_first_with_its_longest_phrases():
    best, second, *_rest = asked(engine_of(OFFERS), DEMAND, OFFERS)
    assert best.id == "0"
    assert [reason.text for reason in best.reasons[:3]] == ["动水腐蚀试验", "高温高压", "球阀"]
    assert second.id == "1"
    assert best.unmentioned == ("阀座",)


def test_a_reason_says_where_its_phrase_stands():
    best = asked(engine_of(OFFERS), DEMAND, OFFERS)[0]
    where = {reason.text: (reason.in_title, reason.in_text) for reason in best.reasons}
    assert where["动水腐蚀试验"] == (True, False)
    assert where["做材料筛选"] == (False, True)


def test_an_offer_that_shares_single_characters_alone_is_no_candidate():
    offers = [*OFFERS, Document("4", "高速列车温度控制", "压力容器")]
    assert [one.id for one in asked(engine_of(offers), Document("d", "高压温", ""), offers)] == ["0"]


@settings(max_examples=25)
@given(st.lists(documents, min_size=2, max_size=12), documents)
def test_the_shares_add_up_to_the_score(pairs, wanted):
    offers = numbered(pairs)
    engine = engine_of(offers)
    demand = Document("d", *wanted)
    plainly = engine.candidates(("offer",), question(engine, demand, WordLists()).query)
    by_id = dict(zip((engine.shelf("offer").id_of(row) for _kind, row in plainly.places), plainly.scores, strict=True))
    for one in asked(engine, demand, offers):
        assert sum(reason.share for reason in one.reasons) == pytest.approx(by_id[one.id], rel=1e-5)
        assert all(reason.share > 0 for reason in one.reasons)
        offer = next(offer for offer in offers if offer.id == one.id)
        for reason in one.reasons:
            assert reason.text in f"{demand.title}|{demand.body}"
            assert reason.text in f"{offer.title}|{offer.body}"


@settings(max_examples=25)
@given(st.lists(documents, min_size=4, max_size=12), documents)
def test_without_a_shown_phrase_the_score_is_lower(pairs, wanted):
    offers = numbered(pairs)
    demand = Document("d", *wanted)
    engine = engine_of(offers)
    query = question(engine, demand, WordLists()).query
    for one in asked(engine, demand, offers):
        offer = next(offer for offer in offers if offer.id == one.id)
        first = [reason for reason in one.reasons if len(reason.text) > 1][:MOST_SHOWN]
        shown = [reason for reason in first if not reason.is_weak]
        assert shown
        for reason in shown:
            cut = Document("cut", *(text.replace(reason.text, " ") for text in (offer.title, offer.body)))
            assert engine.scores_of("offer", query, [cut])[0] < one.score


@settings(max_examples=25)
@given(st.lists(documents, min_size=3, max_size=12), st.data())
def test_an_index_that_was_changed_answers_as_one_made_anew(pairs, data):
    offers = {one.id: one for one in numbered(pairs)}
    engine = engine_of(offers.values())
    for step in range(data.draw(st.integers(1, 6))):
        target = data.draw(st.sampled_from([*offers, f"new{step}"]))
        if data.draw(st.booleans()) and target in offers and len(offers) > 1:
            engine.drop("offer", [target])
            del offers[target]
        else:
            title, body = data.draw(documents)
            offers[target] = Document(target, title, body)
            engine.put("offer", [offers[target]])
        if data.draw(st.booleans()):
            engine.ready()
        if data.draw(st.integers(0, 5)) == 0:
            engine.settle()
    engine.ready()
    anew = engine_of(offers.values())
    wanted = Document("d", *data.draw(documents))
    one, two = (
        {found.id: (found.score, found.band) for found in asked(each, wanted, offers.values())}
        for each in (engine, anew)
    )
    assert one.keys() == two.keys()
    for record_id, (value, band) in one.items():
        assert (pytest.approx(value, rel=1e-4), band) == two[record_id]


def test_a_large_block_finds_through_its_rare_terms_what_all_scores_find():
    rng = np.random.default_rng(7)
    pairs = [("，".join(rng.choice(WORDS, 2)), "，".join(rng.choice(WORDS, 3)) + f"第{n}号") for n in range(600)]
    offers = [*numbered([(plain(a), plain(b)) for a, b in pairs]), Document("x", "管状带式输送机托辊", "")]
    engine = engine_of(offers)
    assert asked(engine, Document("d", "带式输送机", ""), offers)[0].id == "x"


def test_bands_compare_a_demand_s_candidates_with_each_other():
    assert bands(np.array([0.9, 0.3, 0.3, 0.3, 0.2, 0.2, 0.2]))[:2] == ["far_ahead", "rest"]
    assert bands(np.array([0.05, 0.01])) == ["rest", "rest"]
    assert set(bands(np.array([0.4, 0.4, 0.4]))) == {"rest"}


def test_stop_phrases_count_nothing_and_synonyms_are_marked():
    offers = [*OFFERS, Document("4", "管状皮带机托辊", "皮带机输送")]
    engine = engine_of(offers)
    demand = Document("d", "带式输送机托辊关键技术研发", "")
    lists = WordLists(("关键技术研发",), (("带式输送机", "皮带机"),))
    asked_ = question(engine, demand, lists)
    found = engine.candidates(("offer",), asked_.query)
    best = explained(engine, asked_, engine.suggestions(found, 3), {("offer", one.id): one for one in offers})[0]
    marked = {reason.text: reason.instead_of for reason in best.reasons}
    assert marked["皮带机"] == "带式输送机"
    assert marked["机托辊"] == ""
    assert "关键技术研发" not in asked_.document.title
    plainly = question(engine, demand, WordLists(("关键技术研发",)))
    assert len(plainly.query.terms) < len(asked_.query.terms)
