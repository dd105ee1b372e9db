"""Make resources/characters/traditional.txt: traditional characters and the simplified one each is searched as.

usage: make_traditional.py [FILE]

FILE is glibc's table of variants (locales/translit_cjk_variants, in Debian's package `locales`), in which the Free
Software Foundation claims no copyright. Kept is every character of Big5 that GB 2312 lacks and that has a variant in
GB 2312; where it has several, one of GB 2312's common characters (level 1) goes first, and `CHOSEN` decides the rest.
Search folds both sides alike, so a doubtful pair only makes it find more. The same input gives the same bytes.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path("/usr/share/i18n/locales/translit_cjk_variants")
TARGET = Path(__file__).parent.parent / "resources" / "characters" / "traditional.txt"
CHOSEN = dict(
    zip(
        "個動劃協圍復徑掃書歸歿濱瀋煬癰穌絲縲聖膽藝諳讎躊辯鍛鍾鎔鏡風餘鹼麼後於",
        "个动划协围复径扫书归殁滨沈炀痈稣丝缧圣胆艺谙仇踌辩锻钟熔镜风余碱么后于",
        strict=True,
    )
)
_LINE = re.compile(r"<U([0-9A-F]+)>\s+(.*)")
_LEVEL_1 = range(0xB0, 0xD8)
"""First bytes of the common characters of GB 2312."""
_A_LINE = 50


def variants(source: Path) -> Iterator[tuple[str, list[str]]]:
    """Each character of the table with those that may stand for it."""
    for line in source.read_text("ascii", errors="ignore").splitlines():
        if found := _LINE.match(line):
            yield chr(int(found[1], 16)), [chr(int(code, 16)) for code in re.findall("U([0-9A-F]+)", found[2])]


def in_set(character: str, encoding: str) -> bool:
    """Whether a character set holds the character."""
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def simplified(traditional: str, others: list[str]) -> str:
    """The one character of GB 2312 it is searched as; empty where there is none."""
    found = [other for other in others if in_set(other, "gb2312") and other >= "\u4e00"]
    found.sort(key=lambda other: other.encode("gb2312")[0] not in _LEVEL_1)
    return CHOSEN.get(traditional, found[0] if found else "")


def main() -> None:
    """Writes the table: pairs of traditional and simplified, fifty a line, in the order of Unicode."""
    source = Path(sys.argv[1]) if sys.argv[1:] else SOURCE
    wanted = {
        character: simplified(character, others)
        for character, others in variants(source)
        if character in CHOSEN or (in_set(character, "big5") and not in_set(character, "gb2312"))
    }
    pairs = sorted(a + b for a, b in wanted.items() if b)
    lines = ("".join(pairs[start : start + _A_LINE]) for start in range(0, len(pairs), _A_LINE))
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(pairs)} characters")


if __name__ == "__main__":
    main()
