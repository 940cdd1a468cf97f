"""What people do, one thing at a time: save, open forms, decide, merge, delete, take back; none of it travels."""

import random
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.catalogue.numbers import ALIAS, LIFE
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.services.undo import redo, undo
from tests.simulation.choosing import id_of, record_in, region_of, region_of_record, somebody, words_of
from tests.simulation.computers import Form
from tests.simulation.world import World

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


def save(world: World, chance: random.Random) -> str | None:
    """Somebody saves a record, or several of one household at once."""
    one = somebody(world, chance)
    region, edits = region_of(one, chance), []
    for _ in range(chance.choice((1, 1, 1, 2))):
        record, record_id = record_in(region, chance)
        edits += [Edit(record, record_id, name, said) for name, said in chance.choice(SAYINGS[record]).items()]
    one.write(region, edits)
    return f"{one.name} saves {words_of(edits)}"


def add(world: World, chance: random.Random) -> str | None:
    """A household, or a person, of whom nobody has heard."""
    one = somebody(world, chance)
    region, record = region_of(one, chance), chance.choice(("household", "person"))
    edits = [Edit(record, chance.randbytes(16).hex(), *said) for said in chance.choice(SAYINGS[record]).items()]
    one.write(region, edits)
    return f"{one.name} adds {words_of(edits)}"


def open_form(world: World, chance: random.Random) -> str | None:
    """A form is opened, and stands."""
    one = somebody(world, chance)
    record, record_id = record_in(region_of(one, chance), chance)
    one.forms = [*one.forms[-2:], Form(record, record_id, one.registry.heads(record, record_id))]
    return f"{one.name} opens a form of {record} {record_id}"


def save_form(world: World, chance: random.Random) -> str | None:
    """A form that stood open is saved, over what it showed then."""
    those = [one for one in world.computers if one.forms]
    if not those:
        return None
    one = chance.choice(those)
    world.touch(one)
    form = one.forms.pop(chance.randrange(len(one.forms)))
    said = chance.choice(SAYINGS[form.record])
    edits = [Edit(form.record, form.id, name, value, tuple(form.seen.get(name, ()))) for name, value in said.items()]
    one.write(region_of_record(one, form.id, chance), edits)
    return f"{one.name} saves late {words_of(edits)}"


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
    one = somebody(world, chance)
    region = region_of(one, chance)
    kind = chance.choice(("person", "household"))
    first, second = (id_of(region, kind, chance) for _ in range(2))
    into = None if chance.random() < 0.3 or first == second else second
    one.save(region, kind, first, {ALIAS: into})
    return f"{one.name} merges {first} into {into}"


def delete(world: World, chance: random.Random) -> str | None:
    """A record is put into the bin, or taken out."""
    one = somebody(world, chance)
    record, record_id = record_in(region_of(one, chance), chance)
    stands = chance.random() < 0.35
    one.save(region_of_record(one, record_id, chance), record, record_id, {LIFE: stands})
    return f"{one.name} {'restores' if stands else 'deletes'} {record_id}"


def open_year(world: World, chance: random.Random) -> str | None:
    """A year of a household is opened: the same record on every laptop."""
    one = somebody(world, chance)
    region = region_of(one, chance)
    owner, year = id_of(region, "household", chance), chance.choice((2017, 2018))
    record_id = yearly_id("household_income", owner, year)
    said = {"household_id": owner, "year": year} | chance.choice(SAYINGS["household_income"])
    one.save(region, "household_income", record_id, said)
    return f"{one.name} opens {year} of {owner}"


def take_back(world: World, chance: random.Random) -> str | None:
    """The last action is undone, or done again."""
    one = somebody(world, chance)
    turn = chance.choice((undo, undo, redo))
    with suppress(Refused):
        return f"{one.name}: {turn(one.registry).title}"
    return None
