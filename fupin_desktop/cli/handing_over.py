"""Commands for the level above: what is to be typed into the national system, ticking it off, and the totals."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fupin_desktop.cli.looking import Village, Year, check_village
from fupin_desktop.cli.opening import AsJson, answer, counter, opened
from fupin_desktop.domain.errors import Refused

if TYPE_CHECKING:
    from fupin_desktop.services.hand_over import OfScreen, Waiting

program = typer.Typer()
MASK = "（已改，不显示）"


@program.command()
def handover(
    context: typer.Context,
    village: Village = "",
    year: Year = None,
    out: Annotated[Path | None, typer.Option(metavar="文件", help="存成 Excel 交账包。")] = None,
    typed: Annotated[
        list[str] | None, typer.Option("--typed", metavar="编号", help="已录入国家系统的一条，编号见清单；可多次。")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """交账包：村里改过、国家系统还没有的内容，按录入界面的先后。"""
    from fupin_desktop.services.hand_over import hand_over, tick, write_package

    with opened(context, writing=bool(typed)) as registry:
        if village:
            check_village(registry, village)
        found = hand_over(registry, village, year, progress=counter("查看"))
        if typed:
            tick(registry, _named(found, typed))
            found = hand_over(registry, village, year)
        lines = write_package(registry, found, village, out) if out else None
    result = {"screens": [_plain(one) for one in found], "file": str(out) if out else None, "lines": lines}
    answer(result, as_json=as_json, words=lambda: _in_words(found, out))


@program.command()
def totals(context: typer.Context, year: Year = None, as_json: AsJson = False) -> None:
    """县、乡镇、村汇总：户数、人口、脱贫状态、当年计划和完成。"""
    from dataclasses import asdict

    from fupin_desktop.services.totals import FIGURES
    from fupin_desktop.services.totals import totals as add_up

    with opened(context) as registry:
        found = add_up(registry, year)
    plain = [{name: int(of) if isinstance(of, bool) else of for name, of in asdict(one).items()} for one in found]
    lines = [
        f"{one.name}：" + "，".join(f"{word} {getattr(one, name)}" for name, word in FIGURES.items()) for one in found
    ]
    answer(plain, as_json=as_json, words=lambda: "\n".join(lines) or "登记库里还没有村。")


def key_of(one: "Waiting") -> str:
    """How a line is called."""
    return f"{one.entry.screen.key}:{one.entry.about_id}"


def _named(found: "tuple[OfScreen, ...]", keys: list[str]) -> "list[Waiting]":
    by_key = {key_of(one): one for each in found for one in each.waiting}
    unknown = [key for key in keys if key not in by_key]
    if unknown:
        raise Refused(f"清单里没有「{unknown[0]}」：可能已经录入，或内容没有变过。")
    return [by_key[key] for key in keys]


def _plain(each: "OfScreen") -> dict[str, Any]:
    from fupin_desktop.services.hand_over import opens_words

    return {
        "screen": each.screen.key,
        "title": each.screen.title,
        "done": each.done,
        "waiting": [
            {
                "key": key_of(one),
                "household": one.household_id,
                "household_code": one.household_code,
                "head": one.head,
                "name": one.entry.name,
                "opens": opens_words(one),
                "changes": [
                    {
                        "record": change.cell.record,
                        "field": change.cell.spec.name,
                        "label": change.cell.spec.label,
                        "before": change.before,
                        "now": change.now,
                        "open": change.is_open,
                    }
                    for change in one.changes
                ],
            }
            for one in each.waiting
        ],
    }


def _in_words(found: "tuple[OfScreen, ...]", out: Path | None) -> str:
    lines: list[str] = []
    for each in found:
        lines.append(f"{each.screen.title}：要录 {len(each.waiting)} 条，已一致 {each.done} 条")
        for one in each.waiting:
            said = "；".join(
                f"{change.cell.spec.label} {MASK if change.is_secret else f'{change.before} → {change.now}'}"
                for change in one.changes
            )
            lines.append(f"  {one.head}户 {one.entry.name}　{said}　[{key_of(one)}]")
    return "\n".join([*lines, *([f"已存成 {out}。"] if out else [])])
