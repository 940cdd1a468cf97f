"""What may happen in a county, one thing at a time: what people do, and what goes wrong.

Each step draws from lots of its own, so that a run with some steps left out does the others as before. A step that has
nothing to do returns nothing.
"""

import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.catalogue.numbers import ALIAS, LIFE, number_of
from fupin_desktop.domain.changes import Edit, Op
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.services.undo import redo, undo
from fupin_desktop.sync.session import Outcome
from tests.simulation.clocks import TEN_YEARS
from tests.simulation.computers import Computer, Form
from tests.simulation.disks import Crash
from tests.simulation.lines import AlteredLine, CutLine, Line, MixedLine, ShortLine, TwiceLine
from tests.simulation.world import VILLAGES, World

Step = Callable[[World, random.Random], str | None]
SAYINGS: Mapping[str, tuple[dict[str, Any], ...]] = {
    "household": (
        {"address": "东沟5号院"},
        {"address": "东沟6号院", "phone": "19900000001"},
        {"phone": None},
        {"bank_name": "农商行", "bank_account": "6200001"},
        {"bank_account": "6200002"},
        {"head_name": "张演示"},
    ),
    "person": (
        {"name": "张演示"},
        {"name": "张演士", "person_phone": "19900000002"},
        {"id_number": "141199197001010018", "sex": "1"},
        {"birth_date": date(1970, 1, 1)},
        {"person_phone": None},
    ),
    "helper": ({"name": "李帮扶"}, {"phone": "19900000003"}, {"phone": "19900000004"}),
    "household_income": (
        {"wage_income": Decimal("1200")},
        {"wage_income": Decimal("1300.50")},
        {"pension_payment": None},
    ),
}
FIRST_NUMBER_OF_A_NEWER_PROGRAM = 900_000


def save(world: World, chance: random.Random) -> str | None:
    """Somebody saves a record, or several of one household at once."""
    one = _somebody(world, chance)
    region, edits = _region(one, chance), []
    for _ in range(chance.choice((1, 1, 1, 2))):
        record, record_id = _record(region, chance)
        edits += [Edit(record, record_id, name, said) for name, said in chance.choice(SAYINGS[record]).items()]
    one.write(region, edits)
    return f"{one.name} saves {_words(edits)}"


def add(world: World, chance: random.Random) -> str | None:
    """A household, or a person, of whom nobody has heard."""
    one = _somebody(world, chance)
    region, record = _region(one, chance), chance.choice(("household", "person"))
    edits = [Edit(record, chance.randbytes(16).hex(), *said) for said in chance.choice(SAYINGS[record]).items()]
    one.write(region, edits)
    return f"{one.name} adds {_words(edits)}"


def open_form(world: World, chance: random.Random) -> str | None:
    """A form is opened, and stands."""
    one = _somebody(world, chance)
    record, record_id = _record(_region(one, chance), chance)
    one.forms = [*one.forms[-2:], Form(record, record_id, one.registry.heads(record, record_id))]
    return f"{one.name} opens a form of {record} {record_id}"


def save_form(world: World, chance: random.Random) -> str | None:
    """A form that stood open is saved, over what it showed then."""
    those = [one for one in world.computers if one.forms]
    if not those:
        return None
    one = chance.choice(those)
    form = one.forms.pop(chance.randrange(len(one.forms)))
    said = chance.choice(SAYINGS[form.record])
    edits = [Edit(form.record, form.id, name, value, tuple(form.seen.get(name, ()))) for name, value in said.items()]
    one.write(_region_of_record(one, form.id, chance), edits)
    return f"{one.name} saves late {_words(edits)}"


def settle(world: World, chance: random.Random) -> str | None:
    """Somebody decides a disagreement that is shown to him."""
    one = chance.choice([*world.laptops(), world.county])
    found = one.registry.conflicts()
    if not found:
        return None
    said = chance.choice(found)
    world.settle(one, said, chance.randrange(8))
    world.touch(one)
    return f"{one.name} settles {said['kind']} of {said['record_id']} {said['field']}"


