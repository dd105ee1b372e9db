"""A round's coverage as the rows of the matrix, narrowed to who is missing, who waits for a promise, who is mine."""

from collections.abc import Mapping, Sequence

from casework.amounts import ordinal
from casework.entities.rounds import MEMBER_OUTCOMES
from casework.entities.visits import CONTACT_MODES
from casework.insight.coverage import Coverage, CoverageRow
from casework.insight.round_contacts import Cell, Yield
from casework.language import N_, _
from widgets.coverage_matrix import MatrixCell, MatrixColumn, MatrixRow, Reach
from widgets.pieces import Chip, Icon, Piece, caption
from widgets.tokens import Family

FILTERS: Mapping[str, str] = {
    "all": N_("All enterprises {count}"),
    "missing": N_("Not reached {count}"),
    "promises": N_("With promises {count}"),
    "mine": N_("Mine {count}"),
}
"""The switches above the matrix."""
LEGEND: Sequence[tuple[str, str]] = (
    ("chat_bubbles_question", N_("Appeal")),
    ("lightbulb", N_("Demand")),
    ("handshake", N_("Match")),
    ("ribbon_star", N_("Promise")),
)
"""The signs in a cell and what they stand for."""
_REACHES = {"refused": Reach.REFUSED, "unreachable": Reach.UNREACHABLE}


def matrix_columns(found: Coverage) -> list[MatrixColumn]:
    """The rounds from the left, each with how many of its list it reached; the shown one last."""
    columns: list[MatrixColumn] = []
    for place, one in enumerate(found.rounds):
        reached, cohort = found.reached_in(place)
        columns.append(
            MatrixColumn(
                key=one.id,
                label=_("round {round}").format(round=ordinal(one.round_no)),
                note=f"{reached}/{cohort}",
                current=one.id == found.round.id,
            )
        )
    return columns


def chosen_rows(found: Coverage, key: str, person_id: str) -> list[CoverageRow]:
    """The enterprises that one of FILTERS leaves."""
    return [row for row in found.rows if _passes(row, key, person_id)]


def _passes(row: CoverageRow, key: str, person_id: str) -> bool:
    match key:
        case "missing":
            return not row.now.is_reached
        case "promises":
            return row.open_promises > 0
        case "mine":
            return bool(person_id) and row.commissioner_id == person_id
        case _:
            return True


def filter_words(found: Coverage, person_id: str) -> list[str]:
    """The switches with their counts."""
    return [_(words).format(count=len(chosen_rows(found, key, person_id))) for key, words in FILTERS.items()]


def matrix_rows(found: Coverage, rows: Sequence[CoverageRow]) -> list[MatrixRow]:
    """These enterprises as the matrix shows them."""
    year = found.round.opened_on.year
    return [
        MatrixRow(
            id=row.enterprise_id,
            label=row.enterprise,
            person=row.commissioner,
            cells=[_cell(cell, year) for cell in row.cells],
            carried=_carried(row),
        )
        for row in rows
    ]


def _cell(cell: Cell, year: int) -> MatrixCell:
    if not cell.in_cohort:
        return MatrixCell(reach=Reach.OUTSIDE)
    if not cell.is_reached or cell.occurred_on is None:
        words = MEMBER_OUTCOMES.label(cell.outcome) if cell.outcome else ""
        return MatrixCell(reach=_REACHES.get(cell.outcome, Reach.MISSING), reason=cell.reason, mode_words=words)
    day = f"{cell.occurred_on:%m-%d}" if cell.occurred_on.year == year else cell.occurred_on.isoformat()
    return MatrixCell(
        reach=Reach.REACHED,
        mode=cell.mode,
        mode_words=CONTACT_MODES.label(cell.mode),
        day=day,
        yielded=_yielded(cell.brought),
    )


def _yielded(brought: Yield) -> list[tuple[str, str]]:
    counts = (brought.appeals, brought.demands, brought.matches, brought.promises)
    return [(icon, f"{_(words)} {count}") for (icon, words), count in zip(LEGEND, counts, strict=True) if count]


def _carried(row: CoverageRow) -> list[Piece]:
    if not row.carried:
        return []
    return [Chip(_("{count} promises").format(count=row.carried), Family.AMBER)]


def legend_pieces() -> list[Piece]:
    """What the signs in the cells mean."""
    pieces: list[Piece] = []
    for icon, words in LEGEND:
        pieces += [Icon(icon, "dim", 16), caption(_(words), "text2", elastic=False), caption(" ", elastic=False)]
    return pieces
