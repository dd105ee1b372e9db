"""Verbs for policies: clauses with their conditions, and payouts to enterprises."""

from typing import Any

from casework.entities.policies import Policy, PolicyClause, PolicyPayout
from casework.facts import Facts
from casework.records import Writer
from casework.verbs.questions import sensible


def add_policy(write: Writer, facts: Facts) -> Policy:
    """A policy, with its `clauses` on the same call."""
    policy = write.save(facts.record(Policy))
    for clause in facts.each("clauses", called="subject"):
        add_clause(write, clause, policy_id=policy.id)
    return policy


def add_clause(write: Writer, facts: Facts, **fixed: Any) -> PolicyClause:
    """A clause of a `policy`."""
    return write.save(facts.record(PolicyClause, **fixed))


def add_payout(write: Writer, facts: Facts) -> PolicyPayout:
    """Money due or paid to an `enterprise` under a `clause`."""
    facts.rename("on", "paid_on")
    return write.save(sensible(write, facts, facts.record(PolicyPayout)))
