"""Saving an order as PDF and putting it on a printer, with progress; it is noted only when it was really done."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.print_papers import Printed
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.printing.order import PrintOrder
from fupin_desktop.ui.printing.paint_pages import paint_pages
from fupin_desktop.ui.printing.sheets import Cancelled, Progress, Trouble, make_sheets, note_sheets, trouble_of
from fupin_desktop.ui.printing.sheets import write_sheets as write

ENDING = ".pdf"
Work = Callable[[Registry, Progress, Cancelled], object | None]


class PrintOut(QObject):
    """Signals:
    done: what was done, in a sentence, and the file (Path; None for a printer).
    refused: the sentence and what keeps households from being printed (list of Trouble).
    no_printer: there is none to print on.
    """

    done = Signal(str, object)
    refused = Signal(str, object)
    no_printer = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    def save(self, order: PrintOrder, whose: str) -> None:
        """Ask where, then write."""
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        name = order.file_name(whose, self._desk.registry.today())
        dialog = QFileDialog(self._page, "保存 PDF", str(folder), f"PDF 文件 (*{ENDING})")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ENDING)
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda path: self.save_to(order, Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, order: PrintOrder, target: Path) -> None:
        """Write the PDF and note it."""

        def work(registry: Registry, progress: Progress, cancelled: Cancelled) -> Printed | None:
            return write(registry, order, target, progress, cancelled, noted=True)

        def done(printed: Printed) -> None:
            self._finish(
                order,
                f"已保存《{order.title}》{printed.households:,} 户、{printed.pages:,} 页：{target.name}",
                target,
            )

        self._long(f"正在生成《{order.title}》{len(order.household_ids):,} 户……", work, done)

    def print(self, order: PrintOrder) -> None:
        """Ask on which printer, then print."""
        if not QPrinterInfo.availablePrinterNames():
            self.no_printer.emit()
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(order.title)
        dialog = QPrintDialog(printer, self._page)
        dialog.setWindowTitle(f"打印《{order.title}》")
        dialog.accepted.connect(lambda: self.print_on(order, printer))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()  # pyright: ignore[reportCallIssue] - the stubs know only the form with a receiver

    def print_on(self, order: PrintOrder, printer: QPrinter) -> None:
        """Print and note it; all on the writer's thread, so that nothing changes between the sheets and the note."""

        def work(registry: Registry, progress: Progress, cancelled: Cancelled) -> int | None:
            return put_on(printer, registry, order, progress, cancelled)

        def done(pages: int) -> None:
            self._finish(order, f"《{order.title}》{len(order.household_ids):,} 户、{pages:,} 页已送到打印机。", None)

        self._long(f"正在打印《{order.title}》{len(order.household_ids):,} 户……", work, done)

    def _long(self, title: str, work: Work, done: Callable[..., None]) -> None:
        registry = self._desk.registry

        def run(progress: Progress, cancelled: Cancelled) -> object:
            try:
                return work(registry, progress, cancelled)
            except Refused as refused:
                return refused, [trouble_of(registry, one) for one in refused.problems]

        self._desk.tasks.long(self._page, title, run, lambda result: self._landed(result, done))

    def _landed(self, result: object, done: Callable[..., None]) -> None:
        if isinstance(result, tuple):
            refused, troubles = result
            self.refused.emit(str(refused), list[Trouble](troubles))
        else:
            done(result)

    def _finish(self, order: PrintOrder, sentence: str, target: Path | None) -> None:
        self._desk.told.emit(sentence)
        self.done.emit(sentence, target)
        self._desk.papers_printed.emit(frozenset(order.household_ids))


def put_on(
    printer: QPrinter, registry: Registry, order: PrintOrder, progress: Progress, cancelled: Cancelled
) -> int | None:
    """Print an order; noted only if every page was put out. How many pages, None if cancelled."""
    sheets = make_sheets(registry, order, progress, cancelled)
    if sheets is None:
        return None
    pages = paint_pages(printer, sheets, progress, cancelled)
    if pages == sheets.pages and order.is_of_now:
        note_sheets(registry, order)
    return pages
