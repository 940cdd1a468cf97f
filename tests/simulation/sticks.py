"""Parcels on their way: how one is written and what comes of reading it; who carries it is drawn by the steps."""

from io import BytesIO

from fupin_desktop.sync.chain import plan
from fupin_desktop.sync.parcel import NoParcel, NotForUs, read_parcel, write_parcel
from fupin_desktop.sync.pieces import Altered, Cut
from fupin_desktop.sync.session import vouch_for_own
from fupin_desktop.sync.signing import NotVouched
from tests.simulation import invariants as law
from tests.simulation.computers import Computer
from tests.simulation.world import Stick, World

UNREADABLE = (NoParcel, NotForUs, Cut, Altered, NotVouched)


def pack(world: World, sender: Computer, receivers: list[Computer]) -> Stick:
    """Write a parcel of what the receivers are thought to lack."""
    replica = sender.registry.replica()
    vouch_for_own(replica, sender.me)
    word = world.words.get((sender.name, receivers[0].name)) if len(receivers) == 1 else None
    theirs = word.tips if word else ()
    todo = plan(replica.tips(sender.me.prefixes), theirs, replica.knows(tip.id for tip in theirs))
    streams = todo.push | {stream: frozenset[bytes]() for stream in todo.forked}
    streams = {
        stream: known
        for stream, known in streams.items()
        if all(stream.within(receiver.me.prefixes) for receiver in receivers)
    }
    target, certificates = BytesIO(), [one.me.certificate for one in receivers]
    sender.parcels += 1
    write_parcel(target, replica, sender.me, certificates, streams, sender.parcels, random_bytes=world.lots.token_bytes)
    world.digest.update(target.getvalue())
    return Stick(target.getvalue(), sender.name, tuple(one.name for one in receivers))


def unpack(world: World, one: Computer, stick: Stick, content: bytes | None = None) -> str:
    """Read a parcel; what came of it in a word."""
    before = one.known()
    whole = content is None or content == stick.content
    meant = any(world.named(name).keys is one.keys for name in stick.receivers)
    try:
        word, received = read_parcel(BytesIO(content or stick.content), one.registry.replica(), one.me)
    except UNREADABLE as error:
        law.hold("I3", not (whole and meant), f"{one.name} cannot read its parcel: {error!r}")
        law.hold("I5", one.known() == before, "a parcel that was refused changed something")
        return type(error).__name__
    law.hold("I8", meant, f"{one.name} reads a parcel that is for {stick.receivers}")
    law.hold("I5", whole, "a parcel that was cut short was taken")
    world.words[one.name, stick.sender] = word
    world.notice(one)
    world.touch(one)
    return f"{sum(each.taken for each in received.verdicts)} new, {sum(each.held for each in received.verdicts)} held"
