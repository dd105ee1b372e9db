"""Cases through the closed loop: two clocks, steps in order, closed only with the whole proof."""

import pytest

from casework.entities.appeals import Appeal, AppealStep, AppealStop, CommonProblem
from casework.entities.settings import CalendarDay, ServiceDeadline
from casework.errors import BadInput, NotFound, RuleForbids
from casework.insight.case_record import case_record
from casework.insight.timeline import timeline
from tests.factory import day, example_book, example_id

TAKEN = {"enterprise": "龙川阀门", "subject": "扩建用地规划调整", "service_mode": "in_park", "on": "2022-11-11"}
PROOF = {"evidence": "学位安排复函", "confirmation_mode": "电话", "confirmed_by": "何女士", "rating": "满意"}


@pytest.fixture
def book(tmp_path):
    with example_book(tmp_path) as opened:
        opened.do("add_unit", {"name": "园区社事办", "unit_kind": "department"})
        opened.do("add_unit", {"name": "园区建设局", "unit_kind": "department"})
        yield opened


@pytest.fixture
def taken(book):
    return book.do("take_appeal", TAKEN)


def moved(book, appeal, state, on, **more):
    return book.do("move_appeal", {"appeal": appeal.number, "state": state, "on": on, **more})


def answered(book, appeal):
    moved(book, appeal, "assigned", "2022-11-11", unit="园区社事办")
    moved(book, appeal, "in_progress", "2022-11-15", unit="园区社事办", note="签收，开始办理")
    return moved(book, appeal, "answered", "2022-11-22", answer="已协调学位")


def steps(book, appeal):
    return [(s.state, s.happened_on, s.note) for s in book.select(AppealStep, "appeal_id = :id", {"id": appeal.id})]


def test_a_case_is_taken_in_with_the_limits_of_its_service_mode(book, taken):
    assert (taken.number, taken.state, taken.territory_id) == ("SQ-0002", "accepted", example_id("unit"))
    assert (taken.limit_days, taken.answer_limit_days) == (10, 5)
    # 11-14 is a day the office does not work: 15–18, 21–25, 28
    assert (taken.due_on, taken.answer_due_on) == (day("2022-11-28"), None)
    assert steps(book, taken) == [("accepted", day("2022-11-11"), "")]


def test_a_case_may_have_limits_of_its_own(book):
    own = book.do("take_appeal", {**TAKEN, "limit_days": 3, "answer_limit_days": 1})
    assert own.due_on == day("2022-11-17")


def test_without_a_deadline_of_its_mode_a_case_is_refused_with_the_way_out(book):
    [deadline] = book.select(ServiceDeadline, "service_mode = 'in_park'")
    book.do("remove", {"type": "service_deadline", "id": deadline.id})
    with pytest.raises(RuleForbids, match="办理时限") as refused:
        book.do("take_appeal", TAKEN)
    assert "办理时限" in refused.value.remedy


def test_procedures_and_disputes_are_kinds_of_their_own(book):
    with pytest.raises(RuleForbids, match="手续名称"):
        book.do("take_appeal", {**TAKEN, "case_kind": "手续"})
    procedure = book.do("take_appeal", {**TAKEN, "case_kind": "procedure", "procedure_type": "施工许可"})
    assert procedure.case_kind == "procedure"
    with pytest.raises(RuleForbids, match="对方当事人"):
        book.do("take_appeal", {**TAKEN, "case_kind": "纠纷"})


def test_a_case_begins_with_its_acceptance_and_not_in_the_future(book):
    with pytest.raises(RuleForbids, match="受理"):
        book.do("take_appeal", {**TAKEN, "state": "answered"})
    with pytest.raises(RuleForbids, match="今天"):
        book.do("take_appeal", {**TAKEN, "on": "2023-01-04"})


def test_the_enterprise_follows_from_the_source_visit(book):
    facts = {"visit": "ZF-0001", "subject": "试", "service_mode": "agency"}
    assert book.do("take_appeal", facts).enterprise_id == example_id("enterprise")