def merge(world: World, chance: random.Random) -> str | None:
    """Duplicates are merged, or parted again."""
    one = _somebody(world, chance)
    region = _region(one, chance)
    kind = chance.choice(("person", "household"))
    first, second = (_id_of(region, kind, chance) for _ in range(2))
    into = None if chance.random() < 0.3 or first == second else second
    one.save(region, kind, first, {ALIAS: into})
    return f"{one.name} merges {first} into {into}"


def delete(world: World, chance: random.Random) -> str | None:
    """A record is put into the bin, or taken out."""
    one = _somebody(world, chance)
    record, record_id = _record(_region(one, chance), chance)
    stands = chance.random() < 0.35
    one.save(_region_of_record(one, record_id, chance), record, record_id, {LIFE: stands})
    return f"{one.name} {'restores' if stands else 'deletes'} {record_id}"


def open_year(world: World, chance: random.Random) -> str | None:
    """A year of a household is opened: the same record on every laptop."""
    one = _somebody(world, chance)
    region = _region(one, chance)
    owner, year = _id_of(region, "household", chance), chance.choice((2017, 2018))
    record_id = yearly_id("household_income", owner, year)
    said = {"household_id": owner, "year": year} | chance.choice(SAYINGS["household_income"])
    one.save(region, "household_income", record_id, said)
    return f"{one.name} opens {year} of {owner}"


def take_back(world: World, chance: random.Random) -> str | None:
    """The last action is undone, or done again."""
    one = _somebody(world, chance)
    turn = chance.choice((undo, undo, redo))
    with suppress(Refused):
        return f"{one.name}: {turn(one.registry).title}"
    return None


def sync(world: World, chance: random.Random) -> str | None:
    """A laptop talks to the county over a good line, or the county to the city."""
    one, server = _pair(world, chance)
    return _said(one, world.contact(one, server, lambda there: Line(there, chance)))


def bad_sync(world: World, chance: random.Random) -> str | None:
    """The line loses, doubles, mixes, shortens or alters what goes over it."""
    one, server = _pair(world, chance)
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
    return f"{_said(one, world.contact(one, server, line))} over a {kind} line"


def replay(world: World, chance: random.Random) -> str | None:
    """What was once sent is sent again by somebody who has kept it."""
    if not world.old_pushes:
        return None
    one, pieces = chance.choice(world.old_pushes)
    if one.is_revoked or one not in world.computers:
        return None
    line = _Replaying(pieces, chance)
    return f"{_said(one, world.contact(one, world.county, line.over))} with an old push before it"


def write_stick(world: World, chance: random.Random) -> str | None:
    """A parcel is written for one or two others; it may be read soon, late, or never."""
    sender = chance.choice(world.computers)
    others = [one for one in world.computers if one.keys is not sender.keys and _may_meet(sender, one)]
    if not others:
        return None
    receivers = chance.sample(others, min(len(others), chance.choice((1, 1, 1, 2))))
    world.sticks = [*world.sticks[-3:], world.pack(sender, receivers)]
    return f"{sender.name} writes a stick for {', '.join(one.name for one in receivers)}"


def read_stick(world: World, chance: random.Random) -> str | None:
    """A stick is read: by whom it is for or by another, whole or pulled out too early, once or again."""
    if not world.sticks:
        return None
    stick = chance.choice(world.sticks)
    one = world.named(chance.choice(stick.receivers)) if chance.random() < 0.85 else chance.choice(world.computers)
    cut = stick.content[: chance.randrange(1, len(stick.content))] if chance.random() < 0.2 else None
    said = world.unpack(one, stick, cut)
    return f"{one.name} reads {stick.sender}'s stick{' cut short' if cut else ''}: {said}"


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
    one = _somebody(world, chance)
    region = _region(one, chance)
    record_id = _id_of(region, "household", chance)
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
    own = _region(one, chance)
    other = chance.choice(VILLAGES)
    if other.startswith(one.me.prefixes):
        return None
    world.all_agree_whom_to_believe = False  # who comes first is believed first
    one.save(own, "household", _id_of(other, "household", chance), {"address": "不归我管"})
    return f"{one.name} writes into a household of {other}"


