"""Chinese prose on paper: our paragraph beside reportlab's own."""

from io import BytesIO

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate

from benchmarks.side_by_side import compare
from exports.document import WORKING_PAGE, Document
from exports.fonts import SERIF, register_fonts
from exports.styles import TextStyle
from exports.typesetting import ChinesePara

TEXT = (
    "2022年11月，自贡市第四轮回访企业18家，其中实地走访12家次、电话沟通4家次、线上联系2家次，未联系0家。"
    "各企业反映的诉求按“受理、交办、办理中、答复、企业确认、办结”闭环办理，办结须有答复、凭据和企业确认。"
) * 3
PARAGRAPHS = 400


def test_prose():
    register_fonts()
    style = TextStyle(face=SERIF, size=10.5, leading=18)

    def ours():
        document = Document(page=WORKING_PAGE, title="试", author="", subject="", foot="试")
        document.write(BytesIO(), lambda: [ChinesePara(TEXT, style) for _n in range(PARAGRAPHS)])

    def stock():
        plain = ParagraphStyle("plain", fontName=SERIF, fontSize=10.5, leading=18, wordWrap="CJK")
        SimpleDocTemplate(BytesIO()).build([Paragraph(TEXT, plain) for _n in range(PARAGRAPHS)])

    compare(f"{PARAGRAPHS} paragraphs of Chinese prose", {"ours": ours, "stock reportlab Paragraph": stock}, rounds=3)
