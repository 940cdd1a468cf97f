"""Writing commits: each is chained to the last of its stream, stamped, put into the log, and the tables follow.

One writer: the caller holds the registry's lock for the whole transaction.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, desc, insert, select

from fupin_desktop import __version__
from fupin_desktop.db.about_file import get_meta
from fupin_desktop.db.append import alone, append, in_chunks
from fupin_desktop.db.derive import take_in
from fupin_desktop.db.log_tables import commit_log, commit_ref, incarnation, stream
from fupin_desktop.db.making_ops import heads_of, in_commits, ops_of, overlay
from fupin_desktop.domain.changes import SALT_BYTES, SUITE, Commit, Deed, Edit, salt_mark
from fupin_desktop.domain.heads import Stamp

DEEDS_AT_ONCE = 200
AHEAD_MS = 86_400_000  # a received stamp farther ahead of the receiver is kept, and not followed
Clock = Callable[[], int]  # milliseconds since 1970, as the machine says


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

    A deed that would be too large to travel as one becomes several commits. Many deeds are written a few hundred at
    a time within the one transaction; `progress` hears how many are done and may raise to stop, and then nothing of
    it stands.
    """
    group = secrets.token_hex(8)
    streams: dict[str, _Stream] = {}
    alone(connection)
    offset = clock_offset(connection)
    stamp = latest_stamp(connection)
    touched: set[str] = set()
    done = 0
    for several in in_chunks(deeds, DEEDS_AT_ONCE):
        heads = heads_of(connection, {edit.id for _, edits in several for edit in edits})
        commits: list[tuple[int, Commit]] = []
        for deed, ops in (
            (deed, ops) for deed, edits in several for ops in in_commits(ops_of(connection, edits, heads))
        ):
            chain = streams.get(deed.region) or _stream(connection, author, deed.region)
            streams[deed.region] = chain
            stamp = next_stamp(stamp, clock())
            header = _header(author, deed, deed.group or group, chain, stamp, clock())
            if offset is not None:
                header["est"] = header["wall"] + offset
            commit = Commit(header, tuple(ops), chain.salt)
            chain.tip = commit.id()
            overlay(heads, commit, chain.tip)
            commits.append((chain.no, commit))
        if commits:
            touched |= take_in(connection, append(connection, commits, "local", clock()))
        done += len(several)
        if progress:
            progress(done)
    return group, touched


def author_here(connection: Connection, user: str) -> Author:
    """The user as the author of what is written into this file."""
    current = get_meta(connection, "incarnation")
    row = connection.execute(select(incarnation).where(incarnation.c.id == current)).one()
    return Author(row.no, row.id, user)


def clock_offset(connection: Connection) -> int | None:
    """By how many milliseconds the machine's clock is behind the county's; None before the first contact."""
    known = get_meta(connection, "clock_offset_ms")
    return None if known is None else int(known)


def next_stamp(latest: Stamp, now: int) -> Stamp:
    """The hybrid clock's next reading: never behind what is already written, whatever the machine says."""
    return Stamp(now, 0) if now > latest.ms else Stamp(latest.ms, latest.counter + 1)


def latest_stamp(connection: Connection) -> Stamp:
    """The latest stamp in the log, but for those that came from elsewhere and were ahead when they came.

    Own stamps only rise: a machine whose clock falls back must not write into the past.
    """
    trusted = (commit_log.c.received_via == "local") | (commit_log.c.hlc_ms <= commit_log.c.received_at + AHEAD_MS)
    newest = select(commit_log.c.hlc_ms, commit_log.c.hlc_count).where(trusted)
    newest = newest.order_by(desc(commit_log.c.hlc_ms), desc(commit_log.c.hlc_count))
    row = connection.execute(newest.limit(1)).first()
    return Stamp(row.hlc_ms, row.hlc_count) if row else Stamp(0, 0)


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
