"""What the registered households add up to, beside what the village form says. Reads; draws nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.asking import HouseholdQuery, HouseholdRow
from fupin_desktop.domain.checks.context import LAND
from fupin_desktop.domain.policy import Policy
from fupin_desktop.domain.village_groups import VillageInGroup
from fupin_desktop.fields.plain import decimal_text
from fupin_desktop.services.overview import EXITED, POOR
from fupin_desktop.services.ports import Registry

FORM = RECORDS["village_year"].by_name


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: what the registry adds up to, what the form says, and what is odd about the two."""

    label: str
    registered: str
    on_form: str = ""
    odd: str = ""


@dataclass(frozen=True, slots=True)
class VillageCounts:
    """The households of a village in a year, as far as the figures need them."""

    rows: Sequence[HouseholdRow]
    conditions: Sequence[Any]


def counts(registry: Registry, village_code: str, year: int) -> VillageCounts:
    """Read the households of a village."""
    ids = registry.household_ids(HouseholdQuery(filters={"village_code": (village_code,)}, year=year))
    conditions = [one for one in registry.records("household_conditions", "household_id", ids) if one.year == year]
    return VillageCounts(registry.household_rows(ids, year), conditions)


def figures(counted: VillageCounts, form: Any | None, policy: Policy) -> list[Figure]:
    """Every line; `form` is the village's yearly record, None if there is none yet."""
    poor = [row for row in counted.rows if row.poverty_status in POOR]
    exited = [row for row in counted.rows if row.poverty_status in EXITED]
    if counted.rows and all(row.poverty_status is None for row in counted.rows):
        return [Figure("登记户数", f"{len(counted.rows)} 户", odd="各户这一年的情况还没有填，算不出贫困户数。")]
    return [
        _number("poor_households", len(poor), form),
        _number("poor_persons", _people(poor), form),
        Figure("已脱贫", f"{len(exited)} 户 {_people(exited)} 人"),
        _rate(_people(poor), form, policy),
        _of_attribute("minimum_living_households", ("minimum_living", "both"), counted.rows, form),
        _of_attribute("five_guarantee_households", ("five_guarantee", "both"), counted.rows, form),
        _at_least("dangerous_house_households", sum(1 for one in counted.conditions if one.is_dangerous_house), form),
        _at_least("unsafe_water_households", sum(1 for one in counted.conditions if _lacks_water(one)), form),
        *_land(counted.conditions, form),
    ]


def class_figures(classes: Iterable[VillageInGroup]) -> list[Figure]:
    """The classes that the village is in, by what, and whether it has a fitting project this year."""
    return [
        Figure(
            f"{one.group.by}：{one.group.title}",
            "",
            "，".join(one.facts),
            "" if one.project_ids else f"这一年还没有对路的项目（{one.sector_words}）。",
        )
        for one in classes
    ]


def _number(field: str, registered: int, form: Any | None) -> Figure:
    """A figure that the registry itself computes; what was reported of it is only compared."""
    said = _said(form, field)
    odd = f"上报的是 {said}，登记库是 {registered}，请核对。" if said is not None and said != registered else ""
    return Figure(FORM[field].label, f"{registered} {FORM[field].unit}", _worded(field, said), odd)


def _rate(poor_persons: int, form: Any | None, policy: Policy) -> Figure:
    """Poor persons among all persons of the village, against the line for leaving (reference: domain.md §2.4)."""
    everybody = _said(form, "persons_total")
    if not everybody:
        return Figure("贫困发生率", "", odd="先填“总人口数”，才能算出贫困发生率。")
    rate = Decimal(100 * poor_persons) / Decimal(everybody)
    item = next((one for one in policy.exit_items("village") if one.key == "poverty_rate"), None)
    is_above = item is not None and item.target is not None and rate >= item.target
    has_left = bool(getattr(form, "is_exited", False))
    odd = f"已出列，贫困发生率却不低于 {item.target:g}%，请核对。" if is_above and has_left and item else ""
    target = f"出列要求低于 {item.target:g}%" if item is not None and item.target is not None else ""
    return Figure("贫困发生率", f"{rate:.2f}%", target, odd)


def _of_attribute(field: str, kinds: Sequence[str], rows: Iterable[HouseholdRow], form: Any | None) -> Figure:
    table = code_table("household_attribute")
    codes = {item.code for item in table.items if item.extra.get("kind") in kinds}
    return _at_least(field, sum(1 for row in rows if row.household_attribute in codes), form)


def _at_least(field: str, registered: int, form: Any | None) -> Figure:
    """The whole village has at least as many as its registered households."""
    said = _said(form, field)
    odd = f"全村{FORM[field].label}比建档立卡户里的还少，请核对。" if said is not None and said < registered else ""
    return Figure(FORM[field].label, f"建档立卡户中 {registered} {FORM[field].unit}", _worded(field, said), odd)


def _land(conditions: Sequence[Any], form: Any | None) -> Iterable[Figure]:
    for field in LAND:
        known = [area for one in conditions if (area := getattr(one, field)) is not None]
        total = sum(known, Decimal())
        said = _said(form, field)
        odd = f"各户{FORM[field].label}加起来比全村还多，请核对。" if said is not None and total > said else ""
        if known or said is not None:
            yield Figure(FORM[field].label, f"各户合计 {decimal_text(total)} 亩", _worded(field, said), odd)


def _lacks_water(conditions: Any) -> bool:
    """Not solved, by the question that the form of its year asked."""
    return conditions.safe_water_solved is False or conditions.is_water_safe is False


def _people(rows: Iterable[HouseholdRow]) -> int:
    return sum(row.members or 0 for row in rows)


def _said(form: Any | None, field: str) -> Any:
    return getattr(form, field, None)


def _worded(field: str, value: Any) -> str:
    if value is None:
        return "表上未填"
    shown = decimal_text(value) if isinstance(value, Decimal) else str(value)
    return f"表上 {shown} {FORM[field].unit}"
