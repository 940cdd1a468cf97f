"""Seals: the own device's over its own chains, made here; and those that came, kept as they are."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import Connection, select

from fupin_desktop.db.about_file import own_device
from fupin_desktop.db.append import local_numbers
from fupin_desktop.db.exchange.chains import Link, ids_of, links_of, sizes_of, walked_back
from fupin_desktop.db.exchange.tables import seal
from fupin_desktop.db.log_tables import commit_ref, incarnation, stream
from fupin_desktop.db.many_rows import passing_over
from fupin_desktop.db.record_tables import stream_tip
from fupin_desktop.domain.streams import Seal, StreamKey

Sign = Callable[[StreamKey, int, bytes], bytes]


def unsealed(connection: Connection) -> dict[int, StreamKey]:
    """The streams of the own device, under all its incarnations, that end without a seal."""
    query = (
        select(stream.c.no, incarnation.c.id, stream.c.region)
        .join(incarnation, incarnation.c.no == stream.c.incarnation_no)
        .join(stream_tip, stream_tip.c.stream_no == stream.c.no)
        .outerjoin(seal, seal.c.commit_no == stream_tip.c.commit_no)
        .where(incarnation.c.device_id == own_device(connection), seal.c.commit_no.is_(None))
    )
    return {no: StreamKey(number, region) for no, number, region in connection.execute(query)}


def seal_own(connection: Connection, sign: Sign, most_ops: int) -> int:
    """Seal every own chain up to its end, and about every `most_ops` ops on the way; returns how many were made."""
    made = 0
    for stream_no, key in unsealed(connection).items():
        links = {link.no: link for link in links_of(connection, [stream_no])}
        sealed = set(connection.scalars(select(seal.c.commit_no).where(seal.c.stream_no == stream_no)))
        ends = _ends(connection, stream_no, links, sealed, most_ops)
        ids = ids_of(connection, ends)
        rows = [
            {
                "commit_no": no,
                "stream_no": stream_no,
                "seq": links[no].seq,
                "signature": sign(key, links[no].seq, ids[no]),
            }
            for no in sorted(ends)
        ]
        connection.execute(passing_over(seal), rows)
        made += len(rows)
    return made


def keep_seal(connection: Connection, stream_no: int, found: Seal) -> None:
    """Keep a seal that came; its commit may still be held."""
    number = local_numbers(connection, commit_ref, [found.id])[found.id]
    row = {"commit_no": number, "stream_no": stream_no, "seq": found.seq, "signature": found.signature}
    connection.execute(passing_over(seal), [row])


def _ends(
    connection: Connection, stream_no: int, links: Mapping[int, Link], sealed: set[int], most_ops: int
) -> set[int]:
    tips = connection.scalars(select(stream_tip.c.commit_no).where(stream_tip.c.stream_no == stream_no))
    ends: set[int] = set()
    for tip in sorted(tips):
        bare: list[int] = []
        for number in walked_back(links, tip):
            if number in sealed or number in ends:
                break
            bare.append(number)
        ends.update(_cuts(bare[::-1], sizes_of(connection, bare), most_ops))
    return ends


def _cuts(chain: Sequence[int], sizes: Mapping[int, int], most_ops: int) -> Iterable[int]:
    ops = 0
    for place, number in enumerate(chain):
        ops += sizes.get(number, 0)
        following = sizes.get(chain[place + 1], 0) if place + 1 < len(chain) else most_ops + 1
        if ops + following > most_ops:
            yield number
            ops = 0
