"""The labelled set of the project: demands with graded offers, as tests and benchmarks read it."""

from dataclasses import dataclass
from pathlib import Path

from casework.insight.matching.suggestions import Document

FILE = Path(__file__).resolve().parent.parent / "files" / "matching" / "labelled.txt"


@dataclass(frozen=True, slots=True)
class Text:
    """A demand or an offer as it was written."""

    id: str
    title: str
    content: str


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Demands, offers, and how well an offer fits a demand: 3 meets it, 2 in large part, 1 touches it, absent: not."""

    demands: tuple[Text, ...]
    offers: tuple[Text, ...]
    grades: dict[tuple[str, str], int]


def labelled_set(path: Path = FILE) -> LabelledSet:
    """The set, in the order of its file."""
    demands: list[Text] = []
    offers: list[Text] = []
    grades: dict[tuple[str, str], int] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        mark, title, content = line.split("|")
        if mark == "D":
            demands.append(Text(f"D{len(demands) + 1:02d}", title, content))
        else:
            offers.append(Text(f"O{len(offers) + 1:03d}", title, content))
            if int(mark):
                grades[demands[-1].id, offers[-1].id] = int(mark)
    return LabelledSet(tuple(demands), tuple(offers), grades)


def document(text: Text) -> Document:
    """A text as matching takes it."""
    from casework.insight.matching.terms import plain

    return Document(text.id, plain(text.title), plain(text.content))
