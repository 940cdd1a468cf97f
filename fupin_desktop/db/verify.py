"""Proving that the tables are what the log says: hashes and chains, heads by the pure function, rows made anew."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select, text

from fupin_desktop.db.append import CHUNK, in_chunks
from fupin_desktop.db.derive import make_anew
from fupin_desktop.db.log_tables import commit_log, commit_ref, field_op, op_base, record_ref, stream
from fupin_desktop.db.placed_ops import placed
from fupin_desktop.db.record_tables import DERIVED, TABLES, conflict, field_head, merged, search_key
from fupin_desktop.domain.changes import Commit, Op, OpId, commit_id, merkle_root
from fupin_desktop.domain.heads import heads

CHECKED = (*TABLES.values(), field_head, merged, conflict, search_key)


@dataclass(frozen=True, slots=True)
class Verified:
    """What was compared, and every difference found, in words."""

    commits: int
    ops: int
    records: int
    differences: tuple[str, ...]


def verify(connection: Connection) -> Verified:
    """Check the whole log and rebuild every derived table inside a transaction that is then rolled back."""
    commits, ops, broken = _check_chains(connection)
    before = {table.name: _digest(connection, table.name) for table in CHECKED}
    differences = broken + _check_heads(connection)
    make_anew(connection)
    for name, digest in before.items():
        if _digest(connection, name) != digest:
            differences.append(f"表 {name} 与修改记录不一致")
    records = connection.execute(text("SELECT count(*) FROM record_ref")).scalar() or 0
    connection.rollback()
    return Verified(commits, ops, int(records), tuple(differences))


def commits_of(connection: Connection, numbers: list[int]) -> Iterator[tuple[int, bytes, bytes, Commit]]:
    """(local number, stated id, header bytes, commit) of commits, as they lie in the log."""
    salts = {row.no: row.salt for row in connection.execute(select(stream.c.no, stream.c.salt))}
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
            op = Op(row.id, row.field, json.loads(row.value), tuple(bases.get((row.commit_no, row.place), ())))
            ops.setdefault(row.commit_no, []).append(op)
        logged = select(commit_log, commit_ref.c.id).join(commit_ref, commit_ref.c.no == commit_log.c.no)
        for row in connection.execute(logged.where(commit_log.c.no.in_(chunk)).order_by(commit_log.c.no)):
            commit = Commit(json.loads(row.header), tuple(ops.get(row.no, ())), salts[row.stream_no])
            yield row.no, row.id, row.header, commit


def _check_chains(connection: Connection) -> tuple[int, int, list[str]]:
    numbers = list(connection.scalars(select(commit_log.c.no).order_by(commit_log.c.no)))
    known: set[bytes] = set()
    awaited: list[tuple[int, bytes]] = []
    wrong: list[str] = []
    count = 0
    for number, stated, header, commit in commits_of(connection, numbers):
        count += len(commit.ops)
        if commit_id(header, merkle_root(commit.leaves())) != stated:
            wrong.append(f"第 {number} 次保存的内容与其校验值不符")
        if commit.header["prev"]:
            awaited.append((number, bytes.fromhex(commit.header["prev"])))
        known.add(stated)
    wrong += [f"第 {number} 次保存缺少它之前的一次" for number, previous in awaited if previous not in known]
    return len(numbers), count, wrong


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
