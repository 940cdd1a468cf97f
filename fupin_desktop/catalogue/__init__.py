"""CATALOGUE: every record that is registered, in reading order. Data, no logic."""

from fupin_desktop.catalogue.assistance.assistance_effect import AssistanceEffect
from fupin_desktop.catalogue.assistance.assistance_measure import AssistanceMeasure
from fupin_desktop.catalogue.assistance.assistance_plan import AssistancePlan
from fupin_desktop.catalogue.assistance.attachment import Attachment
from fupin_desktop.catalogue.assistance.education_aid import EducationAid
from fupin_desktop.catalogue.assistance.micro_loan import MicroLoan
from fupin_desktop.catalogue.assistance.relocation import Relocation
from fupin_desktop.catalogue.assistance.visit import Visit
from fupin_desktop.catalogue.helpers.attendance import Attendance
from fupin_desktop.catalogue.helpers.helper import Helper
from fupin_desktop.catalogue.helpers.leave import Leave
from fupin_desktop.catalogue.helpers.pairing import Pairing
from fupin_desktop.catalogue.helpers.unit import Unit
from fupin_desktop.catalogue.helpers.village_posting import VillagePosting
from fupin_desktop.catalogue.helpers.work_log import WorkLog
from fupin_desktop.catalogue.households.explanation import Explanation
from fupin_desktop.catalogue.households.household import Household
from fupin_desktop.catalogue.households.household_conditions import HouseholdConditions
from fupin_desktop.catalogue.households.household_income import HouseholdIncome
from fupin_desktop.catalogue.households.household_year import HouseholdYear
from fupin_desktop.catalogue.households.income_item import IncomeItem
from fupin_desktop.catalogue.households.national_entry import NationalEntry
from fupin_desktop.catalogue.persons.membership import Membership
from fupin_desktop.catalogue.persons.person import Person
from fupin_desktop.catalogue.persons.person_year import PersonYear
from fupin_desktop.catalogue.procedures.procedure_case import ProcedureCase
from fupin_desktop.catalogue.procedures.procedure_step import ProcedureStep
from fupin_desktop.catalogue.projects.enterprise_loan import EnterpriseLoan
from fupin_desktop.catalogue.projects.entity import Entity
from fupin_desktop.catalogue.projects.fund_allocation import FundAllocation
from fupin_desktop.catalogue.projects.fund_notice import FundNotice
from fupin_desktop.catalogue.projects.fund_payment import FundPayment
from fupin_desktop.catalogue.projects.house_reconstruction import HouseReconstruction
from fupin_desktop.catalogue.projects.interest_link import InterestLink
from fupin_desktop.catalogue.projects.link_income import LinkIncome
from fupin_desktop.catalogue.projects.matching import Matching
from fupin_desktop.catalogue.projects.mutual_fund import MutualFund
from fupin_desktop.catalogue.projects.mutual_fund_loan import MutualFundLoan
from fupin_desktop.catalogue.projects.mutual_fund_member import MutualFundMember
from fupin_desktop.catalogue.projects.need import Need
from fupin_desktop.catalogue.projects.offer import Offer
from fupin_desktop.catalogue.projects.resettlement_site import ResettlementSite
from fupin_desktop.catalogue.projects.sector_project import SectorProject
from fupin_desktop.catalogue.villages.village import Village
from fupin_desktop.catalogue.villages.village_explanation import VillageExplanation
from fupin_desktop.catalogue.villages.village_year import VillageYear
from fupin_desktop.fields.spec import RecordSpec, Scope

