"""Commands that change the registry: set, add, undo."""

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
        saved = set_values(registry, record, [_pair(text) for text in values], reason=reason)
    answer({"group": saved.group}, as_json=as_json, words=lambda: "已保存。")


@program.command("add")
def add_record(
    context: typer.Context,
    record: Annotated[
        str, typer.Argument(metavar="记录", help="如 visit、assistance_measure、education_aid、micro_loan。")
    ],
    household: Annotated[str, typer.Argument(metavar="农户", help="记录号、户编号或成员证件号码。")],
    values: Annotated[list[str], typer.Argument(metavar="栏目=值", help="栏目=值，可多个。")],
    reason: Annotated[str, typer.Option(metavar="文字", help="原因，可以不写。")] = "",
    as_json: AsJson = False,
) -> None:
    """给一户新增一条记录：走访、措施、计划、资助、贷款、搬迁等。"""
    from fupin_desktop.services.change_fields import add_record as add_to

    with opened(context, writing=True) as registry:
        record_id, saved = add_to(registry, record, household, [_pair(text) for text in values], reason=reason)
    result = {"record": f"{record}:{record_id}", "group": saved.group}
    answer(result, as_json=as_json, words=lambda: f"已新增 {record}:{record_id}。")


@program.command()
def undo(context: typer.Context, as_json: AsJson = False) -> None:
    """撤销最近一次操作，并说明撤销了什么。"""
    from fupin_desktop.services.undo import undo as take_back

    with opened(context, writing=True) as registry:
        undone = take_back(registry)
    result = {"undone": undone.title, "group": undone.group, "restored": undone.restored, "left": undone.left}
    left = f"；另有 {undone.left} 处后来又改过，没有动" if undone.left else ""
    answer(result, as_json=as_json, words=lambda: f"{undone.title}：恢复 {undone.restored} 处{left}。")


def _pair(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark:
        raise Refused(f"「{text}」请写成 栏目=值。")
    return name.strip(), value
