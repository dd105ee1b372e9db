"""A face of the office's machine on official pages: used where it was chosen, refused where it cannot be embedded."""

from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from casework.errors import FileTrouble
from exports.document import OFFICIAL_PAGE
from exports.fonts import BODY, SANS, TITLE, office_faces
from exports.styles import OFFICIAL_BODY, OFFICIAL_TITLE
from exports.typesetting import ChinesePara
from tests.desktop.command import Shell
from tests.exports.paper import page_texts, print_paper


def faces_of(content: bytes) -> set[str]:
    """The faces of all pages, without the marks of their subsets."""
    found: set[str] = set()
    for page in pypdf.PdfReader(BytesIO(content)).pages:
        fonts = page["/Resources"].get_object()["/Font"].get_object()
        found |= {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in fonts.values()}
    return found


def office_file() -> Path:
    return Path(str(files("resources") / "fonts" / f"{SANS}.ttf"))


def official() -> list[ChinesePara]:
    return [ChinesePara("示例标题", OFFICIAL_TITLE), ChinesePara("正文，𬭳也在其中。", OFFICIAL_BODY)]


def test_ours_stand_on_an_official_page_unless_the_office_chose_its_own():
    plain, _printed = print_paper(official, page=OFFICIAL_PAGE)
    with office_faces({BODY: office_file()}):
        chosen, _printed = print_paper(official, page=OFFICIAL_PAGE)
    again, _printed = print_paper(official, page=OFFICIAL_PAGE)
    assert again == plain != chosen
    assert {"HuifangSerif-Regular", "HuifangSerif-Bold"} <= faces_of(plain)
    assert "HuifangSans-Regular" in faces_of(chosen)
    assert "正文，𬭳也在其中。" in page_texts(chosen)[0]


@pytest.mark.parametrize("content", [b"OTTO not a TrueType face", None])
def test_a_file_that_cannot_be_embedded_is_refused_with_the_way_out(tmp_path, content):
    path = tmp_path / "小标宋.otf"
    if content:
        path.write_bytes(content)
    with pytest.raises(FileTrouble, match="小标宋") as refused, office_faces({TITLE: path}):
        pass
    assert "设置" in refused.value.remedy


def test_a_paper_is_printed_all_the_same_and_says_why_in_ours(shell: Shell, sample, tmp_path):
    facts = {"key": "print_body_face", "value": str(tmp_path / "没有.ttf")}
    shell.done("do", sample, "set_setting", facts=facts)
    made = shell.done("print", sample, "list", "--list", "问题清单", "-o", tmp_path / "q.pdf")
    assert "没有.ttf" in made["warnings"][0]
    assert "HuifangSerif-Regular" in faces_of((tmp_path / "q.pdf").read_bytes())
