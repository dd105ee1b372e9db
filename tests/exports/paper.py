"""A small printed document for tests: made in memory, its text read back by two readers."""

import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable

from exports.document import WORKING_PAGE, Document, PageStyle, Printed


def print_paper(
    make: Callable[[], Sequence[Flowable]], *, page: PageStyle = WORKING_PAGE, **about: Any
) -> tuple[bytes, Printed]:
    """The bytes of a document that holds what `make` makes."""
    output = BytesIO()
    document = Document(page=page, title="示例文稿", author="示例技术转移中心", **about)
    printed = document.write(output, make)
    return output.getvalue(), printed


def page_texts(content: bytes) -> list[str]:
    """The text of each page as PDFium reads it, spaces and line ends taken out."""
    with pypdfium2.PdfDocument(content) as document:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def tool(name: str) -> str:
    """The path of a command; the test is skipped where it is not installed."""
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


def run_on_paper(command: list[str], content: bytes, folder: Path) -> str:
    """What a command prints about the document ({} stands for its path); the command must succeed."""
    path = folder / "paper.pdf"
    path.write_bytes(content)
    done = subprocess.run([word.format(path) for word in command], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def words_out_of_place(content: bytes, folder: Path) -> list[str]:
    """Words that lie outside the page's paper margin of 8 mm, or upon another word, by the boxes of pdftotext."""
    answer = run_on_paper([tool("pdftotext"), "-bbox", "{}", "-"], content, folder)
    faults: list[str] = []
    for number, page in enumerate(answer.split("<page ")[1:], 1):
        boxes = [
            (*map(float, found[:4]), found[4])
            for found in re.findall(r'xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>', page)
        ]
        faults += [
            f"{number}: {word} at the edge" for x, y, right, low, word in boxes if not _on_paper(x, y, right, low)
        ]
        faults += [
            f"{number}: {a[4]} upon {b[4]}" for place, a in enumerate(boxes) for b in boxes[:place] if _meet(a, b)
        ]
    return faults


def _on_paper(x: float, y: float, right: float, low: float) -> bool:
    return x > 23 and y > 23 and right < A4[0] - 23 and low < A4[1] - 23


def _meet(a: tuple[Any, ...], b: tuple[Any, ...]) -> bool:
    """Whether two boxes share more than the air around their letters: 1.5 points across, 40 % of the lower height."""
    across = min(a[2], b[2]) - max(a[0], b[0])
    down = min(a[3], b[3]) - max(a[1], b[1])
    return across > 1.5 and down > 0.4 * min(a[3] - a[1], b[3] - b[1])
