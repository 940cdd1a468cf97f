"""A small loan to a household, from the rating to the last repayment (reference: domain.md §6.3)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import code, day, flag, measured, money, ref, text
from fupin_desktop.fields.spec import Decider, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class MicroLoan:
    """扶贫小额信贷."""

    id: str

    household_id: str | None = ref("贷款户", "household", needed=Stage.SAVE)
    borrower_id: str | None = ref("借款人", "person", needed=Stage.SUBMIT)
    is_rated: bool | None = flag("是否评级授信", needed=Stage.SUBMIT)
    rating: str | None = code("信用等级", "loan_rating")
    credit_limit: Decimal | None = money("授信额度", least=0)
    bank: str | None = text("贷款银行", max_length=60, needed=Stage.SUBMIT)
    contract_no: str | None = text("合同号", max_length=40, needed=Stage.SUBMIT)
    amount: Decimal | None = money(
        "贷款金额", least=0, group="loan_terms", decided_by=Decider.COUNTY, needed=Stage.SAVE
    )
    started_on: str | None = day("发放日期", group="loan_terms", decided_by=Decider.COUNTY, needed=Stage.SAVE)
    due_on: str | None = day("到期日期", group="loan_terms", decided_by=Decider.COUNTY, needed=Stage.SUBMIT)
    annual_rate: Decimal | None = measured("年利率", "%", most=30, needed=Stage.SUBMIT)
    subsidy_rate: Decimal | None = measured("贴息年率", "%", most=30, help="财政承担的那部分利息")
    subsidy_paid: Decimal | None = money("已贴息金额", least=0)
    purpose: str | None = code("贷款用途", "loan_purpose", needed=Stage.SUBMIT)
    project: str | None = text("用在什么项目上", max_length=120)
    has_guarantee_insurance: bool | None = flag("有无保证保险")
    risk_fund_paid: Decimal | None = money("风险补偿金", least=0, help="逾期后由县风险补偿金代偿的数")
    repaid_amount: Decimal | None = money("已归还本金", least=0)
    repaid_on: str | None = day("最近归还日期")
    extended_to: str | None = day("展期到")
    overdue_amount: Decimal | None = money("逾期金额", least=0)
    overdue_on: str | None = day("逾期日期")
    status: str | None = code("贷款状态", "loan_status", needed=Stage.SUBMIT)
    note: str | None = text("备注", max_length=200)
