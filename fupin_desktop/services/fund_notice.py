"""The posted notice of a project's money, before and after the work: what, where, how much, for whom (公告公示制).

What must stand on it: reference domain.md §6.8.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.catalogue.projects.sector_project import SectorProject
from fupin_desktop.domain.book import Book
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.funds import ALLOCATION, PROJECT, money
from fupin_desktop.fields.plain import decimal_text
from fupin_desktop.fields.wording import day_in_words
from fupin_desktop.services.fund_ledger import book_called
from fupin_desktop.services.overview import village_title
from fupin_desktop.services.ports import Registry

NOTHING = "—"
CLOSING = (
    "公示时间：　　　年　　月　　日　至　　　年　　月　　日",
    "监督电话：12317　　村委会　　　　　　　　乡镇　　　　　　　　",
)


def print_fund_notice(registry: Registry, project_id: str, target: Path) -> str:
    """Write the notice as a PDF; gives its title. 事前公示 until the project is accepted, 事后公告 afterwards."""
    from fupin_desktop.pdf.fact_sheet import FactSheet, write_fact_sheet

    project: SectorProject | None = registry.record(PROJECT, project_id)
    if project is None:
        raise Refused("没有找到这个项目。请用 fupin ledger sector_project 查编号。")
    book = book_called(registry, "", project.village_id or "")
    title = f"扶贫项目资金{'事后公告' if project.accepted_on else '事前公示'}"
    paper = FactSheet(
        title=title,
        place=village_title(registry, book.village.village_code or ""),
        opening="现将下列项目和资金予以公布，接受群众监督。有意见的，请向村委会、驻村工作队或乡镇反映。",
        rows=list(_rows(project, book)),
        closing=CLOSING,
        made_on=registry.today(),
    )
    write_fact_sheet(paper, target)
    return title


def _rows(project: SectorProject, book: Book) -> Iterator[tuple[str, str]]:
    found = money(book, [project])
    quantity = f"{decimal_text(project.quantity)}{project.quantity_unit or ''}" if project.quantity is not None else ""
    sector = code_table("project_sector").label(project.sector or "")
    yield "项目名称", f"{project.name or NOTHING}（{sector}，{project.year}年）"
    yield "建设地点", project.place or NOTHING
    yield "建设内容", "，".join(part for part in (project.content, quantity) if part) or NOTHING
    yield "实施时间", _period(project)
    yield "责任单位", "　".join(part for part in (project.department, project.in_charge) if part) or NOTHING
    yield "批复", f"{_yuan(project.funds_approved)}　{project.approval_no or ''}".strip()
    yield "资金来源", _sources(project, book)
    yield "到位和支付", f"到位 {_yuan(found.arrived)}，已付 {_yuan(found.paid)}"
    poor = project.beneficiary_poor_households
    yield (
        "受益",
        f"{_count(project.beneficiary_households)} 户（其中建档户 {_count(poor)} 户），"
        f"{_count(project.beneficiary_persons)} 人",
    )


def _period(project: SectorProject) -> str:
    named = (("开工", project.started_on), ("竣工", project.completed_on), ("验收", project.accepted_on))
    return "，".join(f"{word} {day_in_words(day)}" for word, day in named if day) or NOTHING


def _sources(project: SectorProject, book: Book) -> str:
    given = [one for one in book.rows(ALLOCATION) if one.project_id == project.id]
    words = (f"{code_table('fund_source').label(one.source or '')} {_yuan(one.amount)}" for one in given)
    return "，".join(words) or NOTHING


def _yuan(value: Decimal | None) -> str:
    return NOTHING if value is None else f"{value:,.2f} 元"


def _count(value: int | None) -> str:
    return NOTHING if value is None else str(value)
