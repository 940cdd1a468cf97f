"""Random worlds of laptops for the tests of heads: forms opened early and saved late, sticks carried about."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from hypothesis import strategies as st

from fupin_desktop.domain.changes import OpId
from fupin_desktop.domain.heads import PlacedOp, Stamp, heads

RECORDS = ("household-1", "household-2")
GROUP = (11, 12)  # two fields that stand or fall together
ALONE = (21, 22)
VALUES = ("甲", "乙", "丙", None)


@dataclass
class Laptop:
    """One device: the ops that it knows, the forms that stand open on it, its own clock."""

    name: int
    skew_ms: int
    knows: dict[OpId, PlacedOp] = field(default_factory=dict)
    open_form: dict[tuple[str, int], list[PlacedOp]] | None = None

    def shown(self) -> dict[tuple[str, int], list[PlacedOp]]:
        """What a form shows: as it was when it was opened, else as it is now."""
        return heads(self.knows.values()) if self.open_form is None else self.open_form


@dataclass
class World:
    """Laptops that edit and exchange; every op ever written is in `ops`, in the order of writing."""

    laptops: list[Laptop]
    ops: list[PlacedOp] = field(default_factory=list)
    _commits: Any = field(default_factory=count)

    def edit(self, laptop: Laptop, record: str, wanted: dict[int, Any]) -> None:
        """Save fields of a record; whoever changes one field of the group restates all of it."""
        shown = laptop.shown()
        said = dict(wanted)
        if said.keys() & set(GROUP):
            for number in GROUP:
                before = shown.get((record, number))
                said.setdefault(number, before[0].value if before else None)
        commit = next(self._commits).to_bytes(16, "big")
        stamp = Stamp(max(0, 1_000_000 + len(self.ops) + laptop.skew_ms), 0)
        for place, (number, value) in enumerate(sorted(said.items())):
            bases = tuple(op.id for op in shown.get((record, number), ()))
            op = PlacedOp(OpId(commit, place), record, number, value, stamp, bases)
            self.ops.append(op)
            laptop.knows[op.id] = op
        laptop.open_form = None

    def carry(self, source: Laptop, target: Laptop) -> None:
        """Everything that one laptop knows comes to another."""
        target.knows |= source.knows

    def meet(self) -> None:
        """Every laptop comes to know everything."""
        for laptop in self.laptops:
            laptop.knows = {op.id: op for op in self.ops}


@st.composite
def worlds(draw: st.DrawFn, steps: int = 14) -> World:
    """A world of two to five laptops after some days of work; clocks are wrong by up to ten years."""
    ten_years = 10 * 365 * 86_400_000
    skews = draw(st.lists(st.integers(-ten_years, ten_years), min_size=2, max_size=5))
    world = World([Laptop(name, skew) for name, skew in enumerate(skews)])
    for _ in range(draw(st.integers(1, steps))):
        one, other = draw(st.integers(0, len(skews) - 1)), draw(st.integers(0, len(skews) - 1))
        laptop = world.laptops[one]
        match draw(st.sampled_from(["edit", "edit", "edit", "open", "carry"])):
            case "edit":
                numbers = draw(st.lists(st.sampled_from(GROUP + ALONE), min_size=1, max_size=3, unique=True))
                wanted = {number: draw(st.sampled_from(VALUES)) for number in numbers}
                world.edit(laptop, draw(st.sampled_from(RECORDS)), wanted)
            case "open":
                laptop.open_form = heads(laptop.knows.values())
            case _:
                world.carry(world.laptops[other], laptop)
    return world
