"""Every value that a field ever had, and the actions of people, out of the log."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, desc, func, select

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import name_of, number_of
from fupin_desktop.db.append import CHUNK, in_chunks
from fupin_desktop.db.log_tables import (
    commit_log,
    commit_ref,
    device,
    field_op,
    incarnation,
    op_base,
    record_ref,
    stream,
)
from fupin_desktop.db.record_tables import conflict, field_head
from fupin_desktop.domain.asking import Group, HistoryEntry
from fupin_desktop.fields.plain import from_plain


def history(connection: Connection, ids: Sequence[str], numbers: Sequence[int] | None = None) -> list[HistoryEntry]:
    """What was written to these records, newest first; a value restated beside another one is left out."""
    query = (
        select(
            record_ref.c.id.label("record_id"),
            field_op.c.field,
            field_op.c.value,
            field_op.c.commit_no,
            field_op.c.place,
            commit_log.c.header,
            commit_ref.c.id.label("commit_id"),
            device.c.name.label("device"),
        )
        .select_from(field_op)
        .join(record_ref, record_ref.c.no == field_op.c.record_no)
        .join(commit_log, commit_log.c.no == field_op.c.commit_no)
        .join(commit_ref, commit_ref.c.no == field_op.c.commit_no)
        .join(stream, stream.c.no == commit_log.c.stream_no)
        .join(incarnation, incarnation.c.no == stream.c.incarnation_no)
        .join(device, device.c.id == incarnation.c.device_id)
        .order_by(desc(commit_log.c.hlc_ms), desc(commit_log.c.hlc_count), field_op.c.place)
    )
    if numbers is not None:
        query = query.where(field_op.c.field.in_(numbers))
    rows = [
        row for chunk in in_chunks(ids, CHUNK) for row in connection.execute(query.where(record_ref.c.id.in_(chunk)))
    ]
    before = _values_before(connection, {row.commit_no for row in rows})
    current = _current(connection, {row.commit_no for row in rows})
    seen = _seen_by(connection, {row.commit_no for row in rows})
    entries: list[HistoryEntry] = []
    for row in rows:
        key = (row.commit_no, row.place)
        entry = _entry(row, before.get(key, ()), is_current=key in current, seen_by=seen.get(key, ()))
        entries += [entry] if entry else []
    return entries


def _entry(row: Any, before: Sequence[str], *, is_current: bool, seen_by: tuple[str, ...]) -> HistoryEntry | None:
    name = name_of(row.field)
    if name is None or (before and all(value == row.value for value in before)):
        return None
    record, field = name
    spec = RECORDS[record].by_name.get(field)
    values = [json.loads(text) for text in (row.value, before[0] if before else "null")]
    value, replaced = (from_plain(spec, one) if spec else one for one in values)
    header = json.loads(row.header)
    return HistoryEntry(
        record=record,
        id=row.record_id,
        field=field,
        value=value,
        before=replaced,
        at_ms=header["wall"],
        user=header["user"],
        device=row.device,
        kind=header["kind"],
        title=header["title"],
        reason=header["reason"],
        group=header["group"],
        commit=row.commit_id.hex(),
        is_current=is_current,
        seen_by=seen_by,
    )


def _values_before(connection: Connection, commits: set[int]) -> dict[tuple[int, int], list[str]]:
    """The values that ops of these commits superseded in their own field."""
    found: dict[tuple[int, int], list[str]] = {}
    base, own = field_op.alias("base"), field_op.alias("own")
    query = (
        select(op_base.c.commit_no, op_base.c.place, base.c.value)
        .join(own, (own.c.commit_no == op_base.c.commit_no) & (own.c.place == op_base.c.place))
        .join(base, (base.c.commit_no == op_base.c.base_no) & (base.c.place == op_base.c.base_place))
        .where(base.c.field == own.c.field)
    )
    for chunk in in_chunks(sorted(commits), CHUNK):
        for row in connection.execute(query.where(op_base.c.commit_no.in_(chunk))):
            found.setdefault((row.commit_no, row.place), []).append(row.value)
    return found


def _seen_by(connection: Connection, commits: set[int]) -> dict[tuple[int, int], tuple[str, ...]]:
    """Who superseded the ops of these commits, and so had them on the screen."""
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    query = select(op_base.c.base_no, op_base.c.base_place, commit_log.c.header).join(
        commit_log, commit_log.c.no == op_base.c.commit_no
    )
    for chunk in in_chunks(sorted(commits), CHUNK):
        for row in connection.execute(query.where(op_base.c.base_no.in_(chunk))):
            key, user = (row.base_no, row.base_place), json.loads(row.header)["user"]
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), user)))
    return found


def _current(connection: Connection, commits: set[int]) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    query = select(field_head.c.commit_no, field_head.c.place)
    for chunk in in_chunks(sorted(commits), CHUNK):
        rows = connection.execute(query.where(field_head.c.commit_no.in_(chunk)))
        found.update((row.commit_no, row.place) for row in rows)
    return found


def groups(connection: Connection, limit: int = 50) -> list[Group]:
    """The latest actions, newest first, each knowing whether it was taken back."""
    newest = func.max(commit_log.c.no)
    query = select(commit_log.c.group_id, newest.label("no"), func.count().label("commits")).group_by(
        commit_log.c.group_id
    )
    rows = connection.execute(query.order_by(desc(newest)).limit(limit)).all()
    undone = _undone(connection)
    found: list[Group] = []
    for row in rows:
        header = json.loads(connection.scalars(select(commit_log.c.header).where(commit_log.c.no == row.no)).one())
        found.append(
            Group(
                id=row.group_id,
                title=header["title"],
                kind=header["kind"],
                user=header["user"],
                at_ms=header["wall"],
                commits=row.commits,
                undone=row.group_id in undone,
                undoes=header.get("undoes", ""),
            )
        )
    return found


def _undone(connection: Connection) -> set[str]:
    """Groups that were taken back; taking back a taking-back makes the first stand again."""
    pairs = select(commit_log.c.group_id, commit_log.c.undoes).where(commit_log.c.undoes != "").distinct()
    undoing = {row.group_id: row.undoes for row in connection.execute(pairs)}
    return {undone for group, undone in undoing.items() if group not in set(undoing.values())}


def records_changed_since(connection: Connection, at_ms: int) -> list[str]:
    """The records to which anything was written, here or by what was received, since that moment."""
    query = (
        select(record_ref.c.id)
        .join(field_op, field_op.c.record_no == record_ref.c.no)
        .join(commit_log, commit_log.c.no == field_op.c.commit_no)
        .where(commit_log.c.received_at > at_ms)
        .distinct()
    )
    return list(connection.scalars(query))


class GroupOp(NamedTuple):
    """One op of an action: what it wrote, over what, whether it still holds, and in which village's stream."""

    record_id: str
    field: int
    value: str
    before: list[str]
    is_current: bool
    region: str


