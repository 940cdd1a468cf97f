"""A conversation in a file, for villages without a line: what the receiver lacks, for his eyes only (exchange.md §9).

    magic (8) · suite (1) · length (4) · [(hint, boxed key) for each receiver] · sealed pieces of frames

The first frame is the sender's signed word: who, to whom, the how-manieth, when, what he has. Nothing outside of the
sealed pieces says whose the file is. A file that does not come to its end is refused before anything is taken in.
"""

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from typing import BinaryIO

from fupin_desktop.domain.streams import StreamKey, Tip
from fupin_desktop.sync.certificates import SERVING, Certificate, read
from fupin_desktop.sync.credentials import credentials_of
from fupin_desktop.sync.frames import BadFrame, Frame, FrameKind, framed, frames
from fupin_desktop.sync.identity import Identity
from fupin_desktop.sync.messages import packed_tips
from fupin_desktop.sync.packing import BadMessage, pack, unpack
from fupin_desktop.sync.pieces import Altered, Cut, opened, sealed
from fupin_desktop.sync.receipts import read_receipt, read_tips
from fupin_desktop.sync.reconsidering import reconsider
from fupin_desktop.sync.replica import Replica
from fupin_desktop.sync.signing import (
    SUITE,
    DeviceKeys,
    NotOpened,
    NotVouched,
    Purpose,
    box,
    signed,
    unbox,
    unverified,
    verify_signed,
)
from fupin_desktop.sync.stated import hex_id, items, octets, whole
from fupin_desktop.sync.transfer import Receiver, Sent, check_whole, outgoing

MAGIC = b"FUPINPKG"
MOST_HEAD = 1 << 16
MOST_WORD = 16 << 20
HINT_BYTES = 8
CONTEXT = b"parcel"


class NoParcel(ValueError):
    """A file that is none of ours."""


class NotForUs(ValueError):
    """A parcel that none of our keys opens."""


@dataclass(frozen=True, slots=True)
class Word:
    """What the sender says of his parcel, signed."""

    sender: Certificate
    number: int  # counts up with each parcel of this sender
    at_ms: int
    tips: tuple[Tip, ...]  # what he has of his regions
    receipt: bytes = b""  # what he, a server, confirms to have taken in
    revocations: tuple[bytes, ...] = ()


def write_parcel(
    target: BinaryIO,
    replica: Replica,
    me: Identity,
    receivers: Sequence[Certificate],
    streams: Mapping[StreamKey, frozenset[bytes]],
    number: int,
    receipt: bytes = b"",
    random_bytes: Callable[[int], bytes] = os.urandom,
    prefixes: Sequence[str] | None = None,
) -> Sent:
    """Write what follows the known ids in these streams, so that only the receivers can read it.

    `prefixes`: the regions that the receivers may hear of, where these are not all of the sender's.
    """
    key = random_bytes(32)
    boxes = [[_hint(one.box), box(one.box, key, CONTEXT, random_bytes)] for one in receivers]
    head = pack(boxes)
    start = MAGIC + bytes((SUITE,)) + len(head).to_bytes(4, "big") + head
    target.write(start)
    sent = Sent()
    told = me.prefixes if prefixes is None else prefixes
    tips = sorted({*replica.tips(told), *replica.tips(told, held=False)})
    own = {replica.own().incarnation, *(tip.stream.incarnation for tip in tips)}
    credentials = framed(FrameKind.CREDENTIALS, credentials_of(replica, sorted(own)))
    word = framed(FrameKind.HEAD, _word(replica, me, number, tips, receipt, _digest(start)))
    content = chain([word, credentials], outgoing(replica, streams, own, {}, sent))
    for piece in sealed(content, key, _digest(start)):
        target.write(piece)
    return sent


