"""用优盘: a parcel written to a stick, or one read from it. Says nothing of what came of it."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QRadioButton, QWidget

from fupin_desktop.services.exchange_parcels import SUFFIX
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.printing.card import Card
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.flow_layout import FlowLayout

WHAT = "没有网络时，把要送的改动写成一个数据包，带到县里或交给同村的电脑；收到的数据包在这里读入。读两次也不要紧。"
KINDS = f"数据包 (*{SUFFIX})"


class ParcelCard(Card):
    """Signals:
    write_wanted: a parcel is to be written (its file, and whether it is for the county).
    read_wanted: a parcel is to be read (its file).
    """

    write_wanted = Signal(object, bool)
    read_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("用优盘")
        self._desk = desk
        self.to_county, self.to_village = QRadioButton("给县里"), QRadioButton("给本村别的电脑")
        self.to_county.setChecked(True)
        self.write, self.read = button("写数据包到优盘"), button("读数据包")
        choices, buttons = QWidget(), QWidget()
        first, second = FlowLayout(choices, gap=1), FlowLayout(buttons)
        for widget in (self.to_county, self.to_village):
            first.addWidget(widget)
        for widget in (self.write, self.read):
            second.addWidget(widget)
        for widget in (label(WHAT, "hint"), choices, buttons):
            self.body.addWidget(widget)
        self.write.clicked.connect(self._on_write)
        self.read.clicked.connect(self._on_read)

    def set_busy(self, is_busy: bool) -> None:
        """While an exchange runs no other begins."""
        for one in (self.write, self.read):
            one.setEnabled(not is_busy)

    def _on_write(self) -> None:
        dialog = self._dialog("写数据包到优盘")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX)
        whom = "给县里" if self.to_county.isChecked() else "给本村"
        dialog.selectFile(f"同步{whom}{self._desk.registry.today():%Y%m%d}{SUFFIX}")
        dialog.fileSelected.connect(lambda path: self.write_wanted.emit(Path(path), self.to_county.isChecked()))
        dialog.open()

    def _on_read(self) -> None:
        dialog = self._dialog("读数据包")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.read_wanted.emit(Path(path)))
        dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, title, folder, KINDS)
        dialog.finished.connect(dialog.deleteLater)
        return dialog