def test_the_whole_loop_leaves_its_chain_of_steps(book, taken):
    answered(book, taken)
    moved(book, taken, "confirmed", "2022-11-24", confirmation_mode="phone", confirmed_by="何女士")
    closed = book.do(
        "close_appeal", {"appeal": taken.number, "on": "2022-11-24", "evidence": "复函", "rating": "satisfied"}
    )
    assert (closed.state, closed.closed_on, closed.answered_on) == ("closed", day("2022-11-24"), day("2022-11-22"))
    assert steps(book, taken) == [
        ("accepted", day("2022-11-11"), ""),
        ("assigned", day("2022-11-11"), ""),
        ("in_progress", day("2022-11-15"), "签收，开始办理"),
        ("answered", day("2022-11-22"), "已协调学位"),
        ("confirmed", day("2022-11-24"), ""),
        ("closed", day("2022-11-24"), "复函"),
    ]


def test_assignment_starts_the_clock_of_the_handling_unit(book, taken):
    assigned = moved(book, taken, "assigned", "2022-11-15", unit="园区社事办")
    assert (assigned.assigned_on, assigned.answer_due_on) == (day("2022-11-15"), day("2022-11-22"))
    with pytest.raises(RuleForbids, match="承办单位"):
        other = book.do("take_appeal", TAKEN)
        moved(book, other, "assigned", "2022-11-15")


def test_a_step_of_the_loop_cannot_be_left_out(book, taken):
    with pytest.raises(RuleForbids, match="不能从“受理”转到“答复”") as refused:
        moved(book, taken, "answered", "2022-11-15", answer="办了")
    assert "交办" in refused.value.remedy
    with pytest.raises(RuleForbids, match="状态"):
        book.do("move_appeal", {"appeal": taken.number, "on": "2022-11-15"})


def test_steps_follow_each_other_in_time(book, taken):
    moved(book, taken, "assigned", "2022-11-15", unit="园区社事办")
    with pytest.raises(RuleForbids, match="2022-11-15"):
        moved(book, taken, "in_progress", "2022-11-14")
    with pytest.raises(RuleForbids, match="今天"):
        moved(book, taken, "in_progress", "2023-01-03")


def test_closing_confirms_and_closes_in_one_call(book, taken):
    answered(book, taken)
    closed = book.do(
        "close_appeal", {"appeal": taken.number, **PROOF, "on": "2022-11-24", "rating_words": "人就留得住"}
    )
    assert (closed.confirmed_on, closed.closed_on, closed.rating_words) == (day("2022-11-24"),) * 2 + ("人就留得住",)
    assert [state for state, _on, _note in steps(book, taken)][-2:] == ["confirmed", "closed"]
    book.undo()
    assert book.get(Appeal, taken.id).state == "answered"


def test_closing_may_tell_two_days(book, taken):
    answered(book, taken)
    facts = {**PROOF, "confirmed_on": "2022-11-24", "closed_on": "2022-11-25"}
    closed = book.do("close_appeal", {"appeal": taken.number, **facts})
    assert (closed.confirmed_on, closed.closed_on) == (day("2022-11-24"), day("2022-11-25"))


@pytest.mark.parametrize("fact", list(PROOF))
def test_closing_never_skips_a_missing_fact(book, taken, fact):
    answered(book, taken)
    facts = {name: value for name, value in PROOF.items() if name != fact}
    with pytest.raises(RuleForbids) as refused:
        book.do("close_appeal", {"appeal": taken.number, **facts})
    assert refused.value.field == fact
    assert book.get(Appeal, taken.id).state == "answered"


def test_a_case_that_was_not_answered_is_not_closed(book, taken):
    with pytest.raises(RuleForbids, match="不能从“受理”转到“办结”"):
        book.do("close_appeal", {"appeal": taken.number, **PROOF})


