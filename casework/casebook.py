"""An open case file: the front door for desktop, command line and tests."""

import contextlib
import tempfile
from collections.abc import Generator, Mapping, Sequence
from pathlib import Path
from typing import Any, Self, TypeVar

from casework.catalogue import RECORD_TYPES, record_type
from casework.entities.attachments import Attachment
from casework.entities.mergers import merger_of
from casework.errors import BadInput, RuleForbids
from casework.exchange.attachment_text import attachment_of
from casework.exchange.followup import Decide, ReturnedSheet, keep_ours, take_home
from casework.exchange.followup_plan import HomePlan
from casework.exchange.intake import Progress, bring_in
from casework.exchange.intake_choices import Choices
from casework.exchange.intake_plan import Plan
from casework.exchange.learned_headings import is_news, learn_headings
from casework.exchange.roster import Roster
from casework.facts import Facts
from casework.language import _
from casework.looking_back import LooksBack, there_then
from casework.pinyin import abbreviation_keys, full_pinyin, initials, pinyin_grams, pinyin_sort_key
from casework.records import Changes, Clock, Record
from casework.store import backup
from casework.store.case_files import new_file, opened_file
from casework.store.checks import Problem, problems
from casework.store.connection import OpenFile, WindowLock, open_with_key
from casework.store.contents import content, keep_content, read_content
from casework.store.door import Door
from casework.store.drafts import Draft, drafts, drop_draft, keep_draft
from casework.store.history import Action, Operation
from casework.store.past import Past
from casework.store.search_finder import Narrowing
from casework.store.search_hits import ELSEWHERE, Hit
from casework.store.search_words import SearchKeys
from casework.store.side_file import SideFile
from casework.store.store import Store
from casework.verbs.bulk_edits import BulkEdit, BulkVerdict, change_many
from casework.verbs.bulk_edits import Progress as BulkProgress
from casework.verbs.office import set_standard_deadlines
from casework.verbs.verb_list import VERBS

R = TypeVar("R", bound=Record)
_KEYS = SearchKeys(initials, pinyin_grams, abbreviation_keys, full_pinyin, pinyin_sort_key)


class _TakenBack(Exception):
    """Ends a trial: whatever was written in it is rolled back."""


