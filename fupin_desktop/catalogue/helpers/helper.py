"""A person responsible for helping households (reference: domain.md §3.2, national table AK11)."""

from dataclasses import dataclass

from fupin_desktop.fields.kinds import code, flag, ref, text
from fupin_desktop.fields.spec import Decider, Privacy, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Helper:
    """帮扶责任人, 驻村队员 or 第一书记."""

    id: str

    helper_code: str | None = text("帮扶责任人编号", national="AAK110", max_length=20, decided_by=Decider.COUNTY)
    name: str | None = text("姓名", national="AAB002", max_length=50, needed=Stage.SAVE, example="王演示")
    sex: str | None = code("性别", "sex", national="AAB003", needed=Stage.SUBMIT)
    id_number: str | None = text(
        "证件号码", national="AAB004", max_length=22, needed=Stage.SUBMIT, privacy=Privacy.IDENTITY
    )
    phone: str | None = text("联系电话", national="AAR012", max_length=20, needed=Stage.SUBMIT, privacy=Privacy.CONTACT)
    political_status: str | None = code("政治面貌", "political_status", national="AAK033", needed=Stage.SUBMIT)
    education: str | None = code("学历", "helper_education", national="AAK036")
    specialty: str | None = text("技术特长", national="AAK037", max_length=40)
    rank: str | None = code("职务级别", "helper_rank", national="AAF031")
    post: str | None = text("派出单位职务", max_length=40)
    unit_id: str | None = ref("帮扶单位", "unit", needed=Stage.SUBMIT)
    is_team_leader: bool | None = flag("是否工作队队长", national="AAK031", needed=Stage.SUBMIT)
    is_first_secretary: bool | None = flag("是否第一书记", national="AAK032", needed=Stage.SUBMIT)
    is_team_member: bool | None = flag("是否驻村队员", national="AAK039", needed=Stage.SUBMIT)
