"""Proving that the tables are what the log says: hashes and chains, heads by the pure function, rows made anew."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, func, select

from fupin_desktop.db.derive import derive_stale, make_anew
from fupin_desktop.db.log_tables import commit_log, commit_ref, field_op, incarnation, op_base, record_ref, stream
from fupin_desktop.db.many_rows import CHUNK, in_chunks
from fupin_desktop.db.placed_ops import placed
from fupin_desktop.db.record_tables import (
    DERIVED,
    TABLES,
    conflict,
    field_head,
    merged,
    record_home,
    search_key,
    stream_tip,
)
from fupin_desktop.domain.changes import Commit, Op, OpId, commit_id, merkle_root
from fupin_desktop.domain.heads import heads

CHECKED = (*TABLES.values(), field_head, merged, conflict, search_key)
BY_LOCAL_NUMBERS = (stream_tip, record_home)  # made anew like the others, and not alike on two laptops


@dataclass(frozen=True, slots=True)
class Verified:
    """What was compared, and every difference found, in words."""

    commits: int
    ops: int
    records: int
    differences: tuple[str, ...]


def verify(connection: Connection) -> Verified:
    """Check the whole log and rebuild every derived table inside a transaction that is then rolled back."""
    commits, ops, differences = _check_chains(connection)
    if not differences:  # from a log that is itself damaged nothing can be concluded about the tables
        differences += _check_heads(connection)
        while derive_stale(connection, CHUNK):
            pass
        before = {table.name: _digest(connection, table.name) for table in (*CHECKED, *BY_LOCAL_NUMBERS)}
        make_anew(connection)
        wrong = [name for name, digest in before.items() if _digest(connection, name) != digest]
        differences += [f"表 {name} 与修改记录不一致" for name in wrong]
    records = _count(connection, record_ref)
    connection.rollback()
    return Verified(commits, ops, records, tuple(differences))


def commits_of(connection: Connection, numbers: list[int]) -> Iterator[tuple[int, bytes, bytes, Commit]]:
    """(local number, stated id, header bytes, commit) of commits, as they lie in the log.

    What is no JSON any more is given as none at all: then the hash does not hold.
    """
    for chunk in in_chunks(numbers, CHUNK):
        bases = _bases(connection, chunk)
        ops: dict[int, list[Op]] = {}
        query = (
            select(field_op, record_ref.c.id)
            .join(record_ref, record_ref.c.no == field_op.c.record_no)
            .where(field_op.c.commit_no.in_(chunk))
            .order_by(field_op.c.commit_no, field_op.c.place)
        )
        for row in connection.execute(query):
            op = Op(row.id, row.field, _loaded(row.value), tuple(bases.get((row.commit_no, row.place), ())))
            ops.setdefault(row.commit_no, []).append(op)
        logged = select(commit_log.c.no, commit_log.c.header, commit_ref.c.id, stream.c.salt).select_from(commit_log)
        logged = logged.join(commit_ref, commit_ref.c.no == commit_log.c.no)
        logged = logged.outerjoin(stream, stream.c.no == commit_log.c.stream_no)
        for row in connection.execute(logged.where(commit_log.c.no.in_(chunk)).order_by(commit_log.c.no)):
            commit = Commit(_loaded(row.header) or {}, tuple(ops.get(row.no, ())), row.salt or b"")
            yield row.no, row.id, row.header, commit


def _loaded(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def broken_commits(connection: Connection) -> list[str]:
    """What is wrong with the log itself, in words: hashes, chains, strays."""
    return _check_chains(connection)[2]


def _check_chains(connection: Connection) -> tuple[int, int, list[str]]:
    numbers = list(connection.scalars(select(commit_log.c.no).order_by(commit_log.c.no)))
    kept = _kept(connection)
    known: set[bytes] = set()
    awaited: list[tuple[int, bytes]] = []
    wrong: list[str] = []
    for number, stated, header, commit in commits_of(connection, numbers):
        known.add(stated)
        if _counted_id(header, commit) != stated:
            wrong.append(f"第 {number} 次保存的内容与其校验值不符")
        elif kept.get(number) != _said(commit.header):
            wrong.append(f"第 {number} 次保存的登记与其内容不符")
        elif commit.header["prev"]:
            awaited.append((number, bytes.fromhex(commit.header["prev"])))
    wrong += [f"第 {number} 次保存缺少它之前的一次" for number, previous in awaited if previous not in known]
    return len(numbers), _count(connection, field_op), wrong + _strays(connection)


def _strays(connection: Connection) -> list[str]:
    """Ops without their commit, and commits whose ops are not counted through."""
    stray = _count(connection, field_op, field_op.c.commit_no.not_in(select(commit_log.c.no)))
    gaps = select(field_op.c.commit_no).group_by(field_op.c.commit_no)
    broken = connection.scalars(gaps.having(func.max(field_op.c.place) + 1 != func.count())).all()
    wrong = [f"第 {number} 次保存的各处填写不连续" for number in broken]
    return [*wrong, f"有 {stray} 处填写找不到它的保存"] if stray else wrong


def _counted_id(header: bytes, commit: Commit) -> bytes | None:
    try:
        return commit_id(header, merkle_root(commit.leaves()))
    except (KeyError, TypeError, ValueError, OverflowError):  # a damaged header has no sequence number
        return None


def _kept(connection: Connection) -> dict[int, tuple[Any, ...]]:
    """What of each header stands in columns of its own, to be searched by."""
    previous = commit_ref.alias("previous")
    source = commit_log.join(stream, stream.c.no == commit_log.c.stream_no)
    source = source.join(incarnation, incarnation.c.no == stream.c.incarnation_no)
    source = source.outerjoin(previous, previous.c.no == commit_log.c.previous_no)
    names = ("seq", "hlc_ms", "hlc_count", "wall_ms", "group_id", "undoes", "kind")
    columns = [incarnation.c.id, stream.c.region, previous.c.id, *(commit_log.c[name] for name in names)]
    return {no: tuple(row) for no, *row in connection.execute(select(commit_log.c.no, *columns).select_from(source))}


def _said(header: Mapping[str, Any]) -> tuple[Any, ...]:
    previous = bytes.fromhex(header["prev"]) if header["prev"] else None
    stamps = (header["seq"], *header["hlc"], header["wall"])
    deed = (header["group"], header.get("undoes", ""), header["kind"])
    return (header["inc"], header["region"], previous, *stamps, *deed)


def _count(connection: Connection, table: Table, *where: ColumnElement[bool]) -> int:
    return connection.scalars(select(func.count()).select_from(table).where(*where)).one()


def _check_heads(connection: Connection) -> list[str]:
    """Compare the heads that SQL keeps with those that the pure function finds."""
    everything = {record_id: record_id for record_id in connection.scalars(select(record_ref.c.id))}
    pure = {
        (op.entity, op.field, op.id.commit, op.id.place)
        for several in heads(placed(connection, everything, heads_only=False)).values()
        for op in several
    }
    kept = (
        select(record_ref.c.id, field_head.c.field, commit_ref.c.id.label("commit_id"), field_head.c.place)
        .join(record_ref, record_ref.c.no == field_head.c.record_no)
        .join(commit_ref, commit_ref.c.no == field_head.c.commit_no)
    )
    stored = {(row.id, row.field, row.commit_id, row.place) for row in connection.execute(kept)}
    return [] if pure == stored else [f"当前值与修改记录推算的不一致，共 {len(pure ^ stored)} 处"]


def _bases(connection: Connection, numbers: list[int]) -> dict[tuple[int, int], list[OpId]]:
    found: dict[tuple[int, int], list[OpId]] = {}
    named = select(op_base, commit_ref.c.id).join(commit_ref, commit_ref.c.no == op_base.c.base_no)
    for row in connection.execute(named.where(op_base.c.commit_no.in_(numbers))):
        found.setdefault((row.commit_no, row.place), []).append(OpId(row.id, row.base_place))
    return {key: sorted(several) for key, several in found.items()}


def _digest(connection: Connection, name: str) -> str:
    table = DERIVED.tables[name]
    digest = hashlib.blake2b(digest_size=16)
    for row in connection.execute(select(table).order_by(*table.primary_key.columns)):
        digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()
