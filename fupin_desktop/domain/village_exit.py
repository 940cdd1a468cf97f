"""Whether a village may leave poverty: each criterion with what stands behind it (plan 三(四); domain.md §2.4).

The village form and the accepted sector projects speak for one another: what was built and accepted is there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.catalogue.households.household_conditions import HouseholdConditions
from fupin_desktop.catalogue.projects.sector_project import SectorProject
from fupin_desktop.catalogue.villages.village_year import VillageYear
from fupin_desktop.domain.book import Book
from fupin_desktop.domain.funds import PROJECT
from fupin_desktop.domain.industry import ENTITY, leading
from fupin_desktop.domain.policy import ExitItem, Policy
from fupin_desktop.fields.plain import decimal_text

ROAD, CLINIC, CULTURE, BROADBAND = "01", "05", "06", "08"  # project_sector


@dataclass(frozen=True, slots=True)
class Standing:
    """What the criteria are asked of: a village in a year."""

    form: VillageYear | None
    poor_persons: int
    conditions: tuple[HouseholdConditions, ...]
    book: Book


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: `is_met` is None where nothing is known; `project_ids` are the accepted projects behind it."""

    item: ExitItem
    actual: str
    is_met: bool | None
    project_ids: tuple[str, ...] = ()


Found = tuple[str, bool | None]


def criteria(standing: Standing, policy: Policy) -> list[Criterion]:
    """Every criterion in the order of the policy."""
    return [_criterion(item, standing) for item in policy.exit_items("village")]


def in_the_way(found: Iterable[Criterion]) -> list[Criterion]:
    """The criteria that are demanded and not met, or of which nothing is known."""
    return [one for one in found if one.item.required and not one.is_met]


def _criterion(item: ExitItem, standing: Standing) -> Criterion:
    sector = SECTORS.get(item.key, "")
    built: list[SectorProject] = [
        one for one in standing.book.rows(PROJECT) if sector and one.sector == sector and one.accepted_on
    ]
    actual, is_met = COUNTED[item.key](standing, item) if item.key in COUNTED else ("没有数据", None)
    if built and not is_met:
        actual, is_met = f"{actual}；已验收项目：{'、'.join(one.name or '' for one in built)}", True
    return Criterion(item, actual, is_met, tuple(one.id for one in built))


def _poverty_rate(standing: Standing, item: ExitItem) -> Found:
    total = standing.form.persons_total if standing.form else None
    if not total or item.target is None:
        return "总人口数没有填", None
    rate = (Decimal(standing.poor_persons) * 100 / total).quantize(Decimal("0.01"))
    return f"{standing.poor_persons}/{total} = {decimal_text(rate)}%", rate < item.target


def _flag(field: str) -> Callable[[Standing, ExitItem], Found]:
    def found(standing: Standing, _item: ExitItem) -> Found:
        value: bool | None = getattr(standing.form, field, None)
        return {True: ("是", True), False: ("否", False), None: ("村表没有填", None)}[value]

    return found


def _at_least_one(*fields: str) -> Callable[[Standing, ExitItem], Found]:
    def found(standing: Standing, _item: ExitItem) -> Found:
        values: list[int | None] = [getattr(standing.form, field, None) for field in fields]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return "村表没有填", None
        return "、".join(str(value) for value in known), all(value >= 1 for value in known)

    return found


def _water(standing: Standing, _item: ExitItem) -> Found:
    left = standing.form.unsafe_water_households if standing.form else None
    return ("村表没有填", None) if left is None else (f"未实现饮水安全 {left} 户", left == 0)


def _power(standing: Standing, _item: ExitItem) -> Found:
    powered, groups = (getattr(standing.form, name, None) for name in ("powered_natural_villages", "groups_total"))
    if powered is None or groups is None:
        return "村表没有填", None
    return f"已通电自然村 {powered}/{groups}", powered >= groups


def _radio_tv(standing: Standing, _item: ExitItem) -> Found:
    known = [one.has_radio_tv for one in standing.conditions if one.has_radio_tv is not None]
    return (f"登记的户 {sum(known)}/{len(known)} 户通", all(known)) if known else ("没有数据", None)


def _industry(standing: Standing, _item: ExitItem) -> Found:
    entities = standing.book.rows(ENTITY)
    led = leading(entities)
    return (f"主要带动的主体 {len(led)} 个", bool(led)) if entities else ("没有登记带动主体", None)


def _collective(standing: Standing, item: ExitItem) -> Found:
    value = standing.form.collective_income if standing.form else None
    if value is None:
        return "村表没有填", None
    return f"{decimal_text(value)} 万元", value >= item.target if item.target is not None else value > 0


SECTORS = {"paved_road": ROAD, "culture": CULTURE, "clinic": CLINIC, "broadband": BROADBAND}
COUNTED: dict[str, Callable[[Standing, ExitItem], Found]] = {
    "poverty_rate": _poverty_rate,
    "paved_road": _flag("has_paved_road_to_township"),
    "bus": _flag("has_bus"),
    "water": _water,
    "power": _power,
    "radio_tv": _radio_tv,
    "culture": _at_least_one("libraries"),
    "clinic": _at_least_one("clinics", "licensed_doctors"),
    "broadband": _at_least_one("broadband_households"),
    "industry": _industry,
    "collective_income": _collective,
}
