"""Edits, ops and commits: the unit of audit, undo and sync (docs/sync.md; reference: sync.md §4.1).

A save is a commit; an op names one field of one record, its new value, and the ops that it supersedes as the
person saw them when the form was opened. A commit's id is the hash of its content, so nothing can be altered
unseen. Leaves of the Merkle tree are salted per stream: an op can be withheld and its value not guessed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import Any, NamedTuple

from fupin_desktop.fields.plain import Plain

SUITE = 1  # BLAKE2b-128 over canonical JSON; a suite with SM3 can be added beside it
ID_BYTES = 16
SALT_BYTES = 32
_CANONICAL = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
_ID_LENGTH = ID_BYTES.to_bytes(4, "big")
_quoted = json.encoder.encode_basestring


class OpId(NamedTuple):
    """The op's commit, and its place in it."""

    commit: bytes
    place: int


@dataclass(frozen=True, slots=True)
class Edit:
    """One field of one record to be set to a typed value; `seen` are the heads the person looked at.

    Without `seen` the heads at the moment of writing are taken: right for commands and imports, which read
    and write in one step, wrong for a form that stood open. A new yearly record also needs edits of its key
    fields (the owner's id and `year`).
    """

    record: str
    id: str
    field: str
    value: Any
    seen: tuple[OpId, ...] | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """What a person did, in words that undo and history show, and in which village's stream it belongs."""

    title: str
    region: str  # the village code; the registry's own region for what belongs to no village
    kind: str = "edit"  # edit, import, undo, redo, merge, addendum, demo
    reason: str = ""
    group: str = ""  # commits of one action share it; it is given out when left empty
    undoes: str = ""  # the group that this one takes back


@dataclass(frozen=True, slots=True)
class Op:
    """One field of one record set to one value, superseding `bases`."""

    entity: str
    field: int  # number in catalogue/numbers.toml
    value: Plain
    bases: tuple[OpId, ...] = ()


@dataclass(frozen=True)
class Commit:
    """A header and its ops; `header` keeps every key it came with, known here or not."""

    header: Mapping[str, Any]
    ops: tuple[Op, ...]
    salt: bytes = field(repr=False, default=bytes(SALT_BYTES))

    def id(self) -> bytes:
        """The 16 bytes that name this content and no other."""
        return self._id

    @cached_property
    def _id(self) -> bytes:
        return commit_id(canonical(self.header), merkle_root(self.leaves()))

    def leaves(self) -> list[bytes]:
        """The salted hash of each op."""
        salts = leaf_salts(self.salt, int(self.header["seq"]), len(self.ops))
        return [leaf_hash(op_bytes(op), salt) for op, salt in zip(self.ops, salts, strict=True)]


def canonical(value: Any) -> bytes:
    """The one JSON text of a value; ValueError for NaN, UnicodeEncodeError for lone surrogates."""
    return _CANONICAL.encode(value).encode()


def op_bytes(op: Op) -> bytes:
    """What of an op is hashed."""
    value = _text_of(op.value)
    bases = sorted(op.bases) if len(op.bases) > 1 else op.bases
    named = ",".join([f'["{base.commit.hex()}",{base.place}]' for base in bases])
    return f"[{_quoted(op.entity)},{op.field},{value},[{named}]]".encode()  # as `canonical` writes it, only sooner


def _text_of(value: Plain) -> str:
    """As `canonical` writes it, only sooner for what most values are."""
    if type(value) is str:
        return _quoted(value)
    if value is None:
        return "null"
    if value is True:
        return "true"
    return str(value) if type(value) is int else _CANONICAL.encode(value)


def leaf_salt(stream_salt: bytes, seq: int, index: int) -> bytes:
    """The salt of one leaf: it can be handed out with its op without betraying its neighbours."""
    return _hash(b"salt", stream_salt, seq.to_bytes(8, "big"), index.to_bytes(4, "big"))


def leaf_salts(stream_salt: bytes, seq: int, count: int) -> list[bytes]:
    """The salts of the first leaves of a commit: what they share is prepared once."""
    shared = _framed(stream_salt, seq.to_bytes(8, "big")) + b"\0\0\0\4"
    return [_digest(b"salt", shared + index.to_bytes(4, "big")) for index in range(count)]


def leaf_hash(content: bytes, salt: bytes) -> bytes:
    """The hash of one op."""
    return _digest(b"leaf", _ID_LENGTH + salt + len(content).to_bytes(4, "big") + content)


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """The root over the leaves; an odd one is carried up unpaired."""
    level = list(leaves) or [_hash(b"none")]
    while len(level) > 1:
        paired = [
            _digest(b"node", _ID_LENGTH + a + _ID_LENGTH + b) for a, b in zip(level[::2], level[1::2], strict=False)
        ]
        level = paired + level[len(level) - len(level) % 2 :]
    return level[0]


def commit_id(header: bytes, root: bytes) -> bytes:
    """The id of a commit: its header names the commit before it, so ids chain."""
    return _hash(b"commit", header, root)


def salt_mark(salt: bytes) -> str:
    """What the first commit of a stream says of its salt, so that no other can be passed off."""
    return _hash(b"mark", salt).hex()


def _hash(tag: bytes, *parts: bytes) -> bytes:
    return _digest(tag, _framed(*parts))


def _framed(*parts: bytes) -> bytes:
    return b"".join([len(part).to_bytes(4, "big") + part for part in parts])


def _digest(tag: bytes, content: bytes) -> bytes:
    return blake2b(content, digest_size=ID_BYTES, person=b"fupin" + tag).digest()
