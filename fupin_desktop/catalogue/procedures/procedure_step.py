"""One step of a procedure: who met and voted, what was posted where and how long, who approved (domain.md §4.1–4.2)."""

from dataclasses import dataclass

from fupin_desktop.fields.kinds import code, count, day, flag, ref, text
from fupin_desktop.fields.spec import Decider, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcedureStep:
    """程序步骤: which fields a step needs stands in resources/policy/procedures."""

    id: str

    village_id: str | None = ref("村", "village", needed=Stage.SAVE)
    case_id: str | None = ref("所属程序", "procedure_case", needed=Stage.SAVE)
    step: str | None = text("步骤", max_length=40, needed=Stage.SAVE, help="步骤的代号，见程序的步骤表")
    done_on: str | None = day("日期", needed=Stage.SAVE, help="公示、公告写张贴的那一天")
    until: str | None = day("公示到", help="公示、公告取下的那一天")
    place: str | None = text("地点", max_length=80)
    entitled: int | None = count("应到人数", unit="人")
    present: int | None = count("实到人数", unit="人")
    votes_for: int | None = count("赞成", unit="票")
    votes_against: int | None = count("反对", unit="票")
    votes_abstain: int | None = count("弃权", unit="票")
    objections: str | None = text("群众异议", max_length=500, help="没有异议写「无」")
    answer: str | None = text("异议处理", max_length=500)
    exclusions_checked: bool | None = flag(
        "是否核对过排除情形", help="车辆、商品房、公司门店、财政供养等，按县里的清单"
    )
    income_ok: bool | None = flag("收入达标")
    food_ok: bool | None = flag("不愁吃")
    clothes_ok: bool | None = flag("不愁穿")
    education_ok: bool | None = flag("义务教育有保障")
    medical_ok: bool | None = flag("基本医疗有保障")
    housing_ok: bool | None = flag("住房安全有保障")
    water_ok: bool | None = flag("饮水安全")
    is_signed: bool | None = flag("农户是否签字")
    result: str | None = code("结果", "step_result", decided_by=Decider.COUNTY)
    opinion: str | None = text("意见", max_length=300, decided_by=Decider.COUNTY)
    document_no: str | None = text("文号", max_length=60, decided_by=Decider.COUNTY)
    recorded_by: str | None = text("经办人", max_length=40)
    note: str | None = text("备注", max_length=200)
