"""Chinese text compared: what is searched is found, one enterprise has one name, codes are checked, persons hidden."""

import csv
import gzip
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import given
from hypothesis import strategies as st

from casework.chinese import (
    bigrams,
    check_uscc,
    fold,
    is_uscc,
    make_uscc,
    mask_identity,
    mask_name,
    mask_phone,
    name_core,
    name_parts,
    normal_name,
    query_tokens,
)
from casework.errors import BadInput
from casework.language import choose_language

RARE = "𬭳㛃喆堃"
TEXTS = st.text(alphabet=st.one_of(st.sampled_from("自贡运输机械集团LEDled12 .-（）\"'*:^+_" + RARE), st.characters()))
HANZI = st.text(alphabet="自贡运输机械集团重庆长江" + RARE, min_size=1, max_size=12)


def finds(text: str, words: str) -> bool:
    """Whether a search for `words` finds `text`, in a full-text table as the case file has it."""
    connection = sqlcipher.connect(":memory:")
    try:
        connection.execute("create virtual table shadow using fts5(words, tokenize=\"unicode61 tokenchars '_'\")")
        connection.execute("insert into shadow values (?)", [bigrams(text)])
        match = " ".join(query_tokens(words))
        return (
            bool(connection.execute("select 1 from shadow where shadow match ?", [match]).fetchone())
            if match
            else False
        )
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("（川渝）", "(川渝)"),
        ("【示例】〔2022〕〖a〗", "(示例)(2022)(a)"),
        ("ＡＢＣ　１２", "abc12"),
        (" 自 贡\t市\n", "自贡市"),
        ("", ""),
    ],
)
def test_width_case_brackets_and_spaces_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("自贡运输", "自贡 贡运 运输 输"),
        ("LED彩灯（12kV）", "led 彩灯 灯 12kv"),
        ("𬭳㛃", "𬭳㛃 㛃"),
        ("机", "机"),
        ("Al₂O₃、涂层", "al2o3 涂层 层"),
        ("、，_（）", ""),
    ],
)
def test_hanzi_become_pairs_and_letters_stay_whole(text: str, words: str) -> None:
    assert bigrams(text) == words


@pytest.mark.parametrize(
    ("words", "expressions"),
    [
        ("自", ['"自"*']),
        ("运输机", ['"运输 输机"']),
        ("LED", ['"led"*']),
        ("LED彩灯", ['"led 彩灯"']),
        ("彩灯LE", ['"彩灯 灯 le"*']),
        ("led灯", ['"led 灯"*']),
        ("自贡　彩灯", ['"自贡"', '"彩灯"']),
        ("title:自贡", ['"title 自贡"']),
        ('" * ( )', []),
        ("OR NEAR(a, 5)", ['"or"*', '"near a"*', '"5"*']),
    ],
)
def test_a_query_is_quoted_word_by_word(words: str, expressions: list[str]) -> None:
    assert query_tokens(words) == expressions


@pytest.mark.parametrize(
    "words",
    ["自", "团", "贡运", "运输机械", "led", "LE", "集团LED", "LED灯", "灯", "自贡 12", "团led灯", "𬭳", "𬭳㛃", "㛃科"],
)
def test_any_fragment_is_found(words: str) -> None:
    assert finds("自贡运输机械集团（LED灯）12kV、𬭳㛃科技", words)


@pytest.mark.parametrize("words", ["贡自", "运机", "ed", "灯LED", "自贡 水泵"])
def test_what_is_not_there_is_not_found(words: str) -> None:
    assert not finds("自贡运输机械集团（LED灯）12kV、𬭳㛃科技", words)


