"""The search index is at any time what it would be if it were made anew."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.big_file import ACTOR, big_file
from benchmarks.big_file import TODAY as BIG_TODAY
from casework.casebook import Casebook
from casework.entities.appeals import Appeal
from casework.entities.contacts import ContactPerson
from casework.entities.enterprises import Enterprise, EnterpriseAlias
from casework.errors import CaseworkError
from casework.records import Clock
from tests.factory import day

NAMES = st.text("自贡运输机械集团重庆轴承𬭳㛃LED灯12-（）運輸", min_size=1, max_size=8).filter(
    lambda text: bool(text.strip())
)
WORDS = st.text("带式输送机托辊GK-2150 ，。運輸", max_size=12)
DEEDS = st.one_of(
    st.tuples(st.just("firm"), NAMES, WORDS),
    st.tuples(st.just("alias"), NAMES, WORDS),
    st.tuples(st.just("contact"), NAMES, WORDS),
    st.tuples(st.just("case"), NAMES, WORDS),
    st.tuples(st.just("rename"), NAMES, WORDS),
    st.tuples(st.just("move_alias"), NAMES, WORDS),
    st.tuples(st.sampled_from(["bin", "restore", "undo", "redo", "half"]), NAMES, WORDS),
)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("index") / "a.huifang"
    with Casebook.create(path, clock=Clock.fixed(day("2022-12-30")), actor="王敏") as opened:
        yield opened


def same_as_new(book):
    """Compares the index with a new one, and the whole file as `huifang check --deep` does."""
    assert (book.store.index.contents(), book.store.index.tokens()) == book.store.rebuilt_index()


def deed(book, what, name, words):
    """One deed as a user or an import does it; those that find nothing to act on do nothing."""
    firms, removed = book.select(Enterprise), book.select(Enterprise, removed=True)
    aliases = book.select(EnterpriseAlias)
    if what in ("undo", "redo"):
        getattr(book, what)()
    elif what == "restore" and removed:
        book.restore("enterprise", removed[-1].id)
    elif what == "firm" or not firms:
        with book.change("新建") as write:
            write.save(Enterprise(name=name, main_business=words))
    elif what == "half":
        half_an_import(book, name)
    elif what == "move_alias" and aliases and firms[0].id != aliases[0].enterprise_id:
        change(book, aliases[0], enterprise_id=firms[0].id, name=name)
    else:
        change_one(book, what, name, words)


def change_one(book, what, name, words):
    firm = book.select(Enterprise)[-1]
    with book.change("改") as write:
        match what:
            case "alias":
                write.save(EnterpriseAlias(enterprise_id=firm.id, name=name))
            case "contact":
                write.save(ContactPerson(enterprise_id=firm.id, name=name, note=words))
            case "case":
                write.save(
                    Appeal(enterprise_id=firm.id, subject=name, description=words, accepted_on=day("2022-12-01"))
                )
            case "bin":
                write.remove(firm)
    if what == "rename":
        change(book, firm, name=name, note=words)


def change(book, record, **values):
    from dataclasses import replace

    with book.change("改") as write:
        write.save(replace(book.get(type(record), record.id), **values))


def half_an_import(book, name):
    """Two rows, of which the second is taken back."""
    with book.change("导入") as write:
        write.save(Enterprise(name=name))
        try:
            with write.attempt():
                other = write.save(Enterprise(name=name + "二"))
                write.save(EnterpriseAlias(enterprise_id=other.id, name=name + "三"))
                raise CaseworkError("不要")
        except CaseworkError:
            pass


@given(st.lists(DEEDS, min_size=4, max_size=14))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_the_index_is_as_if_made_anew(book, deeds):
    for one in deeds:
        try:
            deed(book, *one)
        except CaseworkError:
            continue
    same_as_new(book)


def test_an_import_and_its_undo_keep_the_index(book, tmp_path):
    from openpyxl import Workbook

    from casework.exchange.intake import Roster

    sheet = Workbook()
    sheet.active.append(["企业名称", "简称", "主营业务"])
    for number in range(30):
        sheet.active.append([f"示例{number}号机械厂", f"示{number}", "带式输送机"])
    sheet.save(tmp_path / "名册.xlsx")
    book.bring_in(Roster(tmp_path / "名册.xlsx"), apply=True)
    assert len(book.search("7号机械", "enterprise")) == 1
    same_as_new(book)
    book.undo()
    assert book.search("7号机械", "enterprise") == []
    same_as_new(book)


def test_a_change_that_touches_no_words_leaves_the_index_alone(book):
    with book.change("新建") as write:
        firm = write.save(Enterprise(name="示例不变机械厂"))
    statements: list[str] = []
    book.store._db.conn.set_trace_callback(statements.append)
    change(book, firm, employees=12)
    book.store._db.conn.set_trace_callback(None)
    assert any("enterprise" in one for one in statements)
    assert not any("search_index" in one for one in statements)


def test_a_file_of_an_older_index_gets_a_new_one_when_it_is_opened(tmp_path):
    path = tmp_path / "a.huifang"
    clock = Clock.fixed(day("2022-12-30"))
    with Casebook.create(path, clock=clock, actor="王敏") as book:
        with book.change("新建") as write:
            write.save(Enterprise(name="示例自贡机械厂"))
        for table in ("search_document", "search_key", "search_index"):
            book.store.maintain(lambda database, table=table: database.execute(f"delete from {table}"))
        book.store.maintain(
            lambda database: database.execute("update file_fact set value = '1' where key = 'search_index'")
        )
        assert book.search("机械") == []
    with Casebook.open(path, clock=clock, actor="王敏") as book:
        assert [hit.title for hit in book.search("机械")] == ["示例自贡机械厂"]
        assert book.check(deep=True) == []


@pytest.fixture(scope="module")
def big(tmp_path_factory):
    """A file of some thousand records with real names where there are any."""
    path = big_file(tmp_path_factory.mktemp("big") / "a.huifang", enterprises=700, visits=500, cases=300, contacts=100)
    with Casebook.open(path, clock=Clock.fixed(BIG_TODAY), actor=ACTOR) as opened:
        yield opened


def test_every_two_characters_of_a_title_find_its_record_in_the_whole_paged_result(big):
    for firm in big.select(Enterprise)[::100]:
        for first, second in pairwise(firm.name):
            if first.isalnum() and second.isalnum():
                found = all_pages(big, first + second, "enterprise")
                assert firm.id in found, first + second
                assert len(found) == len(set(found)) == big.search_counts(first + second, "enterprise")["enterprise"]


def all_pages(book, words, type_name="", size=150):
    found: list[str] = []
    while page := book.search(words, type_name, size, offset=len(found)):
        found += [hit.record_id for hit in page]
    return found


def test_pages_of_all_types_hold_every_hit_once(big):
    for words in ("自贡", "回访", "有限", "2024", "zg", "机械 自贡", "A"):
        found = all_pages(big, words)
        assert len(found) == len(set(found)) == sum(big.search_counts(words).values()), words
