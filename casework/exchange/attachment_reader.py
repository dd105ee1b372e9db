"""The child process that reads the words of a foreign document (.txt, .docx, .pdf), within limits and in silence."""

import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from casework.exchange.child_limits import limit_this_process

MOST_CHARACTERS = 50_000
"""Of one document; the rest of a longer one is not searched."""
_MOST_BYTES = 4 * MOST_CHARACTERS
_MOST_PAGES = 500
_LARGEST_PART = 32 << 20
_DOCX_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF16_STARTS = (b"\xff\xfe", b"\xfe\xff")


def serve_words(connection: Connection, path: str, kind: str, memory: int, seconds: int) -> None:
    """The whole life of the child: limits first, then the words of one file, as JSON."""
    limit_this_process(memory, seconds)
    try:
        answer = {"words": _joined(READERS[kind](Path(path)))}
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - whatever a hostile file brings about is told, never raised
        answer = {"trouble": f"{type(error).__name__}: {error}"}
    connection.send_bytes(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


def _joined(pieces: Iterator[str]) -> str:
    """The pieces as lines of plain words, as far as the limit."""
    lines: list[str] = []
    length = 0
    for piece in pieces:
        line = " ".join("".join(c if c.isprintable() else " " for c in piece).split())
        if line:
            lines.append(line)
            length += len(line) + 1
        if length >= MOST_CHARACTERS:
            break
    return "\n".join(lines)[:MOST_CHARACTERS]


def _plain_text(path: Path) -> Iterator[str]:
    with path.open("rb") as file:
        content = file.read(_MOST_BYTES)
    if content.startswith(_UTF16_STARTS):
        yield from content.decode("utf-16", "replace").splitlines()
        return
    if len(content) == _MOST_BYTES:  # the last line may be cut inside a character
        content = content[: content.rfind(b"\n") + 1]
    for encoding in _ENCODINGS:
        try:
            yield from content.decode(encoding).splitlines()
        except UnicodeDecodeError:
            continue
        return


def _word_document(path: Path) -> Iterator[str]:
    """The paragraphs of a Word document; document types are refused, parts beyond the limit are left out."""
    from defusedxml.ElementTree import iterparse

    with zipfile.ZipFile(path) as archive:
        for name in _DOCX_PARTS:
            if name not in archive.namelist() or archive.getinfo(name).file_size > _LARGEST_PART:
                continue
            with archive.open(name) as part:
                paragraph: list[str] = []
                for _event, element in iterparse(part, forbid_dtd=True):
                    if element.tag == f"{_WORD}t":
                        paragraph.append(element.text or "")
                    elif element.tag in (f"{_WORD}tab", f"{_WORD}br"):
                        paragraph.append(" ")
                    elif element.tag == f"{_WORD}p":
                        yield "".join(paragraph)
                        paragraph = []
                        element.clear()


def _pdf(path: Path) -> Iterator[str]:
    document = _opened_pdf(path)
    for number in range(min(len(document), _MOST_PAGES)):
        page = document[number]
        words = page.get_textpage()
        yield from words.get_text_bounded().splitlines()
        words.close()
        page.close()
    document.close()


def _opened_pdf(path: Path) -> Any:
    import pypdfium2  # pyright: ignore[reportMissingTypeStubs]

    return pypdfium2.PdfDocument(path)


READERS: Mapping[str, Callable[[Path], Iterator[str]]] = {
    ".txt": _plain_text,
    ".csv": _plain_text,
    ".md": _plain_text,
    ".docx": _word_document,
    ".pdf": _pdf,
}