@given(HANZI, st.data())
def test_every_piece_of_a_name_finds_it(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    assert finds(f"示例{name}123", name[start:end])


@given(TEXTS)
def test_nothing_typed_can_break_a_search(text: str) -> None:
    finds("自贡运输机械集团", text)
    for expression in query_tokens(text):
        inside = expression.removesuffix("*")
        assert inside[0] == inside[-1] == '"'
        assert '"' not in inside[1:-1]


@given(TEXTS.filter(lambda text: bool(query_tokens(text))))
def test_a_text_is_found_by_itself(text: str) -> None:
    assert finds(text, text)


@pytest.mark.parametrize(
    ("name", "region", "body", "core"),
    [
        ("自贡东方龙源", "自贡", "东方龙源", "东方龙源"),
        ("自贡市东方龙源科技有限公司", "自贡", "东方龙源科技", "东方龙源"),
        ("四川省自贡市示例东方机械设备有限责任公司", "自贡", "示例东方机械设备", "示例东方"),
        ("示例机械（自贡）有限公司", "自贡", "示例机械", "示例"),
        ("富顺县示例食品厂", "富顺", "示例食品厂", "示例"),
        ("重庆市南川区示例新材料股份有限公司", "重庆南川", "示例新材料", "示例"),
        ("彭水苗族土家族自治县示例农业开发有限公司", "彭水", "示例农业开发", "示例"),
        ("内蒙古自治区示例矿业集团有限公司", "内蒙古", "示例矿业", "示例矿业"),
        ("北京示例投资中心（有限合伙）", "北京", "示例投资中心", "示例"),
        ("示例有限公司富顺分公司", "", "示例富顺分公司", "示例富顺分公司"),
        ("东方示例机械有限公司", "", "东方示例机械", "东方示例"),
        ("荣县示例合作社", "荣县", "示例合作社", "示例"),
        ("北京市朝阳区示例科技有限公司", "北京朝阳", "示例科技", "示例"),
        ("四川富顺示例机械有限公司", "富顺", "示例机械", "示例"),
        ("示例印务（安徽舒城）有限公司", "舒城", "示例印务", "示例印务"),
        ("成都武侯建筑工程有限公司", "成都", "武侯建筑工程", "武侯"),
        ("四川东方示例机械有限公司", "四川", "东方示例机械", "东方示例"),
        ("黄山示例", "", "黄山示例", "黄山示例"),
        ("公司", "", "公司", "公司"),
        ("", "", "", ""),
    ],
)
def test_a_name_is_taken_apart(name: str, region: str, body: str, core: str) -> None:
    parts = name_parts(name)
    assert (parts.region, parts.body, parts.core) == (region, body, core)
    assert normal_name(name) == region + body
    assert name_core(name) == core


@pytest.mark.parametrize(
    "other",
    [
        "自贡示例运输机械有限公司",
        "自贡市示例运输机械有限责任公司",
        "四川自贡示例运输机械集团股份有限公司",
        "自贡示例运输机械集团",
        "自贡示例运输机械（集团）有限公司",
        "示例运输机械（自贡）有限公司",
        "自贡示例运输机械",
        "　自贡市示例·运输机械有限公司 ",
    ],
)
def test_ways_of_writing_one_enterprise_have_one_normal_name(other: str) -> None:
    assert normal_name(other) == normal_name("四川省自贡市示例运输机械集团有限公司")


@pytest.mark.parametrize(
    "other",
    [
        "重庆示例运输机械有限公司",
        "自贡示例运输机械有限公司富顺分公司",
        "自贡示例运输设备有限公司",
        "自贡示范运输机械有限公司",
    ],
)
def test_another_enterprise_has_another_normal_name(other: str) -> None:
    assert normal_name(other) != normal_name("自贡示例运输机械有限公司")


@given(st.text())
def test_any_text_at_all_has_a_normal_name(text: str) -> None:
    assert fold(normal_name(text)) == normal_name(text)
    assert name_core(text) in normal_name(text)


def test_no_two_registered_enterprises_share_a_normal_name(field_data: Callable[[str], Path]) -> None:
    with gzip.open(field_data("enterprises_cn.csv.gz"), "rt", encoding="utf-8") as register:
        names = {row["name"] for row in csv.DictReader(register)}
    assert len(names) > 20_000
    assert len({normal_name(name) for name in names}) == len(names)


def test_the_real_codes_of_the_register_are_sound(field_data: Callable[[str], Path]) -> None:
    with gzip.open(field_data("enterprises_cn.csv.gz"), "rt", encoding="utf-8") as register:
        codes = [row["uscc"] for row in csv.DictReader(register)]
    assert sum(is_uscc(code) for code in codes) >= len(codes) - 2


@pytest.mark.parametrize("serial", [0, 1, 7, 18, 999_999])
def test_invented_codes_are_sound_and_recognisable(serial: int) -> None:
    code = make_uscc("999999", serial)
    assert check_uscc(code) == code
    assert code.startswith("91999999MA")


def test_a_made_code_has_the_check_character_of_its_organisation_too() -> None:
    # 91110000600037341L is a published code; its own check of places 9 to 16 is the 1 before the L
    known = "91110000600037341L"
    assert is_uscc(known)
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    for code in (known, make_uscc("999999", 4), make_uscc("510300", 250)):
        total = sum(int(character, 36) * weight for character, weight in zip(code[8:16], weights, strict=True))
        assert code[16] == "0123456789X0"[11 - total % 11]


def test_a_serial_or_area_out_of_range_is_refused() -> None:
    for area, serial in (("99999", 1), ("99999a", 1), ("999999", -1), ("999999", 1_000_000)):
        with pytest.raises(ValueError, match="six digits"):
            make_uscc(area, serial)


def test_a_code_is_cleaned_of_width_case_and_spaces() -> None:
    code = make_uscc("999999", 2)
    wide = "".join(chr(ord(character) + 0xFEE0) for character in code)
    assert check_uscc(f" {wide[:9]} {code[9:].lower()}\n") == code
    assert check_uscc("-".join([code[:2], code[2:8], code[8:]])) == code


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("91999999MA0000001", "应为18位，现为17位"),
        ("510300000000000", "应为18位，现为15位"),
        ("", "应为18位，现为0位"),
        ("919999O9MA00000154", "不会出现“O”"),
        ("91999999MA0000015？", "不会出现“\\?”"),
        ("91A99999MA00000154", "第3至8位"),
        ("91999999MA00000155", "校验位不符"),
        ("91999999MA00000514", "校验位不符"),
    ],
)
def test_the_fault_of_a_code_is_named(code: str, complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        check_uscc(code)
    assert not is_uscc(code)


def test_a_letter_taken_for_a_digit_brings_the_likely_code() -> None:
    code = make_uscc("999999", 10)
    with pytest.raises(BadInput) as refusal:
        check_uscc(code.replace("0", "O"))
    assert refusal.value.candidates == (code,)
    code = make_uscc("999999", 225_255)
    with pytest.raises(BadInput, match="“ZS”") as refusal:
        check_uscc(code.replace("2", "Z").replace("5", "S"))
    assert refusal.value.candidates == (code,)


@given(st.integers(0, 999_999), st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_one_wrong_character_is_always_noticed(serial: int, place: int, character: str) -> None:
    code = make_uscc("999999", serial)
    wrong = code[:place] + character + code[place + 1 :]
    assert is_uscc(wrong) == (wrong == code)


def test_faults_are_told_in_english_too() -> None:
    choose_language("en")
    with pytest.raises(BadInput, match="18 characters; this one has 3"):
        check_uscc("abc")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("10000000016", "100****0016"),
        ("100 0000 0016", "100 **** 0016"),
        ("100-0000-0016", "100-****-0016"),
        ("100.0000.0016", "100.****.0016"),
        ("+86 100 0000 0016", "+86 100 **** 0016"),
        ("１００００００００１６", "１００****００１６"),
        ("0813-2201234", "0813-***1234"),
        ("023-62201234", "023-6***1234"),
        ("2201234", "***1234"),
        ("100000000161", "1000****0161"),
        ("10000000016 10012340017", "100****0016 100****0017"),
        ("办公室0813-2201234转8001；手机10000000016", "办公室0813-***1234转8001；手机100****0016"),
        ("", ""),
        ("无", "无"),
    ],
)
def test_telephone_numbers_lose_their_middle(text: str, masked: str) -> None:
    assert mask_phone(text) == masked


@given(st.text(alphabet="0123456789 -/,.;转", max_size=40))
def test_no_whole_telephone_number_survives(text: str) -> None:
    masked = mask_phone(text)
    assert len(masked) == len(text)
    together = "".join(c if c.isdigit() else " " * (c not in " -.") for c in masked)
    assert all(len(run) < 11 for run in together.split())


def test_persons_are_masked() -> None:
    assert [mask_name(name) for name in ("示三丰", "示例", "示", "", " 示例 ")] == ["示**", "示*", "示", "", "示*"]
    assert mask_identity("999999199001010016") == "999*************16"
    assert mask_identity("12345") == "*****"
    assert mask_identity("") == ""


@given(st.text(alphabet=st.characters(whitelist_categories=["Lo"]), min_size=1))
def test_shadows_are_normalised(text: str) -> None:
    assert unicodedata.is_normalized("NFKC", bigrams(text))
