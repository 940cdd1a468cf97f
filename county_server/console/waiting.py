"""Held commits as the staff sees them: why, whose, what they would write; what stands behind them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from county_server.console.held_changes import Change, change
from county_server.console.scope import homes
from county_server.console.visits import Visit
from county_server.store import Store
from fupin_desktop.db.exchange.quarantine import FOLLOWS, Waiting
from fupin_desktop.db.log_tables import device, incarnation

REASONS = {
    "scope": "超出这台电脑的范围",
    "role": "不是这一级能定的",
    "revoked": "停用以后写的",
    "expired": "证书过期以后送来的",
    "content": "内容不可能",
    FOLLOWS: "接在搁置的后面",
}
WAYS = {"net": "联网", "usb": "U 盘", "peer": "经另一台电脑"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCommit:
    """One held commit, with what stands behind it and waits for it."""

    id: str
    region: str
    reason: str
    detail: str
    device: str
    user: str
    title: str
    wall_ms: int
    received_ms: int
    way: str
    decision: str
    note: str
    changes: tuple[Change, ...]
    followers: int
    touches: frozenset[str]  # the regions of the records that it touches, its own among them

    @property
    def reason_words(self) -> str:
        """Why it is held."""
        return REASONS.get(self.reason, self.reason)

    @property
    def has_hidden(self) -> bool:
        """Whether something of it is masked."""
        return any(not one.is_open for one in self.changes)


def held(connection: Connection, store: Store, visit: Visit, *, is_open: str = "") -> list[HeldCommit]:
    """Those within the areas, newest first; the values of the one named by `is_open` unmasked."""
    several = store.replica.waiting()
    mine = [one for one in several if visit.staff.covers(one.held.stream.region)]
    names = _device_names(connection)
    touched = {op.entity for one in mine for op in one.held.commit.ops}
    at = homes(connection, touched)
    behind = _followers(several)
    found = [
        _held(one, names, at, behind, is_open)
        for one in mine
        if one.held.reason != FOLLOWS or one.held.commit.header["prev"] not in behind
    ]
    return sorted(found, key=lambda one: (one.decision != "", -one.received_ms, one.id))


def one(connection: Connection, store: Store, visit: Visit, commit: str, *, is_open: bool = False) -> HeldCommit | None:
    """One of them."""
    return next(
        (each for each in held(connection, store, visit, is_open=commit if is_open else "") if each.id == commit), None
    )


def _held(
    one: Waiting, names: dict[str, str], at: dict[str, set[str]], behind: dict[str, list[str]], is_open: str
) -> HeldCommit:
    commit, header = one.held.commit, one.held.commit.header
    number = commit.id().hex()
    regions = {region for op in commit.ops for region in at.get(op.entity, ())} | {one.held.stream.region}
    return HeldCommit(
        id=number,
        region=one.held.stream.region,
        reason=one.held.reason,
        detail=one.held.detail,
        device=names.get(one.held.stream.incarnation, "（不认识的电脑）"),
        user=str(header.get("user", ""))[:40],
        title=str(header.get("title", ""))[:80],
        wall_ms=int(header["wall"]),
        received_ms=one.received.at,
        way=WAYS.get(one.received.via, one.received.via),
        decision=one.decision,
        note=one.note,
        changes=tuple(change(op, is_open=number == is_open) for op in commit.ops),
        followers=_count(number, behind),
        touches=frozenset(regions),
    )


def _followers(several: Sequence[Waiting]) -> dict[str, list[str]]:
    """What waits behind each held commit only because of it."""
    known = {one.held.commit.id().hex() for one in several}
    found: dict[str, list[str]] = {}
    for one in several:
        before = one.held.commit.header["prev"]
        if one.held.reason == FOLLOWS and before in known:
            found.setdefault(before, []).append(one.held.commit.id().hex())
    return found


def _count(number: str, behind: dict[str, list[str]]) -> int:
    count, last = 0, [number]
    while last:
        last = [one for before in last for one in behind.get(before, ())]
        count += len(last)
    return count


def _device_names(connection: Connection) -> dict[str, str]:
    query = select(incarnation.c.id, device.c.name).join(device, device.c.id == incarnation.c.device_id)
    return {row.id: row.name for row in connection.execute(query)}
