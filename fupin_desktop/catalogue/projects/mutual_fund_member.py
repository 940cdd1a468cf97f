"""A household's membership in the mutual fund (reference: domain.md §6.3)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import day, flag, money, ref, text
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class MutualFundMember:
    """互助会员."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    household_id: str | None = ref("会员户", "household", needed=Stage.SAVE)
    joined_on: str | None = day("入会日期", needed=Stage.SAVE)
    paid_in: Decimal | None = money("交纳互助金", least=0)
    is_paid_for: bool | None = flag("是否由财政代交", help="贫困户的互助金可以赠股或代交，按章程")
    group_no: str | None = text("互助小组", max_length=20)
    left_on: str | None = day("退会日期")
