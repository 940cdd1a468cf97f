"""What the checks have found in a village, gathered: by rule for the screen, by household for the list on paper."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fupin_desktop.catalogue.households.explanation import Explanation
from fupin_desktop.catalogue.villages.village_explanation import VillageExplanation
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.book import EXPLANATION
from fupin_desktop.domain.checks import Finding, Level
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.check_registry import all_findings, refresh, rule_title
from fupin_desktop.services.overview import village_title
from fupin_desktop.services.ports import Registry

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
OF_VILLAGE = "本村"
ORDER = {level: place for place, level in enumerate(Level)}  # weightiest first


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, and whose it is as people say it."""

    finding: Finding
    household: str  # the head's name; 本村 for what concerns the village itself
    group: str  # villagers' group


@dataclass(frozen=True, slots=True)
class OfRule:
    """All that one rule has found."""

    rule: str
    level: Level
    title: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """What was found suspicious and explained, and whose it is."""

    explanation: Explanation | VillageExplanation
    household: str
    group: str


@dataclass(frozen=True, slots=True)
class Sifted:
    """The findings of a village by rule, the weightiest rules first, and what was explained."""

    rules: tuple[OfRule, ...]
    explained: tuple[Explained, ...] = ()

    @property
    def households(self) -> int:
        """In how many households something was found."""
        return len({one.finding.household_id for each in self.rules for one in each.found} - {""})

    def count(self, level: Level) -> int:
        """How many findings weigh so much."""
        return sum(len(each.found) for each in self.rules if each.level is level)


def sift(
    registry: Registry,
    village_code: str,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Sifted:
    """Check what has changed since the last time, then gather what was found in the village ("": everywhere)."""
    refresh(registry, progress, cancelled)
    return Sifted(tuple(_by_rule(_of_village(registry, village_code))), tuple(_explained(registry, village_code)))


def print_findings(registry: Registry, village_code: str, target: Path) -> int:
    """Write the list to take along as a PDF, by household; returns how many households stand on it.

    Refused if nothing was found, or if a name has a character that no font has.
    """
    from fupin_desktop.pdf.check_list import CheckList, Entry, write_check_list

    found = _of_village(registry, village_code)
    if not found:
        raise Refused("体检没有发现问题，没有要打印的清单。")
    by_household: dict[str, list[Found]] = {}
    for one in sorted(found, key=lambda one: (one.group, one.household, ORDER[one.finding.level])):
        by_household.setdefault(one.finding.household_id, []).append(one)
    entries = [
        Entry(several[0].household, several[0].group, [(one.finding.level.label, _words(one)) for one in several])
        for several in by_household.values()
    ]
    place = village_title(registry, village_code) if village_code else "全部村"
    write_check_list(CheckList(place=place, entries=entries, made_on=registry.today()), target)
    return len(entries)


def _words(one: Found) -> str:
    """The message without the household's name, which stands in the first column."""
    return one.finding.message.removeprefix(f"{one.household}户：")


def _explained(registry: Registry, village_code: str) -> list[Explained]:
    """By household."""
    written = registry.records("explanation")
    named = {one.household_id for one in written}
    homes = {one.id: one for one in registry.records("household", "id", named)} if named else {}
    found = [
        Explained(one, home.head_name or "未填户主", home.villager_group or "")
        for one in written
        if (home := homes.get(one.household_id)) and village_code in ("", home.village_code)
    ]
    villages = registry.records("village", "village_code", [village_code] if village_code else None)
    own = {one.id for one in villages}
    found += [Explained(one, OF_VILLAGE, "") for one in registry.records(EXPLANATION) if one.village_id in own]
    return sorted(found, key=lambda one: (one.group, one.household, one.explanation.id))


def _of_village(registry: Registry, village_code: str) -> list[Found]:
    filters = {"village_code": (village_code,)} if village_code else {}
    ids = set(registry.household_ids(HouseholdQuery(filters=filters)))
    findings = [one for one in all_findings(registry) if one.household_id in ids or not one.household_id]
    named = {one.household_id for one in findings} - {""}
    known = {one.id: one for one in registry.records("household", "id", named)} if named else {}
    return [_found(one, known.get(one.household_id)) for one in findings]


def _found(finding: Finding, household: object) -> Found:
    name = getattr(household, "head_name", None) or (OF_VILLAGE if not finding.household_id else "未填户主")
    return Found(finding, name, getattr(household, "villager_group", None) or "")


def _by_rule(found: Iterable[Found]) -> Sequence[OfRule]:
    several: dict[tuple[Level, str], list[Found]] = {}
    for one in found:
        several.setdefault((one.finding.level, one.finding.rule), []).append(one)
    ordered = sorted(several.items(), key=lambda item: (ORDER[item[0][0]], -len(item[1]), item[0][1]))
    return [OfRule(rule, level, own[0].finding.title or rule_title(rule), tuple(own)) for (level, rule), own in ordered]
