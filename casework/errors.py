"""Known errors: the user can be told, in their own words, what happened and what to do."""

from collections.abc import Sequence


class CaseworkError(Exception):
    """Something the user can act on; every other exception is a bug.

    `message` says what happened, `remedy` what to do about it, `candidates` what may have been
    meant. All three are already in the user's language. `code` is for scripts and never changes.
    """

    code = "refused"

    def __init__(self, message: str, *, remedy: str = "", candidates: Sequence[str] = (), code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.candidates = tuple(candidates)
        if code:
            self.code = code

    def __str__(self) -> str:
        """One sentence for a line of text: what happened, the way out, the candidates."""
        parts = [self.message]
        if self.remedy:
            parts.append(self.remedy)
        if self.candidates:
            parts.append(" / ".join(self.candidates))
        return " ".join(parts)


class RuleForbids(CaseworkError):
    """A rule of the work forbids this step; `field` names the value that is missing or wrong."""

    code = "rule"

    def __init__(self, message: str, *, field: str = "", remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.field = field


class NotFound(CaseworkError):
    """No record, unit, person or file answers to this name or id."""

    code = "not_found"


class Ambiguous(CaseworkError):
    """Several records answer to this name; the candidates are named."""

    code = "ambiguous"


class BadInput(CaseworkError):
    """A value, a file or an argument that cannot be understood."""

    code = "bad_input"


class FileTrouble(CaseworkError):
    """The case file, a backup or an output cannot be used: missing, locked, foreign, newer, broken."""

    code = "file"


class Conflict(CaseworkError):
    """The record was changed by someone else since it was read."""

    code = "conflict"
