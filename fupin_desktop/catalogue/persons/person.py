"""The lasting part of a person (reference: domain.md §1.2, national table AB01)."""

from dataclasses import dataclass

from fupin_desktop.fields.kinds import code, day, text
from fupin_desktop.fields.spec import Decider, Privacy, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """家庭成员: one person, whatever the year and the household."""

    id: str

    person_code: str | None = text(
        "人编号", national="AAB001", max_length=20, help="由全国系统编发", decided_by=Decider.COUNTY
    )
    name: str | None = text("姓名", national="AAB002", max_length=50, needed=Stage.SAVE, example="李演示")
    sex: str | None = code("性别", "sex", national="AAB003", group="identity", needed=Stage.SUBMIT, example="1")
    id_type: str | None = code("证件类型", "id_type", national="AAB018", group="identity", since=2016, example="01")
    id_number: str | None = text(
        "证件号码",
        national="AAB004",
        group="identity",
        max_length=22,
        needed=Stage.SUBMIT,
        privacy=Privacy.IDENTITY,
        help="身份证18位；残疾人证20位",
        example="141199197001010018",
    )
    birth_date: str | None = day("出生日期", national="AAB005", group="identity", help="证件号码里有，可不填")
    ethnicity: str | None = code("民族", "ethnicity", national="AAB007", needed=Stage.SUBMIT, example="01")
    person_phone: str | None = text("人联系电话", national="AAB031", max_length=20, privacy=Privacy.CONTACT)
    person_status: str | None = code("人口状态", "person_status", national="AAB015", decided_by=Decider.COUNTY)
    first_identified: str | None = day("人员识别时间", decided_by=Decider.COUNTY)