def test_a_returned_case_keeps_its_reason_and_goes_to_another_unit(book, taken):
    moved(book, taken, "assigned", "2022-11-11", unit="园区社事办")
    with pytest.raises(RuleForbids, match="原因"):
        moved(book, taken, "returned", "2022-11-15")
    returned = moved(book, taken, "returned", "2022-11-15", note="不属本单位职责")
    assert returned.outcome_reason == "不属本单位职责"
    again = moved(book, taken, "assigned", "2022-11-16", unit="园区建设局")
    assert (again.outcome_reason, again.assigned_on) == ("", day("2022-11-16"))
    assert again.answer_due_on == day("2022-11-23")


def test_an_answer_the_enterprise_does_not_accept_is_given_anew(book, taken):
    answered(book, taken)
    again = moved(book, taken, "in_progress", "2022-11-23", note="企业不认可")
    assert (again.answer, again.answered_on) == ("", None)
    assert again.answer_due_on == day("2022-11-21")
    with pytest.raises(RuleForbids, match="答复内容"):
        moved(book, taken, "answered", "2022-11-24")


def test_reopening_keeps_the_chain_and_starts_the_clock_anew(book, taken):
    answered(book, taken)
    book.do("close_appeal", {"appeal": taken.number, **PROOF, "on": "2022-11-24"})
    with pytest.raises(RuleForbids, match="原因"):
        book.do("reopen_appeal", {"appeal": taken.number, "on": "2022-12-01"})
    again = book.do("reopen_appeal", {"appeal": taken.number, "on": "2022-12-01", "reason": "学位未落实"})
    assert (again.state, again.closed_on, again.rating, again.evidence) == ("reopened", None, "", "")
    assert again.due_on == day("2022-12-15")
    assert ("closed", day("2022-11-24"), "学位安排复函") in steps(book, taken)
    going = moved(book, taken, "in_progress", "2022-12-02")
    assert (going.answer_due_on, going.due_on) == (day("2022-12-09"), day("2022-12-15"))
    moved(book, taken, "answered", "2022-12-05", answer="学位已落实")
    with pytest.raises(RuleForbids):
        book.do("close_appeal", {"appeal": taken.number, "confirmed_by": "何女士"})
    assert book.do("close_appeal", {"appeal": taken.number, **PROOF, "on": "2022-12-06"}).state == "closed"


def test_a_stopped_clock_moves_both_due_dates(book, taken):
    moved(book, taken, "assigned", "2022-11-11", unit="园区社事办")
    stopped = book.do("stop_clock", {
        "appeal": taken.number, "on": "2022-11-15", "reason": "等教育局学位核定", "allowed_by": "陈立",
    })  # fmt: skip
    assert (stopped.stopped, stopped.due_on, stopped.answer_due_on) == (True, None, None)
    running = book.do("resume_clock", {"appeal": taken.number, "on": "2022-11-17", "reason": "学位核定完成"})
    assert (running.stopped, running.due_on, running.answer_due_on) == (False, day("2022-11-30"), day("2022-11-23"))
    [stop] = book.select(AppealStop, "appeal_id = :id", {"id": taken.id})
    assert (stop.to_on, stop.end_reason) == (day("2022-11-16"), "学位核定完成")


def test_a_clock_is_stopped_once_and_only_where_it_may(book, taken):
    with pytest.raises(RuleForbids, match="原因"):
        book.do("stop_clock", {"appeal": taken.number, "on": "2022-11-15"})
    book.do("stop_clock", {"appeal": taken.number, "on": "2022-11-15", "reason": "等材料"})
    with pytest.raises(RuleForbids, match="已经停钟"):
        book.do("stop_clock", {"appeal": taken.number, "on": "2022-11-16", "reason": "等材料"})
    book.do("resume_clock", {"appeal": taken.number, "on": "2022-11-18"})
    with pytest.raises(RuleForbids, match="停钟期间"):
        book.do("stop_clock", {"appeal": taken.number, "on": "2022-11-17", "reason": "等材料"})
    with pytest.raises(RuleForbids, match="没有停钟"):
        book.do("resume_clock", {"appeal": taken.number})
    at_once = book.do("take_appeal", {**TAKEN, "service_mode": "immediate"})
    with pytest.raises(RuleForbids, match="不允许停钟"):
        book.do("stop_clock", {"appeal": at_once.number, "reason": "等材料"})


