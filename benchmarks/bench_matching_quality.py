"""How good the suggestions are, beside BM25 over words and over pairs of characters, with the spread."""

import csv
import os
from pathlib import Path

import pytest

from casework.insight.matching.feedback import FEWEST, leaned
from casework.insight.matching.suggestions import Document
from casework.insight.matching.terms import plain
from tests.casework.labelled_matches import document, labelled_set
from tests.casework.ranking_measures import (
    Grades,
    Ranking,
    bm25,
    mean,
    ndcg,
    ours,
    pairs_of,
    recall,
    spread,
    words_of,
)

LABELS = 10


@pytest.fixture(scope="module")
def papers() -> list[dict[str, str]]:
    """The public papers of the folder HUIFANG_DATA; skipped where it is unset."""
    file = Path(os.environ.get("HUIFANG_DATA", "")) / "csl_papers_dev.csv"
    if not os.environ.get("HUIFANG_DATA") or not file.exists():
        pytest.skip("HUIFANG_DATA does not name a folder with csl_papers_dev.csv")
    with file.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def show(title: str, demands: list[Document], offers: list[Document], grades: Grades) -> None:
    """Measures of ours and the others in one run, and what ours is ahead by."""
    ranking, _engine = ours(demands, offers)
    others = {"BM25, jieba words": bm25(demands, offers, words_of), "BM25, pairs": bm25(demands, offers, pairs_of)}
    print(f"\n{title}: {len(demands)} demands, {len(offers)} offers, {len(grades)} graded pairs")
    _line("ours", ranking, grades)
    for name, other in others.items():
        _line(name, other, grades)
        for words, measure in (("nDCG@10", ndcg), ("recall@10", recall)):
            by, low, high = spread(measure(ranking, grades), measure(other, grades))
            print(f"    ours ahead in {words:<10} {by:+.3f} [{low:+.3f}, {high:+.3f}]")


def _line(name: str, ranking: Ranking, grades: Grades) -> None:
    print(f"  {name:<20} nDCG@10 {mean(ndcg(ranking, grades)):.3f}   recall@10 {mean(recall(ranking, grades)):.3f}")


def test_the_labelled_set():
    known = labelled_set()
    show(
        "Labelled set", [document(one) for one in known.demands], [document(one) for one in known.offers], known.grades
    )


def test_titles_of_papers_find_their_abstracts(papers):
    offers = [Document(f"O{n}", "", plain(row["abstract"])) for n, row in enumerate(papers)]
    grades = {(f"D{n}", f"O{n}"): 3 for n in range(len(papers))}
    show(
        "Papers, title → abstract",
        [Document(f"D{n}", plain(r["title"]), "") for n, r in enumerate(papers)],
        offers,
        grades,
    )


def test_keywords_of_papers_find_their_abstracts(papers):
    offers = [Document(f"O{n}", "", plain(row["abstract"])) for n, row in enumerate(papers)]
    asked = [(n, row["keywords"]) for n, row in enumerate(papers) if row["keywords"].strip()]
    if not asked:
        pytest.skip("csl_papers_dev.csv of this folder has no keywords")
    demands = [Document(f"D{n}", plain(words.replace("_", " ")), "") for n, words in asked]
    show("Papers, keywords → abstract", demands, offers, {(f"D{n}", f"O{n}"): 3 for n, _words in asked})


def test_ten_labels_a_demand_raise_the_rest(papers):
    """Titles ask for papers of their own discipline; the ten best-ranked are labelled, the others measured."""
    offers = [Document(f"O{n}", "", plain(row["abstract"])) for n, row in enumerate(papers)]
    demands = [Document(f"D{n}", plain(row["title"]), "") for n, row in enumerate(papers)]
    ranking, engine = ours(demands, offers)
    field = {f"O{n}": row["discipline"] for n, row in enumerate(papers)}
    before, after, grades = {}, {}, {}
    for n, (demand, row) in enumerate(zip(demands, papers, strict=True)):
        listed = [one for one in ranking[demand.id] if one != f"O{n}"]
        labelled, rest = listed[:LABELS], listed[LABELS:]
        if len(labelled) < FEWEST or not any(field[one] == row["discipline"] for one in rest):
            continue
        worth = {("offer", one): 1.0 if field[one] == row["discipline"] else -0.5 for one in labelled}
        found = engine.candidates(("offer",), leaned(engine, engine.query(demand), worth))
        again = [engine.shelf("offer").id_of(place) for _kind, place in found.places]
        before[demand.id] = rest
        after[demand.id] = [one for one in again if one in set(rest)] + [one for one in rest if one not in set(again)]
        grades |= {(demand.id, one): 1 for one in rest if field[one] == row["discipline"]}
    one, two = ndcg(after, grades), ndcg(before, grades)
    by, low, high = spread(one, two)
    print(f"\nTen labels a demand, nDCG@10 of the remaining pairs ({len(one)} demands, same discipline)")
    print(f"  before {mean(two):.3f}, after {mean(one):.3f}: {by:+.3f} [{low:+.3f}, {high:+.3f}]")
