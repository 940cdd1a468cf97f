"""The lasting part of a household (reference: domain.md §1.1, national table AC01)."""

from dataclasses import dataclass

from fupin_desktop.fields.kinds import day, text
from fupin_desktop.fields.spec import Decider, Privacy, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Household:
    """贫困户: one poor household, whatever the year."""

    id: str

    household_code: str | None = text(
        "户编号",
        national="AAC001",
        max_length=20,
        help="由全国系统编发，未编发前留空",
        example="81411990000001",
        decided_by=Decider.COUNTY,
    )
    village_code: str | None = text(
        "村编号", national="AAD001", max_length=12, needed=Stage.SAVE, example="141124199201", decided_by=Decider.COUNTY
    )
    natural_village_code: str | None = text("自然村编号", national="AAD041", max_length=20, decided_by=Decider.COUNTY)
    villager_group: str | None = text("所在组（村民小组）", national="AAR007", max_length=40, example="第二小组")
    address: str | None = text("家庭住址", max_length=200, example="东沟5号院")
    head_name: str | None = text("户主姓名", national="AAC029", derived=True, max_length=50, example="张演示")
    head_person_code: str | None = text(
        "户主编号", national="AAC025", derived=True, max_length=20, decided_by=Decider.COUNTY
    )
    head_id_number: str | None = text(
        "户主证件号码", national="AAC031", derived=True, max_length=22, privacy=Privacy.IDENTITY
    )
    phone: str | None = text(
        "户联系电话", national="AAR012", max_length=20, privacy=Privacy.CONTACT, example="19900000001"
    )
    bank_name: str | None = text("开户银行名称", national="AAQ002", max_length=60, group="bank")
    bank_account: str | None = text("银行卡号", national="AAC004", max_length=30, group="bank", privacy=Privacy.ACCOUNT)
    first_identified: str | None = day("首次识别时间", national="AAR041", example="2013-12", decided_by=Decider.COUNTY)
