"""Exporting sheets in the layouts of the national system, such that importing them again changes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from fupin_desktop.domain.errors import Refused
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
        raise Refused(f"没有叫「{sheet}」的表。可导出：{'、'.join(f'{one.title}（{one.name}）' for one in sheets())}。")
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
