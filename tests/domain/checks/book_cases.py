"""For each rule over a village's lists: rows that break it, where, and the change after which it is silent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Rows = Mapping[str, Mapping[str, Any]]  # "record:id" -> values


@dataclass(frozen=True)
class BookCase:
    """`mended` are the values that put it right: by row, or None to take the row away."""

    rule: str
    rows: Rows
    at: str  # "record:id.field"
    mended: Mapping[str, Mapping[str, Any] | None]
    says: Sequence[str] = field(default=())


PROJECT = {"sector_project:road": {"name": "通村路", "year": 2018, "sector": "01"}}
APPROVED = {"sector_project:road": PROJECT["sector_project:road"] | {"funds_approved": Decimal(1000)}}
PAID = {"project_id": "road", "paid_on": "2018-05-01", "payee": "演示公司", "amount": Decimal(600)}
POSTED = {"project_id": "road", "kind": "1", "posted_on": "2018-01-01", "taken_down_on": "2018-01-11"}
BACK = PAID | {"amount": Decimal(-600), "reverses_id": "first", "reason": "付错"}

POSTED_TO = {"helper_id": "wang", "post": "2", "started_on": "2016-03-01"}
TEAM = {f"village_posting:{name}": POSTED_TO | {"helper_id": name} for name in ("wang", "li", "zhang")}
PRESENT = {"helper_id": "wang", "day": "2018-11-14", "state": "1"}
AWAY = {"helper_id": "wang", "started_on": "2018-11-14", "ended_on": "2018-11-16", "reason": "看病", "level": "1"}

COOP = {"kind": "02", "name": "合作社", "is_leading": True}
LINK = {"household_id": "h1", "entity_id": "coop", "kind": "01", "contract_no": "1", "started_on": "2017-03-01"}
NEED = {"kind": "02", "title": "棉被", "amount": Decimal(1000)}
OFFER = {"donor": "商会", "kind": "02", "amount": Decimal(900)}
MATCH = {"need_id": "n", "offer_id": "o", "agreed_on": "2018-10-01", "value": Decimal(500)}

CASE = {"procedure": "change", "household_id": "h1", "year": 2018, "started_on": "2018-09-01"}
SEEN = {"case_id": "c", "step": "visit", "done_on": "2018-09-02", "recorded_by": "队"}
HUNG = {
    "case_id": "c",
    "step": "notice",
    "done_on": "2018-09-03",
    "place": "栏",
    "objections": "无",
    "until": "2018-09-10",
}
JUDGED = {"case_id": "c", "step": "township", "done_on": "2018-09-11", "result": "1"}

FUND = {
    "name": "互助协会",
    "state_share": Decimal(10000),
    "first_limit": Decimal(5000),
    "later_limit": Decimal(8000),
    "longest_months": Decimal(12),
}
MEMBER = {"household_id": "h1", "joined_on": "2016-01-01"}
LENT = {"household_id": "h1", "amount": Decimal(5000), "started_on": "2018-01-01", "due_on": "2018-12-31"}
BORROWED = {"mutual_fund:f": FUND, "mutual_fund_member:m": MEMBER}
REBUILT = {"household_id": "h1", "plan_year": 2018, "grade_before": "4", "started_on": "2018-04-01"}


def project(**values: Any) -> Rows:
    return {"sector_project:road": PROJECT["sector_project:road"] | values}


BOOK_CASES = (
    BookCase(
        "K01",
        project(started_on="2018-05-01", completed_on="2018-04-01"),
        "sector_project:road.completed_on",
        {"sector_project:road": {"completed_on": "2018-06-01"}},
        ("竣工日期", "开工日期"),
    ),
    BookCase(
        "K02",
        project(accepted_on="2018-05-01"),
        "sector_project:road.completed_on",
        {"sector_project:road": {"completed_on": "2018-04-01"}},
    ),
    BookCase(
        "K03",
        project(beneficiary_households=10, beneficiary_poor_households=11),
        "sector_project:road.beneficiary_poor_households",
        {"sector_project:road": {"beneficiary_poor_households": 10}},
        ("10户", "11户"),
    ),
    BookCase(
        "K04",
        project(completed_on="2018-04-01", accepted_on="2018-05-01", progress=90),
        "sector_project:road.progress",
        {"sector_project:road": {"progress": 100}},
    ),
    BookCase(
        "F01",
        {**APPROVED, "fund_payment:first": PAID, "fund_payment:second": PAID | {"amount": Decimal(401)}},
        "fund_payment:second.amount",
        {"fund_payment:second": {"amount": Decimal(400)}},
        ("1001元", "1000元"),
    ),
    BookCase(
        "F02",
        {
            **APPROVED,
            "fund_payment:first": PAID,
            "fund_allocation:a": {"project_id": "road", "amount": Decimal(900), "arrived_amount": Decimal(599)},
        },
        "sector_project:road.funds_approved",
        {"fund_allocation:a": {"arrived_amount": Decimal(600)}},
        ("600元", "599元"),
    ),
    BookCase(
        "F03",
        {"fund_payment:first": PAID, "fund_payment:back": BACK | {"amount": Decimal(-601)}},
        "fund_payment:back.amount",
        {"fund_payment:back": {"amount": Decimal(-600)}},
        ("601元",),
    ),
    BookCase(
        "F03",
        {"fund_payment:first": PAID | {"amount": Decimal(-1)}},
        "fund_payment:first.amount",
        {"fund_payment:first": {"amount": Decimal(1)}},
    ),
    BookCase(
        "F03",
        {"fund_payment:first": PAID, "fund_payment:back": BACK | {"reason": None}},
        "fund_payment:back.reason",
        {"fund_payment:back": {"reason": "付错"}},
    ),
    BookCase(
        "F03",
        {"fund_payment:first": PAID, "fund_payment:back": BACK, "fund_payment:again": BACK | {"reverses_id": "back"}},
        "fund_payment:again.reverses_id",
        {"fund_payment:again": None},
    ),
    BookCase(
        "F04",
        {"fund_payment:first": PAID, "fund_payment:second": PAID | {"paid_on": "2018-06-01"}},
        "fund_payment:second.amount",
        {"fund_payment:second": {"paid_on": "2018-06-02"}},  # 32 days: F04 in resources/policy/checks.toml
    ),
    BookCase(
        "F04",
        {"fund_payment:first": PAID, "fund_payment:second": PAID},
        "fund_payment:second.amount",
        {"fund_payment:back": BACK},
    ),
    BookCase(
        "F05",
        {"fund_payment:first": PAID | {"household_id": "h1"}},
        "fund_payment:first.payee",
        {"fund_payment:first": {"payee": None}},
    ),
    BookCase(
        "F06",
        {"fund_allocation:a": {"amount": Decimal(900), "arrived_amount": Decimal(901)}},
        "fund_allocation:a.arrived_amount",
        {"fund_allocation:a": {"arrived_amount": Decimal(900)}},
    ),
    BookCase(
        "F06",
        {"fund_allocation:a": {"issued_on": "2018-03-01", "arrived_on": "2018-02-01"}},
        "fund_allocation:a.arrived_on",
        {"fund_allocation:a": {"arrived_on": "2018-03-02"}},
    ),
    BookCase(
        "F07",
        {**PROJECT, "fund_payment:first": PAID},
        "sector_project:road.name",
        {"fund_notice:n": POSTED},
    ),
    BookCase(
        "F07",
        project(accepted_on="2018-05-01"),
        "sector_project:road.accepted_on",
        {"fund_notice:n": POSTED | {"kind": "2"}},
    ),
    BookCase(
        "F08",
        {"fund_notice:n": POSTED | {"taken_down_on": "2018-01-07"}},
        "fund_notice:n.taken_down_on",
        {"fund_notice:n": {"taken_down_on": "2018-01-08"}},
        ("6天", "7天"),
    ),
    BookCase(
        "T01",
        {**TEAM, "attendance:a": PRESENT, "attendance:b": PRESENT | {"state": "2"}},
        "attendance:b.day",
        {"attendance:b": {"day": "2018-11-15"}},
    ),
    BookCase(
        "T02",
        {**TEAM, "attendance:a": PRESENT | {"day": "2016-02-29"}},
        "attendance:a.day",
        {"attendance:a": {"day": "2016-03-01"}},
    ),
    BookCase(
        "T03",
        {**TEAM, "attendance:a": PRESENT | {"day": "2018-11-16"}, "leave:l": AWAY},
        "attendance:a.state",
        {"leave:l": {"back_on": "2018-11-16"}},
        ("2018-11-14 至 2018-11-16",),
    ),
    BookCase(
        "T04",
        {"leave:l": AWAY | {"ended_on": "2018-11-17"}},
        "leave:l.level",
        {"leave:l": {"level": "2"}},
        ("4天", "3天"),
    ),
    BookCase(
        "T05",
        {"leave:l": AWAY | {"ended_on": "2018-11-13"}},
        "leave:l.ended_on",
        {"leave:l": {"ended_on": "2018-11-14"}},
    ),
    BookCase(
        "T06",
        {**TEAM, "village_posting:again": POSTED_TO | {"post": "1", "started_on": "2018-01-01"}},
        "village_posting:again.started_on",
        {"village_posting:wang": {"ended_on": "2017-12-31"}},
    ),
    BookCase(
        "T07",
        {name: values for name, values in TEAM.items() if not name.endswith("li")},
        "village:v.name",
        {"village_posting:li": POSTED_TO | {"helper_id": "li"}},
        ("2人", "3人"),
    ),
    BookCase("T08", {}, "village:v.name", TEAM),
    BookCase(
        "E01",
        {"entity:coop": COOP | {"is_leading": None}},
        "entity:coop.is_leading",
        {"entity:coop": {"is_leading": True}},
    ),
    BookCase(
        "E02",
        {"entity:coop": COOP | {"credit_code": "911400000000000000"}},
        "entity:coop.credit_code",
        {"entity:coop": {"credit_code": "91350100M000100Y43"}},  # the example of GB 32100-2015
    ),
    BookCase(
        "E03",
        {"entity:coop": COOP | {"members": 5, "poor_members": 6}},
        "entity:coop.poor_members",
        {"entity:coop": {"poor_members": 5}},
        ("5户", "6户"),
    ),
    BookCase(
        "E04",
        {"interest_link:l": LINK | {"ended_on": "2017-02-28"}},
        "interest_link:l.ended_on",
        {"interest_link:l": {"ended_on": "2017-03-02"}},
    ),
    BookCase(
        "E05",
        {"interest_link:l": LINK | {"kind": "04"}},
        "interest_link:l.land_area",
        {"interest_link:l": {"land_area": Decimal(2)}},
    ),
    BookCase(
        "E06",
        {"interest_link:l": LINK, "link_income:i": {"link_id": "l", "year": 2016, "share_proceeds": Decimal(1)}},
        "link_income:i.year",
        {"link_income:i": {"year": 2017}},
    ),
    BookCase(
        "G01",
        {"matching:m": MATCH | {"delivered_on": "2018-09-30"}},
        "matching:m.delivered_on",
        {"matching:m": {"delivered_on": "2018-10-02"}},
    ),
    BookCase(
        "G01",
        {"matching:m": MATCH | {"is_confirmed": True}},
        "matching:m.delivered_on",
        {"matching:m": {"delivered_on": "2018-10-02"}},
    ),
    BookCase(
        "G02",
        {"need:n": NEED, "offer:o": OFFER, "matching:m": MATCH, "matching:k": MATCH | {"value": Decimal(401)}},
        "matching:k.value",
        {"matching:k": {"value": Decimal(400)}},
        ("900元", "1元"),
    ),
    BookCase(
        "G03",
        {"need:n": NEED, "offer:o": OFFER | {"kind": "03"}, "matching:m": MATCH},
        "matching:m.offer_id",
        {"offer:o": {"kind": "01"}},  # money may be given for anything
    ),
    BookCase(
        "G04",
        {"need:n": NEED | {"household_id": "h1", "has_consent": True}},
        "need:n.consent_on",
        {"need:n": {"consent_on": "2018-08-01"}},
    ),
    BookCase(
        "G05",
        {"need:n": NEED | {"household_id": "h1", "title": "张来福家棉被"}},
        "need:n.title",
        {"need:n": {"title": "棉被"}},
    ),
    BookCase(
        "R01",
        {"procedure_case:c": CASE, "procedure_step:s": SEEN | {"recorded_by": None}},
        "procedure_step:s.recorded_by",
        {"procedure_step:s": {"recorded_by": "队"}},
        ("张来福户",),
    ),
    BookCase(
        "R02",
        {"procedure_case:c": CASE, "procedure_step:s": SEEN, "procedure_step:n": HUNG | {"done_on": "2018-09-01"}},
        "procedure_step:n.done_on",
        {"procedure_step:n": {"done_on": "2018-09-02"}},
    ),
    BookCase(
        "R03",
        {
            "procedure_case:c": CASE | {"decision": "1", "decided_on": "2018-10-01"},
            "procedure_step:s": SEEN,
            "procedure_step:n": HUNG,
            "procedure_step:t": JUDGED | {"result": "2"},
        },
        "procedure_case:c.decision",
        {"procedure_step:t": {"result": "1"}},
    ),
    BookCase(
        "R04",
        {"procedure_case:c": CASE, "procedure_case:d": CASE},
        "procedure_case:d.procedure",
        {"procedure_case:c": {"decision": "3", "decided_on": "2018-10-01"}},
    ),
    BookCase(
        "R05",
        {"procedure_case:c": CASE, "procedure_step:s": SEEN, "procedure_step:n": HUNG | {"until": None}},
        "procedure_step:n.until",
        {"procedure_step:n": {"until": "2018-09-10"}},
    ),
    BookCase(
        "R06",
        {"procedure_case:c": CASE | {"household_id": None}},
        "procedure_case:c.household_id",
        {"procedure_case:c": {"household_id": "h1"}},
    ),
    BookCase(
        "U01",
        {**BORROWED, "mutual_fund_loan:l": LENT | {"started_on": "2015-12-31", "due_on": "2016-12-01"}},
        "mutual_fund_loan:l.household_id",
        {"mutual_fund_loan:l": {"started_on": "2016-01-01"}},
    ),
    BookCase(
        "U02",
        {**BORROWED, "mutual_fund_loan:l": LENT | {"amount": Decimal(5001)}},
        "mutual_fund_loan:l.amount",
        {
            "mutual_fund_loan:before": LENT | {"amount": Decimal(100), "started_on": "2017-01-01"}
        },  # then it is a later one
        ("首次上限5000元",),
    ),
    BookCase(
        "U03",
        {**BORROWED, "mutual_fund_loan:l": LENT | {"due_on": "2019-01-15"}},
        "mutual_fund_loan:l.due_on",
        {"mutual_fund_loan:l": {"due_on": "2019-01-01"}},
        ("12个月",),
    ),
    BookCase(
        "U04",
        {
            **BORROWED,
            "mutual_fund_member:n": MEMBER | {"household_id": "h2"},
            "mutual_fund_loan:l": LENT,
            "mutual_fund_loan:k": LENT | {"household_id": "h2", "amount": Decimal(5001)},
        },
        "mutual_fund_loan:k.amount",
        {"mutual_fund_loan:l": {"repaid_amount": Decimal(1)}},
        ("10001元", "10000元"),
    ),
    BookCase(
        "U05",
        {**BORROWED, "mutual_fund_loan:l": LENT | {"due_on": "2018-12-30"}},
        "mutual_fund_loan:l.repaid_amount",
        {"mutual_fund_loan:l": {"repaid_amount": Decimal(5000)}},
        ("张来福户", "5000元"),
    ),
    BookCase(
        "U06",
        {
            "entity:coop": COOP,
            "enterprise_loan:e": {"entity_id": "coop", "amount": Decimal(1), "promised_households": 1},
        },
        "enterprise_loan:e.promised_households",
        {"interest_link:l": LINK},
    ),
    BookCase(
        "O01",
        {"house_reconstruction:h": REBUILT | {"completed_on": "2018-03-01"}},
        "house_reconstruction:h.completed_on",
        {"house_reconstruction:h": {"completed_on": "2018-05-01"}},
    ),
    BookCase(
        "O02",
        {"house_reconstruction:h": REBUILT | {"grade_before": "2"}},
        "house_reconstruction:h.grade_before",
        {"house_reconstruction:h": {"grade_before": "3"}},
    ),
    BookCase(
        "O03",
        {"house_reconstruction:h": REBUILT, "house_reconstruction:i": REBUILT},
        "house_reconstruction:i.household_id",
        {"house_reconstruction:h": {"plan_year": 2017}},
    ),
    BookCase(
        "G02",
        {
            "need:n": NEED,
            "offer:o": OFFER | {"quantity": Decimal(10), "quantity_unit": "床"},
            "matching:m": MATCH | {"quantity": Decimal(11)},
        },
        "matching:m.quantity",
        {"matching:m": {"quantity": Decimal(10)}},
        ("10床",),
    ),
    BookCase(
        "G05",
        {"need:n": NEED | {"title": "棉被，联系 1990000 1234"}},
        "need:n.title",
        {"need:n": {"title": "棉被 40 床"}},
    ),
    BookCase("G06", {"need:n": NEED, "matching:m": MATCH}, "matching:m.offer_id", {"offer:o": OFFER}),
    BookCase(
        "G06",
        {"need:n": NEED, "offer:o": OFFER | {"valid_until": "2018-09-30"}, "matching:m": MATCH},
        "matching:m.agreed_on",
        {"offer:o": {"valid_until": "2018-10-01"}},
    ),
    BookCase("E01", {}, "village:v.name", {"entity:coop": COOP}),
)
