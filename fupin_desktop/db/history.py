"""Every value that a field ever had, out of the log: who, when, which device, and who has seen it."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, desc, select

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import name_of, number_of
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
from fupin_desktop.db.many_rows import CHUNK, in_chunks
from fupin_desktop.db.merges import members_of
from fupin_desktop.db.placed_ops import registers_of
from fupin_desktop.db.record_tables import conflict
from fupin_desktop.db.rows import is_understood
from fupin_desktop.domain.asking import HistoryEntry
from fupin_desktop.domain.changes import OpId
from fupin_desktop.fields.plain import Plain, from_plain


def history(
    connection: Connection,
    members: dict[str, list[str]],
    numbers: Sequence[int] | None = None,
    *,
    restated: bool = False,
) -> list[HistoryEntry]:
    """What was written to these records (each with those merged into it), newest first.

    A value that was only restated beside another one of its group is left out, unless asked for.
    """
    rows = _written(connection, [one for several in members.values() for one in several], numbers)
    before = values_before(connection, {row.commit_no for row in rows})
    registers = registers_of(connection, members)
    current = {op.id for fields in registers.values() for several in fields.values() for op in several}
    seen = _seen_by(connection, {row.commit_no for row in rows})
    entries: list[HistoryEntry] = []
    for row in rows:
        key = (row.commit_no, row.place)
        told = before.get(key, ["null"])
        name = name_of(row.field)
        if name and (restated or any(value != row.value for value in told)):
            is_current = OpId(row.commit_id, row.place) in current
            entries.append(_entry(row, name, told, is_current=is_current, seen_by=seen.get(key, ())))
    return entries


def _written(connection: Connection, ids: Sequence[str], numbers: Sequence[int] | None) -> list[Any]:
    """The ops on these records with their commits and devices, newest first."""
    query = (
        select(
            record_ref.c.id.label("record_id"),
            field_op.c.field,
            field_op.c.value,
            field_op.c.commit_no,
            field_op.c.place,
            commit_log.c.header,
            commit_log.c.hlc_ms,
            commit_log.c.hlc_count,
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
    )
    if numbers is not None:
        query = query.where(field_op.c.field.in_(numbers))
    chunks = in_chunks(ids, CHUNK)
    rows = [row for chunk in chunks for row in connection.execute(query.where(record_ref.c.id.in_(chunk)))]
    return sorted(rows, key=lambda row: (-row.hlc_ms, -row.hlc_count, row.commit_id, row.place))


def _entry(
    row: Any, name: tuple[str, str], before: Sequence[str], *, is_current: bool, seen_by: tuple[str, ...]
) -> HistoryEntry:
    record, field = name
    spec = RECORDS[record].by_name.get(field)
    values = [json.loads(text) for text in (row.value, before[0])]
    value, replaced = (from_plain(spec, one) if spec and is_understood(spec, one) else one for one in values)
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


def values_before(connection: Connection, commits: set[int]) -> dict[tuple[int, int], list[str]]:
    """The values that ops of these commits superseded in their own field, the one that was displayed first."""
    found: dict[tuple[int, int], list[str]] = {}
    base, own = field_op.alias("base"), field_op.alias("own")
    query = (
        select(op_base.c.commit_no, op_base.c.place, base.c.value)
        .join(own, (own.c.commit_no == op_base.c.commit_no) & (own.c.place == op_base.c.place))
        .join(base, (base.c.commit_no == op_base.c.base_no) & (base.c.place == op_base.c.base_place))
        .join(commit_log, commit_log.c.no == base.c.commit_no)
        .join(commit_ref, commit_ref.c.no == base.c.commit_no)
        .where(base.c.field == own.c.field)
        .order_by(desc(commit_log.c.hlc_ms), desc(commit_log.c.hlc_count), desc(commit_ref.c.id))
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


def conflicts(connection: Connection) -> list[dict[str, Any]]:
    """Every conflict with its heads: who wrote which value, when, on which device."""
    found: list[dict[str, Any]] = []
    for row in connection.execute(select(conflict).order_by(conflict.c.id)).all():
        spec = RECORDS[row.record]
        fields = [s.name for s in spec.groups[row.field]] if row.kind == "group" else [row.field]
        numbers = [number_of(row.record, name) for name in fields]
        members = members_of(connection, [row.record_id])
        heads = [one for one in history(connection, members, numbers, restated=True) if one.is_current]
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


def values_of(connection: Connection, ops: Iterable[OpId]) -> dict[OpId, Plain]:
    """The values of those ops that are in the log."""
    wanted = set(ops)
    query = select(commit_ref.c.id, field_op.c.place, field_op.c.value).join(
        field_op, field_op.c.commit_no == commit_ref.c.no
    )
    found: dict[OpId, Plain] = {}
    for chunk in in_chunks(sorted({op.commit for op in wanted}), CHUNK):
        for commit, place, value in connection.execute(query.where(commit_ref.c.id.in_(chunk))):
            if OpId(commit, place) in wanted:
                found[OpId(commit, place)] = json.loads(value)
    return found
