"""What the office chose its headings to mean, kept in the case file so that the next roster is understood by itself."""

import json
from typing import cast

from casework.entities.settings import Setting, setting
from casework.exchange.roster import Learned, Roster
from casework.records import Reader, Writer
from casework.verbs.keyed_records import put

_KEY = "roster_headings"


def learned_headings(read: Reader) -> Learned:
    """What was learned so far; nothing where nothing was or it cannot be understood."""
    text = setting(read, _KEY)
    try:
        found: object = json.loads(text) if text else {}
    except ValueError:
        return {}
    return cast("Learned", found) if isinstance(found, dict) else {}


def is_news(read: Reader, roster: Roster) -> bool:
    """Whether the columns of a roster teach anything that is not known yet."""
    return _with(learned_headings(read), roster) != learned_headings(read)


def learn_headings(write: Writer, roster: Roster) -> None:
    """Keeps what the user said the columns of a roster mean."""
    text = json.dumps(_with(learned_headings(write), roster), ensure_ascii=False, sort_keys=True)
    put(write, Setting(key=_KEY, value=text))


def _with(learned: Learned, roster: Roster) -> Learned:
    lessons = {**learned.get(roster.kind.type_name, {}), **roster.lessons()}
    return {**learned, roster.kind.type_name: lessons} if lessons else learned
