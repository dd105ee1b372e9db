"""What the search box finds, in which order, and what it never shows."""

import pytest

from casework.casebook import Casebook
from casework.entities.appeals import Appeal
from casework.entities.contacts import ContactPerson
from casework.entities.demands import TechDemand
from casework.entities.enterprises import Enterprise, EnterpriseAlias
from casework.entities.people import Person, Unit
from casework.entities.visits import Visit
from casework.records import Clock
from casework.store.search_hits import ON_SCREEN, marked
from tests.factory import day

TODAY = day("2022-12-30")


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """A small file with something of everything that is searched."""
    path = tmp_path_factory.mktemp("search") / "a.huifang"
    with Casebook.create(path, clock=Clock.fixed(TODAY), actor="王敏") as opened:
        with opened.change("新建") as write:
            fill(write)
        yield opened


def fill(write):
    """Three enterprises, their contact, visits, cases and demand."""
    place = write.save(Unit(name="大安区", unit_kind="territory"))
    park = write.save(Unit(name="板仓工业园", unit_kind="park", parent_id=place.id))
    me, other = (write.save(Person(name=name)) for name in ("王敏", "李强"))
    yunji = write.save(
        Enterprise(
            name="示例自贡运输机械集团股份有限公司", territory_id=park.id,
            main_business="管状带式输送机，LED照明，型号 GK-2150",
        )
    )  # fmt: skip
    write.save(EnterpriseAlias(enterprise_id=yunji.id, name="运机集团", alias_kind="short"))
    write.save(Enterprise(name="示例重庆长江轴承股份有限公司", main_business="轴承及运机集团配套件"))
    write.save(Enterprise(name="示例运机集团南川分厂"))
    write.save(Enterprise(name="示例𬭳㛃新材料有限公司"))
    write.save(
        ContactPerson(
            enterprise_id=yunji.id, name="赵金川", phone="10013572468", email="zhao@example.com", note="电话10013572468"
        )
    )
    for number, person in enumerate((other, me)):
        write.save(
            Appeal(
                enterprise_id=yunji.id, subject="供电增容", description="用电手续", accepted_on=day("2022-11-01"),
                due_on=day("2022-12-01") if number else None, person_id=person.id,
            )
        )  # fmt: skip
    write.save(
        Visit(
            enterprise_id=yunji.id, contact_mode="phone", occurred_on=day("2022-12-20"), topic="输送机订单",
            findings="企业反映带式输送机托辊寿命短，需要新型轴承", no_next_contact=True, author="王敏",
        )
    )  # fmt: skip
    write.save(
        TechDemand(
            enterprise_id=yunji.id, subject="长寿命托辊", content="保密的配方", posted_on=day("2022-12-01"),
            confidential=True,
        )
    )  # fmt: skip


def titles(book, words, **how):
    return [hit.title for hit in book.search(words, **how)]


@pytest.mark.parametrize(
    "words",
    [
        "运输机械", "自贡 集团", "集团 自贡", "输机", "贡运", "示例自贡运输机械集团股份有限公司", "机",  # hanzi
        "zgys", "slzgysjx", "zgyj", "ysjx", "yunshujixie", "zigong", "yunshu jixie", "zigong ys",  # pinyin
        "led", "ＬＥＤ照明", "gk-2150", "2150", "215", "LED 自贡",  # letters and digits
        "運輸機械", "運機集團", "带式 運輸",  # traditional
    ],
)  # fmt: skip
def test_an_enterprise_is_found_by(book, words):
    assert "示例自贡运输机械集团股份有限公司" in titles(book, words, type_name="enterprise"), words


@pytest.mark.parametrize("words", ["运输 轴承", "zgyx", "4815", "輸械", "yunjixie"])
def test_an_enterprise_is_not_found_by(book, words):
    assert "示例自贡运输机械集团股份有限公司" not in titles(book, words, type_name="enterprise"), words


def test_letters_in_order_with_gaps_find_where_nothing_else_does(book):
    assert titles(book, "slzyjt")[0] == "示例自贡运输机械集团股份有限公司"


def test_rare_characters_are_found_alone_and_together(book):
    for words in ("𬭳", "㛃", "𬭳㛃", "㛃新"):
        assert titles(book, words) == ["示例𬭳㛃新材料有限公司"], words


def test_the_likeliest_comes_first(book):
    found = titles(book, "运机集团", type_name="enterprise")
    assert found == ["示例自贡运输机械集团股份有限公司", "示例运机集团南川分厂", "示例重庆长江轴承股份有限公司"]


def test_what_is_ones_own_comes_before_others(book):
    hits = book.search("供电增容", "appeal")
    assert [book.get(Person, hit.record.person_id).name for hit in hits] == ["王敏", "李强"]


def test_a_hit_shows_the_text_around_the_words_and_where_they_stand(book):
    hit = next(h for h in book.search("托辊") if h.type_name == "visit")
    assert (hit.field, hit.snippet) == ("联系情况", "企业反映带式输送机托辊寿命短，需要新型轴承")
    assert [hit.snippet[a:b] for a, b in marked(hit.snippet, hit.words)] == ["托辊"]
    assert marked("運輸機械 运输", ("运输",)) == [(0, 2), (5, 7)]


def test_personal_data_is_found_but_shown_only_to_who_may_see_it(book):
    for words in ("10013572468", "572468", "赵金川", "zjc", "zhao@example.com"):
        (hit,) = [h for h in book.search(words) if h.type_name == "contact_person"]
        assert hit.title == "赵**"
        assert "13572" not in hit.snippet
        assert "zhao" not in hit.snippet
    (seen,) = book.search("赵金川", "contact_person", masked=ON_SCREEN)
    assert seen.title == "赵金川"
    (all_seen,) = book.search("572468", "contact_person", masked=frozenset())
    assert "10013572468" in all_seen.snippet


def test_nothing_is_shown_from_inside_what_is_confidential(book):
    (hit,) = book.search("保密的配方")
    assert (hit.title, hit.snippet) == ("长寿命托辊", "")
    assert book.search("配方", masked=ON_SCREEN)[0].snippet == "保密的配方"


def test_words_without_letters_find_nothing_and_break_nothing(book):
    for words in ("", " ", '"', "* ( )", "^", "-", "：", "{a}", "NEAR(", 'a" OR "b'):
        book.search(words)
        book.search_counts(words)
    assert book.search('"*') == []
    assert book.search_counts("没有这样的词") == {}
