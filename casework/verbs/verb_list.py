"""The one list of what can be done to a case file: command line, window and history call a verb by these names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from casework.facts import Facts
from casework.language import N_
from casework.records import Record, Writer
from casework.verbs import (
    any_record,
    appeal_clocks,
    appeals,
    blockers,
    commitments,
    enterprises,
    lists,
    matches,
    mergers,
    office,
    partners,
    people,
    policies,
    projects,
    reported,
    rounds,
    supply,
    unmerging,
    visits,
)


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: its name for scripts, its words for the history (English, shown translated), and what it does."""

    name: str
    words: str
    do: Callable[[Writer, Facts], Record]


VERBS: Mapping[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb("add_enterprise", N_("Add an enterprise"), enterprises.add_enterprise),
        Verb("change_enterprise", N_("Change an enterprise"), enterprises.change_enterprise),
        Verb("add_alias", N_("Add another name"), enterprises.add_alias),
        Verb("set_class", N_("Set the class of a year"), enterprises.set_class),
        Verb("assign_commissioner", N_("Assign a commissioner"), enterprises.assign_commissioner),
        Verb("add_contact_person", N_("Add a contact person"), people.add_contact_person),
        Verb("add_unit", N_("Add a unit"), people.add_unit),
        Verb("add_person", N_("Add a person"), people.add_person),
        Verb("plan_visit", N_("Plan a visit"), visits.plan_visit),
        Verb("log_visit", N_("Log a contact"), visits.log_visit),
        Verb("complete_visit", N_("Complete a planned visit"), visits.complete_visit),
        Verb("cancel_visit", N_("Cancel a planned visit"), visits.cancel_visit),
        Verb("open_round", N_("Open a revisit round"), rounds.open_round),
        Verb("mark_not_reached", N_("Mark as not reached"), rounds.mark_not_reached),
        Verb("close_round", N_("Close a revisit round"), rounds.close_round),
        Verb("next_round", N_("Open the next round"), rounds.next_round),
        Verb("take_appeal", N_("Take in a case"), appeals.take_appeal),
        Verb("take_past_appeal", N_("Take over a case of earlier times"), appeals.take_past_appeal),
        Verb("move_appeal", N_("Move a case on"), appeals.move_appeal),
        Verb("note_progress", N_("Note the progress of a case"), appeals.note_progress),
        Verb("stop_clock", N_("Stop the clock of a case"), appeal_clocks.stop_clock),
        Verb("resume_clock", N_("Let the clock of a case run again"), appeal_clocks.resume_clock),
        Verb("close_appeal", N_("Close a case"), appeals.close_appeal),
        Verb("reopen_appeal", N_("Re-open a case"), appeals.reopen_appeal),
        Verb("merge_appeals", N_("Merge cases"), appeals.merge_appeals),
        Verb("group_appeals", N_("Group cases under a common problem"), appeals.group_appeals),
        Verb("add_commitment", N_("Give a promise"), commitments.add_commitment),
        Verb("settle_commitment", N_("Settle a promise"), commitments.settle_commitment),
        Verb("add_demand", N_("Add a technology demand"), supply.add_demand),
        Verb("add_offer", N_("Add a technology offer"), supply.add_offer),
        Verb("add_expert", N_("Add an expert"), supply.add_expert),
        Verb("accept_match", N_("Accept a match"), matches.accept_match),
        Verb("refuse_match", N_("Decline a match"), matches.refuse_match),
        Verb("move_match", N_("Move a match on"), matches.move_match),
        Verb("open_project", N_("Open a project"), projects.open_project),
        Verb("move_project", N_("Enter a project into a stage"), projects.move_project),
        Verb("add_blocker", N_("Add a blocker"), blockers.add_blocker),
        Verb("clear_blocker", N_("Clear a blocker"), blockers.clear_blocker),
        Verb("set_target", N_("Set an annual target"), reported.set_target),
        Verb("report_figure", N_("Report a figure"), reported.report_figure),
        Verb("word_month", N_("Write the words of a monthly summary"), reported.word_month),
        Verb("word_figure", N_("Set the wording of a figure"), reported.word_figure),
        Verb("add_list", N_("Add a responsibility list"), lists.add_list),
        Verb("add_line", N_("Add a list line"), lists.add_line),
        Verb("strike_off", N_("Strike a line off its list"), lists.strike_off),
        Verb("add_partner", N_("Add a partner"), partners.add_partner),
        Verb("add_agreement", N_("Add an agreement"), partners.add_agreement),
        Verb("add_event", N_("Add an event"), partners.add_event),
        Verb("add_mutual_visit", N_("Add a mutual visit"), partners.add_mutual_visit),
        Verb("add_policy", N_("Add a policy"), policies.add_policy),
        Verb("add_clause", N_("Add a policy clause"), policies.add_clause),
        Verb("add_payout", N_("Add a policy payout"), policies.add_payout),
        Verb("set_deadline", N_("Set a deadline"), office.set_deadline),
        Verb("set_calendar_day", N_("Set a calendar day"), office.set_calendar_day),
        Verb("set_setting", N_("Change a setting"), office.set_setting),
        Verb("merge_records", N_("Merge two records"), mergers.merge_records),
        Verb("unmerge_records", N_("Take a merger apart"), unmerging.unmerge_records),
        Verb("set_apart", N_("Mark as not the same"), mergers.set_apart),
        Verb("add", N_("Add a record"), any_record.add),
        Verb("change", N_("Change a record"), any_record.change),
        Verb("remove", N_("Move to the recycle bin"), any_record.remove),
    )
}
"""Every verb by its name. `restore` and `attach` belong to the case file itself."""
