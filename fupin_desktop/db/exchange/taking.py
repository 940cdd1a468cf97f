"""Taking in what was judged: a segment's commits, their rows and their seal, all in the caller's one transaction."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from fupin_desktop.db.append import alone, append
from fupin_desktop.db.derive import take_in
from fupin_desktop.db.exchange.chains import rows_of
from fupin_desktop.db.exchange.events import note
from fupin_desktop.db.exchange.sealing import keep_seal
from fupin_desktop.db.findings import forget_findings_about
from fupin_desktop.db.log_tables import commit_log, commit_ref, incarnation, stream
from fupin_desktop.domain.changes import Commit
from fupin_desktop.domain.streams import Gap, Segment, StreamKey, Taken


class Received(NamedTuple):
    """How something came: net, usb or peer; from which device; when."""

    via: str
    sender: str
    at: int


def take(connection: Connection, segment: Segment, accepted: int, came: Received, *, rows_later: bool) -> Taken:
    """Put the first `accepted` commits of a segment into the log; taking again changes nothing.

    Gap if the commit before them is not in the log, or nobody has said who writes under this incarnation.
    """
    alone(connection)
    stream_no = stream_here(connection, segment.stream, segment.salt)
    commits = segment.commits[:accepted]
    _check_follows(connection, stream_no, commits)
    numbers = append(connection, [(stream_no, commit) for commit in commits], came.via, came.at, came.sender)
    keep_seal(connection, stream_no, segment.seal)
    taken = settle(connection, numbers, rows_later=rows_later)
    if numbers:
        ops = sum(len(commit.ops) for commit in commits)
        note(connection, came, "taken", {"commits": len(numbers), "ops": ops, "records": len(taken.records)})
    return taken


def settle(connection: Connection, numbers: Sequence[int], *, rows_later: bool) -> Taken:
    """Let the tables follow what has been appended, and forget what the checks had found of the touched households."""
    touched = take_in(connection, numbers, rows_later=rows_later)
    if not rows_later:
        forget_findings_about(connection, touched)
    return Taken(len(numbers), frozenset(touched))


def stream_here(connection: Connection, key: StreamKey, salt: bytes) -> int:
    """The local number of a stream, written down when it is first heard of."""
    for number, known in rows_of(connection, key).items():
        if known == salt:
            return number
    writer = connection.scalars(select(incarnation.c.no).where(incarnation.c.id == key.incarnation)).first()
    if writer is None:
        raise Gap(f"incarnation {key.incarnation} is not known here")
    values = {"incarnation_no": writer, "region": key.region, "salt": salt}
    made = connection.execute(insert(stream).values(values))
    return int(made.inserted_primary_key[0])  # type: ignore[index]


def _check_follows(connection: Connection, stream_no: int, commits: Sequence[Commit]) -> None:
    if not commits:
        return
    previous = bytes.fromhex(commits[0].header["prev"])
    if previous:
        before = select(commit_log.c.seq).join(commit_ref, commit_ref.c.no == commit_log.c.no)
        before = before.where(commit_ref.c.id == previous, commit_log.c.stream_no == stream_no)
        if connection.scalars(before).first() != commits[0].header["seq"] - 1:
            raise Gap("the commit before the first is not here")
    for one, following in pairwise(commits):
        if following.header["prev"] != one.id().hex():
            raise Gap("a commit within does not follow the one before it")
