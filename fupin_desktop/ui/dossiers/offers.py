"""The records that fields may point to, as choices: helpers, units, and what is in the dossier itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.services.ports import Registry
from fupin_desktop.ui.forms.choices import Choice, numbered

LONGEST = 24


@dataclass(frozen=True, slots=True)
class Helping:
    """Everybody who helps, and their units."""

    helpers: tuple[Any, ...]
    units: tuple[Any, ...]

    def helper(self, helper_id: str | None) -> Any | None:
        """A helper by id."""
        return next((one for one in self.helpers if one.id == helper_id), None)

    def unit(self, unit_id: str | None) -> Any | None:
        """A unit by id."""
        return next((one for one in self.units if one.id == unit_id), None)

    def helper_choices(self, dossier: Dossier) -> list[Choice]:
        """Those who help this household first."""
        own = {helping.pairing.helper_id for helping in dossier.helpers_now}
        ordered = sorted(self.helpers, key=lambda one: (one.id not in own, one.name or ""))
        names = {unit.id: unit.name or "" for unit in self.units}
        return numbered((one.id, one.name or "（无姓名）", names.get(one.unit_id or "", "")) for one in ordered)

    def unit_choices(self) -> list[Choice]:
        """By name."""
        return numbered(
            (one.id, one.name or "（无名称）", "") for one in sorted(self.units, key=lambda u: u.name or "")
        )


def read_helping(registry: Registry) -> Helping:
    """Read helpers and units."""
    return Helping(tuple(registry.records("helper")), tuple(registry.records("unit")))


def member_choices(dossier: Dossier) -> list[Choice]:
    """The members, head first."""
    return numbered((one.person.id, one.person.name or "（无姓名）", "") for one in dossier.members)


def plan_choices(plans: Sequence[Any]) -> list[Choice]:
    """Plans by year and content, newest first."""
    return numbered((one.id, _short(one.content), f"{one.year or ''} 年") for one in reversed(plans))


def measure_choices(measures: Sequence[Any]) -> list[Choice]:
    """Measures by day and content, newest first."""
    return numbered((one.id, _short(one.content), one.done_on or "") for one in reversed(measures))


def _short(text: str | None) -> str:
    plain = (text or "（无内容）").replace("\n", " ")
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"
