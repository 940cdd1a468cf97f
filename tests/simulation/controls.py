"""What must fail: the designs that everybody draws first, run in the same world with the same faults.

They stay, so that nobody takes them up again, and to show that the invariants bite.
"""

from collections.abc import Collection, Generator, Iterable, Mapping
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, func, select, text

from fupin_desktop.db import writing
from fupin_desktop.db.about_file import get_meta, put_meta
from fupin_desktop.db.exchange import taking
from fupin_desktop.db.exchange.replica import SqlReplica
from fupin_desktop.db.log_tables import commit_log, commit_ref, incarnation, stream
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.streams import StreamKey, Tip
from fupin_desktop.sync import answering, greeting, session
from fupin_desktop.sync.chain import Plan, root
from fupin_desktop.sync.frames import frames
from fupin_desktop.sync.messages import Answer
from fupin_desktop.sync.session import Outcome, exchange, vouch_for_own
from fupin_desktop.sync.signing import SIGNATURE_BYTES
from fupin_desktop.sync.transfer import Receiver, Sent, outgoing
from fupin_desktop.sync.trust import Trust
from tests.simulation.computers import Computer


@contextmanager
def replaced(*several: tuple[Any, str, Any]) -> Generator[None]:
    """Names of the program that mean something else for a while."""
    before = [(where, name, getattr(where, name)) for where, name, _ in several]
    for where, name, other in several:
        setattr(where, name, other)
    try:
        yield
    finally:
        for where, name, one in before:
            setattr(where, name, one)


# The last writer wins

_ONLY_THE_LATEST = text("""
    DELETE FROM field_head WHERE EXISTS (
        SELECT 1 FROM field_head o JOIN commit_log c ON c.no = o.commit_no, commit_log own
        WHERE own.no = field_head.commit_no AND o.record_no = field_head.record_no AND o.field = field_head.field
          AND (c.hlc_ms, c.hlc_count, c.no) > (own.hlc_ms, own.hlc_count, own.no))
""")


def the_last_writer_wins() -> Any:
    """Of several heads only the latest is kept, by the clock."""
    honest = writing.take_in

    def take_in(connection: Connection, numbers: list[int], **how: Any) -> set[str]:
        touched = honest(connection, numbers, **how)
        connection.execute(_ONLY_THE_LATEST)
        return touched

    return replaced((writing, "take_in", take_in), (taking, "take_in", take_in))


# What was refused is dropped


def what_is_refused_is_dropped() -> Any:
    """Nothing is put aside for a person."""
    return replaced((SqlReplica, "hold", lambda *_: None))


# Sequence numbers without ids


def numbers_instead_of_ids() -> Any:
    """Who has counted farther has more: two who count alike are taken to have the same."""
    named = [(where, "root", _root_of_numbers) for where in (greeting, answering)]
    return replaced((session, "plan", _plan_by_numbers), *named)


def _counted(tips: Iterable[Tip]) -> dict[StreamKey, int]:
    found: dict[StreamKey, int] = {}
    for tip in tips:
        found[tip.stream] = max(found.get(tip.stream, -1), tip.seq)
    return found


def _root_of_numbers(tips: Iterable[Tip]) -> bytes:
    return blake2b(repr(sorted(_counted(tips).items())).encode(), digest_size=16).digest()


def _plan_by_numbers(mine: Iterable[Tip], theirs: Iterable[Tip], known: Collection[bytes]) -> Plan:
    others = list(theirs)
    ours, their = _counted(mine), _counted(others)
    push = {
        key: frozenset(tip.id for tip in others if tip.stream == key and tip.id in known)
        for key, seq in sorted(ours.items())
        if seq > their.get(key, -1)
    }
    return Plan(push, tuple(key for key, seq in sorted(their.items()) if seq > ours.get(key, -1)))


# The peer's root is adopted


class AdoptedRoot:
    """After a contact the server's root is written down as one's own, and counts until something is saved here."""

    def __init__(self) -> None:
        self.adopted: dict[str, tuple[bytes, bytes]] = {}

    def __call__(self, replica: Any, county: Any, me: Any, server: Any, outcome: Outcome, watch: Any) -> None:
        """An exchange that believes it."""

        def believed(tips: Iterable[Tip]) -> bytes:
            real = root(tips)
            mine, theirs = self.adopted.get(replica.own().incarnation, (b"", b""))
            return theirs if real == mine else real

        hears = _Hearing(county)
        try:
            with replaced((greeting, "root", believed)):
                exchange(replica, hears, me, server, outcome, watch)
        finally:
            if hears.root != bytes(16):
                own = root(replica.tips(me.prefixes))
                self.adopted[replica.own().incarnation] = own, hears.root


