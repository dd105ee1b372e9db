"""Names that may mean one enterprise are found, and told apart from those that do not."""

import csv
import gzip
import os
from pathlib import Path

import pytest

from casework.chinese import make_uscc
from casework.insight.duplicates import NameIndex
from tests.casework.name_variants import KINDS, variants

CODE, OTHER_CODE = make_uscc("999999", 1), make_uscc("999999", 2)
FIRMS = [
    ("longyuan", "自贡市示例东方龙源科技有限公司", CODE),
    ("yunji", "四川省自贡市示例运输机械集团股份有限公司", ""),
    ("yanye", "自贡示例盐业有限责任公司", ""),
    ("suidao", "成都示例隧道工程有限公司", ""),
    ("suidao_first", "成都示例隧道工程有限公司第一分公司", ""),
    ("fuji", "荣县示例福记食品厂", ""),
]


@pytest.fixture(scope="module")
def index() -> NameIndex:
    return NameIndex(FIRMS)


@pytest.mark.parametrize(
    ("name", "uscc", "meant", "band"),
    [
        ("一家别的示例公司", CODE, "longyuan", "same"),
        ("一家别的示例公司", f" {CODE.lower()} ", "longyuan", "same"),
        ("自贡示例运输机械", "", "yunji", "same"),
        ("示例运输机械（自贡）有限公司", "", "yunji", "same"),
        ("自贡市　示例盐业 有限公司", "", "yanye", "same"),
        ("示例东方龙源科技有限公司", "", "longyuan", "likely"),
        ("自贡示例东方龙源", "", "longyuan", "likely"),
        ("自贡市示例东方龙源科枝有限公司", "", "longyuan", "likely"),
        ("自贡市示例东风龙源科技有限公司", "", "longyuan", "ask"),
        ("四川荣县示例福记食品厂", "", "fuji", "same"),
    ],
)
def test_a_variant_means_the_enterprise(index: NameIndex, name: str, uscc: str, meant: str, band: str) -> None:
    best = index.alike(name, uscc)[0]
    assert (best.id, best.band) == (meant, band)
    assert best.reason


@pytest.mark.parametrize(
    "name",
    [
        "重庆示例盐业有限责任公司",
        "自贡示例酒业有限责任公司",
        "自贡市示例西山龙泉科技有限公司",
        "富顺县示例福记食品厂",
        "公司",
        "有限公司",
        "",
        "　",
    ],
)
def test_another_enterprise_is_at_most_asked_about(index: NameIndex, name: str) -> None:
    assert [found for found in index.alike(name) if found.band != "ask"] == []


def test_a_branch_is_not_its_house_nor_another_branch(index: NameIndex) -> None:
    assert index.alike("成都示例隧道工程有限公司第二分公司") == []
    assert [found.id for found in index.alike("成都示例隧道工程有限公司")] == ["suidao"]


def test_two_unlike_sound_codes_are_never_one_enterprise(index: NameIndex) -> None:
    name = "自贡市示例东方龙源科技有限公司"
    assert index.alike(name, OTHER_CODE) == []
    assert index.alike(name)[0].id == "longyuan"
    unsound = OTHER_CODE[:-1] + ("0" if OTHER_CODE[-1] != "0" else "1")
    assert index.alike(name, unsound)[0].id == "longyuan"


def test_an_alias_finds_its_enterprise_and_is_named() -> None:
    index = NameIndex([*FIRMS, ("yunji", "示例老运机厂", "")])
    best = index.alike("示例老运机厂")[0]
    assert (best.id, best.band) == ("yunji", "same")
    assert "示例老运机厂" in best.reason
    assert index.alike("示例老运机厂", leave_out=("yunji",)) == []


def test_the_code_of_an_alias_counts_as_one_of_its_own() -> None:
    index = NameIndex([*FIRMS, ("longyuan", "", OTHER_CODE)])
    assert index.alike("", OTHER_CODE)[0].id == "longyuan"
    assert index.alike("自贡市示例东方龙源科技有限公司", OTHER_CODE)[0].band == "same"


def test_the_best_comes_first_and_no_more_than_asked_for() -> None:
    names = [(f"{number}", f"自贡示例同名机械{'厂' * (number > 0)}有限公司", "") for number in range(9)]
    found = NameIndex(names).alike("自贡市示例同名机械有限公司", limit=3)
    assert len(found) == 3
    assert (found[0].id, found[0].band) == ("0", "same")
    assert [f.score for f in found] == sorted((f.score for f in found), reverse=True)


def test_a_name_added_later_is_found_at_once() -> None:
    index = NameIndex(FIRMS)
    index.add("new", "自贡市示例新来科技有限公司", "")
    assert index.alike("示例新来科技")[0].id == "new"


def test_what_is_forgotten_is_found_no_more() -> None:
    index = NameIndex([*FIRMS, ("longyuan", "老龙源", OTHER_CODE)])
    index.forget("longyuan")
    assert index.alike("自贡市示例东方龙源科技有限公司", CODE) == index.alike("老龙源", OTHER_CODE) == []
    assert len(index) == len(FIRMS) - 1
    index.add("longyuan", "自贡市示例东方龙源科技有限公司", CODE)
    assert index.alike("示例东方龙源科技")[0].reason == index.alike("示例东方龙源科技有限公司")[0].reason


@pytest.mark.skipif("HUIFANG_DATA" not in os.environ, reason="HUIFANG_DATA names no folder of real registrations")
def test_ten_ways_of_writing_real_names_are_recognised() -> None:
    with gzip.open(Path(os.environ["HUIFANG_DATA"]) / "enterprises_cn.csv.gz", "rt", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    firms = [(row["name"], (row["province"], row["city"])) for row in rows]
    index = NameIndex((str(place), row["name"], row["uscc"]) for place, row in enumerate(rows))
    for kind in KINDS:
        tried = variants(kind, firms, 300, seed=4)
        right = sum(any(found.id == str(place) for found in index.alike(name, limit=1)) for place, name in tried)
        assert right >= 0.97 * len(tried), kind