class Casebook(LooksBack):
    """One open case file. Reading is the Reader protocol; writing is `do`, `change`, `undo`, `redo`."""

    def __init__(
        self,
        file: OpenFile,
        clock: Clock,
        actor: str,
        *,
        lock: WindowLock | None = None,
        recovery_key: str = "",
        rehearsal: bool = False,
        past: Past | None = None,
    ) -> None:
        """A casebook over an open file; use `create` or `open` instead."""
        self._file = file
        self._lock = lock
        self.actor = actor
        self.recovery_key = recovery_key
        self.store = Store(file, RECORD_TYPES, clock, _KEYS, rehearsal=rehearsal, past=past)
        self.is_past, self.may_note = past is not None, not file.read_only
        self.last_changes: Changes | None = None
        self._matching: Any = None
        self.get = self.store.get
        self.select = self.store.select
        self.count = self.store.count
        self.query = self.store.query
        self.find = self.store.find

    @classmethod
    def create(cls, path: Path, *, clock: Clock, actor: str, passphrase: str = "") -> Self:
        """Makes a new, empty case file; with a passphrase an encrypted one. FileTrouble where one already lies there.

        The recovery key of an encrypted file is `recovery_key`, to be shown once and kept in the centre's safe.
        """
        file, recovery_key = new_file(path, passphrase)
        book = cls(file, clock, actor, recovery_key=recovery_key)
        book.store.keep_index_current()
        with book.note(_("Make the case file")) as write:
            set_standard_deadlines(write)
        return book

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Clock,
        actor: str,
        passphrase: str = "",
        read_only: bool = False,
        window: bool = False,
    ) -> Self:
        """Opens a case file, brings an older one up to date after a backup, checks it after an unclean end.

        `window` takes the one-window lock. FileTrouble and NotFound say what is wrong and what to do.
        """
        lock = WindowLock(path) if window and path.exists() else None
        if lock:
            lock.take()
        try:
            book = cls(opened_file(path, clock, passphrase, read_only=read_only), clock, actor, lock=lock)
            book.store.keep_index_current()
        except BaseException:
            if lock:
                lock.give_back()
            raise
        return book

    @property
    def path(self) -> Path:
        """Where the case file lies."""
        return self._file.path

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written; `why_read_only` says why."""
        return self._file.read_only

    @property
    def why_read_only(self) -> str:
        """Why the file is open for reading only; empty where it was asked for."""
        return self._file.why_read_only

    @property
    def encrypted(self) -> bool:
        """Whether the file is encrypted."""
        return self._file.encrypted

    @property
    def sheet_key(self) -> str:
        """The key that signs returning sheets; it travels with the file and stands in no log (decision 24)."""
        return self.store.fact("sheet_key")

    @property
    def clock(self) -> Clock:
        """The day and moment of the work."""
        return self.store.clock

    @property
    def types(self) -> Mapping[str, type[Record]]:
        """Every record type by its name."""
        return RECORD_TYPES

    @property
    def matching(self) -> Any:
        """The libraries of this file, ready to be matched (casework.insight.matching.library.Library).

        Made when it is first asked for; kept beside the file, where that may be, as a file that may be deleted.
        """
        if self._matching is None:
            from casework.insight.matching.library import Library

            side = SideFile.beside(self._file, ".matching")
            self._matching = Library(self, side if side.may_be_written else None)
        return self._matching

    def __enter__(self) -> Self:
        """The casebook itself; it is closed at the end of the block."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Closes the case file."""
        self.close()

    def close(self) -> None:
        """Closes the case file and gives the window lock back."""
        self.store.close()
        if self._lock:
            self._lock.give_back()

    def do(self, verb: str, facts: Mapping[str, Any]) -> Record:
        """One verb of the work with its facts: one transaction, one undo step. The record as saved.

        BadInput for an unknown verb or fact, RuleForbids where a rule forbids the step.
        """
        if verb not in VERBS:
            raise BadInput(
                _("There is no verb “{verb}”.").format(verb=verb), remedy=_("The verbs are:"), candidates=list(VERBS)
            )
        known = VERBS[verb]
        with self.change(_(known.words)) as write:
            given = Facts(facts, write)
            record = known.do(write, given)
            given.nothing_left()
        return self.get(type(record), record.id)

    @contextlib.contextmanager
    def change(self, why: str) -> Generator[Door]:
        """One action of one's own: everything saved inside happens, or nothing; `last_changes` tells what."""
        with self.store.change(why, self.actor) as door:
            yield door
        self.last_changes = door.changes

    @contextlib.contextmanager
    def note(self, why: str) -> Generator[Door]:
        """Notes what happened to the file without being a step of the work (an export): it is not undone."""
        with self.store.change(why, self.actor, kind="note") as door:
            yield door

    def bring_in(
        self, roster: Roster, choices: Choices | None = None, *, apply: bool = False, progress: Progress | None = None
    ) -> Plan:
        """What an import of a roster does; without `apply` it is rehearsed on a copy and the file stays as it is.

        With `apply` a backup is made first and everything is one action, undone in one step; what the
        user said the columns mean is kept for the next roster.
        """
        why = _("Import {name}").format(name=roster.file_name)
        chosen = choices or Choices()
        if not apply:
            with self._rehearsal() as copy, copy.change(why) as write:
                return bring_in(write, roster, chosen, applied=False, progress=progress)
        self.back_up("import")
        with self.change(why) as write:
            plan = bring_in(write, roster, chosen, applied=True, progress=progress)
        if is_news(self, roster):
            with self.note(_("Learn the headings of {name}").format(name=roster.file_name)) as write:
                learn_headings(write, roster)
        return plan

    def take_home(
        self,
        sheet: ReturnedSheet,
        decide: Decide = keep_ours,
        *,
        apply: bool = False,
        reason: str = "",
        progress: Progress | None = None,
    ) -> HomePlan:
        """What a follow-up sheet that came back does; without `apply` it is rehearsed on a copy.

        `decide` settles the cells that were changed on both sides, for the `reason` that the history
        then tells. With `apply` a backup is made first and everything is one action, undone in one step.
        """
        why = _("Take back the follow-up sheet {name}").format(name=sheet.file_name)
        why = _("{what}: {note}").format(what=why, note=reason) if reason else why
        key = self.sheet_key
        if not apply:
            with self._rehearsal() as copy, copy.change(why) as write:
                return take_home(write, sheet, key, decide, applied=False, progress=progress)
        self.back_up("import")
        with self.change(why) as write:
            return take_home(write, sheet, key, decide, applied=True, progress=progress)

    def change_many(
        self, edit: BulkEdit, ids: Sequence[str], *, apply: bool = False, progress: BulkProgress | None = None
    ) -> list[BulkVerdict]:
        """What a bulk edit does to each of these records; without `apply` it is tried and taken back at once.

        With `apply` everything is one action, undone in one step.
        """
        if apply:
            with self.change(edit.words) as write:
                return change_many(write, edit, ids, progress)
        tried: list[BulkVerdict] = []
        with contextlib.suppress(_TakenBack), self.store.change(edit.words, self.actor) as write:
            tried = change_many(write, edit, ids, progress)
            raise _TakenBack
        return tried

    @contextlib.contextmanager
    def _rehearsal(self) -> Generator["Casebook"]:
        """A casebook over a copy of the file that is thrown away afterwards."""
        with tempfile.TemporaryDirectory(prefix="huifang-") as folder:
            path = backup.throwaway_copy(self._file, Path(folder) / self.path.name)
            copied = open_with_key(path, self._file.key_pragma, throwaway=True)
            with Casebook(copied, self.clock, self.actor, rehearsal=True) as copy:
                yield copy

    def undo(self, group: str = "") -> Action:
        """Takes back the newest action, or the given one; the action that was undone."""
        action, self.last_changes = self.store.undo(self.actor, group)
        return action

    def redo(self) -> Action:
        """Does again what was undone last; the action that was redone."""
        action, self.last_changes = self.store.redo(self.actor)
        return action

    def attach(self, owner: Record, path: Path, note: str = "") -> Attachment:
        """Keeps a file inside the case file, hanging on `owner`; BadInput where it is too large.

        The words inside are read first, in a child process within its limits (seconds for a long PDF), and are then
        searched; a file without readable words is kept all the same.
        """
        content = read_content(path)
        found = attachment_of(owner, path, content, note, self.clock.today)
        keep_content(self.store, content)
        with self.change(_("Attach {name}").format(name=path.name)) as write:
            return write.save(found)

    def content_of(self, attachment: Attachment) -> bytes:
        """The bytes of an attachment."""
        return content(self.store, attachment.digest)

    def keep_draft(self, name: str, values: Mapping[str, Any]) -> None:
        """Keeps what was typed into a form and not yet saved."""
        keep_draft(self.store, name, values)

    def drop_draft(self, name: str) -> None:
        """Forgets a draft."""
        drop_draft(self.store, name)

    def drafts(self) -> list[Draft]:
        """All drafts, newest first."""
        return drafts(self.store)

    def restore(self, type_name: str, record_id: str) -> Record:
        """Takes a record out of the recycle bin, its children with it; RuleForbids one that was merged."""
        found = self.get(record_type(type_name), record_id)
        merger = merger_of(self.store, record_id)
        if merger:
            raise RuleForbids(
                _("“{title}” was merged into {name}.").format(title=found.title(), name=merger.kept_name),
                remedy=_("Take the merger apart instead; then both stand again."),
            )
        with self.change(_("Restore from the bin")) as write:
            write.restore(found)
        return self.get(type(found), record_id)

    def actions(self, limit: int | None = None, *, record_id: str = "", offset: int = 0) -> list[Action]:
        """The history from `offset` on, newest first; of one record where its id is given."""
        return self.store.history.actions(limit, record_id=record_id, offset=offset)

    def changes_in(self, group: str, limit: int = 200) -> list[Operation]:
        """What an action did to each record, as far as `limit`."""
        return self.store.history.changes_in(group, limit)

    def changes_of(self, record_id: str) -> list[tuple[Action, Operation]]:
        """Every change of one record, newest first."""
        return self.store.history.of_record(record_id)

    def search(
        self,
        words: str,
        type_name: str = "",
        limit: int = 50,
        *,
        offset: int = 0,
        narrowing: Narrowing | None = None,
        masked: frozenset[str] = ELSEWHERE,
        each: int = 0,
    ) -> list[Hit]:
        """Records that hold all words (Chinese, fragments, pinyin, digits), likeliest first, from `offset` on.

        Of one type, or of those that `narrowing` gives with their conditions; personal data is masked as told. With
        `each` a first look, as while typing: of every type at most so many.
        """
        wanted = Narrowing(types={type_name: ""}) if type_name else narrowing
        hits = self.store.search.find(
            words, wanted, limit=limit, offset=offset, person=self.actor, masked=masked, each=each
        )
        return there_then(self, hits) if self.is_past else hits

    def search_counts(self, words: str, type_name: str = "", *, narrowing: Narrowing | None = None) -> dict[str, int]:
        """How many records of each type `search` reaches."""
        return self.store.search.counts(words, Narrowing(types={type_name: ""}) if type_name else narrowing)

    def info(self) -> dict[str, Any]:
        """Version, encryption, journal mode and the number of records of each type, not counting the bin."""
        mode = self.query("pragma journal_mode")[0]["journal_mode"]
        return {
            "version": self._file.version,
            "encrypted": self.encrypted,
            "journal_mode": mode,
            "records": {name: self.count(kind) for name, kind in RECORD_TYPES.items()},
        }

    def check(self, *, deep: bool = False) -> list[Problem]:
        """What is wrong with the file: pages, references, chain, index; `deep` looks at everything."""
        return problems(self.store, deep=deep)

    def back_up(self, reason: str = "asked", progress: backup.Progress | None = None) -> Path:
        """An automatic backup beside the file; its path."""
        return backup.back_up(self._file, self.clock.now(), reason, progress)

    def back_up_to(self, target: Path, progress: backup.Progress | None = None) -> Path:
        """A checked copy to a folder or a new file; its path."""
        return backup.copy_to(self._file, target, progress)

    def back_up_if_due(self) -> Path | None:
        """The daily backup, when there is none of this day yet."""
        now = self.clock.now()
        made = any(b.reason == "daily" and b.made_at.date() == now.date() for b in backup.backups(self.path))
        return None if made or self.read_only else self.back_up("daily")
