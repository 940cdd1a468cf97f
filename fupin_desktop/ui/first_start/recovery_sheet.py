"""恢复单: one page with the recovery code, to be sealed at the township. Painted; nothing of it is kept."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter, QPen
from PySide6.QtWidgets import QWidget

from fupin_desktop.domain.errors import Unavailable
from fupin_desktop.ui.style.typeface import typeface

LINES = (
    "本单是登记库的钥匙。口令忘记时，在打开登记库的窗口点「忘记口令」，照单输入恢复码，即可重设口令。",
    "请装入信封，由乡镇封存，不与电脑放在一起。启封须有两人在场，并在下面记录。",
    "需要时可在电话里逐组念给驻村队员：每组五位，第五位是校验，念错会提示是哪一组。",
    "重新打印恢复单后，本单作废。",
)


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What stands on the page."""

    code: str
    place: str
    day: date

    def groups(self) -> list[str]:
        """The code in its groups."""
        return self.code.split("-")


def save_sheet(sheet: RecoverySheet, file: Path) -> None:
    """Write the page as a PDF."""
    writer = QPdfWriter(str(file))
    writer.setTitle("恢复单")
    _lay_page(writer)
    _draw(sheet, writer, writer.resolution())
    if not file.exists():
        raise Unavailable(f"「{file.name}」没有写成。请换一个能写的位置再保存。")


def print_sheet(sheet: RecoverySheet, parent: QWidget) -> bool:
    """Print the page on a printer that the person chooses; whether it was sent."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("恢复单")
    _lay_page(printer)
    if QPrintDialog(printer, parent).exec() != QPrintDialog.DialogCode.Accepted:
        return False
    _draw(sheet, printer, printer.resolution())
    return True


def _lay_page(device: QPagedPaintDevice) -> None:
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageMargins(QMarginsF(22, 22, 22, 22), QPageLayout.Unit.Millimeter)


def _draw(sheet: RecoverySheet, device: QPagedPaintDevice, resolution: int) -> None:
    painter = QPainter(device)
    mm = resolution / 25.4
    width = device.width()
    _words(painter, QRectF(0, 0, width, 14 * mm), "登记库恢复单", 22, bold=True, align=Qt.AlignmentFlag.AlignHCenter)
    head = f"{sheet.place or '（村名）'}　　{sheet.day.year} 年 {sheet.day.month} 月 {sheet.day.day} 日"
    _words(painter, QRectF(0, 18 * mm, width, 9 * mm), head, 13, align=Qt.AlignmentFlag.AlignHCenter)
    box = QRectF(0, 34 * mm, width, 44 * mm)
    painter.setPen(QPen(Qt.GlobalColor.black, 0.5 * mm))
    painter.drawRect(box)
    for place, group in enumerate(sheet.groups()):
        row, column = divmod(place, 4)
        cell = QRectF(column * width / 4, box.y() + (6 + row * 17) * mm, width / 4, 15 * mm)
        _words(painter, cell, group, 24, bold=True, align=Qt.AlignmentFlag.AlignHCenter)
    top = 90 * mm
    for number, line in enumerate(LINES, 1):
        _words(painter, QRectF(0, top, width, 16 * mm), f"{number}. {line}", 12)
        top += 17 * mm
    for name in ("封存人（签字）", "启封人（签字）　　　　　　　　　　时间", "启封原因"):
        top += 14 * mm
        _words(painter, QRectF(0, top, width, 9 * mm), f"{name}：", 12)
        painter.drawLine(int(34 * mm), int(top + 9 * mm), width, int(top + 9 * mm))
    painter.end()


def _words(
    painter: QPainter,
    box: QRectF,
    words: str,
    points: float,
    *,
    bold: bool = False,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    font = QFont(typeface(points))
    font.setBold(bold)
    painter.setFont(font)
    painter.drawText(box, int(align | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), words)
