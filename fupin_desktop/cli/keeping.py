"""Commands about the registry as a whole: init, demo, backup, restore, verify, data, run."""

import os
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from fupin_desktop.cli.looking import moment
from fupin_desktop.cli.opening import DEMO_PASSPHRASE, AsJson, answer, chosen, counter, opened, passphrase, tell
from fupin_desktop.domain.errors import Refused

program = typer.Typer()
Folder = Annotated[Path, typer.Argument(help="登记库的文件夹。")]


@program.command()
def run(context: typer.Context) -> None:
    """打开窗口。"""
    from fupin_desktop.app import main

    raise typer.Exit(main(chosen(context).data))


@program.command()
def init(
    folder: Folder,
    village: Annotated[str, typer.Option("--village", help="12 位村编号。")],
    name: Annotated[str, typer.Option(help="村名；区划表里有的可不写。")] = "",
    as_json: AsJson = False,
) -> None:
    """新建一个空的登记库。"""
    from fupin_desktop.db.registry import make_registry, open_registry
    from fupin_desktop.services.found_registry import found_village

    secret = passphrase("新口令：")
    code = make_registry(folder, secret)
    registry = open_registry(folder, secret)
    try:
        known = found_village(registry, village, name)
    finally:
        registry.close()
    if not known:
        tell(f"区划表里没有 {village} 这个村编号，已照填并作了标记。")
    tell(f"恢复码（请抄在纸上交乡镇封存，只显示这一次）：{code}")
    result = {"folder": str(folder), "village": village, "in_region_table": known, "recovery_code": code}
    answer(result, as_json=as_json, words=lambda: f"已在 {folder} 新建登记库。")


@program.command()
def demo(
    folder: Folder,
    villages: Annotated[int, typer.Option(help="几个村。")] = 1,
    households: Annotated[int, typer.Option(help="每村几户。")] = 200,
    seed: Annotated[int, typer.Option(help="同一个数给出同样的内容。")] = 1,
    as_json: AsJson = False,
) -> None:
    """新建一个演示登记库，内容全部虚构，口令是 demo。"""
    from fupin_desktop.db.registry import make_registry, open_registry
    from fupin_desktop.services.demo.fill import fill_with_demo

    was_there = folder.exists()
    make_registry(folder, DEMO_PASSPHRASE)
    registry = open_registry(folder, DEMO_PASSPHRASE, user="演示")
    try:
        counts = fill_with_demo(registry, villages=villages, households=households, seed=seed, progress=counter("生成"))
    except BaseException:  # a half-made demo is of no use to anybody, and would block the next try
        registry.close()
        _take_away(folder, whole=not was_there)
        raise
    registry.close()
    words = f"已在 {folder} 建好演示登记库：{counts.households} 户 {counts.persons} 人，口令 {DEMO_PASSPHRASE}。"
    answer(asdict(counts), as_json=as_json, words=lambda: words)


@program.command()
def backup(
    context: typer.Context,
    to: Annotated[Path | None, typer.Option("--to", help="存到哪个文件夹，如 U 盘；不写为登记库自己的。")] = None,
    as_json: AsJson = False,
) -> None:
    """备份，写完后打开核对。"""
    from fupin_desktop.services.back_up import back_up

    with opened(context) as registry:
        made = back_up(registry, to)
    words = f"已备份到 {made.path}：{made.households} 户，{made.commits} 次保存，已打开核对。"
    answer(_plain(made), as_json=as_json, words=lambda: words)


@program.command()
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="备份文件（.fupin）。")],
    as_json: AsJson = False,
) -> None:
    """从备份恢复；现在的登记库留在「恢复前」文件夹里，不删除。"""
    from fupin_desktop.db.registry import restore_registry

    found = restore_registry(chosen(context).data, file, passphrase())
    words = f"已恢复 {moment(found.made_at_ms)} 的备份：{found.households} 户。原来的留在「恢复前」文件夹。"
    answer(_plain(found), as_json=as_json, words=lambda: words)


@program.command()
def verify(context: typer.Context, as_json: AsJson = False) -> None:
    """由修改记录重新推算所有的表，与现有的逐一比对。"""
    with opened(context) as registry:
        found = registry.verify()
    result = {
        "ok": not found.differences,
        "commits": found.commits,
        "ops": found.ops,
        "records": found.records,
        "differences": list(found.differences),
    }
    words = f"{found.commits} 次保存、{found.ops} 处填写、{found.records} 条记录，全部一致。"
    answer(result, as_json=as_json, words=lambda: words)
    if found.differences:
        raise Refused("核对发现不一致。请先备份，再把下面的说明报告县里：\n" + "\n".join(found.differences))


@program.command()
def data(
    context: typer.Context,
    table: Annotated[str, typer.Argument(help="表名，不写为全部表的行数。")] = "",
    limit: Annotated[int, typer.Option(help="最多几行。")] = 20,
    as_json: AsJson = False,
) -> None:
    """查看数据表（只读，供维护用）。"""
    from fupin_desktop.db.inspecting import row_counts, rows_of

    secret, folder = passphrase(), chosen(context).data
    if table:
        rows = rows_of(folder, secret, table, limit)
        answer(rows, as_json=as_json, words=lambda: "\n".join(str(row) for row in rows))
        return
    counts = row_counts(folder, secret)
    answer(counts, as_json=as_json, words=lambda: "\n".join(f"{name}  {number}" for name, number in counts.items()))


def _take_away(folder: Path, *, whole: bool) -> None:
    if whole:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for name in ("registry.db", "registry.db-wal", "registry.db-shm", "keys.json", "registry.lock"):
        (folder / name).unlink(missing_ok=True)


def _plain(made: Any) -> dict[str, Any]:
    return {
        "file": os.fspath(made.path),
        "made_at": moment(made.made_at_ms),
        "households": made.households,
        "commits": made.commits,
        "size": made.size,
    }
