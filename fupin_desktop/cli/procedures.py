"""Commands about procedures: what is under way, beginning, recording a step, deciding, and who came and went."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fupin_desktop.cli.changing import pair
from fupin_desktop.cli.looking import Village, Year
from fupin_desktop.cli.opening import AsJson, answer, opened
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.ports import Registry

if TYPE_CHECKING:
    from fupin_desktop.services.procedures import CaseView

program = typer.Typer()
Case = Annotated[str, typer.Argument(metavar="编号", help="程序的编号，列出程序时写在每行末尾。")]


@program.command()
def procedures(context: typer.Context, village: Village = "", as_json: AsJson = False) -> None:
    """程序：识别、退出、返贫、清退办到哪一步，等谁，公示到哪天。"""
    from fupin_desktop.services.procedures import cases

    with opened(context) as registry:
        found = [one for code in _villages(registry, village) for one in cases(registry, code)]
    lines = [f"{one.title}：{one.state}　[{one.case.id}]" for one in found]
    answer([_plain(one) for one in found], as_json=as_json, words=lambda: "\n".join(lines) or "没有程序。")


@program.command("start-procedure")
def start_procedure(
    context: typer.Context,
    procedure: Annotated[str, typer.Argument(metavar="程序", help="程序的英文名；写错了会列出有哪些。")],
    owner: Annotated[str, typer.Argument(metavar="农户或村", help="户编号、成员证件号码；全村的程序写村编号。")],
    year: Year = None,
    reason: Annotated[str, typer.Option(metavar="文字", help="事由。")] = "",
    as_json: AsJson = False,
) -> None:
    """开始一个程序。"""
    from fupin_desktop.services.find_records import find_household
    from fupin_desktop.services.procedures import start

    with opened(context, writing=True) as registry:
        of_year = year or registry.today().year
        if registry.records("village", "village_code", [owner]):
            village, household = owner, ""
        else:
            household = find_household(registry, owner)
            village = getattr(registry.record("household", household), "village_code", None) or ""
        case_id, saved = start(registry, village, procedure, household, year=of_year, reason=reason)
    answer({"case": case_id, "group": saved.group}, as_json=as_json, words=lambda: f"已开始，编号 {case_id}。")


@program.command("record-step")
def record_step(
    context: typer.Context,
    case: Case,
    step: Annotated[str, typer.Argument(metavar="步骤", help="步骤的英文名；写错了会列出有哪些。")],
    values: Annotated[list[str] | None, typer.Argument(metavar="栏目=值", help="栏目=值，可多个。")] = None,
    as_json: AsJson = False,
) -> None:
    """记一步：日期、到会和票数、公示起止、意见和文号。"""
    from fupin_desktop.services.change_fields import typed_values
    from fupin_desktop.services.procedures import record_step as record

    with opened(context, writing=True) as registry:
        typed = typed_values(registry, "procedure_step", [pair(text) for text in values or []])
        saved = record(registry, case, step, typed)
    answer({"group": saved.group}, as_json=as_json, words=lambda: "已记下。")


@program.command("attach-photo")
def attach_photo(
    context: typer.Context,
    case: Case,
    step: Annotated[str, typer.Argument(metavar="步骤", help="步骤的英文名。")],
    file: Annotated[Path, typer.Argument(metavar="文件", help="照片或扫描件。")],
    as_json: AsJson = False,
) -> None:
    """给记下的一步附上照片：张贴的公示、签了字的材料，存进这一户的档案。"""
    from fupin_desktop.services.step_photos import attach_photo as attach

    with opened(context, writing=True) as registry:
        saved = attach(registry, case, step, file)
    answer({"group": saved.group}, as_json=as_json, words=lambda: "照片已存进这一户的档案。")


@program.command("decide-procedure")
def decide_procedure(
    context: typer.Context,
    case: Case,
    decision: Annotated[str, typer.Argument(metavar="结果", help="通过、不通过、撤回。")],
    on: Annotated[str, typer.Option("--on", metavar="日期", help="决定日期，不写为今天。")] = "",
    document: Annotated[str, typer.Option(metavar="文号", help="批复文号。")] = "",
    facts: Annotated[
        list[str] | None, typer.Option("--fact", metavar="栏目=值", help="随状态要填的，如返贫原因；可多次。")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """定一个程序：通过的，脱贫状态、年度随着改，一次保存。"""
    from fupin_desktop.catalogue.codes import code_table
    from fupin_desktop.services.change_fields import typed_values
    from fupin_desktop.services.procedures import decide

    code = code_table("procedure_decision").find(decision)
    if code is None:
        raise Refused("结果请写：通过、不通过、撤回。")
    with opened(context, writing=True) as registry:
        typed = typed_values(registry, "household_year", [pair(text) for text in facts or []])
        saved = decide(registry, case, code, decided_on=on, document_no=document, facts=typed)
    answer({"group": saved.group}, as_json=as_json, words=lambda: "已定。")


@program.command()
def flow(context: typer.Context, village: Village = "", as_json: AsJson = False) -> None:
    """有进有出，逐年更新：每年新识别、脱贫、返贫、清退的户，自然增减的人。"""
    from fupin_desktop.services.procedures import FLOW
    from fupin_desktop.services.procedures import flow as by_year

    with opened(context) as registry:
        found = by_year(registry, village)
    plain = [{"year": year, **counted} for year, counted in found.items()]
    lines = [
        f"{year} 年：" + "，".join(f"{FLOW[key]} {count}" for key, count in of.items()) for year, of in found.items()
    ]
    answer(plain, as_json=as_json, words=lambda: "\n".join(lines) or "没有年度数据。")


def _villages(registry: Registry, village: str) -> list[str]:
    return [village] if village else [one.village_code for one in registry.records("village") if one.village_code]


def _plain(one: "CaseView") -> dict[str, Any]:
    return {
        "case": one.case.id,
        "procedure": one.case.procedure,
        "title": one.title,
        "household": one.case.household_id,
        "year": one.case.year,
        "open": one.progress.is_open,
        "state": one.state,
        "decision": one.case.decision,
        "next": one.progress.next.code if one.progress.next else None,
        "steps": [
            {
                "step": step.code,
                "title": step.title,
                "who": step.who,
                "paper": step.paper,
                "done_on": of.done_on if of else None,
            }
            for step, of in one.progress.steps
        ],
    }
