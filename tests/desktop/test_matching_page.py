"""Matching on its page: reasons both ways, steps by one key, answers that re-rank, a project in one step."""

import pytest
from PySide6.QtCore import Qt

from casework.entities.demands import TechDemand
from casework.entities.matches import Match, MatchStep
from casework.entities.offers import TechOffer
from casework.entities.projects import Project, ProjectStage
from casework.insight.matching.asking import suggest
from desktop.pages.matching_order import Order
from desktop.pages.matching_page import MatchingPage
from tests.desktop.chinese_typing import type_chinese
from tests.desktop.window_fixture import settings, stored, theme, wait_until_idle, window
from widgets.labels import LineLabel
from widgets.link_line import LinkLine

__all__ = ["settings", "theme", "window"]
CONTROL = Qt.KeyboardModifier.ControlModifier
DEMAND = "污泥低温干化余热回收"
OFFER = "污泥热泵低温干化与余热回收"


@pytest.fixture
def page(window, qtbot):
    """Matching, at a demand that was never tried."""
    window.show_page("matching")
    shown = window.page()
    wait_until_idle(qtbot, shown.session)
    go(shown, qtbot, DEMAND)
    return shown


def go(page, qtbot, subject):
    demand = page.session.book.find(TechDemand, subject)
    assert page.show_record("matchmaking", demand.id)
    wait_until_idle(qtbot, page.session)
    assert page.found.asking.id == demand.id
    return demand


def shown(page):
    table = page.candidates.table
    return [table.row_at(number) for number in range(table.rows_model.rowCount())]


def choose(page, title):
    page.candidates.table.choose(next(one.id for one in shown(page) if one.record.title() == title))


def press(page, qtbot, key):
    page.candidates.table.setFocus()
    qtbot.keyClick(page.candidates.table, key)


def take(page, qtbot, note="", field="note"):
    """Fills in the card of a step and takes it."""
    form = page.detail.form
    if note:
        type_chinese(form.form.editor(field).box, note)
    with qtbot.waitSignal(page.detail.taken):
        qtbot.keyClick(form, Qt.Key.Key_Return, CONTROL)
    wait_until_idle(qtbot, page.session)


def pair(window, demand, offer):
    found = stored(window).select(Match, "demand_id = :d and offer_id = :o", {"d": demand.id, "o": offer.id})
    return found[0] if found else None


def test_the_candidates_are_those_that_share_words(page, window):
    book = stored(window)
    answer = suggest(book.matching, "demand", book.find(TechDemand, DEMAND).id, ("offer", "expert"))
    assert [one.id for one in shown(page)] == [one.id for one in answer.suggestions]
    assert shown(page)[0].record.title() == OFFER
    assert all(one.reasons for one in shown(page))


def test_the_page_says_that_a_band_is_no_grade(page):
    words = " ".join(label.accessibleName() for label in page.candidates.findChildren(LineLabel))
    assert "不是评分" in words
    assert "明显靠前" in words


def test_a_pair_is_accepted_by_one_key_undone_and_remembered_with_its_rank(page, window, qtbot):
    demand, offer = stored(window).find(TechDemand, DEMAND), stored(window).find(TechOffer, OFFER)
    choose(page, OFFER)
    with qtbot.waitSignal(page.detail.taken):
        press(page, qtbot, Qt.Key.Key_A)
    assert page.detail.form is None
    match = pair(window, demand, offer)
    assert (match.state, match.rank, match.candidates) == ("accepted", 1, len(page.found.scores))
    qtbot.waitUntil(lambda: page.candidate().tried is not None)
    window.session.undo(lambda _action: None)
    qtbot.waitUntil(lambda: page.candidate().tried is None)
    assert pair(window, demand, offer) is None


