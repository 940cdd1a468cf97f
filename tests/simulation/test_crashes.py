"""A machine stops at every one of its write points, one after the other, and starts again from what lay there."""

import random
from collections.abc import Callable, Iterator

import pytest

from fupin_desktop.sync.certificates import Role
from tests.db.registries import tables
from tests.simulation import invariants as law
from tests.simulation.computers import Computer
from tests.simulation.disks import Crash, memory
from tests.simulation.lines import Line
from tests.simulation.lots import Lots, drawn_by
from tests.simulation.world import COUNTY, VILLAGES, World


@pytest.fixture
def world() -> Iterator[World]:
    """A county and two laptops of a village with a disagreement between them that no one has carried yet."""
    lots = Lots("crashes")
    with memory() as folder, drawn_by(lots):
        made = World(folder, lots, frozenset())
        made.county = made.computer("county", (COUNTY,), Role.COUNTY)
        one, other = (made.computer(f"laptop{number}", VILLAGES[:1], Role.VILLAGE) for number in (1, 2))
        for each in (one, other):
            each.registry.replica().keep_credentials([(made.county.me.device, made.county.certificate)], [])
        other.save(VILLAGES[0], "household", "h1", {"address": "东沟5号院", "phone": "19900000001"})
        talk(made, other)
        one.save(VILLAGES[0], "household", "h1", {"address": "东沟6号院"})
        one.save(VILLAGES[0], "person", "p1", {"name": "张演示"})
        for each in made.computers:
            each.expected = each.known()
            each.keep_copy()
        yield made
        made.close()


def talk(world: World, one: Computer) -> object:
    return world.contact(one, world.county, lambda there: Line(there, random.Random(1)))


def save(world: World, one: Computer) -> None:
    one.save(VILLAGES[0], "household", "h2", {"address": "东沟7号院", "bank_account": "6200001"})


@pytest.mark.parametrize("stops", ["laptop1", "county"])
def test_wherever_it_stops_in_a_conversation_the_next_one_brings_all_of_it(world: World, stops: str) -> None:
    points = _points(world, lambda: talk(world, world.named("laptop1")), stops)
    assert points > 12
    proved: set[object] = set()
    for point in range(1, points + 1):
        _begin_again(world)
        _stopped(world, lambda: talk(world, world.named("laptop1")), stops, point)
        world.check(deep=False)
        _proved(world.named(stops), proved)
        talk(world, world.named("laptop1"))
        assert tables(world.named("laptop1").registry) == tables(world.county.registry), f"stopped at {point}"


def test_wherever_it_stops_in_a_save_all_of_it_stands_or_nothing(world: World) -> None:
    one = world.named("laptop1")
    points = _points(world, lambda: save(world, one), "laptop1")
    assert points > 5
    proved: set[object] = set()
    for point in range(1, points + 1):
        _begin_again(world)
        before = one.known()
        _stopped(world, lambda: save(world, one), "laptop1", point)
        _proved(one, proved)
        assert one.known() == before, "it was not acknowledged, and it is not there"


def _points(world: World, act: Callable[[], object], stops: str) -> int:
    disk = world.named(stops).disk
    disk.crash_at(-1)
    act()
    return disk.points


def _begin_again(world: World) -> None:
    for one in world.computers:
        one.put_back(one.copies[0])


def _proved(one: Computer, proved: set[object]) -> None:
    """Its tables are what its log says; a state that was proved before is not proved again."""
    state = repr(tables(one.registry))
    if state not in proved:
        law.tables_are_the_fold(one)
        proved.add(state)


def _stopped(world: World, act: Callable[[], object], stops: str, point: int) -> None:
    disk = world.named(stops).disk
    disk.crash_at(point)
    try:
        act()
    except Crash:
        disk.reopen()
    world.touch(*world.computers)
