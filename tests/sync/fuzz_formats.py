"""Every other format under random damage: `python -m tests.sync.fuzz_formats --seconds 600 [--seed 7]`.

Messages, chunks, frames, and what is signed. Damage is done to the bytes, and to the plain values in them, which are
then packed again. Whatever comes of it is read, or refused with the one error of its format; and what is signed is
never read as something else.
"""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple, cast

from bench.village_weeks import imported
from fupin_desktop.domain.streams import StreamKey, Tip
from fupin_desktop.sync import attachments, certificates, messages, receipts, revocations
from fupin_desktop.sync.chronicle import Chain, decode_chronicle, encode_chronicle
from fupin_desktop.sync.credentials import read_credentials
from fupin_desktop.sync.frames import BadFrame, FrameKind, framed, frames
from fupin_desktop.sync.limits import Malformed
from fupin_desktop.sync.packing import BadMessage, pack, unpack
from fupin_desktop.sync.signing import NotVouched
from tests.sync.fuzz_wire import damaged
from tests.sync.places import AUTHORITY

MOST_SECONDS = 5.0
STREAM = StreamKey("00ff10ab00ff10ab", "141124199201")
TIPS = (Tip(STREAM, 7, bytes(16)), Tip(STREAM, 1 << 39, b"x" * 16))
ODD = (None, True, -1, 0, 1 << 62, (1 << 63) - 1, "", "区" * 300, b"", b"x" * 16, [], {}, [[]], {"a": [1]}, {1: b"2"})


class Format(NamedTuple):
    """A sample of a format, what reads it, and what that may raise; `is_signed`: only the sample itself is read."""

    name: str
    content: bytes
    read: Callable[[bytes], object]
    refusal: tuple[type[ValueError], ...]
    is_signed: bool = False


def formats() -> list[Format]:
    """One sample of each."""
    key = AUTHORITY.sign_public
    certificate = certificates.issue(
        AUTHORITY,
        device="d" * 16,
        name="甲子沟村队",
        sign=key,
        box=AUTHORITY.box_public,
        prefixes=("141124199201",),
        role=certificates.Role.VILLAGE,
        not_before_ms=1,
        not_after_ms=1 << 41,
        serial=1,
    )
    listed = revocations.revoke(
        AUTHORITY, 3, [revocations.Revoked(device="d" * 16, serial=1, at_ms=5, witnessed=TIPS)], admitted=[bytes(16)]
    )
    said = receipts.Receipt(server="c" * 16, device="d" * 16, tips=TIPS, level=receipts.Level.APPLIED, at_ms=1)
    hello = messages.Hello(
        device="d" * 16, incarnation="a" * 16, root=bytes(16), clock_ms=1, introduction=b"i", revocations=(listed,)
    )
    answer = messages.Answer(
        server="c" * 16,
        clock_ms=1,
        root=bytes(16),
        token=b"t",
        tips=TIPS,
        villages={"141124199201": bytes(16)},
        revocations=(listed,),
        staged={bytes(16): 9},
    )
    pull = messages.Pull((messages.Wanted(STREAM, (bytes(16),)),), {bytes(16): 3}, ("a" * 16,), TIPS)
    heard = messages.Heard((messages.Verdict(bytes(16), 1, 2, "full"),), bytes(16), b"r", {STREAM: (bytes(16),)})
    credentials = pack([[certificate], [[bytes(8), bytes(8), b"statement", b"signature"]]])
    chunk = next(iter(attachments.chunks_of(bytes(32), b"photo" * 100))).framed()
    there = attachments.There(frozenset([bytes(8)]), {bytes(32): 5})
    village = imported(2, seed=9).segment()
    refused = (BadMessage,)
    return [
        Format("hello", hello.to_bytes(), messages.Hello.from_bytes, refused),
        Format("answer", answer.to_bytes(), messages.Answer.from_bytes, refused),
        Format("pull", pull.to_bytes(), messages.Pull.from_bytes, refused),
        Format("heard", heard.to_bytes(), messages.Heard.from_bytes, refused),
        Format("credentials", credentials, read_credentials, refused),
        Format("there", there.to_bytes(), attachments.There.from_bytes, refused),
        Format(
            "given", attachments.packed_given([attachments.Given(bytes(32), 5)]), attachments.unpacked_given, refused
        ),
        Format("wanted", attachments.packed_wanted(9, [(bytes(32), 0)]), attachments.unpacked_wanted, refused),
        Format("chunk", chunk[5:], attachments.read_chunk, refused, is_signed=True),
        Format("frames", chunk + framed(FrameKind.END, b""), lambda one: list(frames([one])), (BadFrame,)),
        Format("chronicle", encode_chronicle([_chain(village)]), decode_chronicle, (Malformed,)),
        Format("certificate", certificate, lambda one: certificates.read(one, key), (NotVouched,), is_signed=True),
        Format("list", listed, lambda one: revocations.read_revocations(one, key), (NotVouched,), is_signed=True),
        Format(
            "receipt",
            receipts.receipt(AUTHORITY, said),
            lambda one: receipts.read_receipt(one, key),
            (NotVouched,),
            is_signed=True,
        ),
    ]


def _chain(segment: Any) -> Chain:
    return Chain(segment.stream, segment.salt, (segment,))


def damaged_plain(content: bytes, chance: random.Random) -> bytes:
    """A message with one of its values changed, doubled, left out or nested, packed again; else the bytes damaged."""
    try:
        plain = unpack(content, 1 << 24)
    except BadMessage:
        return damaged(content, chance)
    return pack(_altered(plain, chance))


def _altered(plain: object, chance: random.Random) -> object:
    if isinstance(plain, list) and plain and chance.random() < 0.8:
        several = list(cast("list[object]", plain))
        at, turn = chance.randrange(len(several)), chance.randrange(6)
        if turn == 0:
            del several[at]
        elif turn == 1:
            several[at:at] = several[at : at + 1] * chance.choice((1, 2, 1_000))
        elif turn == 2:
            several.append(chance.choice(ODD))
        else:
            several[at] = _altered(several[at], chance)
        return several
    if isinstance(plain, bytes) and plain and chance.random() < 0.5:
        return damaged(plain, chance)
    return chance.choice(ODD)


def outcome(one: Format, content: bytes) -> str:
    """What becomes of the bytes; any other error than the format's own is an AssertionError."""
    start = time.process_time()
    try:
        found = one.read(content)
    except one.refusal:
        return "refused"
    finally:
        assert time.process_time() - start < MOST_SECONDS, one.name
    assert not one.is_signed or found == one.read(one.content), f"{one.name}: {content.hex()[:4_000]}"
    return "read"


def tried(some: list[Format], chance: random.Random) -> str:
    """One damage to one of the formats."""
    one = chance.choice(some)
    damage = chance.choice((damaged, damaged_plain))
    return f"{one.name}: {outcome(one, damage(one.content, chance))}"


def main() -> None:
    """Damage until the time is over; the first thing that must not be ends it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=time.time_ns())
    asked = parser.parse_args()
    chance, some = random.Random(asked.seed), formats()
    found: Counter[str] = Counter()
    end = time.monotonic() + asked.seconds
    while time.monotonic() < end:
        found[tried(some, chance)] += 1
    sys.stdout.write(f"seed {asked.seed}: {sum(found.values())} tries, {dict(sorted(found.items()))}\n")


if __name__ == "__main__":
    main()
