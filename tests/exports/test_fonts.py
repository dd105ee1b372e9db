"""The four faces print every name of the office, and say so where they cannot."""

import hashlib
from importlib.resources import files

import pytest

from exports.fonts import BOLD_OF, FACES, SANS, SANS_BOLD, SERIF, SERIF_BOLD, advances, face_for, printable

RARE_NAMES = "㛃𬭳喆堃犇燊頔翀濛玥䶮𫘧𫓧〇"
FONTS = files("resources") / "fonts"


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("character", RARE_NAMES)
def test_rare_characters_of_names_print_in_every_face(face, character):
    assert face_for(character, face)


@pytest.mark.parametrize("face", [SANS, SERIF])
def test_regular_faces_have_the_rare_characters_themselves(face):
    assert all(face_for(character, face) == face for character in RARE_NAMES)


@pytest.mark.parametrize("face", FACES)
def test_every_face_has_gb2312(face):
    characters = {
        bytes((high, low)).decode("gb2312")
        for high in range(0xB0, 0xF8)
        for low in range(0xA1, 0xFA if high == 0xD7 else 0xFF)
    }
    assert len(characters) == 6763
    assert not [character for character in characters if ord(character) not in advances(face)]


@pytest.mark.parametrize("face", [SANS, SERIF])
def test_regular_faces_have_the_basic_block_and_extension_a(face):
    """GB 18030-2022: all but the handful of latest additions that the source itself does not draw."""
    wanted = [*range(0x3400, 0x4DB6), *range(0x4E00, 0x9FA6)]
    assert not [hex(code) for code in wanted if code not in advances(face)]


def test_a_bold_face_falls_back_to_its_regular_one_and_a_regular_one_to_the_other_family():
    assert face_for("頔", SANS_BOLD) == SANS
    assert face_for("頔", SERIF_BOLD) == SERIF
    lacking = next(code for code in advances(SANS) if code not in advances(SERIF))
    assert face_for(chr(lacking), SERIF) == SANS


def test_a_character_that_no_face_has_is_told():
    assert not any(face_for("😀", face) for face in FACES)


def test_figures_of_the_sans_face_are_of_equal_width():
    for face in (SANS, SANS_BOLD):
        assert len({advances(face)[ord(figure)] for figure in "0123456789"}) == 1


def test_every_bold_face_belongs_to_a_family():
    assert {BOLD_OF[face] for face in FACES} == {SANS_BOLD, SERIF_BOLD}


def test_the_files_are_those_that_were_made():
    for line in (FONTS / "SHA256SUMS").read_text(encoding="ascii").splitlines():
        expected, name = line.split()
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == expected


def test_the_licence_lies_beside_the_faces_and_all_are_small_enough_for_the_project():
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert sum(len((FONTS / f"{face}.ttf").read_bytes()) for face in FACES) < 32_000_000


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲\tb", "甲 b"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("零\u200b宽\ufeff", "零宽"),
        ("葛\U000e0100城", "葛城"),
        ("\x00\x07响", "响"),
        ("𬭳 不变", "𬭳 不变"),
        ("　", "　"),
    ],
)
def test_what_has_no_shape_is_left_out(text, expected):
    assert printable(text) == expected
