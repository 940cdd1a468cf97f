"""From edits to commits: bases as the person saw them, groups restated whole, each commit chained to the last.

One writer: the caller holds the registry's lock for the whole transaction.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, desc, insert, select

from fupin_desktop import __version__
from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import LIFE, PSEUDO_FIELDS, number_of
from fupin_desktop.db.append import append, in_chunks
from fupin_desktop.db.derive import take_in
from fupin_desktop.db.log_tables import commit_log, commit_ref, stream
from fupin_desktop.db.merges import members_of
from fupin_desktop.db.placed_ops import placed, registers_of
from fupin_desktop.domain.changes import SALT_BYTES, SUITE, Commit, Deed, Edit, Op, OpId, salt_mark
from fupin_desktop.domain.heads import PlacedOp, Stamp, displayed_first
from fupin_desktop.fields.plain import Plain, to_plain

DEEDS_AT_ONCE = 200
Clock = Callable[[], int]  # milliseconds since 1970, as the machine says
Head = tuple[OpId, Plain]
Heads = dict[str, dict[int, list[Head]]]  # by record and field, displayed one first


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, and on which incarnation of which device."""

    incarnation_no: int
    incarnation: str
    user: str


@dataclass(slots=True)
class _Stream:
    no: int
    salt: bytes
    seq: int
    tip: bytes | None


def write(
    connection: Connection,
    author: Author,
    deeds: Iterable[tuple[Deed, Sequence[Edit]]],
    clock: Clock,
    progress: Callable[[int], None] | None = None,
) -> tuple[str, set[str]]:
    """Write one commit for each deed, all of one group; returns the group and the records touched.

    Many deeds are written a few hundred at a time within the one transaction; `progress` hears how many are done
    and may raise to stop, and then nothing of it stands.
    """
    group = secrets.token_hex(8)
    streams: dict[str, _Stream] = {}
    stamp = latest_stamp(connection)
    touched: set[str] = set()
    done = 0
    for several in in_chunks(deeds, DEEDS_AT_ONCE):
        heads = _heads(connection, {edit.id for _, edits in several for edit in edits})
        commits: list[tuple[int, Commit]] = []
        for deed, edits in several:
            ops = _ops(connection, edits, heads)
            if not ops:
                continue
            chain = streams.get(deed.region) or _stream(connection, author, deed.region)
            streams[deed.region] = chain
            stamp = next_stamp(stamp, clock())
            commit = Commit(_header(author, deed, deed.group or group, chain, stamp, clock()), tuple(ops), chain.salt)
            chain.tip = commit.id()
            _overlay(heads, commit, chain.tip)
            commits.append((chain.no, commit))
        if commits:
            touched |= take_in(connection, append(connection, commits, "local", clock()))
        done += len(several)
        if progress:
            progress(done)
    return group, touched


def next_stamp(latest: Stamp, now: int) -> Stamp:
    """The hybrid clock's next reading: never behind what is already written, whatever the machine says."""
    return Stamp(now, 0) if now > latest.ms else Stamp(latest.ms, latest.counter + 1)


def latest_stamp(connection: Connection) -> Stamp:
    """The latest stamp in the log."""
    newest = select(commit_log.c.hlc_ms, commit_log.c.hlc_count).order_by(
        desc(commit_log.c.hlc_ms), desc(commit_log.c.hlc_count)
    )
    row = connection.execute(newest.limit(1)).first()
    return Stamp(row.hlc_ms, row.hlc_count) if row else Stamp(0, 0)


def _heads(connection: Connection, ids: set[str]) -> Heads:
    registers = registers_of(connection, members_of(connection, sorted(ids)))
    return {
        record_id: {number: [(op.id, op.value) for op in several] for number, several in fields.items()}
        for record_id, fields in registers.items()
    }


def _ops(connection: Connection, edits: Sequence[Edit], heads: Heads) -> list[Op]:
    """One op for each edit that says something new; other fields of a touched group are restated."""
    by_record: dict[tuple[str, str], dict[str, Edit]] = {}
    for edit in edits:
        by_record.setdefault((edit.record, edit.id), {})[edit.field] = edit
    ops: list[Op] = []
    for (record, record_id), own in by_record.items():
        known = heads.setdefault(record_id, {})
        life = number_of(record, LIFE)
        if LIFE not in own and life not in known:
            ops.append(Op(record_id, life, value=True))
        for names in _together(record, own):
            ops += _restated(connection, record, record_id, names, own, known)
    return ops


def _together(record: str, own: Mapping[str, Edit]) -> list[tuple[str, ...]]:
    spec = RECORDS[record]
    plain = (*PSEUDO_FIELDS, *spec.key)
    sets = ((name,) if name in plain else tuple(s.name for s in spec.group_of(name)) for name in own)
    return list(dict.fromkeys(sets))


