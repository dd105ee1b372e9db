"""The office's own words for matching: phrases that say nothing, and words that mean the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from casework.entities.settings import STOP_PHRASES, SYNONYMS, CodeWord, synonyms
from casework.insight.matching.suggestions import Document
from casework.insight.matching.terms import plain
from casework.records import Reader


@dataclass(frozen=True, slots=True)
class WordLists:
    """Stop phrases, and groups of words that mean the same; both empty at delivery, folded."""

    stop_phrases: tuple[str, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()

    def without_stop_phrases(self, document: Document) -> Document:
        """The document with its stop phrases taken out, the longest first."""
        title, body = document.title, document.body
        for phrase in sorted(self.stop_phrases, key=len, reverse=True):
            title, body = title.replace(phrase, " "), body.replace(phrase, " ")
        return replace(document, title=title, body=body)

    def expansions(self, document: Document) -> Iterator[tuple[str, str, bool]]:
        """Words to look for as well: the word, the word of the text it stands for, whether that stands in the title."""
        for group in self.groups:
            title = [word for word in group if word in document.title]
            body = [word for word in group if word in document.body]
            for word in group:
                if (title or body) and word not in title and word not in body:
                    yield word, (title or body)[0], bool(title)


def word_lists(read: Reader) -> WordLists:
    """The lists of the case file."""
    values = {"stop": STOP_PHRASES, "same": SYNONYMS}
    found = read.select(CodeWord, "list_name in (:stop, :same) and not retired", values)
    stop = _folded(word.word for word in found if word.list_name == STOP_PHRASES)
    groups = tuple(_folded(synonyms(word.word)) for word in found if word.list_name == SYNONYMS)
    return WordLists(stop, groups)


def _folded(words: Iterable[str] | Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded for word in words if (folded := plain(word).strip())))
