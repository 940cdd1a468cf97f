"""What a chip offers to choose from, and how many households each choice would show beside the other filters."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.checks import Level
from fupin_desktop.services.ports import Registry
from fupin_desktop.ui.households.household_source import BY_LEVEL, COUNTED, value_of

BLANK = "（未填）"
CODED = ("poverty_status", "main_cause", "household_attribute")


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter: the name under which it is asked, and what people read."""

    name: str
    title: str


CHIPS = (
    Chip("poverty_status", "脱贫状态"),
    Chip("main_cause", "致贫原因"),
    Chip("household_attribute", "属性"),
    Chip("helper_id", "帮扶人"),
    Chip("villager_group", "村民小组"),
    Chip("problem", "有问题"),
)
TITLES = {chip.name: chip.title for chip in CHIPS}
HANDED_OVER = {"conflict": "有冲突", "id": "选定的户"}  # what other pages ask for; it can only be taken away


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter; how many households it would show, None if they were not counted."""

    value: str
    label: str
    count: int | None = None


def choices(registry: Registry, name: str, query: HouseholdQuery) -> list[Choice]:
    """The choices of a filter, counted under the other filters of the query. Reads; runs away from the window."""
    others = replace(query, filters={one: values for one, values in query.filters.items() if one != name})
    if name == "helper_id":
        return _helpers(registry, others)
    if name == "villager_group":
        return _groups(registry, others)
    counts = _counted(registry, name, others)
    return [Choice(value, label, counts.get(value, 0)) for value, label in known_values(name, query.year).items()]


def known_values(name: str, year: int | None) -> Mapping[str, str]:
    """The values that a filter can have without looking into the registry, and their labels."""
    if name == "problem":
        return {level.value: level.label for level in Level}
    if name not in CODED:
        return {}
    table = code_table(RECORDS["household_year"].by_name[name].codes)
    return {item.code: item.label for item in table.choices(year)} | {"": BLANK}


def worded(registry: Registry, name: str, values: Sequence[str], year: int | None) -> str:
    """「未脱贫、返贫」: the values of a filter as its chip says them."""
    known = known_values(name, year)
    if name == "helper_id":
        known = {helper.id: helper.name or BLANK for helper in registry.records("helper", "id", values)}
    return "、".join(known.get(value) or value or BLANK for value in values)


def _counted(registry: Registry, name: str, others: HouseholdQuery) -> Mapping[str, int]:
    ids = registry.household_ids(others)
    if len(ids) > COUNTED:
        asked = {value: {**others.filters, name: (value,)} for value in known_values(name, others.year)}
        return {value: len(registry.household_ids(replace(others, filters=one))) for value, one in asked.items()}
    rows = registry.household_rows(ids, others.year)
    if name == "problem":
        return {level: sum(1 for row in rows if getattr(row, column)) for level, column in BY_LEVEL.items()}
    return Counter(value_of(row, name) for row in rows)


def _groups(registry: Registry, others: HouseholdQuery) -> list[Choice]:
    """Groups have meaning within a village only: in a county there are a thousand 「第一小组」."""
    ids = registry.household_ids(others)
    if len(ids) > COUNTED:
        return []
    counts = Counter(value_of(row, "villager_group") for row in registry.household_rows(ids, others.year))
    return [Choice(value, value or BLANK, count) for value, count in sorted(counts.items(), key=_blank_last)]


def _helpers(registry: Registry, others: HouseholdQuery) -> list[Choice]:
    shown = set(registry.household_ids(others))
    pairings = (one for one in registry.records("pairing") if not one.ended_on and one.household_id in shown)
    counts = Counter(one.helper_id for one in {(one.household_id, one.helper_id): one for one in pairings}.values())
    helpers = registry.records("helper", "id", list(counts))
    return [Choice(one.id, one.name or BLANK, counts[one.id]) for one in sorted(helpers, key=lambda h: h.name or "")]


def _blank_last(counted: tuple[str, int]) -> tuple[bool, str]:
    return counted[0] == "", counted[0]
