"""What a person is and does in one year: school, health, labour, work, insurance (reference: domain.md §1.2, AB10)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import code, code_list, flag, measured, text
from fupin_desktop.fields.spec import Privacy, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonYear:
    """家庭成员年度情况."""

    id: str
    person_id: str
    year: int

    education_level: str | None = code("文化程度", "education_level", national="AAB008", example="03")
    school_status: str | None = code("在校生状况", "school_status", national="AAB009")
    dropout_reason: str | None = code("失学原因", "dropout_reason", since=2018)
    health_status: tuple[str, ...] | None = code_list(
        "健康状况",
        "health_status",
        national="AAB017",
        needed=Stage.SUBMIT,
        privacy=Privacy.HEALTH,
        example=("01",),
    )
    illness_name: str | None = text("患病名称", national="ABB001", max_length=80, privacy=Privacy.HEALTH)
    illness_grade: str | None = code("疾病等级", "illness_grade", national="ABB002", privacy=Privacy.HEALTH)
    labour_skill: str | None = code("劳动技能", "labour_skill", national="AAB010", example="01")
    work_status: str | None = code("务工状况", "work_status", national="AAB011", until=2016)
    work_province: str | None = text("务工省", national="AAB025", since=2017, max_length=40)
    work_city: str | None = text("务工市", national="AAB026", since=2017, max_length=40)
    work_county: str | None = text("务工县", national="AAB027", since=2017, max_length=40)
    work_town: str | None = text("务工镇", national="AAB028", since=2017, max_length=40)
    employer: str | None = text("务工企业名称", national="AAB029", max_length=80)
    work_months: Decimal | None = measured("务工时间", "月", national="AAB012", most=12, decimals=1)
    in_rural_medical_insurance: bool | None = flag(
        "是否参加城乡居民基本医疗保险", national="AAB013", needed=Stage.SUBMIT, help="原新型农村合作医疗"
    )
    in_major_illness_insurance: bool | None = flag("是否参加大病保险", national="AAB022", since=2017)
    in_resident_pension: bool | None = flag("是否参加城乡居民基本养老保险", national="AAB014", needed=Stage.SUBMIT)
    in_employee_pension: bool | None = flag("是否参加城镇职工基本养老保险", national="AAB021", since=2016)
    supplementary_medical: bool | None = flag("是否参加商业补充医疗保险", national="AAB067", since=2018)
    accident_insurance_subsidy: bool | None = flag("是否接受人身意外保险补贴", national="AAB066", since=2018)
    gets_minimum_living: bool | None = flag("是否享受低保", national="AAB030", since=2018)
    gets_five_guarantee: bool | None = flag("是否享受特困供养", since=2021)
    is_active_military: bool | None = flag("是否现役军人", national="AAB019", since=2016)
    political_status: str | None = code("政治面貌", "political_status", national="AAK033", since=2016)
    speaks_mandarin: bool | None = flag("是否会讲普通话", national="AAB065", since=2018)
