"""The file that benchmarks measure with keeps the rules it is written past."""

import pytest

from benchmarks.big_file import ACTOR, TODAY, big_file
from casework.casebook import Casebook
from casework.catalogue import RECORD_TYPES
from casework.entities.enterprises import Enterprise
from casework.records import Clock

COUNTS = {"enterprises": 300, "visits": 400, "cases": 200, "contacts": 50}


@pytest.fixture
def without_real_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUIFANG_DATA", raising=False)


@pytest.mark.usefixtures("without_real_names")
def test_a_big_file_is_a_whole_case_file_whose_records_keep_every_rule(tmp_path):
    path = big_file(tmp_path / "a.huifang", **COUNTS)
    with Casebook.open(path, clock=Clock.fixed(TODAY), actor=ACTOR) as book:
        assert book.check(deep=True) == []
        records = book.info()["records"]
        assert [records[n] for n in ("enterprise", "visit", "appeal", "contact_person")] == [300, 400, 200, 50]
        for record_type in RECORD_TYPES.values():
            for record in book.select(record_type):
                record.check(None if record_type.type_name != "appeal" else record, book)
        assert all(firm.name.count("示例") == 1 for firm in book.select(Enterprise))
        with book.change("新建") as write:
            assert write.save(Enterprise(name="示例新企业")).number == "GA-0301"


@pytest.mark.usefixtures("without_real_names")
def test_a_big_file_holds_the_same_rows_each_time(tmp_path):
    few = {"enterprises": 30, "visits": 40, "cases": 20}
    held: list[list[object]] = []
    for name in ("a", "b"):
        with Casebook.open(
            big_file(tmp_path / f"{name}.huifang", **few), clock=Clock.fixed(TODAY), actor=ACTOR
        ) as book:
            held.append([book.select(kind) for kind in RECORD_TYPES.values()])
    assert held[0] == held[1]
