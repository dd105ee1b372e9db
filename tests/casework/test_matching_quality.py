"""On the project's own labelled set the engine is ahead of BM25 over words and over pairs of characters."""

import pytest

from tests.casework.labelled_matches import document, labelled_set
from tests.casework.ranking_measures import bm25, mean, ndcg, ours, pairs_of, recall, words_of


@pytest.fixture(scope="module")
def labelled():
    return labelled_set()


def test_the_set_has_at_least_sixty_demands_with_offers_of_every_grade(labelled):
    assert len(labelled.demands) >= 60
    graded = {demand for demand, _offer in labelled.grades}
    assert len(graded) == len(labelled.demands)
    assert {1, 2, 3} == set(labelled.grades.values())
    assert len(labelled.offers) - len(labelled.grades) >= 60


def test_ours_is_ahead_of_what_one_would_take_instead(labelled):
    demands, offers = [document(one) for one in labelled.demands], [document(one) for one in labelled.offers]
    ranking, _engine = ours(demands, offers)
    for cut in (words_of, pairs_of):
        other = bm25(demands, offers, cut)
        assert mean(ndcg(ranking, labelled.grades)) > mean(ndcg(other, labelled.grades))
        assert mean(recall(ranking, labelled.grades)) >= mean(recall(other, labelled.grades))