def test_a_stop_lies_within_the_life_of_the_case(book, taken):
    for wrong in ("2022-11-10", "2023-01-09"):
        with pytest.raises(RuleForbids):
            book.do("stop_clock", {"appeal": taken.number, "on": wrong, "reason": "等材料"})
    book.do("stop_clock", {"appeal": taken.number, "on": "2022-11-15", "reason": "等材料"})
    with pytest.raises(RuleForbids, match="至少一天"):
        book.do("resume_clock", {"appeal": taken.number, "on": "2022-11-15"})


def test_a_case_whose_clock_stands_still_is_not_answered(book, taken):
    moved(book, taken, "assigned", "2022-11-11", unit="园区社事办")
    moved(book, taken, "in_progress", "2022-11-15")
    book.do("stop_clock", {"appeal": taken.number, "on": "2022-11-16", "reason": "等材料"})
    with pytest.raises(RuleForbids, match="正在停钟"):
        moved(book, taken, "answered", "2022-11-17", answer="办了")
    withdrawn = moved(book, taken, "withdrawn", "2022-11-17", reason="企业自行解决")
    assert (withdrawn.state, withdrawn.stopped) == ("withdrawn", False)


def test_a_stop_after_the_answer_does_not_concern_the_handling_unit(book, taken):
    moved(book, taken, "assigned", "2022-11-11", unit="园区社事办")
    moved(book, taken, "in_progress", "2022-11-15")
    moved(book, taken, "answered", "2022-11-16", answer="已协调学位")
    stopped = book.do("stop_clock", {"appeal": taken.number, "on": "2022-11-17", "reason": "等企业负责人"})
    assert (stopped.due_on, stopped.answer_due_on) == (None, day("2022-11-21"))


def test_cases_of_one_enterprise_are_merged_into_the_one_that_goes_on(book, taken):
    other = book.do("take_appeal", {**TAKEN, "subject": "规划调整"})
    kept = book.do("merge_appeals", {"appeal": taken.number, "others": [other.number], "note": "同一事项"})
    assert kept.id == taken.id
    merged = book.get(Appeal, other.id)
    assert (merged.state, merged.merged_into_id) == ("merged", taken.id)
    assert steps(book, other)[-1] == ("merged", day("2022-12-30"), "同一事项")
    with pytest.raises(RuleForbids, match="并入"):
        book.do("merge_appeals", {"appeal": other.number, "other": taken.number})
    with pytest.raises(RuleForbids, match="自身"):
        book.do("merge_appeals", {"appeal": taken.number, "other": taken.number})


def test_cases_of_two_enterprises_are_grouped_not_merged(book, taken):
    pump = book.do("add_enterprise", {"name": "示例釜溪泵业有限公司"})
    other = book.do("take_appeal", {**TAKEN, "enterprise": pump.number})
    with pytest.raises(RuleForbids, match="同一企业") as refused:
        book.do("merge_appeals", {"appeal": taken.number, "other": other.number})
    assert "共性问题" in refused.value.remedy
    problem = book.do("group_appeals", {"subject": "园区扩建用地", "appeals": [taken.number, other.number]})
    assert book.count(Appeal, "common_problem_id = :id", {"id": problem.id}) == 2
    book.do("group_appeals", {"common_problem": "园区扩建用地", "appeals": ["SQ-0001"]})
    assert book.count(Appeal, "common_problem_id = :id", {"id": problem.id}) == 3
    assert book.count(CommonProblem) == 2


def test_a_new_calendar_day_moves_the_due_dates_of_open_cases_only(book, taken):
    closed = book.do("take_appeal", TAKEN)
    answered(book, closed)
    book.do("close_appeal", {"appeal": closed.number, **PROOF, "on": "2022-11-24"})
    book.do("set_calendar_day", {"day": "2022-11-21", "working": False, "name": "停电"})
    assert book.get(Appeal, taken.id).due_on == day("2022-11-29")
    assert book.get(Appeal, closed.id).due_on == day("2022-11-28")
    book.do("remove", {"type": "calendar_day", "id": book.select(CalendarDay, "name = '停电'")[0].id})
    assert book.get(Appeal, taken.id).due_on == day("2022-11-28")


