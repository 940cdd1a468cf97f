"""A village's mutual fund (村级互助资金; reference: domain.md §6.3, 国开办发〔2009〕103号)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import day, measured, money, ref, text
from fupin_desktop.fields.spec import Decider, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class MutualFund:
    """互助资金: one association a village; it takes no deposits."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    name: str | None = text("互助组织名称", max_length=80, needed=Stage.SAVE)
    registered_on: str | None = day("登记日期", needed=Stage.SUBMIT)
    state_share: Decimal | None = money("财政扶贫资金", least=0, decided_by=Decider.COUNTY)
    member_share: Decimal | None = money("会员互助金", least=0)
    other_share: Decimal | None = money("其他资金", least=0)
    first_limit: Decimal | None = money("首次借款上限", least=0, needed=Stage.SUBMIT, help="章程定的，如 5000 元")
    later_limit: Decimal | None = money("以后借款上限", least=0, help="章程定的，如 10000 元")
    longest_months: Decimal | None = measured("最长期限", "个月", most=60, help="章程定的，一般不超过 12 个月")
    fee_rate: Decimal | None = measured("占用费年率", "%", most=30)
    leader: str | None = text("理事长", max_length=40)
    note: str | None = text("备注", max_length=200)
