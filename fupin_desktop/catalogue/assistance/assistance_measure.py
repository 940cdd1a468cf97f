"""What was done for a household (reference: domain.md §1.7)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import code, day, measured, money, ref, text
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class AssistanceMeasure:
    """帮扶措施."""

    id: str

    household_id: str | None = ref("受助户", "household", needed=Stage.SAVE)
    plan_id: str | None = ref("所属计划", "assistance_plan")
    done_on: str | None = day("时间", needed=Stage.SAVE)
    category: str | None = code("帮扶类别", "measure_category", needed=Stage.SUBMIT)
    kind: str | None = code("措施项目", "measure_kind")
    person_id: str | None = ref("受助人", "person")
    content: str | None = text("内容", needed=Stage.SAVE, max_length=500)
    quantity: Decimal | None = measured("规模", "")
    quantity_unit: str | None = text("单位", max_length=12)
    unit_id: str | None = ref("帮扶单位", "unit")
    helper_id: str | None = ref("帮扶责任人", "helper")
    provider: str | None = text("帮扶单位（责任人）", max_length=80, needed=Stage.SUBMIT)
    amount: Decimal | None = money("金额", least=0)
