"""Commands about industry and social help: who leads whom, which offers suit, the list for donors."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fupin_desktop.cli.looking import Village, Year
from fupin_desktop.cli.opening import AsJson, answer, opened
from fupin_desktop.domain.errors import Refused
from fupin_desktop.fields.plain import decimal_text
from fupin_desktop.services.ports import Registry

if TYPE_CHECKING:
    from fupin_desktop.services.social_help import Links

program = typer.Typer()


@program.command()
def links(context: typer.Context, village: Village = "", year: Year = None, as_json: AsJson = False) -> None:
    """利益联结：每个带动主体当年带动哪些户，带来多少收益。"""
    from fupin_desktop.services.social_help import links_of

    with opened(context) as registry:
        found = [links_of(registry, code, year) for code in _villages(registry, village)]
    answer([_plain(one) for one in found], as_json=as_json, words=lambda: "\n".join(_in_words(one) for one in found))


@program.command()
def matches(
    context: typer.Context,
    need: Annotated[str, typer.Argument(metavar="需求", help="需求的编号；不写则每条没解决的需求都找。")] = "",
    village: Village = "",
    as_json: AsJson = False,
) -> None:
    """对接：哪些帮扶意向适合这条需求，为什么。"""
    from fupin_desktop.services.social_help import suiting

    with opened(context) as registry:
        several = [suiting(registry, code, need.removeprefix("need:")) for code in _villages(registry, village)]
    found = [one for each in several for one in each]
    plain = [
        {
            "need": one.need.id,
            "title": one.need.title,
            "offer": one.offer.id,
            "donor": one.offer.donor,
            "score": one.score,
            "reasons": list(one.reasons),
        }
        for one in found
    ]
    lines = [f"{one.need.title} ← {one.offer.donor}（{one.score} 分：{'，'.join(one.reasons)}）" for one in found]
    answer(plain, as_json=as_json, words=lambda: "\n".join(lines) or "没有合适的：需求都已解决，或没有同类的意向。")


@program.command("needs-list")
def needs_list(
    context: typer.Context,
    out: Annotated[Path, typer.Option(metavar="文件", help="存成的 Excel 文件。")],
    village: Village = "",
    as_json: AsJson = False,
) -> None:
    """给帮扶方看的需求清单：只有村民小组、人口和需求，没有姓名；农户同意公开的才有。"""
    from fupin_desktop.services.social_help import write_needs_list

    with opened(context) as registry:
        codes = _villages(registry, village)
        if len(codes) != 1:
            raise Refused("登记库里有几个村，请用 --village 写明是哪一个。")
        count = write_needs_list(registry, codes[0], out)
    answer({"file": str(out), "needs": count}, as_json=as_json, words=lambda: f"已存成 {out}：{count} 条需求。")


def _villages(registry: Registry, village: str) -> list[str]:
    return [village] if village else [one.village_code for one in registry.records("village") if one.village_code]


def _plain(found: "Links") -> dict[str, Any]:
    return {
        "village": found.village,
        "year": found.year,
        "entities": [
            {
                "id": one.entity.id,
                "name": one.entity.name,
                "kind": one.entity.kind,
                "leading": one.entity.is_leading,
                "households": list(one.household_ids),
                "proceeds": None if one.proceeds is None else decimal_text(one.proceeds),
                "records": list(one.income_ids),
            }
            for one in found.led
        ],
    }


def _in_words(found: "Links") -> str:
    lines = [f"{found.village} {found.year} 年，带动主体 {len(found.led)} 个"]
    for one in found.led:
        brought = "没有记收益" if one.proceeds is None else f"带来 {decimal_text(one.proceeds)} 元"
        heads = "、".join(found.heads.get(each, "") for each in one.household_ids)
        lines.append(f"  {one.entity.name}：带动 {len(one.household_ids)} 户，{brought}　{heads}")
    return "\n".join(lines)
