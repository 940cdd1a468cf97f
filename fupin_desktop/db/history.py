"""Every value that a field ever had, and the actions of people, out of the log."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, desc, func, select

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import LIFE, name_of, number_of
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
from fupin_desktop.db.merges import members_of
from fupin_desktop.db.placed_ops import registers_of
from fupin_desktop.db.record_tables import conflict, field_head
from fupin_desktop.db.rows import is_understood
from fupin_desktop.domain.asking import Group, HistoryEntry
from fupin_desktop.domain.changes import OpId
from fupin_desktop.fields.plain import from_plain


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
    ids = [one for several in members.values() for one in several]
    rows = [
        row for chunk in in_chunks(ids, CHUNK) for row in connection.execute(query.where(record_ref.c.id.in_(chunk)))
    ]
    rows.sort(key=lambda row: (-row.hlc_ms, -row.hlc_count, row.commit_id, row.place))
    before = _values_before(connection, {row.commit_no for row in rows})
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


def _values_before(connection: Connection, commits: set[int]) -> dict[tuple[int, int], list[str]]:
    """The values that ops of these commits superseded in their own field, the one that was displayed first."""
    found: dict[tuple[int, int], list[str]] = {}
    base = field_op.alias("base")
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
    pairs = select(commit_log.c.group_id, commit_log.c.undoes).where(commit_log.c.undoes != "")
    newest_first = pairs.group_by(commit_log.c.group_id, commit_log.c.undoes).order_by(desc(func.max(commit_log.c.no)))
    undone: set[str] = set()
    for row in connection.execute(newest_first):
        undone |= {row.undoes} if row.group_id not in undone else set()
    return undone


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


LIFE_NUMBERS = [number_of(record, LIFE) for record in RECORDS]
TAKING_BACK = ("undo", "redo")
own, own_log = field_op.alias("own"), commit_log.alias("own_log")
now, now_log = field_op.alias("now"), commit_log.alias("now_log")


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
    before = _values_before(connection, numbers)
    changed = _overwritten(connection, group) | (_written_in(connection, group) - before.keys())
    return [
        GroupOp(
            row.id,
            row.field,
            row.value,
            before.get((row.commit_no, row.place), []),
            (row.commit_no, row.place) not in changed,
            row.region,
        )
        for row in rows
    ]


def _overwritten(connection: Connection, group: str) -> set[tuple[int, int]]:
    """The ops of an action that hold no more, or not alone; what undo or redo put back holds as if untouched."""
    query = _beside(group).where(field_head.c.field == own.c.field)
    query = query.where(now_log.c.kind.not_in(TAKING_BACK) | (now.c.value != own.c.value))
    return {(row.commit_no, row.place) for row in connection.execute(query)}


def _written_in(connection: Connection, group: str) -> set[tuple[int, int]]:
    """The ops that say that a record stands, where somebody has written in it since."""
    query = _beside(group).where(own.c.field.in_(LIFE_NUMBERS), own.c.value == "true")
    query = query.where(now_log.c.kind.not_in(TAKING_BACK))
    return {(row.commit_no, row.place) for row in connection.execute(query)}


def _beside(group: str) -> Select[*tuple[Any, ...]]:
    """The ops of an action, each with the heads in its record that another action wrote."""
    return (
        select(own.c.commit_no, own.c.place)
        .join(own_log, own_log.c.no == own.c.commit_no)
        .join(field_head, field_head.c.record_no == own.c.record_no)
        .join(now, (now.c.commit_no == field_head.c.commit_no) & (now.c.place == field_head.c.place))
        .join(now_log, now_log.c.no == now.c.commit_no)
        .where(own_log.c.group_id == group, now_log.c.group_id != group)
    )