def conflicts(connection: Connection) -> list[dict[str, Any]]:
    """Every conflict with its heads: who wrote which value, when, on which device."""
    found: list[dict[str, Any]] = []
    for row in connection.execute(select(conflict).order_by(conflict.c.id)):
        spec = RECORDS[row.record]
        fields = [s.name for s in spec.groups[row.field]] if row.kind == "group" else [row.field]
        numbers = [number_of(row.record, name) for name in fields]
        heads = [entry for entry in history(connection, [row.record_id], numbers) if entry.is_current]
        found.append(
            {
                "id": row.id,
                "kind": row.kind,
                "record": row.record,
                "record_id": row.record_id,
                "field": row.field,
                "heads": heads,
            }
        )
    return found


def group_ops(connection: Connection, group: str) -> list[GroupOp]:
    """The ops of an action, newest first."""
    query = (
        select(
            record_ref.c.id, field_op.c.field, field_op.c.value, field_op.c.commit_no, field_op.c.place, stream.c.region
        )
        .select_from(field_op)
        .join(record_ref, record_ref.c.no == field_op.c.record_no)
        .join(commit_log, commit_log.c.no == field_op.c.commit_no)
        .join(stream, stream.c.no == commit_log.c.stream_no)
        .where(commit_log.c.group_id == group)
        .order_by(desc(field_op.c.commit_no), desc(field_op.c.place))
    )
    rows = connection.execute(query).all()
    numbers = {row.commit_no for row in rows}
    before, current = _values_before(connection, numbers), _current(connection, numbers)
    return [
        GroupOp(
            row.id,
            row.field,
            row.value,
            before.get((row.commit_no, row.place), []),
            (row.commit_no, row.place) in current,
            row.region,
        )
        for row in rows
    ]