def read_parcel(source: BinaryIO, replica: Replica, me: Identity) -> tuple[Word, Receiver]:
    """Take in a parcel; reading it again changes nothing.

    NoParcel, NotForUs, Cut, Altered (and NotVouched, if its sender is not of our county): and then nothing was taken.
    """
    start, key = _unlocked(source, me.keys)
    body = source.tell()
    word = _checked(source, key, _digest(start), me)
    me.learn_revocations(replica, word.revocations)
    trust = replace(me.trust(replica), witnessed=_witnessed(word, me))
    receiver = Receiver(replica, trust, word.sender.device, "usb")
    receiver.records |= reconsider(replica, trust)
    source.seek(body)
    for frame in frames(opened(source, key, _digest(start))):
        receiver.take(frame)
    return word, receiver


def _checked(source: BinaryIO, key: bytes, context: bytes, me: Identity) -> Word:
    """The sender's word, once the whole file has been seen to open, to hold frames of ours, and to come to its end."""
    found: Word | None = None
    last: Frame | None = None
    try:
        for last in frames(opened(source, key, context)):
            if found is None:
                found = _read_word(last.content, context, me)
            else:
                check_whole(last)
    except (BadFrame, BadMessage) as error:
        raise Altered(str(error)) from None
    if found is None or last is None or last.kind is not FrameKind.END or not last.whole:
        raise Altered("no word of a sender, or no end")
    return found


def _witnessed(word: Word, me: Identity) -> tuple[Tip, ...]:
    """What a server confirms to have taken in; a laptop's word witnesses nothing."""
    if word.receipt and word.sender.role in SERVING:
        with suppress(NotVouched):
            said = read_receipt(word.receipt, word.sender.sign)
            if (said.server, said.device) == (word.sender.device, me.device):
                return said.tips
    return ()


def _unlocked(source: BinaryIO, keys: DeviceKeys) -> tuple[bytes, bytes]:
    start = source.read(len(MAGIC) + 5)
    size = int.from_bytes(start[-4:], "big")
    if not start.startswith(MAGIC) or len(start) < len(MAGIC) + 5 or start[len(MAGIC)] != SUITE or size > MOST_HEAD:
        raise NoParcel("not a parcel, or of a newer program")
    head = source.read(size)
    if len(head) < size:
        raise Cut("cut off in its head")
    try:
        boxes = [items(one, 2) for one in items(unpack(head, MOST_HEAD))]
    except (BadMessage, NotVouched) as error:
        raise NoParcel(str(error)) from None
    for hint, sealed_key in boxes:
        if hint == _hint(keys.box_public):
            try:
                return start + head, unbox(keys, octets(sealed_key), CONTEXT)
            except (NotOpened, NotVouched):
                continue
    raise NotForUs("no box for this key")


def _word(replica: Replica, me: Identity, number: int, tips: Sequence[Tip], receipt: bytes, start: bytes) -> bytes:
    certificate = replica.certificate(me.device) or b""
    rest = [me.now(), packed_tips(tips), receipt, replica.revocations()]
    return pack([certificate, signed(me.keys, Purpose.PARCEL, [start, bytes.fromhex(me.device), number, *rest])])


def _read_word(content: bytes, start: bytes, me: Identity) -> Word:
    certificate, statement = items(unpack(content, MOST_WORD), 2)
    sender = read(octets(certificate), me.authority)
    said, device, number, at_ms, tips, receipt, revocations = items(unverified(octets(statement), MOST_WORD), 7)
    verify_signed(sender.sign, Purpose.PARCEL, octets(statement))
    if octets(said) != start or hex_id(device) != sender.device:
        raise NotVouched("a word about another parcel")
    return Word(
        sender,
        whole(number),
        whole(at_ms),
        read_tips(tips),
        octets(receipt),
        tuple(octets(one) for one in items(revocations)),
    )


def _hint(box_key: bytes) -> bytes:
    """By which a receiver knows his box; nobody else can tell whose it is without having his public key."""
    return hashlib.blake2b(box_key, digest_size=HINT_BYTES, person=b"fupin hint").digest()


def _digest(start: bytes) -> bytes:
    return hashlib.blake2b(start, digest_size=32, person=b"fupin parcel").digest()
