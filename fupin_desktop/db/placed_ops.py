"""Reading ops back from the log as the pure functions of domain/heads.py want them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, select

from fupin_desktop.db.log_tables import commit_log, commit_ref, field_op, op_base, record_ref
from fupin_desktop.db.many_rows import CHUNK, in_chunks
from fupin_desktop.db.merges import ALIAS_NUMBERS
from fupin_desktop.db.record_tables import field_head
from fupin_desktop.domain.changes import OpId
from fupin_desktop.domain.heads import PlacedOp, Stamp, displayed_first, heads


def registers_of(connection: Connection, members: dict[str, list[str]]) -> dict[str, dict[int, list[PlacedOp]]]:
    """The heads by field of each record; a merged one is computed from all ops of its members."""
    single = {several[0]: whole for whole, several in members.items() if len(several) == 1}
    several = {one: whole for whole, ones in members.items() if len(ones) > 1 for one in ones}
    found: dict[str, dict[int, list[PlacedOp]]] = {whole: {} for whole in members}
    for op in placed(connection, single, heads_only=True):
        found[op.entity].setdefault(op.field, []).append(op)
    found |= folded(placed(connection, several, heads_only=False), several)
    for fields in found.values():
        for field, ops in fields.items():
            if len(ops) > 1:
                fields[field] = displayed_first(ops)
    return found


def folded(ops: Iterable[PlacedOp], into: Mapping[str, str]) -> dict[str, dict[int, list[PlacedOp]]]:
    """The heads by surviving record and field."""
    found: dict[str, dict[int, list[PlacedOp]]] = {}
    for (entity, field), several in heads(ops).items():
        found.setdefault(into[entity], {}).setdefault(field, []).extend(several)
    return found


class Until(NamedTuple):
    """A moment up to which the log is read, and the present one by which wrong clocks are known."""

    ms: int
    now: int

    def holds(self) -> ColumnElement[bool]:
        """Whether a commit was known by then: a stamp from the future is a wrong clock's, and later ones follow it."""
        stamp, wall = commit_log.c.hlc_ms, commit_log.c.wall_ms
        return (stamp <= self.ms) | ((stamp > self.now) & (wall <= self.ms))


def placed(
    connection: Connection, into: dict[str, str], *, heads_only: bool, until: Until | None = None
) -> Iterable[PlacedOp]:
    """The ops of these records (all, or the heads among them), each under the record it is merged into.

    What a record was merged into stays its own word: aliases of two members of one set do not contradict.
    """
    for chunk in in_chunks(into, CHUNK):
        query = _query(heads_only=heads_only).where(record_ref.c.id.in_(chunk))
        rows = connection.execute(query.where(until.holds()) if until else query).all()
        bases = _bases(connection, chunk, rows, heads_only=heads_only)
        for row in rows:
            yield PlacedOp(
                OpId(row.commit_id, row.place),
                row.entity if row.field in ALIAS_NUMBERS else into[row.entity],
                row.field,
                json.loads(row.value),
                Stamp(row.hlc_ms, row.hlc_count),
                tuple(bases.get((row.commit_no, row.place), ())),
            )


def _query(*, heads_only: bool) -> Select[*tuple[Any, ...]]:
    source = field_op.join(commit_log, commit_log.c.no == field_op.c.commit_no)
    source = source.join(commit_ref, commit_ref.c.no == field_op.c.commit_no)
    source = source.join(record_ref, record_ref.c.no == field_op.c.record_no)
    if heads_only:
        source = source.join(
            field_head,
            (field_head.c.record_no == field_op.c.record_no)
            & (field_head.c.field == field_op.c.field)
            & (field_head.c.commit_no == field_op.c.commit_no)
            & (field_head.c.place == field_op.c.place),
        )
    columns = (
        record_ref.c.id.label("entity"),
        field_op.c.field,
        field_op.c.value,
        field_op.c.place,
        field_op.c.commit_no,
        commit_ref.c.id.label("commit_id"),
        commit_log.c.hlc_ms,
        commit_log.c.hlc_count,
    )
    return select(*columns).select_from(source)


def _bases(
    connection: Connection, ids: Sequence[str], rows: Sequence[Any], *, heads_only: bool
) -> dict[tuple[int, int], list[OpId]]:
    """What the ops of these records were based on; for heads it matters only where a record was deleted."""
    if heads_only and not any(row.value == "false" for row in rows):
        return {}
    source = record_ref.join(field_op, field_op.c.record_no == record_ref.c.no)
    source = source.join(op_base, (op_base.c.commit_no == field_op.c.commit_no) & (op_base.c.place == field_op.c.place))
    source = source.join(commit_ref, commit_ref.c.no == op_base.c.base_no)
    query = select(op_base, commit_ref.c.id).select_from(source).where(record_ref.c.id.in_(ids))
    found: dict[tuple[int, int], list[OpId]] = {}
    for row in connection.execute(query.where(field_op.c.value == "false") if heads_only else query):
        found.setdefault((row.commit_no, row.place), []).append(OpId(row.id, row.base_place))
    return found
