"""Commands about money: what a village's projects come to, and taking a payment back."""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fupin_desktop.cli.looking import Village, Year
from fupin_desktop.cli.opening import AsJson, answer, opened
from fupin_desktop.fields.plain import decimal_text

if TYPE_CHECKING:
    from fupin_desktop.domain.funds import Money
    from fupin_desktop.services.fund_ledger import FundReport

program = typer.Typer()
LABELS = {
    "planned": "计划",
    "approved": "批复",
    "allocated": "下达",
    "arrived": "到位",
    "paid": "已付",
    "in_hand": "结余",
}


@program.command()
def funds(context: typer.Context, village: Village = "", year: Year = None, as_json: AsJson = False) -> None:
    """资金：每个项目的批复、下达、到位、支付，到位率和支付率，按来源分。"""
    from fupin_desktop.services.fund_ledger import fund_report

    with opened(context) as registry:
        codes = [village] if village else [one.village_code for one in registry.records("village") if one.village_code]
        reports = [fund_report(registry, code, year) for code in codes]
    answer(
        [_plain(one) for one in reports], as_json=as_json, words=lambda: "\n".join(_in_words(one) for one in reports)
    )


@program.command("fund-notice")
def fund_notice(
    context: typer.Context,
    project: Annotated[str, typer.Argument(metavar="项目", help="项目的编号。")],
    out: Annotated[Path, typer.Option(metavar="文件", help="存成的 PDF 文件。")],
    as_json: AsJson = False,
) -> None:
    """项目资金公示单：没验收的是事前公示，验收了的是事后公告。"""
    from fupin_desktop.services.fund_notice import print_fund_notice

    with opened(context) as registry:
        title = print_fund_notice(registry, project.removeprefix("sector_project:"), out)
    answer({"file": str(out), "title": title}, as_json=as_json, words=lambda: f"{title}已存成 {out}。")


@program.command("reverse-payment")
def reverse_payment(
    context: typer.Context,
    payment: Annotated[str, typer.Argument(metavar="编号", help="要冲销的一笔支付的编号。")],
    reason: Annotated[str, typer.Option(metavar="文字", help="冲销原因。")],
    as_json: AsJson = False,
) -> None:
    """冲销一笔资金支付：另记一笔相反的，两笔都留着。"""
    from fupin_desktop.services.fund_ledger import reverse

    with opened(context, writing=True) as registry:
        record_id, saved = reverse(registry, payment.removeprefix("fund_payment:"), reason)
    result = {"record": f"fund_payment:{record_id}", "group": saved.group}
    answer(result, as_json=as_json, words=lambda: "已冲销，两笔都留在台账里。")


def _plain(report: "FundReport") -> dict[str, Any]:
    return {
        "village_code": report.village_code,
        "village": report.village,
        "year": report.year,
        "whole": _sums(report.whole),
        "projects": [{"id": one.id, "name": one.name, "year": one.year, **_sums(of)} for one, of in report.projects],
        "sources": {
            source: {"allocated": _number(given), "arrived": _number(arrived)}
            for source, (given, arrived) in report.sources.items()
        },
        "mutual_fund": _mutual(report),
    }


def _sums(found: "Money") -> dict[str, Any]:
    told: dict[str, Any] = {name: _number(getattr(found, name)) for name in LABELS}
    rates = {"arrival_rate": _number(found.arrival_rate), "payment_rate": _number(found.payment_rate)}
    return told | rates | {"records": {name: list(ids) for name, ids in found.ids.items()}}


def _mutual(report: "FundReport") -> dict[str, Any] | None:
    found = report.mutual
    if found is None:
        return None
    sums = {name: decimal_text(getattr(found, name)) for name in ("capital", "lent", "in_hand", "overdue", "fees")}
    return {**sums, "members": found.members, "overdue_loans": list(found.overdue_ids)}


def _number(value: Decimal | None) -> str | None:
    return None if value is None else decimal_text(value)


def _in_words(report: "FundReport") -> str:
    lines = [f"{report.village}：{_line(report.whole)}"]
    told = _mutual(report)
    if told:
        words = {
            "capital": "资金",
            "lent": "借出",
            "in_hand": "结存",
            "overdue": "逾期",
            "fees": "占用费",
            "members": "会员",
        }
        lines.append("  互助资金：" + "，".join(f"{word} {told[name]}" for name, word in words.items()))
    return "\n".join([*lines, *(f"  {one.name}（{one.year}）：{_line(of)}" for one, of in report.projects)])


def _line(found: "Money") -> str:
    told = [f"{word} {_number(getattr(found, name)) or '没有数据'}" for name, word in LABELS.items()]
    rates = (("到位率", found.arrival_rate), ("支付率", found.payment_rate))
    return "，".join([*told, *(f"{word} {_number(rate)}%" for word, rate in rates if rate is not None)])
