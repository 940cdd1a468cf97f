"""How work travels, one thing at a time: over good and bad lines, again, and by stick."""

import random
from contextlib import suppress
from typing import Any

from tests.simulation.choosing import may_meet, pair, said_of
from tests.simulation.lines import AlteredLine, CutLine, Line, MixedLine, ShortLine, TwiceLine
from tests.simulation.sticks import pack, unpack
from tests.simulation.world import World


def sync(world: World, chance: random.Random) -> str | None:
    """A laptop talks to the county over a good line, or the county to the city."""
    one, server = pair(world, chance)
    return said_of(one, world.contact(one, server, lambda there: Line(there, chance)))


def bad_sync(world: World, chance: random.Random) -> str | None:
    """The line loses, doubles, mixes, shortens or alters what goes over it."""
    one, server = pair(world, chance)
    trip = chance.randint(1, 4)
    kind, line = chance.choice(
        (
            ("cut", lambda there: CutLine(there, chance, left=int(10 ** chance.uniform(1, 4.3)))),
            ("cut", lambda there: CutLine(there, chance, left=int(10 ** chance.uniform(2, 3.7)))),
            ("twice", lambda there: TwiceLine(there, chance)),
            ("mixed", lambda there: MixedLine(there, chance)),
            ("short", lambda there: ShortLine(there, chance, trip=trip)),
            ("altered", lambda there: AlteredLine(there, chance, trip=trip)),
        )
    )
    return f"{said_of(one, world.contact(one, server, line))} over a {kind} line"


def replay(world: World, chance: random.Random) -> str | None:
    """What was once sent is sent again by somebody who has kept it."""
    if not world.old_pushes:
        return None
    one, pieces = chance.choice(world.old_pushes)
    if one.is_revoked or one not in world.computers:
        return None
    line = _Replaying(pieces, chance)
    return f"{said_of(one, world.contact(one, world.county, line.over))} with an old push before it"


def write_stick(world: World, chance: random.Random) -> str | None:
    """A parcel is written for one or two others; it may be read soon, late, or never."""
    sender = chance.choice(world.computers)
    others = [one for one in world.computers if one.keys is not sender.keys and may_meet(sender, one)]
    if not others:
        return None
    receivers = chance.sample(others, min(len(others), chance.choice((1, 1, 1, 2))))
    world.sticks = [*world.sticks[-3:], pack(world, sender, receivers)]
    return f"{sender.name} writes a stick for {', '.join(one.name for one in receivers)}"


def read_stick(world: World, chance: random.Random) -> str | None:
    """A stick is read: by whom it is for or by another, whole or pulled out too early, once or again."""
    if not world.sticks:
        return None
    stick = chance.choice(world.sticks)
    one = world.named(chance.choice(stick.receivers)) if chance.random() < 0.85 else chance.choice(world.computers)
    cut = stick.content[: chance.randrange(1, len(stick.content))] if chance.random() < 0.2 else None
    said = unpack(world, one, stick, cut)
    return f"{one.name} reads {stick.sender}'s stick{' cut short' if cut else ''}: {said}"


class _Replaying:
    def __init__(self, pieces: list[bytes], chance: random.Random) -> None:
        self.pieces, self.chance = pieces, chance

    def over(self, there: Any) -> Line:
        """A line over which old bytes go out together with the new ones."""
        return _ReplayLine(there, self.chance, self.pieces)


class _ReplayLine(Line):
    def __init__(self, county: Any, chance: random.Random, old: list[bytes]) -> None:
        super().__init__(county, chance)
        self.old = old

    def push(self, token: bytes, pieces: Any) -> bytes:
        """The old ones first, as a request of their own."""
        with suppress(ValueError):
            self.county.push(token, iter(self.old))
        return super().push(token, pieces)
