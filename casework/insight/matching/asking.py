"""One record asked against the libraries: its suggestions with reasons, counter-words and the office's answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from casework.errors import NotFound
from casework.insight.matching import documents as texts
from casework.insight.matching.engine import MOST_COMPARED, Engine, Found
from casework.insight.matching.feedback import Answers, answers_of, leaned
from casework.insight.matching.library import Library, Told
from casework.insight.matching.reasons import keys_of, reasons, unmentioned
from casework.insight.matching.scoring import Query, added
from casework.insight.matching.suggestions import Document, Reason, Suggestion
from casework.insight.matching.terms import plain
from casework.insight.matching.word_lists import WordLists, word_lists
from casework.language import _

MOST_SHOWN = 5
"""Phrases of a candidate that are shown; the rest is counted."""
_SURELY = 1 - 1e-6
_SYNONYMS_WEIGH = 0.3
"""A word that is looked for because another one stands in the text (decision 15)."""


@dataclass(frozen=True, slots=True)
class Question:
    """A text as it is asked: without stop phrases, with the words that mean the same as some of its own."""

    document: Document
    query: Query
    expanded: tuple[tuple[str, str], ...] = ()
    leaning: Query | None = None

    @property
    def asked(self) -> Query:
        """What is looked for: leaning to the office's answers where there are enough."""
        return self.leaning or self.query


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The suggestions for one record, the scores of all that were compared, and the answers given so far.

    `adjusted` says that the suggestions follow those answers.
    """

    suggestions: tuple[Suggestion, ...]
    scores: tuple[float, ...]
    bands: tuple[str, ...]
    answers: Answers = field(default_factory=lambda: Answers({}))
    adjusted: bool = False


def question(engine: Engine, document: Document, lists: WordLists) -> Question:
    """A text as a question."""
    asked = lists.without_stop_phrases(document)
    query = engine.query(asked)
    expansions = list(lists.expansions(asked))
    if not expansions:
        return Question(asked, query)
    title = " ".join([asked.title, *(word for word, _own, in_title in expansions if in_title)])
    body = " ".join([asked.body, *(word for word, _own, _in_title in expansions)])
    wide = engine.query(replace(asked, title=title, body=body))
    own = set(query.terms.tolist())
    is_new = [term not in own for term in wide.terms.tolist()]
    extra = Query(wide.terms[is_new], wide.parts[is_new])
    query = added([(1.0, query), (_SYNONYMS_WEIGH, extra)])
    return Question(asked, query, tuple((word, own_word) for word, own_word, _t in expansions))


def suggest(
    library: Library, type_name: str, record_id: str, kinds: Sequence[str], *, most: int = MOST_COMPARED,
    by_answers: bool = True, told: Told | None = None,
) -> Answer:  # fmt: skip
    """What fits a demand, an offer or an expert best in the libraries of these kinds.

    `by_answers` lets a demand's suggestions follow the office's answers, from five of them on.
    """
    engine = library.engine(told, kinds)
    found = texts.these(library.read, type_name, [record_id])
    if record_id not in found:
        raise NotFound(_("This record is in the recycle bin."), remedy=_("Restore it first."))
    asked = question(engine, found[record_id], word_lists(library.read))
    plainly = engine.candidates(kinds, asked.query, without=record_id if type_name in kinds else "")
    answers = answers_of(library.read, record_id) if type_name == "demand" else Answers({})
    if by_answers and answers.are_enough:
        asked = replace(asked, leaning=leaned(engine, asked.query, answers.worth))
    candidates = (
        engine.candidates(kinds, asked.asked, without=record_id if type_name in kinds else "")
        if asked.leaning
        else plainly
    )
    listed = explained(engine, asked, engine.suggestions(candidates, most), _texts(library, candidates, engine, most))
    if asked.leaning:
        listed = _with_moves(listed, engine.suggestions(plainly, len(plainly.places)))
    return Answer(
        suggestions=tuple(listed),
        scores=candidates.scores[:MOST_COMPARED],
        bands=candidates.bands,
        answers=answers,
        adjusted=asked.leaning is not None,
    )


def _texts(library: Library, found: Found, engine: Engine, most: int) -> Mapping[tuple[str, str], Document]:
    ids: dict[str, list[str]] = {}
    for kind, row in found.places[:most]:
        ids.setdefault(kind, []).append(engine.shelf(kind).id_of(row))
    read: dict[tuple[str, str], Document] = {}
    for kind, wanted in ids.items():
        read |= {(kind, one): document for one, document in texts.these(library.read, kind, wanted).items()}
    return read


def explained(
    engine: Engine, asked: Question, listed: Sequence[Suggestion], theirs: Mapping[tuple[str, str], Document]
) -> list[Suggestion]:
    """Suggestions with their reasons; the score of each is the sum of its shares."""
    own = keys_of(asked.document)
    here = [one for one in listed if (one.kind, one.id) in theirs]
    shares = engine.shares(asked.query, here)
    told = [_explained(engine, asked, own, one, theirs[one.kind, one.id], shares[one.kind, one.id]) for one in here]
    return _checked(engine, asked, told, theirs)


def _checked(
    engine: Engine, asked: Question, listed: Sequence[Suggestion], theirs: Mapping[tuple[str, str], Document]
) -> list[Suggestion]:
    """Suggestions whose first phrases were each cut out: one without which the score is no lower is weak."""
    weak = set[tuple[str, str, str]]()
    for kind in dict.fromkeys(one.kind for one in listed):
        looked_at = [(one, reason.text) for one in listed if one.kind == kind for reason in _phrases_shown(one)]
        cut = [_without(theirs[kind, one.id], phrase) for one, phrase in looked_at]
        scores = engine.scores_of(kind, asked.asked, cut)
        weak |= {
            (kind, one.id, phrase)
            for (one, phrase), score in zip(looked_at, scores, strict=True)
            if score >= one.score * _SURELY
        }
    return [
        replace(
            one, reasons=tuple(_weakened(reason, (one.kind, one.id, reason.text) in weak) for reason in one.reasons)
        )
        for one in listed
    ]


def _phrases_shown(one: Suggestion) -> list[Reason]:
    return [reason for reason in one.reasons if len(reason.text) > 1][:MOST_SHOWN]


def _without(document: Document, phrase: str) -> Document:
    return replace(document, title=document.title.replace(phrase, " "), body=document.body.replace(phrase, " "))


def _weakened(reason: Reason, is_weak: bool) -> Reason:  # noqa: FBT001 - what is set
    return replace(reason, is_weak=True) if is_weak else reason


def _explained(
    engine: Engine, asked: Question, own: set[int], one: Suggestion, other: Document, shares: Mapping[int, float]
) -> Suggestion:
    told = list(reasons(asked.document, other, {key: share for key, share in shares.items() if key in own}))
    if asked.expanded:
        told += _by_synonyms(asked, other, {key: share for key, share in shares.items() if key not in own})
    if asked.leaning:
        told.append(Reason(_("the office’s answers"), one.score - sum(shares.values())))
    told.sort(key=lambda reason: (-reason.share, reason.text))
    return replace(
        one,
        reasons=tuple(told),
        score=sum(reason.share for reason in told),
        unmentioned=unmentioned(asked.document, other, engine.weights_of),
    )


def _by_synonyms(asked: Question, other: Document, shares: Mapping[int, float]) -> list[Reason]:
    words = Document("", "", plain(" ".join(word for word, _own in asked.expanded)))
    stands_for = dict(reversed(asked.expanded))
    return [
        replace(reason, instead_of=next((own for word, own in stands_for.items() if reason.text in word), ""))
        for reason in reasons(words, other, shares)
    ]


def _with_moves(listed: Sequence[Suggestion], before: Sequence[Suggestion]) -> list[Suggestion]:
    ranks = {(one.kind, one.id): one.rank for one in before}
    return [replace(one, moved=ranks.get((one.kind, one.id), len(ranks) + 1) - one.rank) for one in listed]
