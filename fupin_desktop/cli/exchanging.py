"""Commands that exchange with others: enrol, sync."""

import socket
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fupin_desktop.cli.opening import AsJson, answer, opened, tell

if TYPE_CHECKING:
    from fupin_desktop.services.synchronise import Synced

program = typer.Typer()


@program.command()
def enrol(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="接入码", help="县里给的一次性接入码，26 个字母数字。")],
    server: Annotated[str, typer.Option("--server", metavar="地址", help="县服务器的地址，如 https://10.0.0.5:8443。")],
    name: Annotated[str, typer.Option(metavar="名称", help="这台电脑的名称，修改历史里用它。")] = "",
    as_json: AsJson = False,
) -> None:
    """把这台电脑接入县里的服务器。"""
    from fupin_desktop.services.enrol_device import enrol as ask

    with opened(context, writing=True) as registry:
        got = ask(registry, code, server, name or socket.gethostname())
    result = {"device": got.device, "region": "、".join(got.prefixes), "role": got.role.value}
    answer(result, as_json=as_json, words=lambda: f"已接入。范围：{result['region']}。现在可以同步了：fupin sync")


@program.command()
def sync(
    context: typer.Context,
    photos: Annotated[
        bool | None,
        typer.Option("--photos/--no-photos", help="文字传完以后，照片和扫描件传不传；不写就照「同步」里的设置。"),
    ] = None,
    budget: Annotated[
        int | None,
        typer.Option("--photo-budget", metavar="兆字节", help="这一次照片和扫描件最多传多少，传满就停，下次接着传。"),
    ] = None,
    estimate: Annotated[bool, typer.Option("--estimate", help="只说要传多少、约多久，什么也不传。")] = False,
    as_json: AsJson = False,
) -> None:
    """和县里的服务器同步，直到两边一样：先文字，后照片和扫描件。"""
    from fupin_desktop.cli import photo_lane
    from fupin_desktop.services.synchronise import synchronise

    with opened(context, writing=True) as registry:
        if estimate:
            found, words = photo_lane.estimated(registry)
            answer(found, as_json=as_json, words=lambda: words)
            return
        photo_lane.check(budget)
        done = synchronise(registry)
        warn(done)
        carried = photo_lane.carried(registry, wanted=photos, megabytes=budget)
    said = [in_words(done), *([photo_lane.in_words(carried)] if carried else [])]
    figures = in_figures(done) | {"photos": photo_lane.in_figures(carried) if carried else None}
    answer(figures, as_json=as_json, words=lambda: "\n".join(said))


bundle = typer.Typer(help="用优盘同步：写一个数据包，或读一个数据包。")


@bundle.command("write")
def write_bundle(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="文件", help="数据包写到哪里。")],
    to: Annotated[str, typer.Option(metavar="收件", help="county 给县里；village 给本村别的电脑。")] = "county",
    as_json: AsJson = False,
) -> None:
    """把要送的改动写成一个数据包，放到优盘上。"""
    from fupin_desktop.services.exchange_parcels import write

    with opened(context, writing=True) as registry:
        made = write(registry, file, to)
    result = {
        "sent": {"commits": made.commits, "bytes": made.size},
        "file": str(made.path),
        "number": made.number,
        "to": list(made.receivers),
    }
    to_whom = "、".join(made.receivers)
    answer(
        result, as_json=as_json, words=lambda: f"第 {made.number} 号数据包，{made.commits} 处改动，交给：{to_whom}。"
    )


@bundle.command("read")
def read_bundle(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="文件", help="收到的数据包。")],
    as_json: AsJson = False,
) -> None:
    """读入一个数据包；读两次和读一次一样。"""
    from fupin_desktop.services.exchange_parcels import read

    with opened(context, writing=True) as registry:
        got = read(registry, file)
    result = {
        "sent": {"commits": 0, "bytes": 0},
        "received": {"commits": got.commits, "bytes": got.size},
        "round_trips": 0,
        "conflicts": got.conflicts,
        "held": {"there": 0, "here": got.held, "refused": got.refused},
        "receipt": got.receipt and {"server": got.sender, "at_ms": got.receipt.at_ms, "level": got.receipt.level.value},
        "from": got.sender,
        "number": got.number,
    }
    todo = f"有 {got.conflicts} 处说法不一致，请用 fupin conflicts 查看并核定。" if got.conflicts else ""
    aside = f"另有 {got.held + got.refused} 处核对不过，没有写进登记库，请告诉县里。" if got.held or got.refused else ""
    answer(result, as_json=as_json, words=lambda: f"收到「{got.sender}」的 {got.commits} 处改动。{aside}{todo}")


def in_figures(found: "Synced") -> dict[str, Any]:
    """An exchange as JSON."""
    return {
        "sent": {"commits": found.sent_commits, "bytes": found.sent_bytes},
        "received": {"commits": found.received_commits, "bytes": found.received_bytes},
        "round_trips": found.round_trips,
        "conflicts": found.conflicts,
        "held": {"there": found.held_there, "here": found.held_here},
        "receipt": asdict(found.receipt),
        "certificate_days_left": found.days_left,
    }


def in_words(found: "Synced") -> str:
    """An exchange in one sentence, and one thing to do next."""
    if not (found.sent_commits or found.received_commits):
        moved = "两边已经一样，没有要送的，也没有要收的。"
    else:
        moved = f"送出 {found.sent_commits} 处改动，收到 {found.received_commits} 处。"
    todo = f"有 {found.conflicts} 处说法不一致，请用 fupin conflicts 查看并核定。" if found.conflicts else ""
    return f"同步完成：{moved}{todo}"


def warn(found: "Synced") -> None:
    """What the person should know beside the result."""
    if found.held_there:
        tell(f"有 {found.held_there} 处改动县里暂时搁置，要等县里的人决定。")
    if found.is_full_there:
        from fupin_desktop.services.synchronise import FULL_THERE

        tell(FULL_THERE)
    if found.was_copied:
        tell("有另一台电脑在用这份登记库的拷贝。两边的改动都保留了，这台电脑以后用新的编号记录。请告诉县里。")
    if found.is_behind:
        tell("县里的服务器恢复过旧的备份，缺的改动已经由这台电脑补上。")
    if found.days_left is not None:
        from fupin_desktop.services.renew_certificate import running_out_words

        tell(running_out_words(found.days_left))