class _Hearing:
    def __init__(self, county: Any) -> None:
        self.county, self.root = county, bytes(16)

    def hello(self, request: bytes) -> bytes:
        """Remember the root of the answer."""
        said = self.county.hello(request)
        if len(said) > SIGNATURE_BYTES:
            self.root = Answer.from_bytes(said[SIGNATURE_BYTES:]).root
        return said

    def __getattr__(self, name: str) -> Any:
        return getattr(self.county, name)


# A cursor: send what is newer than the last time


def by_cursor(replica: Any, county: Any, me: Any, server: Any, outcome: Outcome, watch: Any) -> None:
    """Both sides number what they have as it comes, and each asks for what is newer than what it saw last.

    The cursors are kept in the laptop's file, where such programs keep them.
    """
    there = county.county.server
    vouch_for_own(replica, me)
    vouch_for_own(there.registry.replica(), there.me)
    _hand_over(replica, me, there.registry.replica(), there.me, replica, f"sent to {there.name}")
    _hand_over(there.registry.replica(), there.me, replica, me, replica, f"seen of {there.name}")
    outcome.round_trips, outcome.was_copied, outcome.is_behind = 1, True, True


def _hand_over(source: Any, giver: Any, target: Any, taker: Any, remembers: Any, cursor: str) -> None:
    with remembers._reading() as connection:
        since = int(get_meta(connection, cursor) or 0)
    with source._reading() as connection:
        last = connection.scalar(select(func.max(commit_log.c.no))) or 0
        streams = _newer(connection, since)
    both = {key: known for key, known in streams.items() if key.within(giver.prefixes) and key.within(taker.prefixes)}
    receiver = Receiver(target, taker.trust(target), giver.device, "net")
    for frame in frames(outgoing(source, both, (), {}, Sent())):
        receiver.take(frame)
    with remembers._writing("记下位置") as connection:
        put_meta(connection, cursor, str(last))


def _newer(connection: Connection, since: int) -> Mapping[StreamKey, frozenset[bytes]]:
    query = (
        select(commit_log.c.no, commit_ref.c.id, incarnation.c.id, stream.c.region)
        .join(commit_ref, commit_ref.c.no == commit_log.c.no)
        .join(stream, stream.c.no == commit_log.c.stream_no)
        .join(incarnation, incarnation.c.no == stream.c.incarnation_no)
    )
    rows = connection.execute(query.order_by(commit_log.c.no)).all()
    fresh = {StreamKey(row[2], row[3]) for row in rows if row[0] > since}
    old = {key: frozenset(row[1] for row in rows if row[0] <= since and (row[2], row[3]) == key) for key in fresh}
    return dict(sorted(old.items()))


# One part that does its work badly


def the_digest_counts_local_numbers() -> Any:
    """Where equal sets make other digests on every machine."""
    return replaced((SqlReplica, "table_digest", lambda self, *_: self.own().device.encode()))


def rows_are_left_as_they_were() -> Any:
    """What arrives changes heads and leaves a row behind."""
    honest = taking.take_in

    def take_in(connection: Connection, numbers: list[int], **how: Any) -> set[str]:
        touched = honest(connection, numbers, **how)
        connection.execute(text("UPDATE household SET address = '旧的'"))
        return touched

    return replaced((taking, "take_in", take_in))


def everybody_is_told_everything() -> Any:
    """A server that looks at no region."""
    honest = SqlReplica.tips
    return replaced((SqlReplica, "tips", lambda self, _, **how: honest(self, ("",), **how)))


def the_revoked_go_on() -> Any:
    """Nobody looks at the list of the revoked."""
    return replaced((Trust, "revoked", lambda *_: None))


def what_arrives_is_corrected() -> Any:
    """The header of what was taken in is written anew."""
    honest = SqlReplica.take

    def take(self: Any, *how: Any, **more: Any) -> Any:
        taken = honest(self, *how, **more)
        with self._writing("改写") as connection:
            newest = select(func.max(commit_log.c.no)).scalar_subquery()
            header = connection.scalar(select(commit_log.c.header).where(commit_log.c.no == newest))
            if header is not None:
                connection.execute(commit_log.update().where(commit_log.c.no == newest).values(header=header + b" "))
        return taken

    return replaced((SqlReplica, "take", take))


def a_decision_sees_nothing() -> Any:
    """Whoever decides adds one opinion more."""
    honest = Computer.write

    def write(self: Any, region: str, edits: list[Edit], title: str = "修改") -> None:
        blind = [Edit(edit.record, edit.id, edit.field, edit.value, ()) for edit in edits]
        honest(self, region, blind if title == "裁定" else edits, title)

    return replaced((Computer, "write", write))


def nobody_notices_copies() -> Any:
    """Who meets his own number elsewhere goes on under it."""
    return replaced((session._Exchange, "_notice", lambda *_: None))
