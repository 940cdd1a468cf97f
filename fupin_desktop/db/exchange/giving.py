"""Segments for the other side: what follows the commits that it knows, cut at seals. It changes nothing."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple

from sqlalchemy import Connection, select

from fupin_desktop.db.exchange.chains import Link, links_of, numbers_of, rows_of, sizes_of, walked_back
from fupin_desktop.db.exchange.tables import seal
from fupin_desktop.db.verify import commits_of
from fupin_desktop.domain.streams import Seal, Segment, StreamKey

Reading = Callable[[], AbstractContextManager[Connection]]


class _Cut(NamedTuple):
    numbers: list[int]
    salt: bytes
    signature: bytes


def segments_after(
    reading: Reading, key: StreamKey, known: Collection[bytes], most_ops: int, until: Collection[bytes] | None = None
) -> Iterator[Segment]:
    """The sealed commits that are not among the known ones or before them; each branch of a fork after the other.

    With `until` only these and what stands before them. No transaction is open while a segment is being sent: commits
    never go away.
    """
    with reading() as connection:
        cuts = list(_cuts(connection, key, known, most_ops, until))
    for cut in cuts:
        with reading() as connection:
            found = {no: (id_, commit) for no, id_, _, commit in commits_of(connection, cut.numbers)}
        last_id, last = found[cut.numbers[-1]]
        end = Seal(key, int(last.header["seq"]), last_id, cut.signature)
        yield Segment(key, cut.salt, tuple(found[no][1] for no in cut.numbers), end)


def _cuts(
    connection: Connection, key: StreamKey, known: Collection[bytes], most_ops: int, until: Collection[bytes] | None
) -> Iterator[_Cut]:
    given = numbers_of(connection, known).values()
    ends = None if until is None else numbers_of(connection, until).values()
    for stream_no, salt in rows_of(connection, key).items():
        links = {link.no: link for link in links_of(connection, [stream_no])}
        there = {no for start in given if start in links for no in walked_back(links, start)}
        wanted = links if ends is None else {no for end in ends if end in links for no in walked_back(links, end)}
        lacking = {no: link for no, link in links.items() if no in wanted and no not in there}
        if not lacking:
            continue
        query = select(seal.c.commit_no, seal.c.signature).where(seal.c.stream_no == stream_no)
        signatures = {no: signature for no, signature in connection.execute(query) if no in lacking}
        sizes = sizes_of(connection, lacking)
        for path in branches(lacking, signatures.keys()):
            for numbers in cut(path, signatures.keys(), sizes, most_ops):
                yield _Cut(numbers, salt, signatures[numbers[-1]])


def branches(links: Mapping[int, Link], sealed: Collection[int]) -> Iterator[list[int]]:
    """Paths that hold every commit which some seal covers once, each after what it follows, and end at a seal."""
    reaching = _reaching(links, sealed)
    following: dict[int | None, list[int]] = {}
    for link in links.values():
        if link.no in reaching:
            following.setdefault(link.previous if link.previous in links else None, []).append(link.no)
    starts = following.get(None, [])[::-1]
    while starts:
        path: list[int] = []
        here = [starts.pop()]
        while here:
            path.append(here[0])
            starts += here[:0:-1]
            here = following.get(path[-1], [])
        yield path


def cut(path: Sequence[int], sealed: Collection[int], sizes: Mapping[int, int], most_ops: int) -> Iterator[list[int]]:
    """The path in pieces that end at seals, each as long as `most_ops` allows."""
    start, last, ops = 0, -1, 0
    for place, number in enumerate(path):
        ops += sizes.get(number, 0)
        if ops > most_ops and last >= start:
            yield list(path[start : last + 1])
            start = last + 1
            ops = sum(sizes.get(one, 0) for one in path[start : place + 1])
        if number in sealed:
            last = place
    if last >= start:
        yield list(path[start : last + 1])


def _reaching(links: Mapping[int, Link], sealed: Collection[int]) -> set[int]:
    """Those from which on there is a seal."""
    found: set[int] = set()
    for start in sealed:
        for number in walked_back(links, start):
            if number in found:
                break
            found.add(number)
    return found
