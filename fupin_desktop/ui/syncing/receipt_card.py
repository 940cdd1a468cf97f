"""回执: what the county last confirmed, the digits for the telephone, printed or saved as a page."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QFormLayout, QWidget

from fupin_desktop.services.pdf_pictures import page_count, page_picture
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.print_receipt import print_receipt, receipt_lines
from fupin_desktop.services.synchronise import last_receipt
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.printing.card import Card
from fupin_desktop.ui.printing.paint_pages import paint_pages
from fupin_desktop.ui.printing.sheets import Sheets
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.flow_layout import FlowLayout

Told = tuple[str, Sequence[tuple[str, str]]]
WHAT_FOR = "在电话里和县里念一遍：八个数字相同，两边的资料就一样。"


class ReceiptCard(Card):
    """Hidden until there is a receipt."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("最近的回执")
        self._desk = desk
        self.digits = label("", "number", wrap=False)
        self.digits.setAccessibleName("核对码")
        self._lines = QWidget()
        self._form = QFormLayout(self._lines)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setContentsMargins(0, 0, 0, 0)
        scaled(self._lines, lambda: (self._form.setHorizontalSpacing(em(1)), self._form.setVerticalSpacing(em(0.25))))
        self.save, self.print = button("保存回执 PDF"), button("打印回执")
        buttons = QWidget()
        row = FlowLayout(buttons)
        row.addWidget(self.print)
        row.addWidget(self.save)
        for widget in (self._lines, label("核对码", "hint"), self.digits, label(WHAT_FOR, "hint"), buttons):
            self.body.addWidget(widget)
        self.save.clicked.connect(self._on_save)
        self.print.clicked.connect(self._on_print)
        self.hide()

    def look(self) -> None:
        """Read the last receipt."""
        registry = self._desk.registry
        self._desk.tasks.ask(self, lambda: _read(registry), self._on_read)

    def _on_read(self, told: Told | None) -> None:
        self.setVisible(told is not None)
        if told is None:
            return
        while self._form.rowCount():
            self._form.removeRow(0)
        self.digits.setText(told[0])
        for name, words in told[1]:
            self._form.addRow(label(name, "hint", wrap=False), label(words))

    def _on_save(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, "保存回执", folder, "PDF 文件 (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(".pdf")
        dialog.selectFile(f"同步回执{self._desk.registry.today():%Y%m%d}.pdf")
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_to(self, target: Path) -> None:
        """Write the page there."""
        registry = self._desk.registry
        self._desk.tasks.ask(self, lambda: print_receipt(registry, target), self._on_saved)

    def _on_saved(self, target: Path) -> None:
        self._desk.told.emit(f"回执已保存：{target.name}。打印后签字盖章，村里和县里各留一份。")

    def _on_print(self) -> None:
        if not QPrinterInfo.availablePrinterNames():
            self._desk.told.emit("这台电脑没有打印机。请先保存回执 PDF，到有打印机的电脑上打印。")
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("同步回执")
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("打印回执")
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()  # pyright: ignore[reportCallIssue] - the stubs know only the form with a receiver

    def print_on(self, printer: QPrinter) -> None:
        """Put the page on a printer."""
        registry = self._desk.registry

        def work() -> int | None:
            return paint_pages(printer, _sheets(registry), lambda _done, _of: None, lambda: False)

        self._desk.tasks.ask(self, work, lambda _pages: self._desk.told.emit("回执已送到打印机。"))


def _read(registry: Registry) -> Told | None:
    receipt = last_receipt(registry)
    return (receipt.spoken, receipt_lines(registry, receipt)) if receipt else None


def _sheets(registry: Registry) -> Sheets:
    with TemporaryDirectory(prefix="fupin-") as folder:
        data = print_receipt(registry, Path(folder) / "receipt.pdf").read_bytes()
    first = QImage.fromData(page_picture(data, 0, scale=1))
    return Sheets(data, page_count(data), first.width(), first.height())
