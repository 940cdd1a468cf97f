"""Links of households with entities, offers that suit needs, and the list for donors, on which nobody is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.catalogue.projects.need import Need
from fupin_desktop.domain.book import Book
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.industry import ENTITY, Led, led_by
from fupin_desktop.domain.matching import NEED, Candidate, candidates, disclosable, left_of_need, names_somebody
from fupin_desktop.fields.plain import decimal_text
from fupin_desktop.services.fund_ledger import book_called
from fupin_desktop.services.ports import Registry

HEADERS = ("序号", "村民小组", "家庭人口", "需求类别", "需求内容", "数量", "折合金额（元）", "紧急程度", "还差（元）")


@dataclass(frozen=True, slots=True)
class Links:
    """The entities of a village and whom they lead in a year."""

    village: str
    year: int
    led: tuple[Led, ...]
    heads: dict[str, str]  # of the households by id


def links_of(registry: Registry, village_code: str, year: int | None = None) -> Links:
    """Whom each entity leads, and what it brought."""
    book = book_called(registry, village_code)
    of_year = year or max(registry.years(), default=registry.today().year)
    led = tuple(led_by(book, one, of_year) for one in book.rows(ENTITY))
    return Links(book.village.name or village_code, of_year, led, dict(book.households))


def suiting(registry: Registry, village_code: str, need_id: str = "") -> list[Candidate]:
    """The offers that suit a need (absent: each open need of the village), the most suitable first."""
    book = book_called(registry, village_code)
    needs = [one for one in book.rows(NEED) if need_id in ("", one.id)]
    if need_id and not needs:
        raise Refused("没有找到这条需求。请用 fupin ledger need 查编号。")
    return [one for need in needs for one in candidates(book, need)]


def needs_list(registry: Registry, village_code: str) -> list[tuple[str, ...]]:
    """What donors may see: group, size of the family and the need; no name, number, phone or illness (§12)."""
    book = book_called(registry, village_code)
    needs = disclosable(book.rows(NEED))
    told = [one for one in needs if names_somebody(book, one)]
    if told:  # what came by sync or import was not refused while typing
        raise Refused(f"有 {len(told)} 条需求的内容里写了姓名、病名或号码，清单没有写。请先在「帮扶需求」里改写。")
    homes = {one.id: one for one in registry.household_rows([one.household_id for one in needs if one.household_id])}
    rows: list[tuple[str, ...]] = []
    for number, one in enumerate(needs, 1):
        home = homes.get(one.household_id or "")
        group = (home.villager_group or "") if home else "全村"
        size = str(home.members or "") if home else ""
        rows.append((str(number), group, size, *_told(book, one)))
    return rows


def write_needs_list(registry: Registry, village_code: str, target: Path) -> int:
    """Write it as a workbook; gives the number of needs. Refused if there is nothing to show."""
    from fupin_desktop.excel.plain_table import write_table

    if target.suffix.lower() != ".xlsx":
        raise Refused("需求清单是 Excel 表，文件名请以 .xlsx 结尾。")
    rows = needs_list(registry, village_code)
    if not rows:
        raise Refused("没有可以给帮扶方看的需求：还没有登记，或农户没有同意公开。")
    name = book_called(registry, village_code).village.name or village_code
    title = f"{name}帮扶需求清单　{registry.today().isoformat()}"
    write_table(title, HEADERS, rows, target)
    return len(rows)


def _told(book: Book, need: Need) -> Sequence[str]:
    left = left_of_need(book, need)
    return (
        code_table("need_kind").label(need.kind or ""),
        need.title or "",
        f"{decimal_text(need.quantity)}{need.quantity_unit or ''}" if need.quantity is not None else "",
        decimal_text(need.amount) if need.amount is not None else "",
        code_table("need_urgency").label(need.urgency) if need.urgency else "",
        decimal_text(max(left, Decimal(0))) if left is not None else "",
    )
