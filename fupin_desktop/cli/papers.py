"""Commands that put facts on paper or into workbooks: print, export."""

from pathlib import Path
from typing import Annotated

import typer

from fupin_desktop.cli.looking import OnDay, Village, Year, parse_day
from fupin_desktop.cli.opening import AsJson, answer, counter, opened, tell
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.ports import Registry

program = typer.Typer()
Out = Annotated[Path | None, typer.Option("--out", metavar="文件", help="存成哪个文件。")]


@program.command("print")
def print_papers(
    context: typer.Context,
    paper: Annotated[str, typer.Argument(metavar="纸样", help="纸样名，见 fupin print --list。")] = "",
    household: Annotated[str, typer.Option("--household", metavar="农户", help="只打印这一户。")] = "",
    village: Village = "",
    out: Out = None,
    profile: Annotated[
        str, typer.Option(metavar="home|wall", help="home 室内，wall 室外（不含证件号码和病情）。")
    ] = "home",
    on: OnDay = "",
    show: Annotated[bool, typer.Option("--list", help="列出可打印的纸样。")] = False,
    as_json: AsJson = False,
) -> None:
    """打印成 PDF。"""
    from fupin_desktop.services import print_papers as papers

    if show:
        several = [
            {"name": one.name, "title": one.title, "per_household": one.per_household, "profiles": list(one.profiles)}
            for one in papers.papers()
        ]
        words = "\n".join(f"{one['name']:<20}{one['title']}" for one in several)
        answer(several, as_json=as_json, words=lambda: words)
        return
    if not paper or out is None:
        raise Refused("请写明纸样和 --out 文件，例如 fupin print help_card --village 141124199201 --out 卡.pdf。")
    if household and village:
        raise Refused("--household 和 --village 请只写一个：打印一户，或打印全村。")
    if not household and not village:
        raise Refused("请写明给谁打印：--household 一户，或 --village 全村。")
    with opened(context) as registry:
        ids = _households(registry, household, village)
        printed = papers.print_papers(
            registry, paper, ids, out, profile=profile, on=parse_day(on), progress=counter("打印")
        )
    assert printed is not None  # nothing here can cancel it
    result = {"file": str(out), "pages": printed.pages, "households": printed.households}
    words = f"已存成 {out}：{printed.households} 户，{printed.pages} 页。"
    answer(result, as_json=as_json, words=lambda: words)


@program.command()
def export(
    context: typer.Context,
    sheet: Annotated[str, typer.Argument(metavar="表名", help="表名，见 fupin export --list。")] = "",
    out: Out = None,
    village: Village = "",
    year: Year = None,
    show: Annotated[bool, typer.Option("--list", help="列出可导出的表。")] = False,
    as_json: AsJson = False,
) -> None:
    """导出成 Excel：与全国系统同样式的表，或村里的一种台账。"""
    from fupin_desktop.services import export_sheets

    if show:
        several = [
            {"name": one.name, "title": one.title} for one in [*export_sheets.sheets(), *export_sheets.ledger_sheets()]
        ]
        answer(several, as_json=as_json, words=lambda: "\n".join(f"{s['name']:<16}{s['title']}" for s in several))
        return
    if not sheet or out is None:
        raise Refused("请写明表名和 --out 文件，例如 fupin export households --out 户信息.xlsx。")
    with opened(context) as registry:
        if record := export_sheets.ledger_called(sheet):
            count = export_sheets.export_ledger(registry, record, village, out)
        else:
            ids = _households(registry, "", village)
            count = export_sheets.export(registry, sheet, ids, out, year=year, progress=counter("导出"))
    tell("表里有证件号码等个人信息，用完请妥善保管或删除。")
    answer({"file": str(out), "rows": count}, as_json=as_json, words=lambda: f"已存成 {out}：{count} 行。")


def _households(registry: Registry, household: str, village: str) -> list[str]:
    from fupin_desktop.services.find_records import find_household

    if household:
        return [find_household(registry, household)]
    ids = registry.household_ids(HouseholdQuery(filters={"village_code": (village,)} if village else {}))
    if not ids:
        raise Refused("没有可打印或导出的农户。请先导入或登记农户，或检查村编号。")
    return ids
