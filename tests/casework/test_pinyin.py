"""Pinyin: lists in the order a reader expects, names found by the letters a caseworker types."""

import csv
import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import given
from hypothesis import strategies as st

from casework.pinyin import (
    abbreviation_keys,
    full_pinyin,
    initials,
    initials_variants,
    pinyin_grams,
    pinyin_query,
    pinyin_sort_key,
)


def finds(name: str, letters: str) -> bool:
    """Whether typed initials find a name, in a full-text table as the case file has it."""
    connection = sqlcipher.connect(":memory:")
    try:
        connection.execute("create virtual table names using fts5(words, tokenize=\"unicode61 tokenchars '_'\")")
        connection.execute("insert into names values (?)", [pinyin_grams(name)])
        found = connection.execute("select 1 from names where names match ?", [pinyin_query(letters)]).fetchone()
        return bool(found)
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("text", "syllables", "letters"),
    [
        ("自贡运输", "zi gong yun shu", "zgys"),
        ("重庆长江轴承", "chong qing chang jiang zhou cheng", "cqcjzc"),
        ("农村商业银行", "nong cun shang ye yin hang", "ncsyyh"),
        ("都江堰绿色", "du jiang yan lv se", "djyls"),
        ("𬭳㛃喆堃", "xi jie zhe kun", "xjzk"),
        ("自贡LED彩灯（12kV）", "zi gong led cai deng 12 kv", "zgledcd12kv"),
        ("ＡＢ公司", "ab gong si", "abgs"),
        ("", "", ""),
        ("、，", "", ""),
    ],
)
def test_the_reading_fits_the_word(text: str, syllables: str, letters: str) -> None:
    assert full_pinyin(text) == syllables
    assert initials(text) == letters


def test_lists_sort_by_syllable_then_tone_then_character() -> None:
    wanted = [
        "2号示例",
        "10号示例",
        "ABC示例",
        "黎安",
        "李刚",
        "李明",
        "力帆",
        "连云",
        "重庆示例",
        "自贡示例",
        "自贡示例二厂",
    ]
    wanted.sort(key=pinyin_sort_key)
    assert wanted == [
        *(
            "2号示例",
            "10号示例",
            "ABC示例",
            "重庆示例",
            "黎安",
            "李刚",
            "李明",
            "力帆",
            "连云",
            "自贡示例",
            "自贡示例二厂",
        ),
    ]


def test_one_surname_stays_together() -> None:
    names = sorted(["王力", "汪明", "王安", "汪波", "亡羊"], key=pinyin_sort_key)
    assert [name[0] for name in names] == ["汪", "汪", "亡", "王", "王"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("自贡运输机械集团", "zgyj"),
        ("自贡运输机械集团股份有限公司", "zgyj"),
        ("自贡运输机械集团股份有限公司", "zyj"),
        ("自贡运输机械集团股份有限公司", "yj"),
        ("重庆长江轴承股份有限公司", "cqcz"),
    ],
)
def test_a_customary_short_name_finds_the_enterprise(name: str, typed: str) -> None:
    assert any(key.startswith(typed) for key in abbreviation_keys(name))


def test_abbreviations_take_two_initials_and_then_one() -> None:
    assert abbreviation_keys("自贡运输机械集团") == ("zgyjj", "zyjj", "yjj", "ysjj")
    assert abbreviation_keys("行业") == ("hy",)
    assert abbreviation_keys("") == abbreviation_keys("（）") == ()


def test_a_character_with_two_readings_is_found_by_both() -> None:
    assert initials_variants("长虹示例")[0] == "chsl"
    assert set(initials_variants("示例单")) == {"sld", "sls"}
    assert finds("示例单", "sls")
    assert finds("示例单", "sld")


def test_a_known_word_has_one_reading() -> None:
    assert initials_variants("重庆长江") == ("cqcj",)
    assert initials_variants("行业") == ("hy",)


def test_there_are_at_most_four_variants_and_the_likely_one_is_first() -> None:
    name = "曾单仇查解区"
    variants = initials_variants(name)
    assert len(variants) == len(set(variants)) == 4
    assert variants[0] == initials(name)


@pytest.mark.parametrize("letters", ["zgysjx", "gys", "ZGYS", "z", "s", "ysjx", "ｚｇ"])
def test_contiguous_initials_find_a_name(letters: str) -> None:
    assert finds("自贡运输机械", letters)


@pytest.mark.parametrize("letters", ["zys", "gz", "q", "zgysjxz"])
def test_other_letters_do_not(letters: str) -> None:
    assert not finds("自贡运输机械", letters)


def test_no_find_runs_from_one_variant_into_the_next() -> None:
    assert initials_variants("示例单") == ("sld", "sls")
    assert not finds("示例单", "ldsl")
    assert not finds("示例单", "lds")


@pytest.mark.parametrize("letters", ["", '"*', "（）", "自贡"])
def test_what_holds_no_letters_makes_no_query(letters: str) -> None:
    assert pinyin_query(letters) == ""


@given(st.text())
def test_any_text_at_all_has_keys(text: str) -> None:
    letters = initials(text)
    assert letters == "" or (letters.isascii() and letters.isalnum())
    assert initials_variants(text)[0] == letters
    assert pinyin_sort_key(text) == pinyin_sort_key(text)
    assert all(key.isascii() and len(key) > 1 for key in abbreviation_keys(text))
    if letters:
        assert finds(text, letters)


def test_real_names_are_found_by_their_initials(field_data: Callable[[str], Path]) -> None:
    with gzip.open(field_data("enterprises_cn.csv.gz"), "rt", encoding="utf-8") as register:
        names = [row["name"] for row in csv.DictReader(register) if row["city"] == "自贡"]
    assert len(names) > 400
    hidden = [name for name in names if not initials(name).isalnum() or not abbreviation_keys(name)]
    assert hidden == []
    assert all(finds(name, initials(name)[2:6]) for name in names[::20])