def test_a_pair_is_accepted_by_its_button_with_a_note(page, window, qtbot):
    demand, offer = stored(window).find(TechDemand, DEMAND), stored(window).find(TechOffer, OFFER)
    choose(page, OFFER)
    page.detail.buttons["accepted"].click()
    take(page, qtbot, "电耗指标接近，先看现场")
    match = pair(window, demand, offer)
    assert match.state == "accepted"
    steps = stored(window).select(MatchStep, "match_id = :m", {"m": match.id})
    assert [(step.state, step.note) for step in steps] == [("accepted", "电耗指标接近，先看现场")]
    qtbot.waitUntil(lambda: page.candidate().tried is not None and page.candidate().tried.state == "accepted")
    assert page.candidate().record.title() == OFFER


def test_letters_typed_in_a_field_take_no_step(page, qtbot):
    page.candidates.words.setFocus()
    qtbot.keyClicks(page.candidates.words, "acmr")
    wait_until_idle(qtbot, page.session)
    assert page.detail.form is None


def test_a_refusal_needs_its_reason_and_the_pair_may_be_taken_up_again(page, window, qtbot):
    demand, offer = stored(window).find(TechDemand, DEMAND), stored(window).find(TechOffer, OFFER)
    choose(page, OFFER)
    press(page, qtbot, Qt.Key.Key_R)
    qtbot.keyClick(page.detail.form, Qt.Key.Key_Return, CONTROL)
    assert list(page.detail.form.form.errors()) == ["reason"]
    assert pair(window, demand, offer) is None
    take(page, qtbot, "只做大型厂", "reason")
    assert (pair(window, demand, offer).state, pair(window, demand, offer).reason) == ("refused", "只做大型厂")
    qtbot.waitUntil(lambda: page.candidate().tried is not None)
    assert page.detail.buttons["accepted"].isVisible()
    assert not page.detail.buttons["refused"].isVisible()
    with qtbot.waitSignal(page.detail.taken):
        press(page, qtbot, Qt.Key.Key_A)
    assert pair(window, demand, offer).state == "accepted"


def test_a_pair_goes_up_to_a_project_in_single_steps(page, window, qtbot):
    demand, offer = stored(window).find(TechDemand, DEMAND), stored(window).find(TechOffer, OFFER)
    choose(page, OFFER)
    for key, state in (("A", "accepted"), ("C", "contacted"), ("M", "met"), ("I", "intention")):
        with qtbot.waitSignal(page.detail.taken):
            press(page, qtbot, getattr(Qt.Key, f"Key_{key}"))
        assert pair(window, demand, offer).state == state
        qtbot.waitUntil(lambda state=state: (one := page.candidate().tried) is not None and one.state == state)
    page.open_record.disconnect(window.show_record)
    press(page, qtbot, Qt.Key.Key_P)
    with qtbot.waitSignal(page.open_record) as opened:
        take(page, qtbot)
    project = stored(window).get(Project, opened.args[1])
    assert (project.match_id, project.demand_id) == (pair(window, demand, offer).id, demand.id)
    assert (project.name, project.intended_amount, project.stage) == (DEMAND, 60_0000_00, "intention")
    assert stored(window).count(ProjectStage, "project_id = :p", {"p": project.id}) == 1
    assert pair(window, demand, offer).state == "in_project"
    assert stored(window).get(TechDemand, demand.id).state == "in_project"


def test_words_typed_just_before_the_page_is_left_are_looked_up_later(page, window, qtbot):
    type_chinese(page.candidates.words, "预浸料")
    window.show_page("today")
    assert not page.candidates.words._timer.isActive()
    window.show_page("matching")
    qtbot.waitUntil(lambda: page.found.words == "预浸料")


def test_only_the_customary_steps_are_offered(page, qtbot):
    choose(page, OFFER)
    offered = {state for state, button in page.detail.buttons.items() if button.isVisible()}
    assert offered == {"accepted", "refused"}
    press(page, qtbot, Qt.Key.Key_P)
    assert page.detail.form is None


