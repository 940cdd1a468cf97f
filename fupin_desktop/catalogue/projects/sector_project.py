"""A project of a department or an industry in a village (reference: domain.md §6.6; plan 三(四))."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import calendar_year, code, count, day, measured, money, ref, text
from fupin_desktop.fields.spec import Decider, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class SectorProject:
    """行业扶贫项目: planned, begun, completed and accepted in this order."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    year: int | None = calendar_year("计划年度", needed=Stage.SAVE, example=2018)
    sector: str | None = code("项目类别", "project_sector", needed=Stage.SAVE)
    name: str | None = text("项目名称", max_length=80, needed=Stage.SAVE, example="甲子沟村通村路硬化")
    department: str | None = text("责任单位", max_length=60, needed=Stage.SUBMIT)
    in_charge: str | None = text("负责人", max_length=40)
    place: str | None = text("建设地点", max_length=80)
    content: str | None = text("建设内容", max_length=300, needed=Stage.SUBMIT)
    quantity: Decimal | None = measured("规模", "")
    quantity_unit: str | None = text("规模单位", max_length=12, help="如 公里、口、平方米、户")
    funds_planned: Decimal | None = money("计划投资", least=0, needed=Stage.SUBMIT)
    funds_approved: Decimal | None = money(
        "批复资金", least=0, decided_by=Decider.COUNTY, help="县里批复的数；付款合计不能超过它"
    )
    approval_no: str | None = text("批复文号", max_length=60, decided_by=Decider.COUNTY)
    started_on: str | None = day("开工日期")
    completed_on: str | None = day("竣工日期")
    accepted_on: str | None = day("验收日期", decided_by=Decider.COUNTY, help="验收后才算进村退出的指标")
    progress: int | None = count("进度", unit="%", most=100)
    beneficiary_households: int | None = count("受益户数", unit="户")
    beneficiary_poor_households: int | None = count("其中建档户", unit="户")
    beneficiary_persons: int | None = count("受益人数", unit="人")
    note: str | None = text("备注", max_length=200)
