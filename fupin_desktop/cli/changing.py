"""Commands that change the registry: import, set, undo."""

from pathlib import Path
from typing import Annotated

import typer

from fupin_desktop.cli.opening import AsJson, answer, counter, opened, tell
from fupin_desktop.domain.errors import Refused

program = typer.Typer()


@program.command("import")
def import_files(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="县里导出的表格，可一次给出几份。")],
    apply: Annotated[bool, typer.Option("--apply", help="新的和有变化的直接记入登记库；存疑的留在待审区。")] = False,
    year: Annotated[int | None, typer.Option(help="表里没有年度时，写明是哪一年的数据。")] = None,
    back: Annotated[Path | None, typer.Option("--return", help="把有问题的表格标出后存到这个文件夹。")] = None,
    as_json: AsJson = False,
) -> None:
    """导入表格：先进待审区比对，--apply 才记入。"""
    from fupin_desktop.services.import_workbooks import apply_batch, return_workbooks, stage_files

    with opened(context, writing=True) as registry:
        batch = stage_files(registry, files, year=year, progress=counter("读入"))
        returned = return_workbooks(registry, batch, back) if back else []
        saved = apply_batch(registry, batch, progress=counter("记入")) if apply and batch.has_news else None
    problems = [
        {"file": p.file, "sheet": p.sheet, "row": p.row, "column": p.column, "value": p.value, "reason": p.reason}
        for p in batch.problems
    ]
    result = {"batch": batch.id, **batch.counts, "problems": problems, "missing": batch.missing, "notes": batch.notes}
    result |= {"applied": saved is not None, "group": saved.group if saved else None}
    for sentence in [*batch.notes, *(f"已退回：{path}" for path in returned)]:
        tell(sentence)
    answer(result, as_json=as_json, words=lambda: batch.in_words(applied=saved is not None))


@program.command("set")
def set_fields(
    context: typer.Context,
    record: Annotated[str, typer.Argument(help="household:户编号、person:人编号，或 记录:所属:年度。")],
    values: Annotated[list[str], typer.Argument(help="栏目=值，可多个；值留空表示清空。")],
    reason: Annotated[str, typer.Option(help="原因；更正已封年的内容时必须写。")] = "",
    as_json: AsJson = False,
) -> None:
    """改一条记录的几个栏目，一次保存。"""
    from fupin_desktop.services.change_fields import set_values

    with opened(context, writing=True) as registry:
        saved = set_values(registry, record, [_pair(text) for text in values], reason=reason)
    answer({"group": saved.group}, as_json=as_json, words=lambda: "已保存。")


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