def test_what_was_tried_elsewhere_is_shown(page, window, qtbot):
    book = stored(window)
    refused = book.select(Match, "state = 'refused'")[0]
    other = book.select(TechDemand, "id <> :demand and state = 'open'", {"demand": refused.demand_id})[0]
    go(page, qtbot, other.subject)
    supply = book.types["offer" if refused.offer_id else "expert"]
    record = book.get(supply, refused.offer_id or refused.expert_id)
    type_chinese(page.candidates.words, record.title())
    qtbot.waitUntil(lambda: page.found.words == record.title())
    choose(page, record.title())
    said = [child.accessibleName() for child in page.detail.findChildren(LinkLine)]
    assert any(refused.reason in words for words in said)


def test_the_user_looks_for_others_by_own_words(page, qtbot):
    type_chinese(page.candidates.words, "预浸料")
    qtbot.waitUntil(lambda: page.found.words == "预浸料")
    assert "预浸料用低温固化环氧树脂体系" in [one.record.title() for one in shown(page)]
    page.candidates.words.clear()
    qtbot.waitUntil(lambda: not page.found.words)
    assert shown(page)[0].record.title() == OFFER


def test_an_offer_finds_the_demands_that_fit_it(page, window, qtbot):
    offer = stored(window).find(TechOffer, OFFER)
    assert page.show_record("offer_matchmaking", offer.id)
    wait_until_idle(qtbot, page.session)
    assert (page.demands.kind(), page.found.asking.id) == ("offer", offer.id)
    best = shown(page)[0]
    assert best.record.subject == DEMAND
    choose(page, DEMAND)
    with qtbot.waitSignal(page.detail.taken):
        press(page, qtbot, Qt.Key.Key_A)
    demand = stored(window).find(TechDemand, DEMAND)
    assert pair(window, demand, offer).state == "accepted"


def test_filters_and_orders_leave_ranks_as_they_are(page):
    ranks = {one.id: one.suggestion.rank for one in shown(page)}
    page.candidates.order.choose(Order(kind="offer", order="money", must_fit=frozenset({"field"})))
    assert shown(page)
    assert all(one.record.type_name == "offer" for one in shown(page))
    assert not [one for one in shown(page) for line in one.conditions if line.key == "field" and line.fits is False]
    prices = [one.record.price for one in shown(page) if one.record.price]
    assert prices == sorted(prices)
    assert all(ranks[one.id] == one.suggestion.rank for one in shown(page))
    page.candidates.order.choose(Order())
    assert [one.id for one in shown(page)] == list(ranks)


def test_answers_are_followed_visibly_and_may_be_left_aside(page, window, qtbot):
    demand = stored(window).find(TechDemand, DEMAND)
    for one in shown(page)[1:6]:
        other = "offer" if one.record.type_name == "offer" else "expert"
        stored(window).do("refuse_match", {"demand": demand.id, other: one.id, "reason": "不对路"})
    page.refresh()
    wait_until_idle(qtbot, page.session)
    assert page.found.adjusted
    assert page.candidates.turn.isVisible()
    page.candidates.turn.click()
    wait_until_idle(qtbot, page.session)
    assert page.found.enough
    assert not page.found.adjusted
    page.candidates.turn.click()
    wait_until_idle(qtbot, page.session)
    assert page.found.adjusted


def test_a_match_opens_with_its_demand_and_its_candidate(page, window, qtbot):
    for match in stored(window).select(Match):
        window.show_record("match", match.id)
        wait_until_idle(qtbot, page.session)
        assert page.found.asking.id == match.demand_id
        assert page.candidate().id == (match.offer_id or match.expert_id)
        assert page.candidate().tried.id == match.id


def test_pairs_under_way_wait(window):
    assert MatchingPage.waiting(stored(window)) == (7, False)


def test_no_two_commands_of_the_page_share_a_key(window):
    window.show_page("matching")
    keys = [command.key for command in window.commands() if command.key]
    assert len(keys) == len(set(keys))