ALWAYS: Mapping[Step, int] = {
    save: 16, add: 3, settle: 4, merge: 3, delete: 4, open_year: 3, take_back: 3, sync: 16, days_pass: 2,
}  # fmt: skip
FAULTS: Mapping[str, Mapping[Step, int]] = {
    "late forms": {open_form: 6, save_form: 6},
    "bad line": {bad_sync: 14, replay: 2},
    "sticks": {write_stick: 6, read_stick: 8},
    "laptops restored": {keep_copy: 3, restore_laptop: 4},
    "servers restored": {keep_copy: 3, restore_server: 3},
    "clones": {clone: 2},
    "thieves": {steal: 2, revoke: 2},
    "clocks": {turn_clock: 5},
    "crashes": {crash: 6},
    "newer program": {newer: 4},
    "intruders": {intrude: 3},
    "city": {},
    "helpers": {},
}


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


def _somebody(world: World, chance: random.Random) -> Computer:
    one = chance.choice([*world.laptops(), *world.laptops(), world.county])
    world.touch(one)
    return one


def _pair(world: World, chance: random.Random) -> tuple[Computer, Computer]:
    if world.city and chance.random() < 0.25:
        return world.county, world.city
    return chance.choice(world.laptops()), world.county


def _may_meet(sender: Computer, other: Computer) -> bool:
    return any(region.startswith(sender.me.prefixes) and region.startswith(other.me.prefixes) for region in VILLAGES)


def _region(one: Computer, chance: random.Random) -> str:
    return chance.choice([region for region in VILLAGES if region.startswith(one.me.prefixes)])


def _region_of_record(one: Computer, record_id: str, chance: random.Random) -> str:
    """Its village: what stands in its name, if nobody here has written it yet."""
    said = next((region for region in VILLAGES if f"-{region[-2:]}-" in record_id), _region(one, chance))
    return said if said.startswith(one.me.prefixes) else _region(one, chance)


def _record(region: str, chance: random.Random) -> tuple[str, str]:
    record = chance.choice(("household", "household", "person", "person", "helper"))
    return record, _id_of(region, record, chance)


def _id_of(region: str, kind: str, chance: random.Random) -> str:
    return "helper-0" if kind == "helper" else _named(region, kind, chance.randrange(3))


def _named(region: str, kind: str, number: int) -> str:
    return f"{kind}-{region[-2:]}-{number}"


def _restore(world: World, chance: random.Random, those: list[Computer]) -> str | None:
    if not those:
        return None
    one = chance.choice(those)
    noticed = chance.random() < 0.5
    world.restore(one, chance.choice(one.copies), noticed=noticed)
    return f"an older copy of {one.name} comes back{', and it knows' if noticed else ''}"


def _said(one: Computer, came: Outcome | str) -> str:
    if isinstance(came, str):
        return f"{one.name} syncs: {came}"
    refused = ",".join(verdict.refused for verdict in came.verdicts if verdict.refused)
    held = sum(verdict.held for verdict in came.verdicts)
    words = f"sent {came.sent.commits}, received {came.received_commits}, {came.round_trips} trips"
    words += f", held there {held}, here {came.held}" if held or came.held else ""
    words += f", refused {refused}" if refused else ""
    return f"{one.name} syncs: {words}{', was copied' if came.was_copied else ''}"


def _words(edits: list[Edit]) -> str:
    return ", ".join(f"{edit.id[:14]} {edit.field}={edit.value}" for edit in edits)
