"""The recovery code as it is shown once: large, to print, to save, to copy by hand."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fupin_desktop.ui.first_start.recovery_sheet import RecoverySheet, print_sheet, save_sheet
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label, set_role

IN_A_ROW = 4


class RecoveryCode(QWidget):
    """Eight groups of five digits, and the sheet that carries them."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet = RecoverySheet("", "", date.min)
        self._card = set_role(QFrame(), "card")
        self._groups = QGridLayout(self._card)
        self.print_button, self.save_button = button("打印恢复单"), button("保存恢复单……")
        self.told = label("", "good")
        self.told.hide()
        row = QHBoxLayout()
        row.addWidget(self.print_button)
        row.addWidget(self.save_button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        column.addLayout(row)
        column.addWidget(self.told)
        self.print_button.clicked.connect(self._on_print)
        self.save_button.clicked.connect(self._on_save)
        scaled(self, lambda: (column.setSpacing(em(0.7)), self._measure()))

    def show_sheet(self, sheet: RecoverySheet) -> None:
        """Show a code."""
        self._sheet = sheet
        while self._groups.count():
            item = self._groups.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        for place, group in enumerate(sheet.groups()):
            self._groups.addWidget(label(group, "number", wrap=False), place // IN_A_ROW, place % IN_A_ROW)
        self.told.hide()

    def _measure(self) -> None:
        self._groups.setContentsMargins(em(1.2), em(0.8), em(1.2), em(0.8))
        self._groups.setHorizontalSpacing(em(1))

    def _on_print(self) -> None:
        if print_sheet(self._sheet, self):
            self._tell("已送去打印。打出来后请装进信封，交乡镇封存。")

    def _on_save(self) -> None:
        name = f"恢复单_{self._sheet.place or '登记库'}_{self._sheet.day:%Y%m%d}.pdf"
        file, _ = QFileDialog.getSaveFileName(self, "保存恢复单", name, "PDF (*.pdf)")
        if file:
            save_sheet(self._sheet, Path(file))
            self._tell("已保存。打印封存后请删掉这个文件，别和电脑放在一起。")

    def _tell(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.show()
