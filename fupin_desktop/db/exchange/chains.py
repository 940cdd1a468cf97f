"""The chains of the log: which commit follows which, in the streams of one key. It changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, false, func, or_, select

from fupin_desktop.db.log_tables import commit_log, commit_ref, field_op, incarnation, stream
from fupin_desktop.db.many_rows import CHUNK, in_chunks
from fupin_desktop.domain.streams import StreamKey


class Link(NamedTuple):
    """A commit's place in its chain, by local numbers."""

    no: int
    previous: int | None
    seq: int


def within(region: ColumnElement[str], prefixes: Sequence[str]) -> ColumnElement[bool]:
    """Whether a region lies within one of these prefixes."""
    return or_(false(), *(region.startswith(prefix, autoescape=True) for prefix in prefixes))


def rows_of(connection: Connection, key: StreamKey) -> dict[int, bytes]:
    """The local numbers of a stream with their salts; several if a copied folder began it a second time."""
    query = select(stream.c.no, stream.c.salt).join(incarnation, incarnation.c.no == stream.c.incarnation_no)
    own = (incarnation.c.id == key.incarnation) & (stream.c.region == key.region)
    return {row.no: row.salt for row in connection.execute(query.where(own).order_by(stream.c.no))}


def links_of(connection: Connection, streams: Iterable[int]) -> list[Link]:
    """Every commit of these streams, from the beginning on."""
    query = select(commit_log.c.no, commit_log.c.previous_no, commit_log.c.seq)
    query = query.where(commit_log.c.stream_no.in_(list(streams)))
    return [Link(*row) for row in connection.execute(query.order_by(commit_log.c.seq, commit_log.c.no))]


def walked_back(links: Mapping[int, Link], start: int) -> Iterable[int]:
    """The commit and all before it."""
    at: int | None = start
    while at is not None and at in links:
        yield at
        at = links[at].previous


def numbers_of(connection: Connection, ids: Iterable[bytes]) -> dict[bytes, int]:
    """The local numbers of those commits that are in the log."""
    query = select(commit_ref.c.id, commit_log.c.no).join(commit_log, commit_log.c.no == commit_ref.c.no)
    found: dict[bytes, int] = {}
    for chunk in in_chunks(ids, CHUNK):
        found.update((key, no) for key, no in connection.execute(query.where(commit_ref.c.id.in_(chunk))))
    return found


def ids_of(connection: Connection, numbers: Iterable[int]) -> dict[int, bytes]:
    """The ids of commits."""
    found: dict[int, bytes] = {}
    for chunk in in_chunks(numbers, CHUNK):
        query = select(commit_ref.c.no, commit_ref.c.id).where(commit_ref.c.no.in_(chunk))
        found.update((no, key) for no, key in connection.execute(query))
    return found


def sizes_of(connection: Connection, numbers: Iterable[int]) -> dict[int, int]:
    """How many ops each of these commits has; one without any is left out."""
    found: dict[int, int] = {}
    counted = select(field_op.c.commit_no, func.count()).group_by(field_op.c.commit_no)
    for chunk in in_chunks(numbers, CHUNK):
        found.update((no, count) for no, count in connection.execute(counted.where(field_op.c.commit_no.in_(chunk))))
    return found
