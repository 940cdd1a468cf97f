"""From a set of ops, what each field is and where people disagree: no clock, no order of arrival.

Last-writer-wins is not used for a value that counts: an op supersedes only what its writer had seen, and
whatever nobody superseded stays a head. tests/domain/test_heads.py keeps last-writer-wins beside it, losing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fupin_desktop.domain.changes import OpId
from fupin_desktop.fields.plain import Plain


class Stamp(NamedTuple):
    """The hybrid clock of a commit: orders what is displayed, never what wins."""

    ms: int
    counter: int


@dataclass(frozen=True, slots=True)
class PlacedOp:
    """An op with its id, its commit's stamp, and the record it is about after merges of duplicates."""

    id: OpId
    entity: str
    field: int
    value: Plain
    stamp: Stamp
    bases: tuple[OpId, ...] = ()


Register = tuple[str, int]  # (canonical record, field)


def heads(ops: Iterable[PlacedOp]) -> dict[Register, list[PlacedOp]]:
    """For each register the ops that no known op supersedes, displayed one first.

    An op supersedes a base of its own register only; bases elsewhere say "this was seen" (see `deleted`).
    """
    by_id = {op.id: op for op in ops}
    superseded = {
        base for op in by_id.values() for base in op.bases if base in by_id and register(by_id[base]) == register(op)
    }
    found: dict[Register, list[PlacedOp]] = {}
    for op in by_id.values():
        if op.id not in superseded:
            found.setdefault(register(op), []).append(op)
    return {key: displayed_first(several) for key, several in found.items()}


def register(op: PlacedOp) -> Register:
    """What an op writes to."""
    return op.entity, op.field


def displayed_first(several: Sequence[PlacedOp]) -> list[PlacedOp]:
    """The heads in the order in which they are shown: latest stamp first, ties by id, the same everywhere."""
    return sorted(several, key=lambda op: (op.stamp, op.id), reverse=True)


def differing(several: Sequence[PlacedOp]) -> bool:
    """Whether heads disagree; the same value written twice is no conflict."""
    return any(op.value != several[0].value for op in several[1:])


def group_disagrees(group: Mapping[int, Sequence[PlacedOp]]) -> bool:
    """Whether the heads of a field group disagree: its fields stand or fall together (docs/sync.md §5).

    Whoever changes one field of a group restates them all in one commit, so each commit among the heads is
    one whole opinion of the group.
    """
    opinions: dict[bytes, dict[int, Plain]] = {}
    for field, several in group.items():
        for op in several:
            if opinions.setdefault(op.id.commit, {}).setdefault(field, op.value) != op.value:
                return True  # one import brought two records that were merged since
    distinct = list(opinions.values())
    return any(
        first[field] != other[field] for first in distinct for other in distinct for field in first.keys() & other
    )


def edited_after_deletion(life: PlacedOp, others: Iterable[PlacedOp]) -> bool:
    """Whether some head of the record was not seen by whoever deleted it: then the record stays visible.

    What the deletion's own commit wrote was written by the same hand.
    """
    seen = set(life.bases)
    return any(op.id not in seen and op.id.commit != life.id.commit for op in others)


def canonical_ids(merges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Where each merged record ended: the smallest id of its set, whichever way the merges pointed."""
    parent: dict[str, str] = {}

    def root(entity: str) -> str:
        while parent.setdefault(entity, entity) != entity:
            entity = parent[entity]
        return entity

    for one, other in merges:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    return {entity: root(entity) for entity in list(parent)}
