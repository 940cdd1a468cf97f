"""Choosing what to export and where to; the export itself runs in the background."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.messages import confirm
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.small_window import SmallWindow

ENDING = ".xlsx"


class ExportWindow(SmallWindow):
    """Signals:
    exported: the file, and how many rows it holds.
    """

    exported = Signal(object, int)

    def __init__(self, desk: Desk, household_ids: list[str], parent: QWidget) -> None:
        from fupin_desktop.services.export_sheets import sheets

        super().__init__(parent, f"导出选中的 {len(household_ids)} 户", "导出", width=34)
        self._desk, self._ids = desk, household_ids
        self._sheets = QButtonGroup(self)
        self.body.addWidget(label("要哪一种表？", "section"))
        for number, sheet in enumerate(sheets()):
            choice = QRadioButton(sheet.title)
            choice.setProperty("sheet", sheet.name)
            choice.setChecked(number == 0)
            self._sheets.addButton(choice)
            self.body.addWidget(choice)
        self._sheets.buttonToggled.connect(self._on_sheet_toggled)
        self.path, browse = QLineEdit(), button("另选位置…")
        self.path.setAccessibleName("存到")
        browse.clicked.connect(self._on_browse)
        row = QHBoxLayout()
        row.addWidget(self.path, 1)
        row.addWidget(browse)
        self.body.addWidget(label("存到", "section"))
        self.body.addLayout(row)
        self.body.addWidget(label("表里有证件号码和电话，交出去之前请确认收件人。", "hint"))
        self._on_sheet_toggled()
        self.yes.clicked.connect(self._on_yes)

    def choose(self, sheet: str) -> None:
        """Choose a sheet by its name."""
        for choice in self._sheets.buttons():
            if choice.property("sheet") == sheet:
                choice.setChecked(True)

    def _on_sheet_toggled(self) -> None:
        folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        chosen = self._sheets.checkedButton()
        title = chosen.text() if chosen else "导出"
        today = self._desk.registry.today().strftime("%Y%m%d")
        self.path.setText(str(folder / f"{title}_{today}{ENDING}"))

    def _on_browse(self) -> None:
        dialog = QFileDialog(self, "存到", self.path.text(), f"Excel 工作簿 (*{ENDING})")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ENDING)
        dialog.fileSelected.connect(self.path.setText)
        dialog.open()

    def _on_yes(self) -> None:
        from fupin_desktop.services.export_sheets import export

        target = Path(self.path.text().strip())
        if target.suffix.lower() != ENDING:
            target = target.with_name(target.name + ENDING)
        if target.exists() and not confirm(self, f"「{target.name}」已经有了，要换成新导出的吗？", "换成新的"):
            return
        sheet = self._sheets.checkedButton().property("sheet")
        registry, ids, year = self._desk.registry, self._ids, self._desk.year
        self._desk.tasks.long(
            self,
            f"正在导出 {len(ids)} 户……",
            lambda progress, cancelled: export(
                registry, sheet, ids, target, year=year, progress=progress, cancelled=cancelled
            ),
            lambda rows: self._on_exported(target, rows),
            writes=False,
        )

    def _on_exported(self, target: Path, rows: int) -> None:
        self.exported.emit(target, rows)
        self.accept()
