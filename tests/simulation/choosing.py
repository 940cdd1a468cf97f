"""Whom, where and which record a step means, drawn by its lots, and the words of the trace; no step stands here."""

import random

from fupin_desktop.domain.changes import Edit
from fupin_desktop.sync.session import Outcome
from tests.simulation.computers import Computer
from tests.simulation.world import VILLAGES, World


def somebody(world: World, chance: random.Random) -> Computer:
    """Somebody who works at this moment, oftener a laptop than the county; he is looked at after the step."""
    one = chance.choice([*world.laptops(), *world.laptops(), world.county])
    world.touch(one)
    return one


def pair(world: World, chance: random.Random) -> tuple[Computer, Computer]:
    """Who talks to whom: a laptop to the county, or the county to the city."""
    if world.city and chance.random() < 0.25:
        return world.county, world.city
    return chance.choice(world.laptops()), world.county


def may_meet(sender: Computer, other: Computer) -> bool:
    """Whether the two have a village in common."""
    return any(region.startswith(sender.me.prefixes) and region.startswith(other.me.prefixes) for region in VILLAGES)


def region_of(one: Computer, chance: random.Random) -> str:
    """A village in which this computer may write."""
    return chance.choice([region for region in VILLAGES if region.startswith(one.me.prefixes)])


def region_of_record(one: Computer, record_id: str, chance: random.Random) -> str:
    """Its village: what stands in its name, if nobody here has written it yet."""
    said = next((region for region in VILLAGES if f"-{region[-2:]}-" in record_id), region_of(one, chance))
    return said if said.startswith(one.me.prefixes) else region_of(one, chance)


def record_in(region: str, chance: random.Random) -> tuple[str, str]:
    """A record of the village, of one of the kinds that people edit."""
    record = chance.choice(("household", "household", "person", "person", "helper"))
    return record, id_of(region, record, chance)


def id_of(region: str, kind: str, chance: random.Random) -> str:
    """One of the few records of a kind that everybody knows."""
    return "helper-0" if kind == "helper" else _named(region, kind, chance.randrange(3))


def _named(region: str, kind: str, number: int) -> str:
    return f"{kind}-{region[-2:]}-{number}"


def said_of(one: Computer, came: Outcome | str) -> str:
    """What came of a conversation, in words."""
    if isinstance(came, str):
        return f"{one.name} syncs: {came}"
    refused = ",".join(verdict.refused for verdict in came.verdicts if verdict.refused)
    held = sum(verdict.held for verdict in came.verdicts)
    words = f"sent {came.sent.commits}, received {came.received_commits}, {came.round_trips} trips"
    words += f", held there {held}, here {came.held}" if held or came.held else ""
    words += f", refused {refused}" if refused else ""
    return f"{one.name} syncs: {words}{', was copied' if came.was_copied else ''}"


def words_of(edits: list[Edit]) -> str:
    """Edits in words."""
    return ", ".join(f"{edit.id[:14]} {edit.field}={edit.value}" for edit in edits)
