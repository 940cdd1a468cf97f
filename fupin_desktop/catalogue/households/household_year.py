"""What a household is in one year: attribute, causes, status, relocation (reference: domain.md §1.1, §1.5)."""

from dataclasses import dataclass

from fupin_desktop.fields.kinds import calendar_year, code, code_list, count, flag, text
from fupin_desktop.fields.spec import Decider, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class HouseholdYear:
    """贫困户年度情况: one row per household and year, as in the national system."""

    id: str
    household_id: str
    year: int

    identification_standard: str | None = code(
        "识别标准",
        "identification_standard",
        national="AAC005",
        needed=Stage.SUBMIT,
        example="01",
        decided_by=Decider.COUNTY,
    )
    household_attribute: str | None = code(
        "贫困户属性",
        "household_attribute",
        national="AAC006",
        needed=Stage.SUBMIT,
        example="01",
        decided_by=Decider.COUNTY,
    )
    main_cause: str | None = code(
        "主要致贫原因", "cause", national="AAC007", needed=Stage.SUBMIT, help="只选一项", example="01"
    )
    other_causes: tuple[str, ...] | None = code_list(
        "其他致贫原因",
        "cause",
        national="AAC008",
        max_items=2,
        help="最多两项，不与主要原因重复",
        example=("07",),
    )
    cause_note: str | None = text("致贫原因描述", national="AAC011", max_length=300)
    poverty_status: str | None = code(
        "脱贫状态",
        "poverty_status",
        national="AAR010",
        needed=Stage.SUBMIT,
        group="status",
        example="0",
        decided_by=Decider.COUNTY,
    )
    exit_year: int | None = calendar_year("脱贫年度", national="AAC023", group="status", decided_by=Decider.COUNTY)
    planned_exit_year: int | None = calendar_year("计划脱贫年度", since=2016, example=2019)
    return_year: int | None = calendar_year("返贫年度", national="AAC024", group="status", decided_by=Decider.COUNTY)
    return_cause: str | None = code("返贫原因", "cause", national="AAC009", group="status", decided_by=Decider.COUNTY)
    not_exited_reason: str | None = code("不脱贫原因", "not_exited_reason")
    member_count: int | None = count("家庭人口数", national="AAC017", unit="人", derived=True, example=4)
    is_martyr_or_military_family: bool | None = flag("是否军烈属", national="AAC012", since=2016, needed=Stage.SUBMIT)
    is_only_child_household: bool | None = flag("是否独生子女户", national="AAC013", since=2016, needed=Stage.SUBMIT)
    is_two_daughter_household: bool | None = flag("是否双女户", national="AAC014", since=2016, needed=Stage.SUBMIT)
    is_key_target: bool | None = flag("是否重点对象", national="AAC015")
    change_year: int | None = calendar_year("变更年度", national="AAC016", decided_by=Decider.COUNTY)
    is_valid: bool | None = flag("有效标志", national="AAR100", decided_by=Decider.COUNTY)
    wants_relocation: bool | None = flag("有无搬迁意愿", national="ACR077", since=2016)
    relocation_mode: str | None = code("搬迁方式", "relocation_mode", national="ACR075", since=2016)
    resettlement_mode: str | None = code("安置方式", "resettlement_mode", national="ACR078", since=2016)
    resettlement_place: str | None = code("安置地", "resettlement_place", national="ACR079", since=2016)
    relocation_difficulties: str | None = text("搬迁可能存在的困难", since=2016, max_length=300)
