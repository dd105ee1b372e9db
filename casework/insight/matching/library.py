"""The libraries of a case file, ready to be matched: read once, kept beside the file, brought up to date by its log."""

from collections.abc import Callable, Iterator, Sequence

from casework.errors import CaseworkError
from casework.insight.matching import documents as texts
from casework.insight.matching.engine import Engine
from casework.insight.matching.kept import LostError, Side, keep, restored
from casework.insight.matching.suggestions import Document
from casework.language import _
from casework.records import Reader

WORTH_KEEPING = 5_000
"""A library of fewer documents is read in a moment; nothing is put beside its file."""

Told = Callable[[int, int], bool]
"""Told how much is done of how much; answers False to stop."""


class Stopped(CaseworkError):
    """Long work that the user asked to stop."""

    def __init__(self) -> None:
        """The one sentence it is told by."""
        super().__init__(_("Stopped. Nothing was changed."), code="cancelled")


class Library:
    """The engine over one case file. For one thread, like the file's reader it is given."""

    def __init__(self, read: Reader, side: Side | None = None) -> None:
        """Reads nothing yet; `side` is where the engine is kept, None where it may not be."""
        self._read = read
        self._side = side
        self._engine: Engine | None = None
        self._at = 0
        self._side_is_lost = False

    @property
    def read(self) -> Reader:
        """The case file."""
        return self._read

    def engine(self, told: Told | None = None, kinds: Sequence[str] = ()) -> Engine:
        """The engine as the file stands now, with the libraries of these kinds; Stopped where `told` answers False."""
        try:
            return self._ready(told or _unheard, kinds)
        except LostError:
            self._engine, self._side_is_lost = None, True
            return self._ready(told or _unheard, kinds)

    def _ready(self, told: Told, kinds: Sequence[str]) -> Engine:
        if self._engine is None:
            self._engine = self._restored() or self._made(told)
        self._catch_up()
        for kind in kinds:
            self._engine.shelf(kind)
        self._engine.ready()
        return self._engine

    def kept(self, told: Told | None = None) -> Side | None:
        """Where the engine of now is kept, written anew where the file went on since; None where it may not be kept."""
        engine = self.engine(told, texts.KINDS)
        if self._side is None or engine.vocabulary.documents < WORTH_KEEPING:
            return None
        at, digest = texts.place_of(self._read)
        if self._side.facts().get("dseq") != str(at):
            engine.settle()
            if not keep(engine, self._side, {"dseq": str(at), "hash": digest}):
                return None
        return self._side

    def _restored(self) -> Engine | None:
        if self._side is None or self._side_is_lost:
            return None
        facts = self._side.facts()
        if not facts or not texts.goes_on_from(self._read, int(facts["dseq"]), facts["hash"]):
            return None
        self._at = int(facts["dseq"])
        return restored(self._side, facts, texts.KINDS)

    def _made(self, told: Told) -> Engine:
        self._at, digest = texts.place_of(self._read)
        engine = Engine(texts.KINDS)
        total = sum(texts.count(self._read, kind) for kind in texts.KINDS)
        done = 0
        for kind in texts.KINDS:
            engine.fill(kind, _counting(texts.every(self._read, kind), done, total, told))
            done = engine.vocabulary.documents
        engine.settle()
        if self._side is not None and total >= WORTH_KEEPING:
            keep(engine, self._side, {"dseq": str(self._at), "hash": digest})
        return engine

    def _catch_up(self) -> None:
        """Brings in what was written since, by this program or another one."""
        at, digest = texts.place_of(self._read)
        if at == self._at or self._engine is None:
            return
        for kind, ids in texts.touched(self._read, self._at).items():
            now = texts.these(self._read, kind, ids)
            self._engine.drop(kind, [one for one in ids if one not in now])
            self._engine.put(kind, list(now.values()))
        self._at = at
        if self._engine.is_heavy:
            self._engine.settle()
            if self._side is not None and self._engine.vocabulary.documents >= WORTH_KEEPING:
                keep(self._engine, self._side, {"dseq": str(at), "hash": digest})


def _unheard(_done: int, _total: int) -> bool:
    return True


def _counting(portions: Iterator[list[Document]], done: int, total: int, told: Told) -> Iterator[Sequence[Document]]:
    for portion in portions:
        yield portion
        done += len(portion)
        if not told(done, total):
            raise Stopped
