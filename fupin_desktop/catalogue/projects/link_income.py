"""What a household's link with an entity brought in one year (reference: domain.md §6.1)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import calendar_year, day, money, ref, text
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkIncome:
    """联结收益."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    link_id: str | None = ref("利益联结", "interest_link", needed=Stage.SAVE)
    year: int | None = calendar_year("年度", needed=Stage.SAVE, example=2018)
    share_proceeds: Decimal | None = money("分红收益", least=0)
    land_proceeds: Decimal | None = money("流转收益", least=0)
    wage_proceeds: Decimal | None = money("务工收益", least=0)
    order_proceeds: Decimal | None = money("订单收益", least=0)
    other_proceeds: Decimal | None = money("其他收益", least=0)
    paid_on: str | None = day("发放日期")
    note: str | None = text("备注", max_length=200)
