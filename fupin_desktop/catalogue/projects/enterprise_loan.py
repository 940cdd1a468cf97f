"""A subsidised loan of an enterprise or cooperative, and the households that it is to carry (domain.md §6.3)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import count, day, measured, money, ref, text
from fupin_desktop.fields.spec import Decider, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class EnterpriseLoan:
    """带动主体贷款."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    entity_id: str | None = ref("带动主体", "entity", needed=Stage.SAVE)
    bank: str | None = text("贷款银行", max_length=60, needed=Stage.SUBMIT)
    contract_no: str | None = text("合同号", max_length=40)
    amount: Decimal | None = money("贷款金额", least=0, needed=Stage.SAVE, decided_by=Decider.COUNTY)
    started_on: str | None = day("发放日期", needed=Stage.SAVE)
    due_on: str | None = day("到期日期", needed=Stage.SUBMIT)
    subsidy_rate: Decimal | None = measured("贴息年率", "%", most=30, help="山西 2014–2018：企业、合作社 2%–3%")
    subsidy_paid: Decimal | None = money("已贴息金额", least=0)
    promised_households: int | None = count("承诺带动建档户", unit="户", needed=Stage.SUBMIT)
    repaid_on: str | None = day("还清日期")
    note: str | None = text("备注", max_length=200)
