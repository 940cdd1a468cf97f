"""Putting finished pages on a printer, as pictures in its own resolution; may run away from the window."""

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from fupin_desktop.domain.errors import Unavailable
from fupin_desktop.services.pdf_pictures import page_picture
from fupin_desktop.ui.printing.sheets import Sheets

FINEST_DPI = 300  # letters of 5 points are sharp; a finer page takes 100 MB of memory
NOT_STARTED = "打印机没有接受。请检查打印机是否打开、有没有纸，再打一次；也可以先保存 PDF。"


def ready(printer: QPrinter, sheets: Sheets) -> None:
    """Paper, orientation and resolution as the sheets want them: nothing is shrunk to the printer's margins."""
    is_lying = sheets.width > sheets.height
    short, long = sorted((sheets.width, sheets.height))
    size = QPageSize(QSizeF(short, long), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    orientation = QPageLayout.Orientation.Landscape if is_lying else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, orientation, QMarginsF()))
    printer.setFullPage(True)


def paint_pages(
    printer: QPrinter, sheets: Sheets, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
) -> int | None:
    """Print them; how many, None if cancelled: what the printer had not yet put out is taken back."""
    ready(printer, sheets)
    pages = _wanted(printer, sheets.pages)
    painter = QPainter()
    if not painter.begin(printer):
        raise Unavailable(NOT_STARTED)
    scale = min(FINEST_DPI, printer.resolution()) / 72
    try:
        for done, page in enumerate(pages):
            progress(done, len(pages))
            if cancelled():
                printer.abort()
                return None
            if done and not printer.newPage():
                raise Unavailable(NOT_STARTED)
            image = QImage.fromData(page_picture(sheets.data, page, scale=scale))
            painter.drawImage(painter.viewport(), image)
        progress(len(pages), len(pages))
    finally:
        painter.end()
    return len(pages)


def _wanted(printer: QPrinter, count: int) -> list[int]:
    """The pages chosen in the printer's window, from 0; all of them unless it says otherwise."""
    first, last = printer.fromPage() or 1, printer.toPage() or count
    if printer.printRange() != QPrinter.PrintRange.PageRange:
        first, last = 1, count
    found = list(range(max(1, first) - 1, min(count, last)))
    is_last_first = printer.pageOrder() == QPrinter.PageOrder.LastPageFirst
    return found[::-1] if is_last_first else found
