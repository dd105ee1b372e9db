"""How pairs and mergers are told: the words and colours of the bands, and counts of records by type."""

from collections.abc import Mapping

from casework.language import N_, _
from casework.records import Record
from widgets.pieces import Chip
from widgets.tokens import Family

_WORDS = {"same": N_("The same"), "likely": N_("Likely the same"), "ask": N_("Perhaps the same")}
_FAMILIES = {"same": Family.RED, "likely": Family.AMBER, "ask": Family.NEUTRAL}
_UNSPOKEN = ("merger", "distinct_pair")


def band_words(band: str) -> str:
    """A band in the user's language."""
    return _(_WORDS[band])


def band_chip(band: str) -> Chip:
    """A band as a chip."""
    return Chip(band_words(band), _FAMILIES[band])


def counted_words(counts: Mapping[str, int], types: Mapping[str, type[Record]]) -> str:
    """How many records of which types: 走访 3、诉求 2; empty where there are none."""
    told = [(_(types[name].label), many) for name, many in counts.items() if many and name not in _UNSPOKEN]
    return _(", ").join(f"{label} {many}" for label, many in told)
