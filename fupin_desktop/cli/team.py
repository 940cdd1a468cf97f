"""The command about the resident team: days, visits, diary, plans kept, and the assessment."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import typer

from fupin_desktop.cli.looking import Village, Year
from fupin_desktop.cli.opening import AsJson, answer, opened
from fupin_desktop.fields.plain import decimal_text

if TYPE_CHECKING:
    from fupin_desktop.services.team import TeamReport

program = typer.Typer()


@program.command()
def team(context: typer.Context, village: Village = "", year: Year = None, as_json: AsJson = False) -> None:
    """驻村队伍：每人在村天数、走访、日志，和考核各项的得分、算法。"""
    from fupin_desktop.services.team import team_of

    with opened(context) as registry:
        codes = [village] if village else [one.village_code for one in registry.records("village") if one.village_code]
        reports = [team_of(registry, code, year) for code in codes]
    answer(
        [_plain(one) for one in reports], as_json=as_json, words=lambda: "\n".join(_in_words(one) for one in reports)
    )


def _plain(report: "TeamReport") -> dict[str, Any]:
    return {
        "village_code": report.village_code,
        "village": report.village,
        "year": report.year,
        "members": [
            {
                "name": name,
                "helper": one.posting.helper_id,
                "post": one.posting.post,
                "working_days": one.working,
                "recorded_days": one.recorded,
                "days_in_village": one.present,
                "share": _number(one.share),
                "leave_days": one.on_leave,
                "logs": one.logs,
                "visits": one.visits,
            }
            for name, one in report.members
        ],
        "items": [
            {
                "key": one.key,
                "title": one.title,
                "rule": one.rule,
                "weight": one.weight,
                "target": _number(one.target),
                "part": one.part,
                "whole": one.whole,
                "actual": _number(one.actual),
                "score": _number(one.score),
                "records": list(one.ids),
            }
            for one in report.items
        ],
        "score": _number(report.score),
        "grade": report.grade,
    }


def _in_words(report: "TeamReport") -> str:
    lines = [f"{report.village} {report.year} 年：{_number(report.score) or '没有数据'} {report.grade}"]
    for name, one in report.members:
        days = f"应在村 {one.working} 天，记了 {one.recorded} 天，在村 {one.present} 天"
        lines.append(f"  {name}：{days}，日志 {one.logs} 篇，走访 {one.visits} 次")
    for item in report.items:
        counted = f"{item.part}/{item.whole} = {_number(item.actual)}%，得 {_number(item.score)} 分"
        lines.append(
            f"  {item.title}：{counted if item.has_data else '没有数据，不计'}（{item.weight} 分，{item.rule}）"
        )
    return "\n".join(lines)


def _number(value: Decimal | None) -> str | None:
    return None if value is None else decimal_text(value)
