"""Checks of living and production conditions (docs/checks.md)."""

from collections.abc import Iterator
from decimal import Decimal

from fupin_desktop.domain.checks.case import Case
from fupin_desktop.domain.checks.meanings import is_dangerous_grade
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.wording import label, number, said

RECORD = "household_conditions"
LAND = tuple(
    f"{RECORD}.{name}"
    for name in (
        "cultivated_land",
        "forest_land",
        "returned_forest_land",
        "orchard_land",
        "pasture_land",
        "water_surface",
    )
)
DISTANCE = f"{RECORD}.road_distance_km"
HOUSING = f"{RECORD}.housing_area"
DANGER = f"{RECORD}.is_dangerous_house"
GRADE = f"{RECORD}.house_grade"
POWER = f"{RECORD}.has_domestic_power"


@check(
    "V01",
    level=Level.W,
    title="土地面积超出常理",
    source="CHK; GZ 5_14_001–006",
    fields=("|".join(LAND),),
)
def land_is_likely(case: Case) -> Iterator[Remark]:
    """Each kind of land has its most."""
    most = case.parameters("V01")
    for path in LAND:
        area = _of(case, path)
        limit = most.get(path.partition(".")[2])
        if area is not None and limit is not None and not 0 <= area <= limit:
            yield case.remark(
                path, f"{label(path)}填了{number(area)}亩，超过{limit}亩。请核对单位是亩还是平方米、小数点在哪。"
            )


@check(
    "V02",
    level=Level.W,
    title="人均土地面积过大",
    source="R18",
    fields=("|".join((LAND[0], LAND[1])),),
    reads=("membership", "household_year"),
)
def land_per_head_is_likely(case: Case) -> Iterator[Remark]:
    """Cultivated above 50, forest above 70 mu a head."""
    most = case.parameters("V02")
    for path in LAND[:2]:
        area, limit = _of(case, path), most[f"{path.partition('.')[2]}_per_head"]
        if area and case.size and area > limit * case.size:
            yield case.remark(
                path,
                f"{label(path)}{number(area)}亩，{case.size}口人，人均超过{limit}亩。请核对面积和人口。",
            )


@check("V03", level=Level.W, title="退耕还林面积大于林地加牧草地", source="CHK", fields=LAND[1:3])
def returned_forest_is_forest(case: Case) -> Iterator[Remark]:
    """Where forest land is blank, nothing is said; blank pasture is taken as none."""
    returned, forest, pasture = _of(case, LAND[2]), _of(case, LAND[1]), _of(case, LAND[4])
    if returned and forest is not None and returned > forest + (pasture or Decimal(0)):
        yield case.remark(
            LAND[2],
            f"退耕还林面积{number(returned)}亩，大于林地{number(forest)}亩"
            f"加牧草地{number(pasture or 0)}亩。请核对三项面积。",
        )


@check("V04", level=Level.W, title="与村主干路距离过远", source="CHK; R18", fields=(DISTANCE,))
def road_is_near(case: Case) -> Iterator[Remark]:
    """Above 5 km suspicious, above 50 km impossible: metres were written."""
    known = case.parameters("V04")
    distance = _of(case, DISTANCE)
    if distance is not None and distance > known["impossible_km"]:
        message = f"与村主干路距离填了{number(distance)}公里，不可能。请核对，可能填成了米。"
        yield case.remark(DISTANCE, message, Level.E)
    elif distance is not None and distance > known["suspicious_km"]:
        yield case.remark(
            DISTANCE, f"与村主干路距离填了{number(distance)}公里，超过{known['suspicious_km']}公里。请核对。"
        )


@check(
    "V05",
    level=Level.W,
    title="住房面积是0或没有填",
    source="R18",
    fields=(HOUSING,),
    same_as=("M06",),
)
def housing_has_an_area(case: Case) -> Iterator[Remark]:
    """0 or blank."""
    if case.conditions is not None:
        area = case.conditions.housing_area
        if area is None:
            yield case.remark(HOUSING, "住房面积没有填。请补上。")
        elif area <= 0:
            yield case.remark(HOUSING, "住房面积是0。请补上现在住的房子的面积；借住的请说明。")


@check("V06", level=Level.W, title="是否危房户与危房级别矛盾", source="design", fields=(DANGER, GRADE))
def danger_fits_grade(case: Case) -> Iterator[Remark]:
    """Dangerous means C or D."""
    conditions = case.conditions
    if not conditions or conditions.is_dangerous_house is None or conditions.house_grade is None:
        return
    dangerous = is_dangerous_grade(conditions.house_grade)
    if dangerous is not None and dangerous is not conditions.is_dangerous_house:
        yield case.remark(
            GRADE,
            f"{label(DANGER)}是{said(DANGER, conditions.is_dangerous_house)}，"
            f"危房级别却是{said(GRADE, conditions.house_grade)}。请按房屋鉴定结果改正（C级、D级是危房）。",
        )


@check("V07", level=Level.W, title="没有通生活用电", source="GZ 2_02_002", fields=(POWER,))
def house_has_power(case: Case) -> Iterator[Remark]:
    """Answered no."""
    if case.conditions and case.conditions.has_domestic_power is False:
        yield case.remark(POWER, "是否通生活用电填的是“否”。请到户核实；已通电的请改“是”。")


@check(
    "V08",
    level=Level.W,
    title="易地搬迁户人均住房面积超标",
    source="P-reloc",
    fields=(HOUSING, "household_year.resettlement_mode"),
    reads=("membership",),
)
def new_house_is_not_too_large(case: Case) -> Iterator[Remark]:
    """More than 25 m² a head, where the way of resettlement is registered."""
    facts, area = case.facts, _of(case, HOUSING)
    limit = case.parameters("V08")["area_per_head"]
    is_moved = bool(facts and facts.relocation_mode and facts.resettlement_mode)
    if is_moved and area and case.size and area > limit * case.size:
        yield case.remark(
            HOUSING,
            f"易地搬迁户，{case.size}口人住{number(area)}平方米，人均超过{limit}平方米。"
            "请核对面积；还没有搬的填现住房面积，请说明。",
        )


def _of(case: Case, path: str) -> Decimal | None:
    return getattr(case.conditions, path.partition(".")[2], None)
