"""Money that was set down for a village's project, and its arrival (reference: domain.md §6.8; plan 四)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import calendar_year, code, day, money, ref, text
from fupin_desktop.fields.spec import Decider, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class FundAllocation:
    """资金指标: what one document of one level gives."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    project_id: str | None = ref("项目", "sector_project", needed=Stage.SAVE)
    year: int | None = calendar_year("年度", needed=Stage.SAVE, example=2018)
    source: str | None = code("资金来源", "fund_source", needed=Stage.SAVE)
    document_no: str | None = text("下达文号", max_length=60, needed=Stage.SUBMIT, decided_by=Decider.COUNTY)
    amount: Decimal | None = money("下达金额", least=0, needed=Stage.SAVE, decided_by=Decider.COUNTY)
    issued_on: str | None = day("下达日期")
    arrived_amount: Decimal | None = money("到位金额", least=0, group="arrival")
    arrived_on: str | None = day("到位日期", group="arrival")
    note: str | None = text("备注", max_length=200)
