"""All demands against all offers in a worker process, portion by portion: stopped at any time, taken up again."""

import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import numpy as np

from casework.insight.matching.batch import PORTION, Batch, Best
from casework.insight.matching.documents import KINDS
from casework.insight.matching.kept import Side, restored
from casework.insight.matching.library import Stopped, Told
from casework.store.side_file import SideFile

_BANDS = ("far_ahead", "ahead", "rest")
_PAIR = np.dtype([("demand", np.int32), ("offer", np.int32), ("score", np.float32), ("band", np.uint8)])
_NAME, _ENDING = "matches", "-run"


@dataclass(frozen=True, slots=True)
class Pair:
    """A demand and one of its best offers: their rows in the kept engine, score and band."""

    demand: int
    offer: int
    score: float
    band: str


def all_pairs(side: Side, most: int, total: int, told: Told) -> Iterator[list[Pair]]:
    """The best offers of all demands of a kept engine, in portions of 2,000 demands.

    Portions that an earlier run of the same state of the file has done are read, not matched again;
    Stopped where `told` answers False, which leaves what is done for the next time.
    """
    run = SideFile(side.path.with_name(side.path.name + _ENDING), side.key_pragma)
    facts = side.facts() | {"most": str(most)}
    if run.facts() != facts:
        run.write([], facts)
    done = 0
    for content in run.parts(_NAME):
        done += PORTION
        yield _pairs(content)
        _tell(told, done, total)
    if done < total:
        for content in _worked(side, run, most, done, total, told):
            yield _pairs(content)
    run.drop()


def _worked(side: Side, run: SideFile, most: int, done: int, total: int, told: Told) -> Iterator[bytes]:
    """The portions a worker process makes from the row `done` on, each kept as it comes."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    worker = context.Process(target=work, args=(theirs, str(side.path), side.key_pragma, most, done), daemon=True)
    worker.start()
    theirs.close()
    try:
        while done < total:
            content = ours.recv_bytes()
            run.append(_NAME, done // PORTION, content)
            done += PORTION
            yield content
            _tell(told, done, total)
    finally:
        ours.close()
        worker.terminate()
        worker.join()


def _tell(told: Told, done: int, total: int) -> None:
    if not told(min(done, total), total):
        raise Stopped


def work(connection: Connection, path: str, key_pragma: str, most: int, first: int) -> None:
    """The life of the worker: reads the kept engine, matches, sends each portion; ends when nobody listens."""
    side = SideFile(Path(path), key_pragma)
    engine = restored(side, side.facts(), KINDS)
    try:
        for portion in Batch(engine, "demand", "offer", most=most).run(first):
            connection.send_bytes(_content(portion))
    except (BrokenPipeError, ConnectionError):
        return


def _content(portion: list[Best]) -> bytes:
    rows = [
        (best.row, offer, score, _BANDS.index(band))
        for best in portion
        for offer, score, band in zip(best.rows.tolist(), best.scores.tolist(), best.bands, strict=True)
    ]
    return np.array(rows, dtype=_PAIR).tobytes()


def _pairs(content: bytes) -> list[Pair]:
    rows: list[Any] = np.frombuffer(content, dtype=_PAIR).tolist()
    return [Pair(demand, offer, score, str(_BANDS[int(band)])) for demand, offer, score, band in rows]
