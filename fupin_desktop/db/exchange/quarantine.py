"""Commits that are known and not believed: kept whole, until a person lets them in or writes down why not."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from fupin_desktop.db.append import alone, append
from fupin_desktop.db.exchange.chains import numbers_of
from fupin_desktop.db.exchange.events import note
from fupin_desktop.db.exchange.sealing import keep_seal
from fupin_desktop.db.exchange.tables import quarantine
from fupin_desktop.db.exchange.taking import Received, settle, stream_here
from fupin_desktop.db.exchange.tips import ADMITTED, is_held
from fupin_desktop.db.log_tables import incarnation
from fupin_desktop.db.many_rows import passing_over
from fupin_desktop.domain.changes import Commit, Op, OpId, canonical
from fupin_desktop.domain.streams import Gap, Held, Seal, StreamKey, Taken

MOST_OF_DEVICE = (50_000, 64 << 20)  # commits and bytes that may be held of whoever wrote them
MOST_OF_VILLAGE = (100_000, 128 << 20)
LEFT = "left"
FOLLOWS = "follows"  # the reason of a commit that is held only because of the one before it


class Waiting(NamedTuple):
    """A held commit as the county's staff is shown it."""

    held: Held
    received: Received
    decision: str  # "" while it waits; left
    note: str


def hold(connection: Connection, several: Sequence[Held], salt: bytes, came: Received, seal: Seal | None) -> bool:
    """Keep commits of one stream that may not touch a table; what is held already stays as it is.

    False if as much is held of their writer or of their village as may be: then none of them is kept.
    """
    signatures = {seal.id: seal.signature} if seal else {}
    rows = [_row(one, salt, came, signatures) for one in several]
    if not rows:
        return True
    alone(connection)  # two at once must not both take the last place
    if _is_full(connection, rows):
        return False
    made = connection.execute(passing_over(quarantine), rows)
    note(connection, came, "held", {"commits": len(rows)} if made.rowcount else {"commits": 0})
    return True


def waiting(connection: Connection) -> list[Waiting]:
    """Everything held, in the order in which it was written in each stream."""
    order = (quarantine.c.region, quarantine.c.incarnation, quarantine.c.seq, quarantine.c.id)
    rows = connection.execute(select(quarantine).where(is_held).order_by(*order)).all()
    return [Waiting(_held(row), _received(row), row.decision, row.note) for row in rows]


def admit(connection: Connection, commit: bytes, now: int, *, rows_later: bool) -> Taken:
    """Let a held commit in, and those that were held only because they follow it.

    Gap while the commit before it is not in the log itself.
    """
    alone(connection)
    row = connection.execute(select(quarantine).where(quarantine.c.id == commit, is_held)).one()
    if row.previous and not numbers_of(connection, [row.previous]):
        raise Gap("the commit before it is not in the log")
    rows = [row, *_followers(connection, row.id)]
    numbers = _into_log(connection, rows, now)
    ids = [one.id for one in rows]
    decided = {"decision": ADMITTED, "decided_at": now}
    connection.execute(update(quarantine).where(quarantine.c.id.in_(ids)).values(decided))
    return settle(connection, numbers, rows_later=rows_later)


def held_chains(connection: Connection) -> list[tuple[list[Held], bytes]]:
    """What waits and no person has decided on, in chains: the first is held for itself, the others follow it."""
    rows = connection.execute(select(quarantine).where(is_held).order_by(quarantine.c.seq, quarantine.c.id)).all()
    following: dict[bytes, list[Any]] = {}
    for row in rows:
        if row.reason == FOLLOWS:
            following.setdefault(row.previous, []).append(row)
    here = {row.id for row in rows}
    starts = [row for row in rows if row.previous not in here and not row.decision]
    return [([_held(one) for one in _chain(row, following)], row.salt) for row in starts]


def believe(connection: Connection, commits: Sequence[bytes], now: int, *, rows_later: bool) -> Taken:
    """Put held commits into the log: what they were held for does not hold any more, and nobody had to decide."""
    alone(connection)
    found = connection.execute(select(quarantine).where(quarantine.c.id.in_(commits), is_held)).all()
    by_id = {row.id: row for row in found}
    numbers = _into_log(connection, [by_id[commit] for commit in commits if commit in by_id], now)
    connection.execute(delete(quarantine).where(quarantine.c.id.in_(list(by_id))))
    return settle(connection, numbers, rows_later=rows_later)


