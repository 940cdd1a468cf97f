"""Commands that change the registry: set, add, explain, undo."""

from typing import Annotated

import typer

from fupin_desktop.cli.opening import AsJson, answer, opened
from fupin_desktop.domain.errors import Refused

program = typer.Typer()


@program.command("set")
def set_fields(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="记录", help="household:户编号、person:人编号，或 记录:所属:年度。")],
    values: Annotated[list[str], typer.Argument(metavar="栏目=值", help="栏目=值，可多个；值留空表示清空。")],
    reason: Annotated[str, typer.Option(metavar="文字", help="原因；更正已封年的内容时必须写。")] = "",
    as_json: AsJson = False,
) -> None:
    """改一条记录的几个栏目，一次保存。"""
    from fupin_desktop.services.change_fields import set_values

    with opened(context, writing=True) as registry:
        saved = set_values(registry, record, [pair(text) for text in values], reason=reason)
    answer({"group": saved.group}, as_json=as_json, words=lambda: "已保存。")


@program.command("add")
def add_record(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="记录", help="记录的英文名；写错了会列出有哪些。")],
    owner: Annotated[
        str, typer.Argument(metavar="农户或村", help="户的记录号、户编号或成员证件号码；村的台账写村编号。")
    ],
    values: Annotated[list[str], typer.Argument(metavar="栏目=值", help="栏目=值，可多个。")],
    reason: Annotated[str, typer.Option(metavar="文字", help="原因，可以不写。")] = "",
    as_json: AsJson = False,
) -> None:
    """给一户或一个村新增一条记录：走访、措施、资助、贷款、项目、资金等。"""
    from fupin_desktop.services.change_fields import add_record as add_to

    with opened(context, writing=True) as registry:
        record_id, saved = add_to(registry, record, owner, [pair(text) for text in values], reason=reason)
    result = {"record": f"{record}:{record_id}", "group": saved.group}
    answer(result, as_json=as_json, words=lambda: f"已新增 {record}:{record_id}。")


@program.command("explain")
def explain_finding(
    context: typer.Context,
    household: Annotated[
        str, typer.Argument(metavar="农户或村", help="户的记录号、户编号或成员证件号码；村的问题写 12 位村编号。")
    ],
    rule: Annotated[str, typer.Argument(metavar="规则", help="体检里的规则编号，如 A02；只有「可疑」的可以说明。")],
    text: Annotated[str, typer.Argument(metavar="说明", help="实际情况，谁核实的。")],
    about: Annotated[str, typer.Option(metavar="记录号", help="同一规则有几处时，指明是哪一条记录。")] = "",
    as_json: AsJson = False,
) -> None:
    """体检里可疑、核实过是真的，写一条说明；以后不再提出，除非数又变了。"""
    from fupin_desktop.services.explain_finding import explain
    from fupin_desktop.services.find_records import find_household

    with opened(context, writing=True) as registry:
        village = registry.records("village", "village_code", [household.strip()])
        owner = village[0].id if village else find_household(registry, household)
        written, saved = explain(registry, owner, rule, text, about)
    result = {"record": written, "group": saved.group}
    answer(result, as_json=as_json, words=lambda: "说明已保存。")


@program.command()
def undo(context: typer.Context, as_json: AsJson = False) -> None:
    """撤销最近一次操作，并说明撤销了什么。"""
    from fupin_desktop.services.undo import undo as take_back

    with opened(context, writing=True) as registry:
        undone = take_back(registry)
    result = {"undone": undone.title, "group": undone.group, "restored": undone.restored, "left": undone.left}
    left = f"；另有 {undone.left} 处后来又改过，没有动" if undone.left else ""
    answer(result, as_json=as_json, words=lambda: f"{undone.title}：恢复 {undone.restored} 处{left}。")


def pair(text: str) -> tuple[str, str]:
    """栏目=值 as (field, text)."""
    name, mark, value = text.partition("=")
    if not mark:
        raise Refused(f"「{text}」请写成 栏目=值。")
    return name.strip(), value
