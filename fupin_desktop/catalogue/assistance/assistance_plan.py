"""What is planned for a household (reference: domain.md §1.7)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import calendar_year, code, day, money, ref, text
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class AssistancePlan:
    """帮扶计划: one planned item of help, with its due date."""

    id: str

    household_id: str | None = ref("受助户", "household", needed=Stage.SAVE)
    year: int | None = calendar_year("年度", needed=Stage.SAVE, example=2018)
    target: str | None = text("脱贫目标", needed=Stage.SUBMIT, max_length=300)
    category: str | None = code("项目类别", "measure_category", needed=Stage.SUBMIT)
    content: str | None = text("规划内容", needed=Stage.SAVE, max_length=500, example="发展核桃三亩")
    starts_on: str | None = day("实施开始")
    ends_on: str | None = day("实施结束", help="到期未办结会在首页提醒")
    funds_planned: Decimal | None = money("计划资金", least=0)
    unit_id: str | None = ref("责任单位", "unit")
    helper_id: str | None = ref("责任人", "helper")
    responsible: str | None = text("责任单位或责任人", max_length=80, needed=Stage.SUBMIT)
    done_on: str | None = day("办结日期")
    progress: str | None = text("进展情况", max_length=300)
