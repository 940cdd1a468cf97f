"""Checks of the village form (docs/checks.md, B01–B04)."""

from collections.abc import Iterator
from decimal import Decimal

from fupin_desktop.domain.checks.context import LAND, CheckContext, VillageFacts
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.wording import label, number

EXITED = "village_year.is_exited"
ABOVE_ZERO = ("persons_total", "collective_income")
EXPECTED = (
    "primary_schools",
    "resident_pension",
    "has_bus",
    "clinics",
    "public_toilets",
    "licensed_doctors",
    "waste_points",
    "libraries",
)


class VillageCase:
    """One village in one year."""

    __slots__ = ("context", "facts", "land", "village", "year")

    def __init__(self, facts: VillageFacts, context: CheckContext) -> None:
        self.context, self.village, self.facts = context, facts.village, facts.year
        self.land, self.year = facts.household_land, facts.year.year

    def remark(self, field: str, message: str, level: Level | None = None) -> Remark:
        """A remark at a field of the village form."""
        name = self.village.name or self.village.village_code or "（村名未填）"
        return Remark(f"{name}：{message}", "village_year", self.facts.id, field, level=level)


@check(
    "B01",
    level=Level.W,
    title="出列村的人口、集体收入、公共服务没有填或是0",
    source="GZ 1_03_002–016",
    fields=(EXITED,),
    of_village=True,
)
def exited_village_has_its_services(case: VillageCase) -> Iterator[Remark]:
    """Population and collective income blank or 0; the others blank."""
    if not case.facts.is_exited:
        return
    for field in (*ABOVE_ZERO, *EXPECTED):
        value = getattr(case.facts, field)
        if value is None:
            yield case.remark(field, f"已出列，{label(f'village_year.{field}')}没有填。请补上，没有的填0。")
        elif field in ABOVE_ZERO and not value:
            yield case.remark(field, f"已出列，{label(f'village_year.{field}')}却是0。请核对。")


@check(
    "B02",
    level=Level.W,
    title="贫困户的土地加起来多于全村",
    source="GZ",
    fields=("|".join(f"village_year.{name}" for name in LAND),),
    reads=("household_conditions",),
    of_village=True,
)
def village_has_its_households_land(case: VillageCase) -> Iterator[Remark]:
    """Kind by kind."""
    for field in LAND:
        whole: Decimal | None = getattr(case.facts, field)
        parts = case.land.get(field)
        if whole is not None and parts is not None and parts > whole:
            yield case.remark(
                field,
                f"全村{label(f'village_year.{field}')}是{number(whole)}亩，"
                f"建档立卡户加起来就有{number(parts)}亩。请核对全村面积和各户面积。",
            )


@check(
    "B03",
    level=Level.W,
    title="危房户和饮水不安全户多于总户数",
    source="GZ",
    fields=("village_year.households_total", "village_year.dangerous_house_households"),
    of_village=True,
)
def village_counts_fit(case: VillageCase) -> Iterator[Remark]:
    """Their sum against the number of households."""
    facts = case.facts
    if facts.households_total is None or facts.dangerous_house_households is None:
        return
    both = facts.dangerous_house_households + (facts.unsafe_water_households or 0)
    if both > facts.households_total:
        yield case.remark(
            "households_total",
            f"危房户{facts.dangerous_house_households}户、未实现饮水安全{facts.unsafe_water_households or 0}户，"
            f"加起来多于总户数{facts.households_total}户。请核对。",
        )


@check(
    "B04",
    level=Level.W,
    title="已出列，到乡镇没有通硬化路",
    source="GZ; 厅字〔2016〕16号",
    fields=(EXITED, "village_year.has_paved_road_to_township"),
    of_village=True,
)
def exited_village_is_paved(case: VillageCase) -> Iterator[Remark]:
    """Answered no."""
    if case.facts.is_exited and case.facts.has_paved_road_to_township is False:
        yield case.remark(
            "has_paved_road_to_township", "已出列，到乡镇却没有通沥青（水泥）路。请核实；已通的请改“是”。"
        )