def _restated(
    connection: Connection,
    record: str,
    record_id: str,
    names: tuple[str, ...],
    own: Mapping[str, Edit],
    known: Mapping[int, Sequence[Head]],
) -> list[Op]:
    numbers = {name: number_of(record, name) for name in names}
    before = {name: known.get(numbers[name], ()) for name in names}
    looked_at = _looked_at(connection, record_id, numbers, own, before)
    values = {
        name: _plain(record, name, own[name].value) if name in own else _displayed(looked_at[name]) for name in names
    }
    agreed = all(len({repr(value) for _, value in several}) <= 1 for several in before.values())
    if agreed and all(values[name] == _displayed(before[name]) for name in names):
        return []  # nothing new is said, and there is no disagreement to settle
    return [Op(record_id, numbers[name], values[name], _bases(own.get(name), looked_at[name], known)) for name in names]


def _looked_at(
    connection: Connection,
    record_id: str,
    numbers: Mapping[str, int],
    own: Mapping[str, Edit],
    before: Mapping[str, Sequence[Head]],
) -> Mapping[str, Sequence[Head]]:
    """A group as its writer saw it, who may have opened the form before a colleague changed the whole group."""
    seen = [edit.seen for name, edit in own.items() if name in numbers and edit.seen is not None]
    commits = {op.commit for several in seen for op in several}
    if len(numbers) == 1 or not seen or all(head.commit in commits for ones in before.values() for head, _ in ones):
        return before
    members = dict.fromkeys(members_of(connection, [record_id])[record_id], record_id)
    wrote: dict[int, list[PlacedOp]] = {}
    for op in placed(connection, members, heads_only=False):
        if op.id.commit in commits:
            wrote.setdefault(op.field, []).append(op)
    unknown = before if commits else dict[str, Sequence[Head]]()  # nothing seen: the group was blank
    return {
        name: [(op.id, op.value) for op in displayed_first(wrote[no])] if no in wrote else unknown.get(name, ())
        for name, no in numbers.items()
    }


def _bases(edit: Edit | None, before: Sequence[Head], known: Mapping[int, Sequence[Head]]) -> tuple[OpId, ...]:
    """What the person had seen of this field; who deletes a record has seen all its fields, or those it names."""
    if edit is not None and edit.field == LIFE and edit.value is False:
        shown = [head for several in known.values() for head, _ in several] if edit.seen is None else edit.seen
        return tuple(sorted({*shown, *(head for head, _ in before)}))
    if edit is not None and edit.seen is not None:
        return tuple(sorted(edit.seen))
    return tuple(sorted(head for head, _ in before))


def _displayed(several: Sequence[Head]) -> Plain:
    return several[0][1] if several else None


def _plain(record: str, field: str, value: Any) -> Plain:
    spec = RECORDS[record].by_name.get(field)
    return value if spec is None else to_plain(spec, value)


def _overlay(heads: Heads, commit: Commit, commit_id: bytes) -> None:
    """Let later commits of the same group see what this one wrote."""
    for place, op in enumerate(commit.ops):
        fields = heads.setdefault(op.entity, {})
        left = [head for head in fields.get(op.field, []) if head[0] not in op.bases]
        fields[op.field] = [(OpId(commit_id, place), op.value), *left]


def _header(author: Author, deed: Deed, group: str, chain: _Stream, stamp: Stamp, wall: int) -> dict[str, Any]:
    chain.seq += 1
    header: dict[str, Any] = {
        "suite": SUITE,
        "inc": author.incarnation,
        "region": deed.region,
        "seq": chain.seq,
        "prev": chain.tip.hex() if chain.tip else "",
        "hlc": list(stamp),
        "wall": wall,
        "user": author.user,
        "kind": deed.kind,
        "title": deed.title,
        "reason": deed.reason,
        "group": group,
        "program": __version__,
    }
    if deed.undoes:
        header["undoes"] = deed.undoes
    return header if chain.tip else header | {"salt": salt_mark(chain.salt)}


def _stream(connection: Connection, author: Author, region: str) -> _Stream:
    own = (stream.c.incarnation_no == author.incarnation_no) & (stream.c.region == region)
    found = connection.execute(select(stream).where(own)).first()
    if found is None:
        salt = secrets.token_bytes(SALT_BYTES)
        values = {"incarnation_no": author.incarnation_no, "region": region, "salt": salt}
        made = connection.execute(insert(stream).values(values))
        return _Stream(int(made.inserted_primary_key[0]), salt, -1, None)  # type: ignore[index]
    tip = connection.execute(
        select(commit_log.c.seq, commit_ref.c.id)
        .join(commit_ref, commit_ref.c.no == commit_log.c.no)
        .where(commit_log.c.stream_no == found.no)
        .order_by(desc(commit_log.c.seq))
        .limit(1)
    ).first()
    return _Stream(found.no, found.salt, tip.seq if tip else -1, tip.id if tip else None)
