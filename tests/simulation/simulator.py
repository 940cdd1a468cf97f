"""One seed, one run, byte for byte: a plan of steps, then everything heals and meets, and the invariants are asked."""

import random
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from fupin_desktop.sync.session import Outcome, exchange
from tests.simulation import invariants as law
from tests.simulation.disks import memory
from tests.simulation.lines import Line
from tests.simulation.lots import Lots, drawn_by
from tests.simulation.steps import ALWAYS, FAULTS, Step
from tests.simulation.world import Exchange, MakeDisk, World

ROUNDS = 8  # in which everything has to have met
DEEP_EVERY = 10  # steps after which tables are made anew and compared


@dataclass
class Run:
    """What came of a seed."""

    seed: int
    faults: frozenset[str]
    steps: int
    trace: list[str] = field(default_factory=list[str])
    digest: str = ""
    happened: Counter[str] = field(default_factory=Counter[str])
    failure: str = ""
    error: BaseException | None = field(default=None, repr=False)


def faults_of(seed: int, only: Collection[str] | None = None) -> frozenset[str]:
    """Swarm testing: each seed meets some of the faults and not the others."""
    chance = random.Random(f"{seed} faults")
    drawn = frozenset(name for name in FAULTS if chance.random() < 0.45)
    return drawn if only is None else frozenset(only)


def steps_of(seed: int, faults: Collection[str], count: int) -> list[tuple[int, Step]]:
    """The plan: numbered, so that some can be left out and the others stay what they are."""
    chance = random.Random(f"{seed} steps")
    weights: dict[Step, float] = dict(ALWAYS)
    for name in sorted(faults):
        often = chance.choice((0.5, 1, 2, 4))
        for step, weight in FAULTS[name].items():
            weights[step] = weights.get(step, 0) + often * weight
    return list(enumerate(chance.choices(list(weights), list(weights.values()), k=count)))


def run(
    seed: int,
    *,
    count: int = 30,
    keep: Collection[int] | None = None,
    faults: Collection[str] | None = None,
    talk: Exchange = exchange,
    server_disk: MakeDisk | None = None,
    deep_every: int = DEEP_EVERY,
) -> Run:
    """Run a seed; `keep` are the numbers of the steps that are done, all without it."""
    drawn = faults_of(seed, faults)
    plan = [(number, step) for number, step in steps_of(seed, drawn, count) if keep is None or number in keep]
    found = Run(seed, drawn, len(plan))
    lots = Lots(f"{seed} world")
    with memory() as folder, drawn_by(lots):
        world = World(folder, lots, drawn, talk, server_disk)
        try:
            world.people(random.Random(f"{seed} people"))
            for number, step in plan:
                _do(world, seed, number, step, deep=number % deep_every == 0)
            _heal(world, seed)
            _judge(world)
        except Exception as error:  # noqa: BLE001  whatever it is, it is a finding
            found.failure, found.error = f"{type(error).__name__}: {error}", error
        finally:
            found.trace, found.digest, found.happened = world.trace, world.digest.hexdigest(), world.happened
            world.close()
    return found


def _do(world: World, seed: int, number: int, step: Step, *, deep: bool) -> None:
    chance = random.Random(f"{seed} {number} {step.__name__}")
    world.lots.chance = random.Random(f"{seed} {number} lots")
    at = len(world.trace)
    world.trace.append(f"{number:>3} … {step.__name__}")  # stays there if the step breaks
    said = step(world, chance)
    del world.trace[at]
    if said is not None:
        world.happened[f"step {step.__name__}"] += 1
        world.tell(f"{number:>3} {said}")
        world.check(deep=deep)


def _heal(world: World, seed: int) -> None:
    """Good lines, and everybody talks to everybody above him, until a round moves nothing."""
    chance = random.Random(f"{seed} healing")
    world.lots.chance = random.Random(f"{seed} healing lots")
    for one in world.computers:
        one.clock.jump(one.clock.skew)
    for _ in range(ROUNDS):
        said = [_meet(world, chance, *pair) for pair in _pairs(world)]
        if not any(said):
            return
    raise law.Broken(f"I2: after {ROUNDS} rounds over good lines there is still something to say")


def _pairs(world: World) -> Iterator[tuple[str, str]]:
    for one in world.laptops():
        if not one.is_revoked and not one.is_stolen:
            yield one.name, world.county.name
    if world.city:
        yield world.county.name, world.city.name


def _meet(world: World, chance: random.Random, name: str, server: str) -> bool:
    """One contact of the healing; whether anything moved."""
    one, other = world.named(name), world.named(server)
    before = (one.known(), one.held().keys(), other.known(), other.held().keys())
    came = world.contact(one, other, lambda there: Line(there, chance))
    law.hold("I2", isinstance(came, Outcome), f"{name} cannot talk to {server} over a good line: {came}")
    number = one.registry.replica().own().incarnation
    world.tell(f"    {name} meets {server}")
    moved = before != (one.known(), one.held().keys(), other.known(), other.held().keys())
    return moved or number != world.named(name).registry.replica().own().incarnation


def _judge(world: World) -> None:
    chance = random.Random("last words")
    trips = {
        name: came.round_trips
        for name, server in _pairs(world)
        if isinstance(
            came := world.contact(world.named(name), world.named(server), lambda there: Line(there, chance)), Outcome
        )
    }
    world.touch(*world.computers)
    world.check(deep=True)
    for invariant in LAST:
        invariant(world)
    law.the_last_word_is_short(world, trips)
    for one in world.computers:
        law.no_garbage_grows(one, world.computers)
    law.settling_ends(world)
    for one in [world.county, *world.laptops()]:
        world.tell(f"    {one.name}: {_mark(one.known())}")


LAST: tuple[Callable[[World], None], ...] = (
    law.everything_arrived,
    law.the_same_everywhere,
    law.the_revoked_added_nothing,
    law.every_value_has_its_author,
    law.newer_work_is_whole,
    law.roots_agree,
)


def _mark(ids: set[bytes]) -> str:
    return f"{len(ids)} commits, {sum(int.from_bytes(one, 'big') for one in ids) % 0xFFFFFFFF:08x}"


def shrunk(seed: int, failing: Callable[[Collection[int]], bool], count: int) -> list[int]:
    """The numbers of few steps with which it still fails: pieces are left out, smaller and smaller ones."""
    kept = list(range(count))
    size = max(1, count // 2)
    while True:
        start, before = 0, len(kept)
        while start < len(kept):
            fewer = kept[:start] + kept[start + size :]
            if failing(fewer):
                kept = fewer
            else:
                start += size
        if size == 1 and len(kept) == before:
            return kept
        size = max(1, size // 2)


def shrink(found: Run, count: int, **world: object) -> Run:
    """The same failure in few steps."""
    law_broken = found.failure.split(":")[0:2]

    def fails(keep: Collection[int]) -> bool:
        return run(found.seed, count=count, keep=keep, **world).failure.split(":")[0:2] == law_broken  # type: ignore[arg-type]

    kept = shrunk(found.seed, fails, count)
    return run(found.seed, count=count, keep=kept, **world)  # type: ignore[arg-type]
