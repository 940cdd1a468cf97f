"""The villages of the demo: in 样板乡 of 临县, a township whose code is not in use. No household lives here yet."""

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from fupin_desktop.domain.identity import village_id
from fupin_desktop.services.demo.draws import between, one_of
from fupin_desktop.services.demo.people import Row
from fupin_desktop.services.demo.words import words

MOST_VILLAGES = 60  # as many as there are pairs of stems and branches


@dataclass(slots=True)
class Village:
    """A village of the demo."""

    index: int
    code: str
    name: str
    groups: tuple[str, ...]
    is_lean: bool  # of the years before the last one only status and income are kept
    unit_ids: dict[str, str] = field(default_factory=dict[str, str])  # by name

    @property
    def id(self) -> str:
        """The id of its record."""
        return village_id(self.code)

    @property
    def is_exited(self) -> bool:
        """Every second village has left poverty by the last year, so that both kinds can be seen."""
        return self.index % 2 == 1


def village_at(index: int, *, is_lean: bool) -> Village:
    """The village of that place in the row, from 0."""
    known = words("villages")
    pair = known["stems"][index % len(known["stems"])] + known["branches"][index % len(known["branches"])]
    name = pair + known["endings"][index % len(known["endings"])]
    code = f"{known['township_code']}{known['first_number'] + index}"
    return Village(index, code, name, tuple(known["groups"][: 4 + index % 4]), is_lean)


def village_row(village: Village, rng: Random, leader: str, phone: str) -> Row:
    """The lasting part of the village."""
    known = words("villages")
    values: dict[str, Any] = {
        "village_code": village.code,
        "name": village.name,
        "township_name": known["township"],
        "county_name": known["county"],
        "village_kind": "05" if village.index % 3 else "01",
        "is_old_revolutionary_area": village.index % 4 == 0,
        "leader_name": leader,
        "leader_post": "党支部书记",
        "office_phone": phone,
        "development_direction": one_of(rng, ("01", "02", "03")),
        "terrain": one_of(rng, ("01", "01", "02")),
        "longitude": Decimal(110_700_000 + between(rng, 0, 300_000)).scaleb(-6),
        "latitude": Decimal(37_800_000 + between(rng, 0, 300_000)).scaleb(-6),
    }
    return ("village", village.id, values)
