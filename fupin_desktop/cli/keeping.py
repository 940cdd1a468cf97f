"""Commands about the registry as a whole: init, demo, backup, restore, verify, data, run."""

import os
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from fupin_desktop.cli.looking import moment
from fupin_desktop.cli.opening import DEMO_PASSPHRASE, AsJson, answer, chosen, counter, opened, passphrase, tell
from fupin_desktop.cli.telling import moment_in_words
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.new_folder import new_folder

program = typer.Typer()
Folder = Annotated[Path, typer.Argument(metavar="文件夹", help="登记库的文件夹。")]


@program.command()
def run(context: typer.Context) -> None:
    """打开窗口。"""
    from fupin_desktop.app import main

    raise typer.Exit(main(chosen(context).data))


@program.command()
def init(
    folder: Folder,
    village: Annotated[str, typer.Option("--village", metavar="村编号", help="12 位村编号。")],
    name: Annotated[str, typer.Option(metavar="村名", help="村名；区划表里有的可不写。")] = "",
    as_json: AsJson = False,
) -> None:
    """新建一个空的登记库。"""
    from fupin_desktop.db.registry import make_registry, open_registry
    from fupin_desktop.services.found_registry import check_village_code, found_village

    check_village_code(village)
    secret = passphrase("新口令：")
    with new_folder(folder):
        code = make_registry(folder, secret)
        with closing(open_registry(folder, secret)) as registry:
            known = found_village(registry, village, name)
    if not known:
        tell(f"区划表里没有 {village} 这个村编号，已照填并作了标记。")
    tell(f"恢复码（请抄在纸上交乡镇封存，只显示这一次）：{code}")
    result = {"folder": str(folder), "village": village, "in_region_table": known, "recovery_code": code}
    answer(result, as_json=as_json, words=lambda: f"已在 {folder} 新建登记库。")


@program.command()
def demo(
    folder: Folder,
    villages: Annotated[int, typer.Option(metavar="个数", help="几个村。")] = 1,
    households: Annotated[int, typer.Option(metavar="户数", help="每村几户。")] = 200,
    seed: Annotated[int, typer.Option(metavar="数", help="同一个数给出同样的内容。")] = 1,
    as_json: AsJson = False,
) -> None:
    """新建一个演示登记库，内容全部虚构，口令是 demo。"""
    from fupin_desktop.db.registry import make_registry, open_registry
    from fupin_desktop.services.demo.fill import check_numbers, fill_with_demo

    check_numbers(villages, households, seed)
    with new_folder(folder):
        make_registry(folder, DEMO_PASSPHRASE)
        with closing(open_registry(folder, DEMO_PASSPHRASE, user="演示")) as registry:
            counts = fill_with_demo(
                registry, villages=villages, households=households, seed=seed, progress=counter("生成")
            )
    words = f"已在 {folder} 建好演示登记库：{counts.households} 户 {counts.persons} 人，口令 {DEMO_PASSPHRASE}。"
    answer(asdict(counts), as_json=as_json, words=lambda: words)


@program.command()
def backup(
    context: typer.Context,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="文件夹", help="存到哪个文件夹，如 U 盘；不写为登记库自己的。")
    ] = None,
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
    file: Annotated[Path, typer.Argument(metavar="备份文件", help="备份文件（.fupin）。")],
    as_json: AsJson = False,
) -> None:
    """从备份恢复；现在的登记库如果有，会留在「恢复前」文件夹里。"""
    from fupin_desktop.db.registry import restore_registry
    from fupin_desktop.db.replacing import ASIDE

    aside = chosen(context).data / ASIDE
    before = set(aside.glob("*"))
    found = restore_registry(chosen(context).data, file, passphrase())
    kept = sorted(set(aside.glob("*")) - before)
    words = f"已恢复 {moment_in_words(found.made_at_ms)} 的备份：{found.households} 户。"
    words += "".join(f"原来的留在「{one}」，没有删除。" for one in kept)
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
    table: Annotated[str, typer.Argument(metavar="表名", help="表名，不写为全部表的行数。")] = "",
    limit: Annotated[int, typer.Option(metavar="行数", min=1, help="最多几行。")] = 20,
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


def _plain(made: Any) -> dict[str, Any]:
    return {
        "file": os.fspath(made.path),
        "made_at": moment(made.made_at_ms),
        "households": made.households,
        "commits": made.commits,
        "size": made.size,
    }
