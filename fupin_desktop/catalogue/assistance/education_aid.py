"""One aid to one student for one school year (reference: domain.md §6.2)."""

from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.fields.kinds import calendar_year, code, day, money, ref, text
from fupin_desktop.fields.spec import Decider, Privacy, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class EducationAid:
    """教育资助: applied for, approved, paid."""

    id: str

    household_id: str | None = ref("所属户", "household", needed=Stage.SAVE)
    person_id: str | None = ref("学生", "person", needed=Stage.SAVE)
    aid_type: str | None = code("资助类型", "education_aid_type", needed=Stage.SAVE)
    school_year: int | None = calendar_year(
        "学年", needed=Stage.SAVE, example=2018, help="写开学的那一年：2018 就是 2018—2019 学年"
    )
    school_name: str | None = text("就读学校", max_length=80, needed=Stage.SUBMIT)
    school_status: str | None = code("就读年级", "school_status", needed=Stage.SUBMIT)
    major: str | None = text("专业", max_length=60)
    enrolment_no: str | None = text("学籍号", max_length=30)
    amount: Decimal | None = money(
        "资助金额", least=0, group="education_aid_sum", decided_by=Decider.COUNTY, needed=Stage.SUBMIT
    )
    applied_on: str | None = day("申请日期", needed=Stage.SUBMIT)
    approved_on: str | None = day("审批日期")
    refused_reason: str | None = text("未批准原因", max_length=200)
    paid_on: str | None = day("发放日期", group="education_aid_sum", decided_by=Decider.COUNTY)
    bank_account: str | None = text("发放账号", max_length=30, privacy=Privacy.ACCOUNT)
    note: str | None = text("备注", max_length=200)
