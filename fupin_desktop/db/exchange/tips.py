"""What is here, as the other side asks for it: ends of chains, known ids, ladders. Held commits count as known."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, Select, select

from fupin_desktop.db.exchange.chains import ids_of, links_of, numbers_of, rows_of, walked_back, within
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
    found = {id_: Tip(StreamKey(number, region), seq, id_) for number, region, seq, id_ in connection.execute(query)}
    if held:
        waiting = connection.execute(_held(within(quarantine.c.region, prefixes))).all()
        found |= {row.id: Tip(StreamKey(row.incarnation, row.region), row.seq, row.id) for row in waiting}
        for row in waiting:
            found.pop(row.previous, None)
    return sorted(found.values())


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
    """The ids at distances 0, 1, 2, 4, 8 … from each end back to the first, the farthest from the beginning first."""
    links = {link.no: link for link in links_of(connection, rows_of(connection, key))}
    followed = {link.previous for link in links.values()}
    chosen = dict.fromkeys(no for end in links if end not in followed for no in _rungs(list(walked_back(links, end))))
    held, starts = _held_rungs(connection, key)
    chosen |= dict.fromkeys(no for start in starts.values() for no in _rungs(list(walked_back(links, start))))
    ids = ids_of(connection, chosen)
    return [*held, *(ids[no] for no in sorted(chosen, key=lambda no: (-links[no].seq, ids[no])))]


def _rungs(chain: Sequence[int]) -> list[int]:
    places, step = {0, len(chain) - 1}, 1
    while step < len(chain):
        places.add(step)
        step *= 2
    return [chain[place] for place in sorted(places) if place >= 0]


def _held_rungs(connection: Connection, key: StreamKey) -> tuple[list[bytes], Mapping[bytes, int]]:
    """The held commits of a stream, and where in the log they begin; there are few."""
    own = (quarantine.c.incarnation == key.incarnation) & (quarantine.c.region == key.region)
    rows = connection.execute(_held(own).order_by(quarantine.c.seq.desc(), quarantine.c.id)).all()
    return [row.id for row in rows], numbers_of(connection, {row.previous for row in rows})


def _held(*where: object) -> Select[*tuple[object, ...]]:
    columns = (quarantine.c.id, quarantine.c.incarnation, quarantine.c.region, quarantine.c.seq, quarantine.c.previous)
    return select(*columns).where(is_held, *where)  # type: ignore[arg-type]


def admitted(connection: Connection) -> frozenset[bytes]:
    """The commits that the county's staff has let in."""
    return frozenset(connection.scalars(select(quarantine.c.id).where(quarantine.c.decision == ADMITTED)))


def salts_of(connection: Connection, key: StreamKey) -> set[bytes]:
    """The salts under which a stream was begun: one, or more if a folder was copied before."""
    own = (quarantine.c.incarnation == key.incarnation) & (quarantine.c.region == key.region)
    return {*rows_of(connection, key).values(), *connection.scalars(select(quarantine.c.salt).where(own))}
