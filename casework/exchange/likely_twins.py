"""Enterprises that a row of a roster may mean though code and name do not say so (decision 16)."""

from casework.exchange.intake_plan import Candidate
from casework.insight.duplicates import BANDS, Likeness, NameIndex

_MOST = 3


class LikelyTwins:
    """Names of the file and of the rows taken in so far; compared only once a row needs it.

    Two unlike sound codes are never one firm, so a row with a code is compared only with enterprises
    that have none. A roster that is coded throughout costs nothing here.
    """

    def __init__(self) -> None:
        """Knows nobody yet."""
        self._waiting: dict[bool, list[tuple[str, str, str]]] = {True: [], False: []}
        self._indexes: dict[bool, NameIndex] = {}

    def add(self, record_id: str, name: str, uscc: str) -> None:
        """One more name of an enterprise."""
        self._waiting[bool(uscc)].append((record_id, name, uscc))

    def alike(self, name: str, uscc: str) -> list[Likeness]:
        """The enterprises it may mean, best first."""
        found = [one for coded in ((False,) if uscc else (False, True)) for one in self._asked(coded, name, uscc)]
        return sorted(found, key=lambda one: (BANDS.index(one.band), -one.score))[:_MOST]

    def _asked(self, coded: bool, name: str, uscc: str) -> list[Likeness]:  # noqa: FBT001 - which of the two indexes
        waiting = self._waiting[coded]
        if waiting:
            index = self._indexes.setdefault(coded, NameIndex())
            for one in waiting:
                index.add(*one)
            waiting.clear()
        return self._indexes[coded].alike(name, uscc, limit=_MOST) if coded in self._indexes else []


def as_candidate(found: Likeness, title: str) -> Candidate:
    """A likeness as the plan shows it."""
    return Candidate(found.id, title, found.band, found.reason)
