"""Exporting sheets in the layouts of the national system, such that importing them again changes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.errors import Refused
from fupin_desktop.fields.spec import Kind
from fupin_desktop.services.ledgers import ledgers, rows_of, written_names
from fupin_desktop.services.ports import Registry

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
VILLAGES = "villages"


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """A sheet that can be exported."""

    name: str
    title: str


def sheets() -> list[SheetInfo]:
    """Every sheet, in the order in which it is offered."""
    from fupin_desktop.excel.write import SHEETS

    return [SheetInfo(one.name, one.title) for one in SHEETS]


def ledger_sheets() -> list[SheetInfo]:
    """The village's lists that can be exported, by the names of their records."""
    return [SheetInfo(one.record, one.spec.title) for one in ledgers()]


def ledger_called(sheet: str) -> str:
    """The record of the list of that name or title; "" if it is no list."""
    return next((one.name for one in ledger_sheets() if sheet in (one.name, one.title)), "")


def export_ledger(registry: Registry, record: str, village_code: str, target: Path) -> int:
    """Write one list of a village (absent: of all); gives the number of rows."""
    from fupin_desktop.excel.ledger_sheet import write_ledger

    spec = RECORDS[record]
    rows = rows_of(registry, record, village_code)
    pointing = [one for one in spec.fields if one.kind is Kind.REF]
    names = written_names(registry, pointing, rows)
    cells = ((row, {one.name: names.get(getattr(row, one.name) or "", "") for one in pointing}) for row in rows)
    return write_ledger(spec, cells, target, registry.today())


def export(
    registry: Registry,
    sheet: str,
    household_ids: Sequence[str],
    target: Path,
    *,
    year: int | None = None,
    progress: Progress = lambda _done, _of: None,
    cancelled: Cancelled = lambda: False,
) -> int | None:
    """Write a sheet of these households (of every village for the village sheet); the rows, None if cancelled."""
    from fupin_desktop.excel.write import write_sheet, write_villages

    known = {one.name for one in sheets()} | {one.title for one in sheets()}
    if sheet not in known:
        several = [*sheets(), *ledger_sheets()]
        raise Refused(f"没有叫「{sheet}」的表。可导出：{'、'.join(f'{one.title}（{one.name}）' for one in several)}。")
    name = next(one.name for one in sheets() if sheet in (one.name, one.title))
    of_year = year or max(registry.years(), default=registry.today().year)
    if name == VILLAGES:
        villages = registry.records("village")
        years = {one.village_id: one for one in registry.records("village_year") if one.year == of_year}
        pairs = [(village, years.get(village.id)) for village in villages]
        return write_villages(pairs, target, year=of_year, exported_on=registry.today())
    return write_sheet(
        name,
        registry.dossiers(household_ids, of_year),
        target,
        year=of_year,
        exported_on=registry.today(),
        progress=lambda done: progress(done, len(household_ids)),
        cancelled=cancelled,
    )
