"""Commands about assessment and goals: each indicator with its counting rule and the households behind it."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fupin_desktop.cli.looking import Village, Year
from fupin_desktop.cli.opening import AsJson, answer, counter, opened
from fupin_desktop.fields.plain import decimal_text

if TYPE_CHECKING:
    from fupin_desktop.services.assess import Assessed

program = typer.Typer()
NO_DATA = "没有数据"


@program.command()
def assess(
    context: typer.Context,
    level: Annotated[
        str, typer.Option(metavar="级别", help="级别的英文名，不写为村；写错了会列出有哪些。")
    ] = "village",
    village: Village = "",
    year: Year = None,
    as_json: AsJson = False,
) -> None:
    """考核：每项指标怎么算、实际、目标、得分，背后是哪些户，和下年资金挂钩。"""
    from fupin_desktop.services.assess import assess as count

    with opened(context) as registry:
        found = count(registry, level, village, year, counter("体检"))
    answer([_plain(one) for one in found], as_json=as_json, words=lambda: "\n".join(_in_words(one) for one in found))


@program.command()
def groups(context: typer.Context, village: Village = "", year: Year = None, as_json: AsJson = False) -> None:
    """分类：按致贫原因、需求、劳动力、资源，各有哪些户，凭什么，谁还没有对路的措施。"""
    from fupin_desktop.services.classify import classified

    with opened(context) as registry:
        found = classified(registry, village, year)
    plain = [
        {
            "group": each.group.key,
            "by": each.group.by,
            "title": each.group.title,
            "why": each.group.why,
            "measures": list(each.group.measures),
            "households": [
                {
                    "household": one.household_id,
                    "household_code": one.household_code,
                    "head": one.head,
                    "facts": list(one.found.facts),
                    "measure_records": list(one.found.measure_ids),
                }
                for one in each.households
            ],
        }
        for each in found
    ]
    lines = [
        f"{each.group.by}·{each.group.title}：{len(each.households)} 户，"
        f"还没有对路措施的 {sum(not one.is_helped for one in each.households)} 户："
        + "、".join(one.head for one in each.households if not one.is_helped)
        for each in found
    ]
    answer(plain, as_json=as_json, words=lambda: "\n".join(lines) or NO_DATA)


@program.command("classes")
def village_groups(context: typer.Context, village: Village = "", year: Year = None, as_json: AsJson = False) -> None:
    """村的分类：按自然资源、产业、基础设施、劳动力，凭什么，这一年有没有对路的项目。"""
    from fupin_desktop.services.classify import classified_village

    with opened(context) as registry:
        codes = [village] if village else [one.village_code for one in registry.records("village") if one.village_code]
        of_year = year or max(registry.years(), default=registry.today().year)
        found = [(code, one) for code in codes for one in classified_village(registry, code, of_year)]
    plain = [
        {
            "village_code": code,
            "year": of_year,
            "group": one.group.key,
            "by": one.group.by,
            "title": one.group.title,
            "why": one.group.why,
            "facts": list(one.facts),
            "sectors": list(one.group.sectors),
            "projects": list(one.project_ids),
        }
        for code, one in found
    ]
    lines = [
        f"{code}　{one.group.by}·{one.group.title}：{'，'.join(one.facts)}；"
        + (f"对路的项目 {len(one.project_ids)} 个" if one.project_ids else f"还没有对路的项目（{one.sector_words}）")
        for code, one in found
    ]
    answer(plain, as_json=as_json, words=lambda: "\n".join(lines) or NO_DATA)


@program.command("standing")
def standing(context: typer.Context, village: Village = "", year: Year = None, as_json: AsJson = False) -> None:
    """贫困村退出：每项指标实际是多少、达标没有、背后是哪些已验收的项目。"""
    from fupin_desktop.services.village_exit import village_criteria

    with opened(context) as registry:
        codes = [village] if village else [one.village_code for one in registry.records("village") if one.village_code]
        of_year = year or max(registry.years(), default=registry.today().year)
        found = {code: village_criteria(registry, code, of_year) for code in codes}
    plain = [
        {
            "village_code": code,
            "year": of_year,
            "criteria": [
                {
                    "key": one.item.key,
                    "label": one.item.label,
                    "test": one.item.test,
                    "required": one.item.required,
                    "actual": one.actual,
                    "met": one.is_met,
                    "projects": list(one.project_ids),
                }
                for one in several
            ],
        }
        for code, several in found.items()
    ]
    words = {True: "达标", False: "未达标", None: NO_DATA}
    lines = [f"{code}　{one.item.label}：{words[one.is_met]}　{one.actual}" for code, of in found.items() for one in of]
    answer(plain, as_json=as_json, words=lambda: "\n".join(lines) or NO_DATA)


@program.command()
def targets(context: typer.Context, village: Village = "", as_json: AsJson = False) -> None:
    """目标：每年计划和实际脱贫的户，人均纯收入和增幅，与全市比。"""
    from fupin_desktop.services.assess import targets as count

    with opened(context) as registry:
        found = count(registry, village)
    plain = [
        {
            "year": one.year,
            "planned": one.planned,
            "exited": one.exited,
            "income": _number(one.income),
            "growth": _number(one.growth),
            "city_growth": _number(one.city_growth),
        }
        for one in found
    ]
    lines = [
        f"{one.year} 年：计划脱贫 {one.planned} 户，脱贫 {one.exited} 户，人均纯收入 {_number(one.income) or NO_DATA}，"
        f"增幅 {_percent(one.growth)}，全市增幅 {_percent(one.city_growth)}"
        for one in found
    ]
    answer(plain, as_json=as_json, words=lambda: "\n".join(lines) or NO_DATA)


def _plain(found: "Assessed") -> dict[str, Any]:
    return {
        "region": found.region,
        "name": found.name,
        "year": found.year,
        "score": _number(found.score),
        "grade": found.grade,
        "next_year": found.next_year,
        "indicators": [
            {
                "key": one.key,
                "group": one.group,
                "title": one.title,
                "rule": one.rule,
                "weight": one.weight,
                "target": _number(one.target),
                "part": _number(one.part),
                "whole": _number(one.whole),
                "actual": _number(one.actual),
                "score": _number(one.score),
                "households": list(one.met),
                "lacking": list(one.lacking),
            }
            for one in found.indicators
        ],
    }


def _in_words(found: "Assessed") -> str:
    lines = [f"{found.name} {found.year} 年：{_number(found.score) or NO_DATA} {found.grade}　{found.next_year}"]
    for one in found.indicators:
        counted = f"{_number(one.part)}/{_number(one.whole)} = {_number(one.actual)}%，得 {_number(one.score)} 分"
        lines.append(f"  {one.title}：{counted if one.whole else NO_DATA + '，不计'}（{one.weight} 分，{one.rule}）")
    return "\n".join(lines)


def _number(value: Decimal | None) -> str | None:
    return None if value is None else decimal_text(value)


def _percent(value: Decimal | None) -> str:
    return NO_DATA if value is None else f"{decimal_text(value)}%"
