"""The village form (贫困村登记表) of one year (reference: domain.md §2.3, national tables AD10 and AD32)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import calendar_year, count, day, flag, measured, money, text
from fupin_desktop.fields.spec import Decider, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class VillageYear:
    """行政村年度情况; `sealed_on` closes the year for every record of the village."""

    id: str
    village_id: str
    year: int

    is_exited: bool | None = flag("是否出列", decided_by=Decider.COUNTY)
    exit_year: int | None = calendar_year("出列年度", decided_by=Decider.COUNTY)
    party_members: int | None = count("中共党员数", national="AAD037", unit="人")
    graduate_officials: int | None = count("大学生村官数", national="AAD038", unit="人")

    cultivated_land: Decimal | None = measured("耕地面积", "亩", national="AAD019", needed=Stage.SUBMIT)
    irrigated_land: Decimal | None = measured("有效灌溉面积", "亩", national="AAD027")
    forest_land: Decimal | None = measured("林地面积", "亩", national="AAD021")
    returned_forest_land: Decimal | None = measured("退耕还林面积", "亩", national="AAD022")
    orchard_land: Decimal | None = measured("林果面积", "亩", national="AAD023")
    pasture_land: Decimal | None = measured("牧草地面积", "亩", national="AAD024")
    water_surface: Decimal | None = measured("水域面积", "亩", national="AAD025")

    households_total: int | None = count("总户数", national="AAD005", unit="户", needed=Stage.SUBMIT)
    groups_total: int | None = count("自然村（村民小组）数", national="AAD006", unit="个", needed=Stage.SUBMIT)
    minimum_living_households: int | None = count("低保户数", national="AAD008", unit="户")
    five_guarantee_households: int | None = count("五保户数", national="AAD009", unit="户")
    persons_total: int | None = count("总人口数", national="AAD010", unit="人", needed=Stage.SUBMIT)
    minimum_living_persons: int | None = count("低保人口数", national="AAD012", unit="人")
    five_guarantee_persons: int | None = count("五保人口数", national="AAD013", unit="人")
    minority_persons: int | None = count("少数民族人口数", national="AAD014", unit="人")
    women: int | None = count("妇女人口数", national="AAD015", unit="人")
    disabled_persons: int | None = count("残疾人口数", national="AAD016", unit="人")
    labour_persons: int | None = count("劳动力人数", national="AAD017", unit="人")
    migrant_workers: int | None = count("外出务工人数", national="AAD018", unit="人")
    poor_households: int | None = count("贫困户数", unit="户", derived=True)
    poor_persons: int | None = count("贫困人口数", unit="人", derived=True)

    net_income_per_capita: Decimal | None = money("农民人均纯收入", national="AAD301", least=0)
    collective_income: Decimal | None = measured("村集体经济收入", "万元", national="AAD302", decimals=4)
    cooperatives: int | None = count("农民专业合作社个数", national="AAD371", unit="个")
    rural_tourism_households: int | None = count("乡村旅游户数", national="AAD381", unit="户")
    agritainment_households: int | None = count("农家乐户数", national="AAD382", unit="户")
    tourism_workers: int | None = count("乡村旅游从业人员数", national="AAD383", unit="人")
    agritainment_income: Decimal | None = money("农家乐户年均收入", national="AAD384", least=0)
    has_mutual_fund: bool | None = flag("是否有扶贫互助资金组织")

    medical_insured: int | None = count("参加新农合人数", national="AAD311", unit="人")
    resident_pension: int | None = count("参加城乡居民养老保险人数", national="AAD313", unit="人")
    employee_pension: int | None = count("参加职工养老保险人数", national="AAD314", unit="人")

    has_bus: bool | None = flag("是否通客运班车", national="AAD323")
    has_paved_road_to_township: bool | None = flag("到乡镇是否通沥青（水泥）路", national="AAD328")
    unsafe_water_households: int | None = count("未实现饮水安全户数", national="AAD331", unit="户")
    water_difficulty_households: int | None = count("饮水困难户数", national="AAD332", unit="户")
    powered_natural_villages: int | None = count("已通电自然村（20户以上）数", national="AAD358", unit="个")
    dangerous_house_households: int | None = count("危房户数", national="AAD361", unit="户")

    clinics: int | None = count("卫生室个数", national="AAD391", unit="个")
    public_toilets: int | None = count("公共卫生厕所个数", national="AAD392", unit="个")
    licensed_doctors: int | None = count("执业（助理）医师数", national="AAD393", unit="人")
    waste_points: int | None = count("垃圾集中堆放点个数", national="AAD394", unit="个")
    libraries: int | None = count("文化（图书）室个数", national="AAD401", unit="个")
    broadband_households: int | None = count("通宽带户数", national="AAD411", unit="户")
    broadband_schools: int | None = count("通宽带村小学数", national="AAD412", unit="个")
    mobile_internet_households: int | None = count("手机上网户数", national="AAD413", unit="户")
    info_officers: int | None = count("信息员人数", national="AAD414", unit="人")
    primary_schools: int | None = count("村小学个数", unit="个")

    sealed_on: str | None = day("封年日期", group="seal", help="封年后只能以补记方式更正")
    sealed_by: str | None = text("封年人", group="seal", max_length=50)
