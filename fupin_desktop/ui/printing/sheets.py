"""The very sheets that would be printed, for the preview and for the printer; runs away from the window, no widget.

They pass through a folder of their own that is gone when they are read: what a registry encrypts is not left lying.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtGui import QImage

from fupin_desktop.domain.errors import Problem, Refused
from fupin_desktop.services.pdf_pictures import page_count, page_picture
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.print_papers import Printed, check_glyphs, print_papers
from fupin_desktop.services.save_records import household_of
from fupin_desktop.ui.printing.order import PrintOrder

CHECKED_AT_ONCE = 25
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Sheets:
    """A finished PDF with the size of its pages in points, and whose it is."""

    data: bytes
    pages: int
    width: int
    height: int
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a household cannot be printed, and the place where it is mended ("" where there is no household)."""

    message: str
    household_id: str
    place: str


def write_sheets(
    registry: Registry, order: PrintOrder, target: Path, progress: Progress, cancelled: Cancelled, *, noted: bool
) -> Printed | None:
    """The PDF of an order."""
    return print_papers(
        registry,
        order.paper,
        order.household_ids,
        target,
        profile=order.profile,
        year=order.year,
        on=order.on,
        progress=progress,
        cancelled=cancelled,
        noted=noted,
    )


def make_sheets(
    registry: Registry,
    order: PrintOrder,
    progress: Progress = lambda _done, _of: None,
    cancelled: Cancelled = lambda: False,
) -> Sheets | None:
    """The PDF of an order, read into memory; nothing is noted. None if it was cancelled."""
    with TemporaryDirectory(prefix="fupin-") as folder:
        target = Path(folder) / "sheets.pdf"
        if write_sheets(registry, order, target, progress, cancelled, noted=False) is None:
            return None
        data = target.read_bytes()
    first = QImage.fromData(page_picture(data, 0, scale=1))
    return Sheets(data, page_count(data), first.width(), first.height())


def note_sheets(registry: Registry, order: PrintOrder) -> None:
    """Remember an order as printed, as its printer has just put it out."""
    with TemporaryDirectory(prefix="fupin-") as folder:
        write_sheets(registry, order, Path(folder) / "noted.pdf", lambda _done, _of: None, lambda: False, noted=True)


def troubles(registry: Registry, order: PrintOrder, cancelled: Cancelled) -> list[Trouble]:
    """What keeps households of an order from being printed, household by household."""
    return [trouble_of(registry, problem) for problem in _problems(registry, order, cancelled)]


def trouble_of(registry: Registry, problem: Problem) -> Trouble:
    """A problem with the way to its field."""
    owner = household_of(registry, problem.record, problem.record_id) if problem.record_id else None
    place = f"{problem.record}.{problem.field}:{problem.record_id}" if problem.field else ""
    return Trouble(problem.message, owner or "", place)


def _problems(registry: Registry, order: PrintOrder, cancelled: Cancelled) -> Iterator[Problem]:
    """A few households at a time, so that an overtaken question ends soon."""
    for start in range(0, len(order.household_ids), CHECKED_AT_ONCE):
        if cancelled():
            return
        few = order.only(order.household_ids[start : start + CHECKED_AT_ONCE])
        if check_glyphs(registry, few.paper, few.household_ids, few.profile):
            try:
                make_sheets(registry, few)
            except Refused as refused:
                yield from refused.problems
