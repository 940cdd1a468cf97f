"""The store as an exchange sees it (sync/replica.py: Replica), over any engine: the laptop's file, the county's server.

Each method is one transaction, opened by the functions that are handed in: on a laptop the registry's own lock and
BEGIN IMMEDIATE, on PostgreSQL a plain transaction (db/append.py: alone keeps writers of commits apart).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, Engine

from fupin_desktop.db.about_file import get_meta, own_device
from fupin_desktop.db.append import alone
from fupin_desktop.db.derive import derive_stale
from fupin_desktop.db.exchange import (
    digest,
    events,
    giving,
    naming,
    quarantine,
    receipts,
    sealing,
    staging,
    taking,
    tips,
    trust,
)
from fupin_desktop.db.exchange.taking import Received
from fupin_desktop.db.findings import forget_findings_about
from fupin_desktop.db.history import values_of
from fupin_desktop.db.writing import clock_offset
from fupin_desktop.domain.changes import OpId
from fupin_desktop.domain.streams import Held, Incarnation, Own, Seal, Segment, StreamKey, Taken, Tip
from fupin_desktop.fields.plain import Plain

Reading = Callable[[], AbstractContextManager[Connection]]
Writing = Callable[[str], AbstractContextManager[Connection]]  # of what is being done, in words for an error


class SqlReplica:
    """One store; implements sync.replica.Replica."""

    def __init__(
        self, reading: Reading, writing: Writing, clock: Callable[[], int], *, rows_later: bool = False
    ) -> None:
        self._reading = reading
        self._writing = writing
        self._clock = clock
        self._rows_later = rows_later  # the county takes in at once and makes the rows when there is time

    def own(self) -> Own:
        """Who this store writes as."""
        with self._reading() as connection:
            return Own(own_device(connection), str(get_meta(connection, "incarnation")))

    # What is here

    def tips(self, prefixes: Sequence[str], *, held: bool = True) -> list[Tip]:
        """The commits that no other follows, held ones included unless they are not wanted."""
        with self._reading() as connection:
            return tips.tips(connection, prefixes, held=held)

    def knows(self, ids: Iterable[bytes]) -> set[bytes]:
        """Which of these commits are here, in the log or held."""
        with self._reading() as connection:
            return tips.knows(connection, ids)

    def ladder(self, stream: StreamKey) -> list[bytes]:
        """Ids at growing distances from the ends of a stream back to its first."""
        with self._reading() as connection:
            return tips.ladder(connection, stream)

    def segments_after(
        self, stream: StreamKey, known: Collection[bytes], most_ops: int, until: Collection[bytes] | None = None
    ) -> Iterator[Segment]:
        """What follows the known commits, in segments that end at seals; with `until` not beyond these."""
        return giving.segments_after(self._reading, stream, known, most_ops, until)

    def table_digest(self, prefix: str, without: Collection[str] = ()) -> bytes:
        """A digest of the records written within the region and nowhere else, leaving out those named."""
        with self._writing("核对登记表") as connection:
            return digest.table_digest(connection, [prefix], without)

    def shared(self, prefix: str) -> set[str]:
        """The records of a region that are also written outside of it: whoever sees only the region leaves them out."""
        with self._reading() as connection:
            return digest.shared(connection, [prefix])

    # What judging asks

    def held_ids(self, ids: Iterable[bytes]) -> set[bytes]:
        """Which of these commits are held."""
        with self._reading() as connection:
            return tips.held_ids(connection, ids)

    def homes(self, records: Collection[str]) -> dict[str, set[str]]:
        """The regions in whose streams each record has been written."""
        with self._reading() as connection:
            return digest.homes(connection, records)

    def place_of(self, commit: bytes) -> tuple[StreamKey, int] | None:
        """Where a commit stands, in the log or held."""
        with self._reading() as connection:
            return tips.place_of(connection, commit)

    def salts(self, stream: StreamKey) -> set[bytes]:
        """The salt of a stream; two, if a copied folder has begun it twice."""
        with self._reading() as connection:
            return tips.salts_of(connection, stream)

    def values(self, ops: Collection[OpId]) -> dict[OpId, Plain]:
        """The values of those ops that are in the log."""
        with self._reading() as connection:
            return values_of(connection, ops)

    def admitted(self) -> frozenset[bytes]:
        """The commits that a person has let in."""
        with self._reading() as connection:
            return tips.admitted(connection)

    def regions_naming(self, contents: Iterable[str], prefixes: Sequence[str]) -> dict[str, set[str]]:
        """For each of these hashes of photos and scans the regions whose commits name it."""
        with self._reading() as connection:
            return naming.regions_naming(connection, contents, prefixes)

    # Whose it is

    def unstated(self) -> list[tuple[str, str, int]]:
        """The own incarnations without a signed statement: id, reason, when it was made."""
        with self._reading() as connection:
            return trust.unstated(connection)

    def seal_own(self, sign: Callable[[StreamKey, int, bytes], bytes], most_ops: int) -> int:
        """Seal what was written here; returns how many seals were made."""
        with self._reading() as connection:
            if not sealing.unsealed(connection):
                return 0
        with self._writing("签封改动") as connection:
            alone(connection)
            return sealing.seal_own(connection, sign, most_ops)

    def certificate(self, device: str) -> bytes | None:
        """The device's certificate."""
        with self._reading() as connection:
            return trust.certificate(connection, device)

    def certificates(self) -> list[bytes]:
        """The certificates of every device that is known here."""
        with self._reading() as connection:
            return trust.certificates(connection)

    def incarnation(self, incarnation: str) -> Incarnation | None:
        """Who has said to write under this number."""
        with self._reading() as connection:
            return trust.incarnation_of(connection, incarnation)

    def keep_credentials(
        self,
        certificates: Iterable[tuple[str, bytes]],
        made: Iterable[Incarnation],
        names: Mapping[str, str] | None = None,
    ) -> None:
        """Keep certificates and statements; history shows the `names` of devices, as their certificates say."""
        with self._writing("保存证书") as connection:
            trust.keep_credentials(connection, certificates, made, names or {}, self._clock())

    def revocations(self) -> list[bytes]:
        """The lists of what was revoked; they count together."""
        with self._reading() as connection:
            return trust.revocations(connection)

    def keep_revocations(self, lists: Sequence[bytes], instead_of: Sequence[bytes] = ()) -> None:
        """Add lists; those that say nothing beside them make room."""
        with self._writing("保存停用名单") as connection:
            trust.keep_revocations(connection, lists, instead_of, self._clock())

    # Taking in

    def take(self, segment: Segment, accepted: int, via: str, sender: str) -> Taken:
        """Put the first commits of a segment into the log and the tables; Gap if what they stand on is not here."""
        with self._writing("接收改动") as connection:
            came = self._came(connection, via, sender)
            return taking.take(connection, segment, accepted, came, rows_later=self._rows_later)

    def hold(self, held: Sequence[Held], salt: bytes, via: str, sender: str, seal: Seal | None = None) -> bool:
        """Keep commits that may not touch a table, with the seal over them; False if there is no room for more."""
        with self._writing("留存待定改动") as connection:
            return quarantine.hold(connection, held, salt, self._came(connection, via, sender), seal)

    def waiting(self) -> list[quarantine.Waiting]:
        """Everything held, for a person to decide."""
        with self._reading() as connection:
            return quarantine.waiting(connection)

    def admit(self, commit: bytes) -> Taken:
        """Let a held commit in, and those that were held only because they follow it."""
        with self._writing("收入待定改动") as connection:
            return quarantine.admit(connection, commit, self._clock(), rows_later=self._rows_later)

    def held_chains(self) -> list[tuple[list[Held], bytes]]:
        """What is held, in chains, each with the salt of its stream."""
        with self._reading() as connection:
            return quarantine.held_chains(connection)

    def believe(self, commits: Sequence[bytes]) -> Taken:
        """Put held commits, each after what it follows, into the log."""
        with self._writing("接收改动") as connection:
            return quarantine.believe(connection, commits, self._clock(), rows_later=self._rows_later)

    def hold_for(self, held: Held) -> None:
        """A held commit is held for another reason now."""
        with self._writing("留存待定改动") as connection:
            quarantine.hold_for(connection, held)

    def leave(self, commit: bytes, why: str) -> None:
        """Write down why a held commit is not let in."""
        with self._writing("不收待定改动") as connection:
            quarantine.leave(connection, commit, why, self._clock())

    def derive_stale(self, limit: int = 500) -> int:
        """Make some of the rows that wait for it; returns how many records were done, 0 when nothing waits."""
        with self._writing("整理登记表") as connection:
            alone(connection)
            touched = derive_stale(connection, limit)
            forget_findings_about(connection, touched)
            return len(touched)

    # Half-received segments

    def staged(self, sender: str) -> Mapping[bytes, int]:
        """How many bytes are here of each segment that this sender has begun."""
        with self._reading() as connection:
            return staging.staged_by(connection, sender)

    def stage(self, name: bytes, offset: int, content: bytes, sender: str) -> int:
        """Keep a piece of a segment; returns how many bytes are here now."""
        with self._writing("接收改动") as connection:
            return staging.stage(connection, name, offset, content, sender, self._clock())

    def staged_content(self, name: bytes) -> bytes:
        """What is here of a segment."""
        with self._reading() as connection:
            return staging.staged_content(connection, name)

    def unstage(self, name: bytes) -> None:
        """Forget what was here of a segment."""
        with self._writing("接收改动") as connection:
            staging.unstage(connection, name)

    # What the other side has confirmed

    def keep_receipt(self, sender: str, receipt: bytes, tips: Sequence[Tip], level: str) -> None:
        """Keep what another side has signed to have."""
        with self._writing("保存回执") as connection:
            receipts.keep_receipt(connection, sender, receipt, tips, level, self._clock())

    def confirmed(self, sender: str, level: str) -> list[Tip]:
        """The tips that its newest receipt of this level names."""
        with self._reading() as connection:
            return receipts.confirmed(connection, sender, level)

    def newest_receipt(self, sender: str, level: str) -> bytes | None:
        """The very bytes of its newest receipt."""
        with self._reading() as connection:
            return receipts.newest_receipt(connection, sender, level)

    def note(self, peer: str, what: str, counts: Mapping[str, int]) -> None:
        """Write down what happened in an exchange."""
        with self._writing("记录交换") as connection:
            events.note(connection, self._came(connection, "", peer), what, counts)

    def events(self, limit: int = 100) -> list[dict[str, Any]]:
        """What happened in exchanges, newest first."""
        with self._reading() as connection:
            return events.events(connection, limit)

    def _came(self, connection: Connection, via: str, sender: str) -> Received:
        """Received now, by the county's clock as far as it is known."""
        return Received(via, sender, self._clock() + (clock_offset(connection) or 0))


def replica_over(engine: Engine, clock: Callable[[], int], *, rows_later: bool = False) -> SqlReplica:
    """The replica of a server's database, whose transactions need no lock of ours to begin."""
    return SqlReplica(engine.connect, lambda _: engine.begin(), clock, rows_later=rows_later)
