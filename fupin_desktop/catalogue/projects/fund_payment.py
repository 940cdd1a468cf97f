"""One payment of a project's money; a line once written is reversed by another, never changed (domain.md §6.8)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import code, day, money, ref, text
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class FundPayment:
    """资金支付: to a household or to an entity; a reversal has a negative amount and names what it reverses."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    project_id: str | None = ref("项目", "sector_project", needed=Stage.SAVE)
    paid_on: str | None = day("支付日期", needed=Stage.SAVE)
    amount: Decimal | None = money("金额", needed=Stage.SAVE, help="冲销的一笔写负数")
    household_id: str | None = ref("收款户", "household", help="付给农户的选户，付给单位的填下一栏")
    payee: str | None = text("收款单位", max_length=80)
    method: str | None = code("支付方式", "payment_method", needed=Stage.SUBMIT)
    voucher_no: str | None = text("凭证号", max_length=40, needed=Stage.SUBMIT)
    purpose: str | None = text("用途", max_length=120)
    reverses_id: str | None = ref("冲销哪一笔", "fund_payment")
    reason: str | None = text("冲销原因", max_length=200)
