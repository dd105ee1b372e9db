"""How good a ranking is, and what a programmer would take instead of ours: BM25 over words or pairs of characters."""

import math
import random
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from casework.chinese import HANZI
from casework.insight.matching.asking import question
from casework.insight.matching.engine import Engine
from casework.insight.matching.suggestions import Document
from casework.insight.matching.word_lists import WordLists

Ranking = Mapping[str, Sequence[str]]
"""For each question the ids of the offers, the best first."""
Grades = Mapping[tuple[str, str], int]
_RUNS = re.compile(rf"[{HANZI}]+|[^\W_{HANZI}]+")
_K, _B = 1.5, 0.75


def ours(demands: Sequence[Document], offers: Sequence[Document]) -> tuple[Ranking, Engine]:
    """The rankings of our engine, as a file that holds these texts would give them."""
    engine = Engine(("demand", "offer"))
    engine.fill("offer", [list(offers)])
    engine.fill("demand", [list(demands)])
    engine.settle()
    ranking: dict[str, list[str]] = {}
    for one in demands:
        found = engine.candidates(("offer",), question(engine, one, WordLists()).query)
        ranking[one.id] = [engine.shelf("offer").id_of(row) for _kind, row in found.places]
    return ranking, engine


def pairs_of(text: str) -> list[str]:
    """Pairs of neighbouring hanzi and Latin words."""
    words: list[str] = []
    for run in _RUNS.findall(text):
        is_latin = run[0] < "\u3000"
        words += [run] if is_latin or len(run) == 1 else [run[at : at + 2] for at in range(len(run) - 1)]
    return words


def words_of(text: str) -> list[str]:
    """The words a dictionary segmenter finds (jieba's own cuts)."""
    import rjieba

    return [word for word in rjieba.cut(text) if word.strip() and (len(word) > 1 or word > "\u3000")]


def bm25(demands: Sequence[Document], offers: Sequence[Document], cut: Callable[[str], list[str]]) -> Ranking:
    """Okapi BM25 (k1 1.5, b 0.75) over title and content."""
    texts = {one.id: Counter(cut(f"{one.title} {one.body}")) for one in offers}
    lengths = {one: sum(words.values()) for one, words in texts.items()}
    mean = sum(lengths.values()) / len(lengths)
    where: dict[str, list[str]] = {}
    for one, words in texts.items():
        for word in words:
            where.setdefault(word, []).append(one)
    ranking: dict[str, list[str]] = {}
    for demand in demands:
        scores: Counter[str] = Counter()
        for word in set(cut(f"{demand.title} {demand.body}")):
            found = where.get(word, [])
            idf = math.log(1 + (len(texts) - len(found) + 0.5) / (len(found) + 0.5))
            for one in found:
                often = texts[one][word]
                scores[one] += idf * often * (_K + 1) / (often + _K * (1 - _B + _B * lengths[one] / mean))
        ranking[demand.id] = [one for one, _score in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))]
    return ranking


def ndcg(ranking: Ranking, grades: Grades, most: int = 10) -> dict[str, float]:
    """The nDCG of the first `most` for each question that has graded offers; gains 2^grade - 1."""
    return {
        one: _gain([grades.get((one, offer), 0) for offer in listed[:most]]) / _gain(sorted(best, reverse=True)[:most])
        for one, listed in ranking.items()
        if (best := [grade for (demand, _offer), grade in grades.items() if demand == one])
    }


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def recall(ranking: Ranking, grades: Grades, most: int = 10, *, least: int = 2) -> dict[str, float]:
    """Which part of the offers of at least that grade stands among the first `most`."""
    found: dict[str, float] = {}
    for one, listed in ranking.items():
        wanted = {offer for (demand, offer), grade in grades.items() if demand == one and grade >= least}
        if wanted:
            found[one] = len(wanted & set(listed[:most])) / min(most, len(wanted))
    return found


def spread(one: Mapping[str, float], other: Mapping[str, float], rounds: int = 2000) -> tuple[float, float, float]:
    """The mean difference of two measures over the same questions and its 95 % interval (paired bootstrap)."""
    differences = [one[key] - other[key] for key in one]
    chance = random.Random(1)
    means = sorted(sum(chance.choices(differences, k=len(differences))) / len(differences) for _round in range(rounds))
    return sum(differences) / len(differences), means[int(rounds * 0.025)], means[int(rounds * 0.975)]


def mean(values: Mapping[str, float]) -> float:
    """The mean over the questions."""
    return sum(values.values()) / len(values)