def test_a_new_deadline_counts_for_new_cases(book, taken):
    book.do("set_deadline", {"service_mode": "入园办", "limit_days": 8})
    assert book.get(Appeal, taken.id).due_on == day("2022-11-28")
    assert book.do("take_appeal", TAKEN).due_on == day("2022-11-24")
    with pytest.raises(RuleForbids, match="工作日"):
        book.do("set_deadline", {"service_mode": "入园办", "answer_limit_days": 9})


def test_correcting_a_case_keeps_dates_and_steps_together(book, taken):
    book.do("change", {"type": "appeal", "id": taken.number, "accepted_on": "2022-11-10", "limit_days": 5})
    assert book.get(Appeal, taken.id).due_on == day("2022-11-18")
    assert steps(book, taken) == [("accepted", day("2022-11-10"), "")]
    with pytest.raises(RuleForbids, match="办理环节") as refused:
        book.do("change", {"type": "appeal", "id": taken.number, "state": "closed"})
    assert "move_appeal" in refused.value.remedy


def test_a_case_of_earlier_times_comes_with_the_days_it_tells(book):
    past = {**TAKEN, "on": "2022-09-01", "state": "办结", "answer": "已办", "answered_on": "2022-09-09", **PROOF}
    with pytest.raises(RuleForbids, match="确认日期"):
        book.do("take_past_appeal", past)
    past |= {"confirmed_on": "2022-09-13", "closed_on": "2022-09-13"}
    closed = book.do("take_past_appeal", past)
    assert (closed.state, closed.due_on) == ("closed", day("2022-09-16"))  # 12 September is a holiday
    assert steps(book, closed) == [
        ("accepted", day("2022-09-01"), ""),
        ("answered", day("2022-09-09"), "已办"),
        ("confirmed", day("2022-09-13"), ""),
        ("closed", day("2022-09-13"), "学位安排复函"),
    ]
    facts = {**TAKEN, "on": "2022-09-01", "state": "withdrawn", "outcome_reason": "企业自行解决"}
    assert steps(book, book.do("take_past_appeal", facts))[-1] == ("withdrawn", day("2022-09-01"), "企业自行解决")


def test_what_is_no_case_is_not_found(book, taken):
    with pytest.raises(NotFound):
        moved(book, type("Case", (), {"number": "SQ-9999"}), "assigned", "2022-11-15")
    with pytest.raises(BadInput, match="不在可选项中"):
        moved(book, taken, "finished", "2022-11-15")


def test_progress_is_noted_in_the_chain_without_a_new_step_of_the_loop(book, taken):
    moved(book, taken, "assigned", "2022-11-11", unit="园区社事办")
    moved(book, taken, "in_progress", "2022-11-15")
    noted = book.do("note_progress", {"appeal": taken.number, "note": "已现场会商", "on": "2022-11-18"})
    assert noted == book.get(Appeal, taken.id)
    assert steps(book, taken)[-1] == ("in_progress", day("2022-11-18"), "已现场会商")
    begun = next(stage for stage in case_record(book, taken.id).loop if stage.state == "in_progress")
    assert begun.entered_on == day("2022-11-15")
    with pytest.raises(RuleForbids, match="不能早于"):
        book.do("note_progress", {"appeal": taken.number, "note": "更早", "on": "2022-11-17"})
    with pytest.raises(RuleForbids, match="办理进展"):
        book.do("note_progress", {"appeal": taken.number, "note": " "})
    moved(book, taken, "withdrawn", "2022-11-19", reason="企业自行解决")
    with pytest.raises(RuleForbids, match="不能再记进展"):
        book.do("note_progress", {"appeal": taken.number, "note": "迟了"})


def test_progress_of_a_case_that_is_only_accepted_tells_no_second_acceptance(book, taken):
    book.do("note_progress", {"appeal": taken.number, "note": "已电话了解"})
    entries = [entry for entry in timeline(book, taken.enterprise_id) if entry.id == taken.id]
    assert len(entries) == 1
