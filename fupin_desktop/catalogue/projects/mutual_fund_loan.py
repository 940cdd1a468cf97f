"""A loan from the village's mutual fund (reference: domain.md §6.3)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import day, money, ref, text
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class MutualFundLoan:
    """互助借款: members of a group answer for one another; a fee is paid instead of interest."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    household_id: str | None = ref("借款户", "household", needed=Stage.SAVE)
    amount: Decimal | None = money("借款金额", least=0, needed=Stage.SAVE)
    started_on: str | None = day("借款日期", needed=Stage.SAVE)
    due_on: str | None = day("到期日期", needed=Stage.SAVE)
    purpose: str | None = text("用途", max_length=80, needed=Stage.SUBMIT)
    guarantors: str | None = text("担保的会员", max_length=120)
    repaid_amount: Decimal | None = money("已还本金", least=0)
    repaid_on: str | None = day("还款日期")
    fee_paid: Decimal | None = money("已交占用费", least=0)
