"""What is here, as the other side asks for it: ends of chains, known ids, ladders. Held commits count as known."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, Row, exists, select

from fupin_desktop.db.exchange.chains import numbers_of, rows_of, within
from fupin_desktop.db.exchange.tables import quarantine
from fupin_desktop.db.log_tables import commit_log, commit_ref, incarnation, stream
from fupin_desktop.db.many_rows import CHUNK, in_chunks
from fupin_desktop.db.record_tables import stream_tip
from fupin_desktop.domain.streams import StreamKey, Tip

ADMITTED = "admitted"
is_held = quarantine.c.decision != ADMITTED


def tips(connection: Connection, prefixes: Sequence[str], *, held: bool = True) -> list[Tip]:
    """The commits that no other follows, of every stream within the prefixes."""
    query = (
        select(incarnation.c.id, stream.c.region, commit_log.c.seq, commit_ref.c.id)
        .select_from(stream_tip)
        .join(stream, stream.c.no == stream_tip.c.stream_no)
        .join(incarnation, incarnation.c.no == stream.c.incarnation_no)
        .join(commit_log, commit_log.c.no == stream_tip.c.commit_no)
        .join(commit_ref, commit_ref.c.no == stream_tip.c.commit_no)
        .where(within(stream.c.region, prefixes))
    )
    if not held:
        rows = connection.execute(query).all()
    else:
        rows = [*connection.execute(query.where(~_is_followed(commit_ref.c.id))), *_held_ends(connection, prefixes)]
    return sorted(Tip(StreamKey(number, region), seq, id_) for number, region, seq, id_ in rows)


def knows(connection: Connection, ids: Iterable[bytes]) -> set[bytes]:
    """Which of these commits are here, in the log or held."""
    wanted = list(ids)
    return numbers_of(connection, wanted).keys() | held_ids(connection, wanted)


def held_ids(connection: Connection, ids: Iterable[bytes]) -> set[bytes]:
    """Which of these commits are held."""
    found: set[bytes] = set()
    for chunk in in_chunks(ids, CHUNK):
        found.update(connection.scalars(select(quarantine.c.id).where(quarantine.c.id.in_(chunk), is_held)))
    return found


def place_of(connection: Connection, commit: bytes) -> tuple[StreamKey, int] | None:
    """Where a commit stands, in the log or among the held; None if it is not here."""
    query = (
        select(incarnation.c.id, stream.c.region, commit_log.c.seq)
        .select_from(commit_ref)
        .join(commit_log, commit_log.c.no == commit_ref.c.no)
        .join(stream, stream.c.no == commit_log.c.stream_no)
        .join(incarnation, incarnation.c.no == stream.c.incarnation_no)
        .where(commit_ref.c.id == commit)
    )
    held = select(quarantine.c.incarnation, quarantine.c.region, quarantine.c.seq).where(quarantine.c.id == commit)
    row = connection.execute(query).first() or connection.execute(held).first()
    return (StreamKey(row[0], row[1]), row[2]) if row else None


def ladder(connection: Connection, key: StreamKey) -> list[bytes]:
    """The ids at distances 0, 1, 2, 4, 8 … from each end back to the first, the farthest from the beginning first.

    Where a stream has forked, both branches' at these places: it costs little, and no chain has to be walked.
    """
    streams = list(rows_of(connection, key))
    ends = select(commit_log.c.seq).join(stream_tip, stream_tip.c.commit_no == commit_log.c.no)
    lengths = set(connection.scalars(ends.where(stream_tip.c.stream_no.in_(streams))))
    held, beneath = _held_rungs(connection, key)
    rungs = {seq for length in lengths | beneath for seq in _rungs(length)}
    query = select(commit_ref.c.id, commit_log.c.seq).join(commit_log, commit_log.c.no == commit_ref.c.no)
    found = dict(held)
    for chunk in in_chunks(rungs, CHUNK):
        here = (commit_log.c.stream_no.in_(streams)) & commit_log.c.seq.in_(chunk)
        found.update((id_, seq) for id_, seq in connection.execute(query.where(here)))
    return sorted(found, key=lambda id_: (-found[id_], id_))


def _rungs(seq: int) -> set[int]:
    """The places at growing distances from this one back to the first."""
    return {0, seq, *(seq - (1 << step) for step in range(seq.bit_length()))}


def _held_rungs(connection: Connection, key: StreamKey) -> tuple[dict[bytes, int], set[int]]:
    """Held commits of a stream at growing distances from their ends, and the places in the log on which they stand."""
    own = (quarantine.c.incarnation == key.incarnation) & (quarantine.c.region == key.region) & is_held
    ends = connection.scalars(select(quarantine.c.seq).where(own, ~_is_followed(quarantine.c.id))).all()
    before = quarantine.alias("before")
    stands = (before.c.id == quarantine.c.previous) & (before.c.decision != ADMITTED)
    starts = connection.execute(select(quarantine.c.id, quarantine.c.seq).where(own, ~exists().where(stands))).all()
    found: dict[bytes, int] = {row.id: row.seq for row in starts}
    query = select(quarantine.c.id, quarantine.c.seq).where(own)
    for chunk in in_chunks({seq for end in ends for seq in _rungs(end)}, CHUNK):
        found.update((id_, seq) for id_, seq in connection.execute(query.where(quarantine.c.seq.in_(chunk))))
    return found, {row.seq - 1 for row in starts if row.seq}


def _held_ends(connection: Connection, prefixes: Sequence[str]) -> Sequence[Row[str, str, int, bytes]]:
    """The held commits that no other held one follows."""
    query = select(quarantine.c.incarnation, quarantine.c.region, quarantine.c.seq, quarantine.c.id)
    return connection.execute(
        query.where(is_held, within(quarantine.c.region, prefixes), ~_is_followed(quarantine.c.id))
    ).all()


def _is_followed(commit: ColumnElement[bytes]) -> ColumnElement[bool]:
    """Whether a held commit follows this one; asked by the index over what each follows."""
    after = quarantine.alias("after")
    return exists().where(after.c.previous == commit, after.c.decision != ADMITTED)


def admitted(connection: Connection) -> frozenset[bytes]:
    """The commits that the county's staff has let in."""
    return frozenset(connection.scalars(select(quarantine.c.id).where(quarantine.c.decision == ADMITTED)))


def salts_of(connection: Connection, key: StreamKey) -> set[bytes]:
    """The salts under which a stream was begun: one, or more if a folder was copied before."""
    own = (quarantine.c.incarnation == key.incarnation) & (quarantine.c.region == key.region)
    return {*rows_of(connection, key).values(), *connection.scalars(select(quarantine.c.salt).where(own))}
