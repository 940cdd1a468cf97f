"""Edits, ops and commits: the unit of audit, undo and sync (docs/sync.md; reference: sync.md §4.1).

A save is a commit; an op names one field of one record, its new value, and the ops that it supersedes as the
person saw them when the form was opened. A commit's id is the hash of its content, so nothing can be altered
unseen. Leaves of the Merkle tree are salted per stream: an op can be withheld and its value not guessed.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from fupin_desktop.fields.plain import Plain

SUITE = 1  # BLAKE2b-128 over canonical JSON; a suite with SM3 can be added beside it
ID_BYTES = 16
SALT_BYTES = 32


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
        seq = int(self.header["seq"])
        return [leaf_hash(op_bytes(op), leaf_salt(self.salt, seq, index)) for index, op in enumerate(self.ops)]


def canonical(value: Any) -> bytes:
    """The one JSON text of a value; ValueError for NaN, UnicodeEncodeError for lone surrogates."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def op_bytes(op: Op) -> bytes:
    """What of an op is hashed."""
    return canonical([op.entity, op.field, op.value, [[base.commit.hex(), base.place] for base in sorted(op.bases)]])


def leaf_salt(stream_salt: bytes, seq: int, index: int) -> bytes:
    """The salt of one leaf: it can be handed out with its op without betraying its neighbours."""
    return _hash(b"salt", stream_salt, seq.to_bytes(8, "big"), index.to_bytes(4, "big"))


def leaf_hash(content: bytes, salt: bytes) -> bytes:
    """The hash of one op."""
    return _hash(b"leaf", salt, content)


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """The root over the leaves; an odd one is carried up unpaired."""
    level = list(leaves) or [_hash(b"none")]
    while len(level) > 1:
        paired = [_hash(b"node", a, b) for a, b in zip(level[::2], level[1::2], strict=False)]
        level = paired + level[len(level) - len(level) % 2 :]
    return level[0]


def commit_id(header: bytes, root: bytes) -> bytes:
    """The id of a commit: its header names the commit before it, so ids chain."""
    return _hash(b"commit", header, root)


def salt_mark(salt: bytes) -> str:
    """What the first commit of a stream says of its salt, so that no other can be passed off."""
    return _hash(b"mark", salt).hex()


def _hash(tag: bytes, *parts: bytes) -> bytes:
    digest = hashlib.blake2b(digest_size=ID_BYTES, person=b"fupin" + tag)
    for part in parts:
        digest.update(len(part).to_bytes(4, "big"))
        digest.update(part)
    return digest.digest()
