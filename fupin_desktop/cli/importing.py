"""The command import: what a batch of files brings, and taking it in."""

from pathlib import Path
from typing import Annotated

import typer

from fupin_desktop.cli.opening import AsJson, answer, counter, opened, tell
from fupin_desktop.domain.errors import Refused

program = typer.Typer()


@program.command("import")
def import_files(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="文件", help="县里导出的表格，可一次给出几份。")],
    apply: Annotated[bool, typer.Option("--apply", help="新的和有变化的直接记入登记库；存疑的留在待审区。")] = False,
    year: Annotated[
        int | None, typer.Option(metavar="年度", min=1990, max=2100, help="表里没有年度时，写明是哪一年的数据。")
    ] = None,
    back: Annotated[
        Path | None, typer.Option("--return", metavar="文件夹", help="把有问题的表格标出后存到这个文件夹。")
    ] = None,
    gone_on: Annotated[
        str, typer.Option("--gone-on", metavar="日期", help="名册里已没有的人，登记为这一天减少；与 --apply 同用。")
    ] = "",
    gone_reason: Annotated[str, typer.Option("--gone-reason", metavar="原因", help="减少原因，如 死亡。")] = "",
    as_json: AsJson = False,
) -> None:
    """导入表格：先进待审区比对，--apply 才记入。"""
    from fupin_desktop.cli.import_words import in_words, plain
    from fupin_desktop.services.import_workbooks import apply_batch, return_workbooks, stage_files
    from fupin_desktop.services.register_leaving import register_leaving

    if bool(gone_on) != bool(gone_reason) or (gone_on and not apply):
        raise Refused("登记减少要同时写 --apply、--gone-on 日期 和 --gone-reason 原因。")
    with opened(context, writing=True) as registry:
        batch = stage_files(registry, files, year=year, progress=counter("读入"))
        returned = return_workbooks(registry, batch, back) if back else []
        saved = apply_batch(registry, batch, progress=counter("记入")) if apply and batch.has_news else None
        left = register_leaving(registry, batch.gone, gone_on, gone_reason) if gone_on and batch.gone else None
    result = plain(batch) | {
        "applied": saved is not None,
        "group": saved.group if saved else None,
        "left_group": left.group if left else None,
    }
    for sentence in [*batch.notes, *(f"已退回：{path}" for path in returned)]:
        tell(sentence)
    answer(
        result,
        as_json=as_json,
        words=lambda: in_words(batch, applied=saved is not None, left=left is not None),
    )
