"""The actions of people as undo sees them: what each wrote, over what, and whether it still holds."""

import json
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, desc, func, select

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import LIFE, number_of
from fupin_desktop.db.history import values_before
from fupin_desktop.db.log_tables import commit_log, field_op, record_ref, stream
from fupin_desktop.db.record_tables import field_head
from fupin_desktop.domain.asking import Group

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
    before = values_before(connection, numbers)
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
