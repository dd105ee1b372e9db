"""The statement of a revisit round, made from its records: whom it reached and how, what it brought, what is left."""

from datetime import date

from casework.amounts import count_text, ordinal, rate_text
from casework.entities.visits import CONTACT_MODES
from casework.insight.coverage import Coverage
from casework.insight.figure_words import comma, listing
from casework.insight.indicator import AMOUNT_WORDS
from casework.language import _
from casework.periods import Period, parse_period


def round_days(found: Coverage) -> str:
    """The days of the round as printed: one month where it stays within it, else from the first to the last day."""
    first = found.round.opened_on
    last = _last_day(found)
    if (first.year, first.month) == (last.year, last.month):
        return parse_period(first.isoformat()[:7]).title()
    return Period(first, last).title()


def round_span(found: Coverage) -> str:
    """From the first to the last day of the round as printed: 2022年11月21日至11月30日."""
    return Period(found.round.opened_on, _last_day(found)).title()


def _last_day(found: Coverage) -> date:
    return found.round.closed_on or found.round.due_on or max(found.round.opened_on, found.as_of)


def statement(found: Coverage) -> str:
    """The closing statement of a round; every number in it is one of the matrix's sums."""
    parts = (_reached(found), _brought(found), _missed_before(found))
    return "".join(_("{sentence}. ").format(sentence=part) for part in parts if part).strip()


def _firms(count: int) -> str:
    return count_text(count, "家")


def _reached(found: Coverage) -> str:
    told = _("{period}, round {round}: {cohort} enterprises revisited").format(
        period=round_days(found), round=ordinal(found.round.round_no), cohort=_firms(len(found.rows))
    )
    modes = listing(
        _(AMOUNT_WORDS).format(words=CONTACT_MODES.label(mode), figure=_firms(count))
        for mode, count in found.by_mode.items()
    )
    if modes:
        told = _("{before}, of them {parts}").format(before=told, parts=modes)
    missing = _(AMOUNT_WORDS).format(words=_("not reached"), figure=_firms(len(found.missing)))
    if found.missing:
        missing = _("{clause} ({names})").format(clause=missing, names=listing(row.enterprise for row in found.missing))
    covered = _(AMOUNT_WORDS).format(words=_("coverage"), figure=rate_text(found.reached, len(found.rows)))
    return comma(told, missing, covered)


def _brought(found: Coverage) -> str:
    brought = found.brought
    counts = (
        (_("appeals received"), brought.appeals, "件"),
        (_("technology demands posted"), brought.demands, "条"),
        (_("matches accepted"), brought.matches, "对"),
        (_("promises given"), brought.promises, "条"),
    )
    told = [_(AMOUNT_WORDS).format(words=words, figure=count_text(n, measure)) for words, n, measure in counts if n]
    return comma(*told, _left_over(found) if brought.promises else "")


def _left_over(found: Coverage) -> str:
    """What became of the round's promises: carried over once it is closed, still to be kept before."""
    own = [p for p in found.promises if p.commitment.round_id == found.round.id]
    given, following = found.brought.promises, ordinal(found.round.round_no + 1)
    if not own:
        return _("all settled")
    if found.round.closed_on is None and len(own) == given:
        return _("all still open")
    if found.round.closed_on is None:
        return _("{count} of them still open").format(count=count_text(len(own), "条"))
    if len(own) == given:
        return _("all carried over to round {round}").format(round=following)
    return _("{count} of them carried over to round {round}").format(count=count_text(len(own), "条"), round=following)


def _missed_before(found: Coverage) -> str:
    """What became of the enterprises that the round before had missed."""
    if len(found.rounds) == 1:
        return ""
    before = found.rounds[-2]
    missed = [row for row in found.rows if row.cells[-2].in_cohort and not row.cells[-2].is_reached]
    if not missed:
        return ""
    groups = {
        "": _("{count} not reached then"),
        "refused": _("{count} that refused then"),
        "unreachable": _("{count} unreachable then"),
    }
    sizes = {outcome: sum(row.cells[-2].outcome == outcome for row in missed) for outcome in groups}
    told = listing(groups[outcome].format(count=_firms(size)) for outcome, size in sizes.items() if size)
    now = [row.now for row in missed if row.now.is_reached]
    if len(now) < len(missed):
        result = _("{count} of them contacted this time").format(count=_firms(len(now)))
    elif all(cell.mode == "on_site" for cell in now):
        result = _("all visited on site this time") if len(now) > 1 else _("visited on site this time")
    else:
        result = _("all contacted this time") if len(now) > 1 else _("contacted this time")
    return comma(_("round {round}: {groups}").format(round=ordinal(before.round_no), groups=told), result)
