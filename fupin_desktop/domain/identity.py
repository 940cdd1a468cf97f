"""Ids of records: 32 hexadecimal characters, random unless two laptops must arrive at the same one.

A yearly record is one record for its owner and year, so both laptops that open a year create the same
(docs/sync.md §5). A record with a national code gets its id from that code, so that the same export
imported on two laptops makes one household and not two.
"""

from hashlib import sha1
from uuid import UUID, uuid4

NAMESPACE = UUID("6f0f6c0e-5f9b-5d1e-9d0a-1411000000fa")  # fixed for ever: every registry shares it


def new_id() -> str:
    """A random id for a record that has no code yet."""
    return uuid4().hex


def yearly_id(record: str, owner_id: str, year: int) -> str:
    """The id of the one yearly record of an owner and a year."""
    return _named(f"{record}|{owner_id}|{year}")


def coded_id(record: str, code: str) -> str:
    """The id of a record under its national code."""
    return _named(f"{record}|{code}")


def village_id(village_code: str) -> str:
    """The id of a village record: the code is the village."""
    return coded_id("village", village_code)


def _named(name: str) -> str:
    """uuid5(NAMESPACE, name).hex without the object between: an import makes a hundred thousand of them."""
    digest = bytearray(sha1(NAMESPACE.bytes + name.encode(), usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    return digest.hex()
