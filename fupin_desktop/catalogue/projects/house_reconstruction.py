"""The reconstruction of a dangerous house (危房改造; reference: domain.md §6.4)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import calendar_year, code, day, measured, money, ref, text
from fupin_desktop.fields.spec import Decider, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class HouseReconstruction:
    """危房改造: after acceptance the house is A or B, and the living conditions say so."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    household_id: str | None = ref("改造户", "household", needed=Stage.SAVE)
    plan_year: int | None = calendar_year("计划年度", needed=Stage.SAVE, example=2018)
    grade_before: str | None = code("改造前等级", "house_grade", needed=Stage.SUBMIT)
    method: str | None = code("改造方式", "house_method", needed=Stage.SUBMIT)
    house_area: Decimal | None = measured("改造后面积", "平方米")
    agreement_on: str | None = day("签协议日期")
    started_on: str | None = day("开工日期")
    completed_on: str | None = day("竣工日期")
    accepted_on: str | None = day("验收日期", decided_by=Decider.COUNTY)
    subsidy: Decimal | None = money("补助资金", least=0, decided_by=Decider.COUNTY)
    self_raised: Decimal | None = money("自筹", least=0)
    note: str | None = text("备注", max_length=200)
