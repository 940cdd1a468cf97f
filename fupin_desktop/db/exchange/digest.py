"""A digest of what the tables hold of a region, the same for the same commits on any laptop and any database.

It is over the heads, (record, field, commit, place), from which every row is made by pure functions: so it does not
depend on local numbers, nor on which fields a program's version knows. Each record has its own print, kept until its
heads change; the digest is the sum of the prints. A record that is also written in streams outside of the region has
other heads for whoever does not see those: it is left out, and whoever cannot know that is told (`shared`).
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, Select, insert, select

from fupin_desktop.db.append import alone
from fupin_desktop.db.exchange.chains import within
from fupin_desktop.db.log_tables import commit_ref, record_ref
from fupin_desktop.db.many_rows import CHUNK, in_chunks
from fupin_desktop.db.record_tables import field_head, head_print, record_home

PRINT_BYTES = 16
own, other = record_home.alias("own"), record_home.alias("other")


def table_digest(connection: Connection, prefixes: Sequence[str], without: Collection[str] = ()) -> bytes:
    """The digest of these regions' records, leaving out those written elsewhere too and those named."""
    alone(connection)  # a print must not be made of heads that change under it
    _print_missing(connection, prefixes)
    query = select(head_print.c.print, record_ref.c.id).join(record_ref, record_ref.c.no == head_print.c.record_no)
    query = query.where(
        head_print.c.record_no.in_(_here(prefixes)), head_print.c.record_no.not_in(_elsewhere(prefixes))
    )
    left_out = set(without)
    total = sum(int.from_bytes(one, "big") for one, record_id in connection.execute(query) if record_id not in left_out)
    return (total % (1 << 8 * PRINT_BYTES)).to_bytes(PRINT_BYTES, "big")


def shared(connection: Connection, prefixes: Sequence[str]) -> set[str]:
    """The records of these regions that are also written in streams outside of them."""
    query = select(record_ref.c.id).where(record_ref.c.no.in_(_here(prefixes)))
    return set(connection.scalars(query.where(record_ref.c.no.in_(_elsewhere(prefixes)))))


def homes(connection: Connection, records: Iterable[str]) -> dict[str, set[str]]:
    """The regions in whose streams each of these records has been written; one that is new is left out."""
    found: dict[str, set[str]] = {}
    query = select(record_ref.c.id, record_home.c.region).join(record_home, record_home.c.record_no == record_ref.c.no)
    for chunk in in_chunks(records, CHUNK):
        for record_id, region in connection.execute(query.where(record_ref.c.id.in_(chunk))):
            found.setdefault(record_id, set()).add(region)
    return found


def _here(prefixes: Sequence[str]) -> Select[int]:
    return select(own.c.record_no).where(within(own.c.region, prefixes))


def _elsewhere(prefixes: Sequence[str]) -> Select[int]:
    return select(other.c.record_no).where(~within(other.c.region, prefixes))


def _print_missing(connection: Connection, prefixes: Sequence[str]) -> None:
    printed = select(head_print.c.record_no)
    missing = select(own.c.record_no).where(within(own.c.region, prefixes), own.c.record_no.not_in(printed)).distinct()
    for chunk in in_chunks(connection.scalars(missing).all(), CHUNK):
        query = (
            select(field_head.c.record_no, record_ref.c.id, field_head.c.field, commit_ref.c.id, field_head.c.place)
            .join(record_ref, record_ref.c.no == field_head.c.record_no)
            .join(commit_ref, commit_ref.c.no == field_head.c.commit_no)
            .where(field_head.c.record_no.in_(chunk))
        )
        heads: dict[int, list[bytes]] = {number: [] for number in chunk}
        for number, record_id, field, commit, place in connection.execute(query):
            heads[number].append(f"{record_id}\0{field}\0{commit.hex()}\0{place}\n".encode())
        rows = [{"record_no": number, "print": _print(several)} for number, several in heads.items()]
        connection.execute(insert(head_print), rows)


def _print(several: Iterable[bytes]) -> bytes:
    return hashlib.blake2b(b"".join(sorted(several)), digest_size=PRINT_BYTES, person=b"fupin heads").digest()