def hold_for(connection: Connection, held: Held) -> None:
    """Write down the reason for which a held commit is held now."""
    why = {"reason": held.reason, "detail": held.detail}
    connection.execute(update(quarantine).where(quarantine.c.id == held.commit.id(), is_held).values(why))


def leave(connection: Connection, commit: bytes, why: str, now: int) -> None:
    """Write down why a held commit is not let in; it stays held, and may still be let in later."""
    left = {"decision": LEFT, "note": why, "decided_at": now}
    connection.execute(update(quarantine).where(quarantine.c.id == commit, is_held).values(left))


def _is_full(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> bool:
    stream = StreamKey(rows[0]["incarnation"], rows[0]["region"])
    size = sum(len(row["header"]) + len(row["ops"]) for row in rows)
    bounds = ((_of_device(stream.incarnation), MOST_OF_DEVICE), (quarantine.c.region == stream.region, MOST_OF_VILLAGE))
    for whose, (commits, octets) in bounds:
        sizes = func.length(quarantine.c.header) + func.length(quarantine.c.ops)
        query = select(func.count(), func.coalesce(func.sum(sizes), 0)).where(is_held, whose)
        held, held_size = connection.execute(query).one()
        if held + len(rows) > commits or held_size + size > octets:
            return True
    return False


def _of_device(number: str) -> ColumnElement[bool]:
    """What the writer of this incarnation has written, under whatever number: a new one gives no new room."""
    device = select(incarnation.c.device_id).where(incarnation.c.id == number).scalar_subquery()
    own = select(incarnation.c.id).where(incarnation.c.device_id == device)
    return quarantine.c.incarnation.in_(own) | (quarantine.c.incarnation == number)


def _into_log(connection: Connection, rows: Sequence[Any], now: int) -> list[int]:
    numbers: list[int] = []
    for one in rows:
        stream_no = stream_here(connection, StreamKey(one.incarnation, one.region), one.salt)
        held = _held(one)
        numbers += append(connection, [(stream_no, held.commit)], one.received_via, now, one.received_from)
        if one.signature is not None:
            keep_seal(connection, stream_no, Seal(held.stream, one.seq, one.id, one.signature))
    return numbers


def _chain(start: Any, following: Mapping[bytes, Sequence[Any]]) -> list[Any]:
    """A commit and what follows it, as far as there is one way only."""
    found = [start]
    while len(after := following.get(found[-1].id, ())) == 1:
        found.append(after[0])
    return found


def _followers(connection: Connection, commit: bytes) -> list[Any]:
    found: list[Any] = []
    last = [commit]
    while last:
        query = select(quarantine).where(quarantine.c.previous.in_(last), quarantine.c.reason == FOLLOWS, is_held)
        rows = connection.execute(query.order_by(quarantine.c.id)).all()
        found += rows
        last = [row.id for row in rows]
    return found


def _row(one: Held, salt: bytes, came: Received, signatures: Mapping[bytes, bytes]) -> dict[str, Any]:
    header, commit = one.commit.header, one.commit.id()
    ops = [[op.entity, op.field, op.value, [[b.commit.hex(), b.place] for b in op.bases]] for op in one.commit.ops]
    return {
        "id": commit,
        "incarnation": one.stream.incarnation,
        "region": one.stream.region,
        "salt": salt,
        "seq": header["seq"],
        "previous": bytes.fromhex(header["prev"]),
        "header": canonical(header),
        "ops": canonical(ops),
        "signature": signatures.get(commit),
        "reason": one.reason,
        "detail": one.detail.replace("\0", ""),
        "received_at": came.at,
        "received_via": came.via,
        "received_from": came.sender,
        "decision": "",
        "note": "",
    }


def _held(row: Any) -> Held:
    ops = tuple(
        Op(entity, field, value, tuple(OpId(bytes.fromhex(commit), place) for commit, place in bases))
        for entity, field, value, bases in json.loads(row.ops)
    )
    commit = Commit(json.loads(row.header), ops, row.salt)
    return Held(commit, StreamKey(row.incarnation, row.region), row.reason, row.detail)


def _received(row: Any) -> Received:
    return Received(row.received_via, row.received_from, row.received_at)
