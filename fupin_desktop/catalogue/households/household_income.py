"""Income and expenditure of a household in one year, in yuan (reference: domain.md §1.3, national table AC07)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import day, money
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class HouseholdIncome:
    """收入支出: totals by class; the worksheet items stand behind them."""

    id: str
    household_id: str
    year: int

    wage_income: Decimal | None = money("工资性收入", national="AAC073", least=0, needed=Stage.SUBMIT)
    business_income: Decimal | None = money(
        "生产经营性收入", national="AAC071", least=0, needed=Stage.SUBMIT, help="毛收入，未扣支出"
    )
    property_income: Decimal | None = money("财产性收入", national="AAC072", least=0, needed=Stage.SUBMIT)
    asset_dividend_income: Decimal | None = money("资产收益扶贫分红收入", national="AAC092", least=0, since=2018)
    other_property_income: Decimal | None = money("其他财产性收入", national="AAC093", least=0, since=2018)
    transfer_income: Decimal | None = money("转移性收入", national="AAC085", least=0, derived=True)
    family_planning_payment: Decimal | None = money("计划生育金", national="AAC076", least=0)
    minimum_living_payment: Decimal | None = money("低保金", national="AAC077", least=0)
    five_guarantee_payment: Decimal | None = money("五保金", national="AAC086", least=0)
    pension_payment: Decimal | None = money("养老保险金", national="AAC087", least=0)
    ecological_compensation: Decimal | None = money("生态补偿金", national="AAC078", least=0)
    other_transfer: Decimal | None = money("其他转移性收入", national="AAC083", least=0)
    business_expense: Decimal | None = money(
        "生产经营性支出", national="AAC074", least=0, needed=Stage.SUBMIT, help="填正数"
    )
    gross_income: Decimal | None = money("年收入", national="AAC081", derived=True)
    net_income: Decimal | None = money("纯收入", national="AAC079", derived=True)
    net_income_per_capita: Decimal | None = money("人均纯收入", national="AAC082", derived=True)
    period_start: str | None = day("收入核算起", help="如 2017-10-01")
    period_end: str | None = day("收入核算止", help="如 2018-09-30")
