"""The part of `import` that takes a follow-up sheet back: its plan, applied with --apply as one action."""

import argparse
from pathlib import Path

from casework.exchange.followup import ReturnedSheet, keep_ours, take_theirs
from desktop.command_files import Answer, opened
from desktop.papers import write_rejected

STALE = {"ours": keep_ours, "theirs": take_theirs}
"""What happens to a cell that was changed here too: ours is kept and the cell reported, or theirs is taken."""


def take_home(given: argparse.Namespace, sheet: ReturnedSheet) -> Answer:
    """What taking the sheet back does; the rejected rows go into the file named."""
    with opened(given, writing=given.apply) as book:
        plan = book.take_home(sheet, STALE[given.stale], apply=given.apply)
        if given.rejected and plan.rejected:
            write_rejected(book, Path(given.rejected), plan)
    return 0, plan.as_json(), plan.lines()
