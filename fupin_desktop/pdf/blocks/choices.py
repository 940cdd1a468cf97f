"""Choices with boxes to tick, all of them printed, so that the paper can be corrected by hand.

The boxes and ticks are drawn; beside a tick stands an unseen √, so that what is ticked can be found and copied.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.fields.spec import Kind
from fupin_desktop.pdf.facts import Fact, value
from fupin_desktop.pdf.fonts import width
from fupin_desktop.pdf.ink import Ink
from fupin_desktop.pdf.rows import PAD, Slot
from fupin_desktop.pdf.seen import Seen, labels
from fupin_desktop.pdf.typesetting import fitted

_BOX = 7.4  # points
_GAP = 2.2  # between a box and its words
_BETWEEN = 9.0  # between one choice and the next
_LINE = 1.45  # line distance in type sizes
_TICK = "√"
_TINY = 3.0  # for an unknown code's words on a full line
_REST = 24.0  # the room that is always left for them


class Choice(NamedTuple):
    """One choice and where it stands, from the upper left corner of its row."""

    key: str
    label: str
    x: float
    down: float  # to the middle of its line


class Held(NamedTuple):
    """Which choices hold, and in words what holds and is no choice of that year."""

    keys: frozenset[str]
    rest: str


@dataclass(frozen=True)
class Choices:
    """Choices set in the lines of one cell."""

    found: tuple[Choice, ...]
    height: float
    size: float
    rest: tuple[float, float, float]  # where words stand that are none of the choices: x, down, width

    def draw(self, ink: Ink) -> None:
        """The boxes."""
        for choice in self.found:
            ink.box(choice.x, -choice.down - _BOX / 2, _BOX, _BOX, 0.6)

    def tick(self, ink: Ink, left: float, top: float, held: Held) -> None:
        """The ticks of a row whose upper left corner is given, each before its words, in the order of reading."""
        ink.say(*sorted(held.keys), held.rest)
        for choice in self.found:
            if choice.key in held.keys:
                ink.tick(left + choice.x, top - choice.down - _BOX / 2, _BOX)
                ink.unseen(left + choice.x, top - choice.down, _TICK, self.size)
            ink.text(left + choice.x + _BOX + _GAP, top - choice.down, choice.label, self.size)
        if held.rest:
            x, down, room = self.rest
            size = fitted(held.rest, room, 0, self.size, _TINY).size
            ink.text(left + x, top - down, held.rest, size)

    def held(self, shown: Fact, seen: Seen) -> Held:
        """What the dossier says of the fact."""
        found = value(shown.name, seen)
        spec = shown.spec
        if found is None or spec is None:
            return Held(frozenset(), "")
        if spec.kind is Kind.FLAG:
            return Held(frozenset({"1" if found else "0"}), "")
        codes = (found,) if isinstance(found, str) else tuple(found)
        known = {choice.key for choice in self.found}
        label = labels(seen.dossier.year)
        rest = "、".join(label(spec.codes, code) for code in codes if code not in known)
        return Held(frozenset(codes) & known, rest)


def choices_of(shown: Fact, slot: Slot, size: float, height: float, year: int) -> Choices:
    """All choices of a code or a flag in that year."""
    spec = shown.spec
    if spec is None or spec.kind is Kind.FLAG:
        return placed([("1", "是"), ("0", "否")], slot, size, height)
    options = [(item.code, item.label) for item in code_table(spec.codes).choices(year)]
    return placed(options, slot, size, height, spare=_REST)


def placed(options: Sequence[tuple[str, str]], slot: Slot, size: float, height: float, spare: float = 0) -> Choices:
    """The choices in as many lines as the slot needs; somewhere `spare` points are left for other words."""
    ends: list[float] = [slot.x + PAD]  # where each line ends so far
    edge = slot.x + slot.width - PAD
    spots: list[tuple[str, str, float, int]] = []
    for key, label in options:
        wide = _BOX + _GAP + width(label) * size / 1000
        if ends[-1] > slot.x + PAD and ends[-1] + wide > edge:
            ends.append(slot.x + PAD)
        spots.append((key, label, ends[-1], len(ends) - 1))
        ends[-1] += wide + _BETWEEN
    if edge - min(ends) < spare:
        ends.append(slot.x + PAD)
    distance = size * _LINE
    needed = max(height, len(ends) * distance + 3)
    first = (needed - (len(ends) - 1) * distance) / 2
    found = tuple(Choice(key, label, at, first + row * distance) for key, label, at, row in spots)
    rest = min(range(len(ends)), key=lambda row: ends[row])
    return Choices(found, needed, size, (ends[rest], first + rest * distance, edge - ends[rest]))