CATALOGUE: tuple[RecordSpec, ...] = (
    RecordSpec("village", "村", Village),
    RecordSpec("village_year", "村年度情况", VillageYear, Scope.YEARLY, owner="village_id"),
    RecordSpec("household", "户", Household),
    RecordSpec("household_year", "户年度情况", HouseholdYear, Scope.YEARLY, owner="household_id"),
    RecordSpec("household_income", "收入支出", HouseholdIncome, Scope.YEARLY, owner="household_id"),
    RecordSpec("household_conditions", "生产生活条件", HouseholdConditions, Scope.YEARLY, owner="household_id"),
    RecordSpec("income_item", "收入测算项目", IncomeItem, owner="household_id"),
    RecordSpec("person", "家庭成员", Person),
    RecordSpec("person_year", "成员年度情况", PersonYear, Scope.YEARLY, owner="person_id"),
    RecordSpec("membership", "户籍关系", Membership, owner="household_id"),
    RecordSpec("unit", "帮扶单位", Unit),
    RecordSpec("helper", "帮扶责任人", Helper),
    RecordSpec("pairing", "结对", Pairing, owner="household_id"),
    RecordSpec("assistance_plan", "帮扶计划", AssistancePlan, owner="household_id"),
    RecordSpec("assistance_measure", "帮扶措施", AssistanceMeasure, owner="household_id"),
    RecordSpec("assistance_effect", "帮扶成效", AssistanceEffect, owner="household_id"),
    RecordSpec("visit", "走访记录", Visit, owner="household_id"),
    RecordSpec("education_aid", "教育资助", EducationAid, owner="household_id"),
    RecordSpec("micro_loan", "小额信贷", MicroLoan, owner="household_id"),
    RecordSpec("relocation", "易地搬迁", Relocation, owner="household_id"),
    RecordSpec("explanation", "核查说明", Explanation, owner="household_id"),
    RecordSpec("national_entry", "国家系统录入", NationalEntry, owner="household_id"),
    RecordSpec("village_posting", "驻村任职", VillagePosting, owner="village_id"),
    RecordSpec("attendance", "驻村考勤", Attendance, owner="village_id"),
    RecordSpec("leave", "驻村请假", Leave, owner="village_id"),
    RecordSpec("work_log", "驻村日志", WorkLog, owner="village_id"),
    RecordSpec("sector_project", "行业项目", SectorProject, owner="village_id"),
    RecordSpec("fund_allocation", "资金指标", FundAllocation, owner="village_id"),
    RecordSpec("fund_payment", "资金支付", FundPayment, owner="village_id", is_only_added_to=True),
    RecordSpec("fund_notice", "资金公示", FundNotice, owner="village_id"),
    RecordSpec("entity", "带动主体", Entity, owner="village_id"),
    RecordSpec("interest_link", "利益联结", InterestLink, owner="village_id"),
    RecordSpec("link_income", "联结收益", LinkIncome, owner="village_id"),
    RecordSpec("need", "帮扶需求", Need, owner="village_id"),
    RecordSpec("offer", "帮扶意向", Offer, owner="village_id"),
    RecordSpec("matching", "帮扶对接", Matching, owner="village_id"),
    RecordSpec("procedure_case", "程序", ProcedureCase, owner="village_id"),
    RecordSpec("procedure_step", "程序步骤", ProcedureStep, owner="village_id"),
    RecordSpec("mutual_fund", "互助资金", MutualFund, owner="village_id"),
    RecordSpec("mutual_fund_member", "互助会员", MutualFundMember, owner="village_id"),
    RecordSpec("mutual_fund_loan", "互助借款", MutualFundLoan, owner="village_id"),
    RecordSpec("enterprise_loan", "主体贷款", EnterpriseLoan, owner="village_id"),
    RecordSpec("house_reconstruction", "危房改造", HouseReconstruction, owner="village_id"),
    RecordSpec("resettlement_site", "安置点", ResettlementSite, owner="village_id"),
    RecordSpec("attachment", "附件", Attachment, owner="household_id"),
    RecordSpec("village_explanation", "村级核查说明", VillageExplanation, owner="village_id"),
)

RECORDS: dict[str, RecordSpec] = {spec.name: spec for spec in CATALOGUE}
