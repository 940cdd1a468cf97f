"""Living and production conditions of a household in one year (reference: domain.md §1.4, national table AC30)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import calendar_year, code, flag, measured, text
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class HouseholdConditions:
    """生产生活条件: land, power, water, road, house, fuel."""

    id: str
    household_id: str
    year: int

    cultivated_land: Decimal | None = measured("耕地面积", "亩", national="AAC301", needed=Stage.SUBMIT)
    irrigated_land: Decimal | None = measured("有效灌溉面积", "亩", national="AAC302", needed=Stage.SUBMIT)
    forest_land: Decimal | None = measured("林地面积", "亩", national="AAC303", needed=Stage.SUBMIT)
    returned_forest_land: Decimal | None = measured("退耕还林面积", "亩", national="AAC304", needed=Stage.SUBMIT)
    orchard_land: Decimal | None = measured("林果面积", "亩", national="AAC305", needed=Stage.SUBMIT)
    pasture_land: Decimal | None = measured("牧草地面积", "亩", national="AAC306", needed=Stage.SUBMIT)
    water_surface: Decimal | None = measured("水面面积", "亩", national="AAC307", needed=Stage.SUBMIT)
    has_production_power: bool | None = flag("是否通生产用电", national="AAC308", needed=Stage.SUBMIT)
    has_domestic_power: bool | None = flag("是否通生活用电", national="AAC313", needed=Stage.SUBMIT)
    has_radio_tv: bool | None = flag("是否通广播电视", national="AAC314", needed=Stage.SUBMIT)
    has_water_difficulty: bool | None = flag("饮水是否困难", national="AAC311", until=2017, needed=Stage.SUBMIT)
    is_water_safe: bool | None = flag("饮水是否安全", national="AAC312", until=2017, needed=Stage.SUBMIT)
    safe_water_solved: bool | None = flag("是否解决安全饮用水", national="AAC091", since=2018, needed=Stage.SUBMIT)
    water_source: str | None = code("饮水来源", "water_source")
    in_cooperative: bool | None = flag("是否加入农民专业合作组织", national="AAC084", needed=Stage.SUBMIT)
    linked_to_enterprise: bool | None = flag("是否有龙头企业带动", national="AAC088", since=2018)
    linked_to_entrepreneur: bool | None = flag("是否有创业致富带头人带动", national="AAC089", since=2018)
    road_distance_km: Decimal | None = measured("与村主干路距离", "公里", national="AAC315", needed=Stage.SUBMIT)
    access_road_type: str | None = code("入户路类型", "access_road", national="AAC316", needed=Stage.SUBMIT)
    housing_area: Decimal | None = measured("住房面积", "平方米", national="AAC317", needed=Stage.SUBMIT)
    is_dangerous_house: bool | None = flag("是否危房户", national="AAC318", needed=Stage.SUBMIT)
    house_grade: str | None = code("危房级别", "house_grade", national="AAC322")
    has_sanitary_toilet: bool | None = flag("是否有卫生厕所", national="AAC319", needed=Stage.SUBMIT)
    main_fuel: str | None = code("主要燃料类型", "fuel", national="AAC320", needed=Stage.SUBMIT)
    main_fuel_name: str | None = text("具体燃料名称", since=2018, max_length=40)
    house_reconstruction_year: int | None = calendar_year("危改年度")
    has_safe_housing: bool | None = flag("有无安全住房", national="H8", since=2016, until=2017)
