"""What goes wrong, one thing at a time: restores, copies, thieves, clocks, crashes, newer programs, intruders."""

import random

from fupin_desktop.catalogue.numbers import number_of
from fupin_desktop.domain.changes import Op
from tests.simulation.choosing import id_of, region_of, somebody
from tests.simulation.clocks import TEN_YEARS
from tests.simulation.computers import Computer
from tests.simulation.disks import Crash
from tests.simulation.travelling import sync
from tests.simulation.working import save
from tests.simulation.world import VILLAGES, World

FIRST_NUMBER_OF_A_NEWER_PROGRAM = 900_000


def keep_copy(world: World, chance: random.Random) -> str | None:
    """The file is copied aside."""
    one = chance.choice(world.computers)
    one.keep_copy()
    return f"{one.name} is copied aside"


def restore_laptop(world: World, chance: random.Random) -> str | None:
    """An older copy of a laptop comes back, with or without the program knowing."""
    return _restore(world, chance, [one for one in world.laptops() if one.copies])


def restore_server(world: World, chance: random.Random) -> str | None:
    """An older copy of a server comes back."""
    return _restore(world, chance, [one for one in world.computers if one.is_server and one.copies])


def clone(world: World, chance: random.Random) -> str | None:
    """A laptop's folder is copied to another machine, and both go on."""
    if len(world.laptops()) > 6:
        return None
    one = chance.choice(world.laptops())
    return f"{one.name} is cloned as {world.clone(one).name}"


def steal(world: World, chance: random.Random) -> str | None:
    """A laptop is in the wrong hands from now on."""
    those = world.honest()
    if len(those) < 2:
        return None
    one = chance.choice(those)
    one.is_stolen = True
    return f"{one.name} is stolen"


def revoke(world: World, chance: random.Random) -> str | None:
    """The county hears of it."""
    stolen = [one for one in world.computers if one.is_stolen and not one.is_revoked]
    if not stolen:
        return None
    one = chance.choice(stolen)
    world.revoke(one)
    return f"the county revokes {one.name}"


def turn_clock(world: World, chance: random.Random) -> str | None:
    """A clock jumps by up to ten years, sticks, or is set right."""
    one = chance.choice(world.computers)
    if chance.random() < 0.2 and not one.is_server:
        one.clock.stick()
        return f"{one.name}'s clock is stuck"
    a_day = chance.randint(-86_400_000, 86_400_000)  # a server's is looked after, but may be off by as much
    one.clock.jump(a_day if one.is_server else chance.choice((0, a_day, *[chance.randint(-TEN_YEARS, TEN_YEARS)] * 2)))
    return f"{one.name}'s clock is off by {one.clock.skew} ms"


def days_pass(world: World, chance: random.Random) -> str | None:
    """Time goes by."""
    days = chance.randint(1, 9)
    world.sun.go(days * 86_400_000)
    return f"{days} days pass"


def crash(world: World, chance: random.Random) -> str | None:
    """A machine stops at one of its write points, while it saves or talks, and starts again from what lay there."""
    stopping = chance.choice(world.computers)
    point = int(chance.expovariate(0.12)) + 1
    stopping.disk.crash_at(point)
    what = chance.choice((save, sync, sync))
    try:
        said = what(world, chance)
    except Crash:
        stopping.disk.reopen()
        said = f"{what.__name__} breaks off"
    stopping.disk.crash_at(0)
    world.touch(*world.computers)
    return f"{stopping.name} stops at write point {point}: {said}"


def newer(world: World, chance: random.Random) -> str | None:
    """A laptop with a newer program writes what the others have no word for."""
    one = somebody(world, chance)
    region = region_of(one, chance)
    record_id = id_of(region, "household", chance)
    ops = [
        Op(
            record_id,
            FIRST_NUMBER_OF_A_NEWER_PROGRAM + chance.randrange(3),
            {"多": [1, chance.randrange(9)], "空": None},
        ),
        Op(chance.randbytes(16).hex(), FIRST_NUMBER_OF_A_NEWER_PROGRAM + 9, "新的表"),
        Op(record_id, number_of("household", "address"), {"form": "另一种写法"}),
    ]
    before = one.known()
    one.write_as_newer(region, ops[: chance.randint(1, 3)], {"心情": {"好": True}})
    world.newer |= world.headers(one, one.known() - before)
    return f"{one.name} writes what only a newer program knows"


def intrude(world: World, chance: random.Random) -> str | None:
    """Somebody writes another village's household into his own stream."""
    one = chance.choice(world.laptops())
    own = region_of(one, chance)
    other = chance.choice(VILLAGES)
    if other.startswith(one.me.prefixes):
        return None
    world.all_agree_whom_to_believe = False  # who comes first is believed first
    one.save(own, "household", id_of(other, "household", chance), {"address": "不归我管"})
    return f"{one.name} writes into a household of {other}"


def _restore(world: World, chance: random.Random, those: list[Computer]) -> str | None:
    if not those:
        return None
    one = chance.choice(those)
    noticed = chance.random() < 0.5
    world.restore(one, chance.choice(one.copies), noticed=noticed)
    return f"an older copy of {one.name} comes back{', and it knows' if noticed else ''}"
