"""What came of the help (reference: domain.md §1.7)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import day, flag, money, ref, text
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class AssistanceEffect:
    """帮扶成效, signed by the household on paper."""

    id: str

    household_id: str | None = ref("受助户", "household", needed=Stage.SAVE)
    measure_id: str | None = ref("对应措施", "assistance_measure")
    noted_on: str | None = day("时间", needed=Stage.SAVE)
    description: str | None = text("受益情况", needed=Stage.SAVE, max_length=500)
    income_gain: Decimal | None = money("增收金额")
    is_signed: bool | None = flag("户主是否签字", needed=Stage.SUBMIT)
    signed_on: str | None = day("签字日期")
