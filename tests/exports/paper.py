"""A small printed document for tests: made in memory, its text read back by two readers."""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
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
    """The text of each page as pypdf reads it, spaces and line ends taken out."""
    return ["".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(content)).pages]


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
