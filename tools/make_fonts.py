"""Make the four Huifang faces in resources/fonts from the Noto CJK collections (OFL) in a folder.

usage: make_fonts.py SOURCE_FOLDER

SOURCE_FOLDER (searched with its subfolders) holds NotoSansCJK-Regular.ttc, NotoSansCJK-Bold.ttc,
NotoSerifCJK-Regular.ttc and NotoSerifCJK-Bold.ttc as packed by Debian's fonts-noto-cjk. Their
outlines are cubic (CFF), which reportlab cannot embed; here the Simplified Chinese face of each is
cut down to the characters of office life, drawn with quadratic curves and given a name of its own.
The same input gives the same bytes.
"""

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont, newTable

FONTS = Path(__file__).parent.parent / "resources" / "fonts"
GENERAL_STANDARD_CHARACTERS = Path(__file__).with_name("general_standard_characters.txt")
ENGLISH = 0x409
LARGEST_ERROR = 1.0  # of a curve, in units of 1/1000 em
DROPPED_TABLES = ("VORG", "BASE", "vhea", "vmtx", "GSUB", "GPOS", "GDEF", "DSIG")
KEPT_NAMES = {0, 5, 9, 10, 13, 14}  # copyright, version, designers, description, licence: as they came
SYMBOLS = (
    range(0x20, 0x250),  # Latin
    range(0x2B0, 0x300),  # tone marks
    range(0x370, 0x500),  # Greek, Cyrillic
    range(0x2000, 0x27C0),  # punctuation, currency, numbers, arrows, signs, shapes
    range(0x2E80, 0x3400),  # radicals, 。「」〇, kana, enclosed numbers, units
    range(0xFE10, 0xFE70),  # vertical and small forms
    range(0xFF00, 0xFFF0),  # full-width and half-width forms
)
LEVEL_2_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))  # GB 18030-2022: Extension A, the basic block


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One face to make: the collection it comes from, its family and style, whether it is the full one."""

    source: str
    family: str
    style: str

    @property
    def is_full(self) -> bool:
        """Regular faces are full; bold ones carry fewer characters and fall back to them."""
        return self.style == "Regular"

    @property
    def postscript_name(self) -> str:
        """The name without spaces; also the name of the file."""
        return f"{self.family.replace(' ', '')}-{self.style}"


FACES = tuple(
    Face(source=f"Noto{kind}CJK-{style}.ttc", family=f"Huifang {kind}", style=style)
    for kind in ("Sans", "Serif")
    for style in ("Regular", "Bold")
)


def every_character_of(encoding: str) -> set[int]:
    """The two-byte characters of a Chinese `encoding` that Python knows (gb2312, gbk)."""
    pairs = (bytes((high, low)) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    return {ord(pair.decode(encoding, "ignore")) for pair in pairs if len(pair.decode(encoding, "ignore")) == 1}


def general_standard_characters() -> set[int]:
    """The 8,105 characters of 通用规范汉字表."""
    lines = GENERAL_STANDARD_CHARACTERS.read_text(encoding="utf-8").splitlines()
    return {ord(character) for line in lines if not line.startswith("#") for character in line}


def characters_of(face: Face) -> set[int]:
    """What `face` carries: GB 18030-2022 level 2 in a full one, GB 2312 and the general table in a bold one."""
    wanted = {code for block in SYMBOLS for code in block} | general_standard_characters()
    if face.is_full:
        return wanted | {code for block in LEVEL_2_BLOCKS for code in block} | every_character_of("gbk")
    return wanted | every_character_of("gb2312")


def simplified_chinese_face(path: Path) -> TTFont:
    """The face for mainland China in a Noto CJK collection."""
    for font in TTCollection(path, lazy=True).fonts:
        if "CJK SC" in (font["name"].getDebugName(4) or "") and "Mono" not in font["name"].getDebugName(4):
            return font
    raise SystemExit(f"{path.name} holds no Simplified Chinese face")


def cut_down(font: TTFont, characters: set[int]) -> None:
    """Leave only `characters` in `font`, without layout features and hints."""
    options = Options()
    options.layout_features = []
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.glyph_names = False
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables = [*options.drop_tables, *DROPPED_TABLES]
    options.desubroutinize = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def draw_quadratic(font: TTFont) -> None:
    """Turn the cubic outlines of `font` (CFF) into quadratic ones (glyf)."""
    order, drawn = font.getGlyphOrder(), font.getGlyphSet()
    tolerance = LARGEST_ERROR * font["head"].unitsPerEm / 1000
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        drawn[name].draw(Cu2QuPen(pen, tolerance, reverse_direction=True))
        glyphs[name] = pen.glyph()
    outlines = font["glyf"] = newTable("glyf")
    outlines.glyphOrder, outlines.glyphs = order, glyphs
    font["loca"] = newTable("loca")
    widths = font["hmtx"].metrics
    for name, glyph in glyphs.items():
        glyph.recalcBounds(outlines)
        widths[name] = (widths[name][0], glyph.xMin if glyph.numberOfContours else 0)
    del font["CFF "]


def declare_truetype(font: TTFont) -> None:
    """Set the tables that say what kind of outlines the file holds."""
    font.sfntVersion = "\000\001\000\000"
    font["head"].glyphDataFormat = 0
    profile = font["maxp"]
    profile.tableVersion = 0x00010000
    profile.maxZones = 1
    for counted in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements"):
        setattr(profile, f"max{counted}", 0)
    profile.maxSizeOfInstructions = profile.maxComponentElements = profile.maxComponentDepth = 0
    profile.maxPoints = profile.maxContours = profile.maxCompositePoints = profile.maxCompositeContours = 0
    post = font["post"]
    post.formatType = 3.0
    post.minMemType42 = post.maxMemType42 = post.minMemType1 = post.maxMemType1 = 0
    smoothing = font["gasp"] = newTable("gasp")
    smoothing.gaspRange = {0xFFFF: 0x000F}  # unhinted outlines are to be smoothed at every size


def name_as_ours(font: TTFont, face: Face) -> None:
    """Replace every name that would let an installed Noto shadow the face; the trade mark goes, the authors stay."""
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in KEPT_NAMES and record.langID == ENGLISH]
    own = {
        1: face.family,
        2: face.style,
        3: f"{face.postscript_name};from {face.source}",
        4: f"{face.family} {face.style}",
        6: face.postscript_name,
    }
    for name_id, text in own.items():
        table.setName(text, name_id, 3, 1, ENGLISH)


def make_face(face: Face, source: Path) -> Path:
    """Write one face and hand back its path."""
    font = simplified_chinese_face(source)
    font.recalcTimestamp = False
    cut_down(font, characters_of(face))
    draw_quadratic(font)
    declare_truetype(font)
    name_as_ours(font, face)
    target = FONTS / f"{face.postscript_name}.ttf"
    font.save(target)
    return target


def main(source_folder: str) -> None:
    """Write the four faces and their checksums, and say how large they are."""
    FONTS.mkdir(parents=True, exist_ok=True)
    checksums: list[str] = []
    for face in FACES:
        found = sorted(Path(source_folder).rglob(face.source))
        if not found:
            raise SystemExit(f"{face.source} is not in {source_folder}")
        made = make_face(face, found[0])
        checksums.append(f"{hashlib.sha256(made.read_bytes()).hexdigest()}  {made.name}\n")
        print(f"{made.name}  {made.stat().st_size / 1e6:.1f} MB")
    (FONTS / "SHA256SUMS").write_text("".join(checksums), encoding="ascii")


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004 - the script's name and one folder
        raise SystemExit(__doc__)
    main(sys.argv[1])
