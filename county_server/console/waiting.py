"""Held commits as the staff sees them, and the decision to let one in or to leave it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.exc import NoResultFound

from county_server.console import acts, words
from county_server.console.scope import homes
from county_server.console.visits import Visit
from county_server.store import Store
from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import ALIAS, LIFE, name_of
from fupin_desktop.db.exchange.quarantine import FOLLOWS, Waiting
from fupin_desktop.db.log_tables import device, incarnation
from fupin_desktop.domain.changes import Op
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.streams import Gap
from fupin_desktop.fields.plain import from_plain

REASONS = {
    "scope": "超出这台电脑的范围",
    "role": "不是这一级能定的",
    "revoked": "停用以后写的",
    "expired": "证书过期以后送来的",
    "content": "内容不可能",
    FOLLOWS: "接在搁置的后面",
}
WAYS = {"net": "联网", "usb": "U 盘", "peer": "经另一台电脑"}
DERIVED_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field that the commit writes."""

    title: str
    label: str
    words: str
    is_open: bool


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


def admit(store: Store, visit: Visit, found: HeldCommit) -> int:
    """Let it in, with those behind it; returns how many commits that were."""
    _check_right(visit, found)
    try:
        taken = store.replica.admit(bytes.fromhex(found.id))
    except NoResultFound:
        raise Refused("这一条刚刚已经有人收入了。") from None
    except Gap:
        raise Refused("它前面的一条还没有收入，请先决定那一条。") from None
    while store.replica.derive_stale(DERIVED_AT_ONCE):
        pass
    note(store, visit, "admit", found, f"{found.reason_words}，{taken.commits} 次保存")
    return taken.commits


def leave(store: Store, visit: Visit, found: HeldCommit, why: str) -> None:
    """Write down why it is not let in; it can be let in later all the same."""
    _check_right(visit, found)
    if not why.strip():
        raise Refused("请写明不收的原因，以后查得到。")
    store.replica.leave(bytes.fromhex(found.id), why)
    note(store, visit, "leave", found, why)


def note(store: Store, visit: Visit, what: str, found: HeldCommit, detail: str) -> None:
    """Write down who did it."""
    with store.database.writing("记录经办") as connection:
        name, at = visit.staff.name, visit.address
        acts.note(
            connection, store.clock(), name, what, address=at, subject=found.id, region=found.region, detail=detail
        )


def may_decide(visit: Visit, found: HeldCommit) -> bool:
    """Whether this person may: the county's, and every record that it touches lies within the areas."""
    return visit.staff.is_countys and visit.staff.covers_all(found.touches)


def _check_right(visit: Visit, found: HeldCommit) -> None:
    if not may_decide(visit, found):
        raise Refused("搁置的改动由县里决定，而且它涉及的村都要在您管的范围里。这里只能看。")


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
        changes=tuple(_change(op, is_open=number == is_open) for op in commit.ops),
        followers=_count(number, behind),
        touches=frozenset(regions),
    )


def _change(op: Op, *, is_open: bool) -> Change:
    name = name_of(op.field)
    if name is None or name[0] not in RECORDS:
        return Change(title="", label="较新版本的栏目", words="（本程序还不认识）", is_open=True)
    record, field = name
    title, spec = RECORDS[record].title, RECORDS[record].by_name.get(field)
    if field == LIFE:
        return Change(title=title, label="", words="登记" if op.value else "放进回收站", is_open=True)
    if field == ALIAS:
        return Change(title=title, label="", words="与另一条合并", is_open=True)
    value: Any = op.value
    if spec is not None:
        try:
            value = from_plain(spec, op.value)
        except (ValueError, TypeError, ArithmeticError):
            return Change(title=title, label=spec.label, words="（读不懂的内容）", is_open=True)
    text = words.value_in_words(record, field, value, is_open=is_open)[:200]
    return Change(
        title=title,
        label=spec.label if spec else "所属",
        words=text,
        is_open=spec is None
        or value in (None, "")
        or text == words.value_in_words(record, field, value, is_open=True)[:200],
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
