"""How pairs and mergers are told: the words and colours of the bands, and counts of records by type."""

import json
from collections.abc import Mapping

from casework.entities.mergers import Merger
from casework.language import N_, _
from casework.records import Record
from widgets.pieces import Chip
from widgets.tokens import Family

_WORDS = {"same": N_("The same"), "likely": N_("Likely the same"), "ask": N_("Perhaps the same")}
_FAMILIES = {"same": Family.RED, "likely": Family.AMBER, "ask": Family.NEUTRAL}
_MOST_NAMED = 3
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


def clash_words(merger: Merger, types: Mapping[str, type[Record]]) -> str:
    """What a merger left in the bin because the one kept has its like; empty where nothing clashed."""
    left_out = [(_(types[type_name].label), title) for type_name, _id, title in json.loads(merger.left_out)]
    named = [f"{label} {title}" if title else label for label, title in left_out[:_MOST_NAMED]]
    named += ["…"] if len(left_out) > _MOST_NAMED else []
    return _("There already, so left in the bin: {records}.").format(records=_(", ").join(named)) if named else ""


def merger_words(merger: Merger, types: Mapping[str, type[Record]]) -> str:
    """What a merger carried over, and what it left in the bin."""
    carried = counted_words(json.loads(merger.carried), types)
    told = _("Goes over: {counts}.").format(counts=carried) if carried else ""
    return told + clash_words(merger, types)
