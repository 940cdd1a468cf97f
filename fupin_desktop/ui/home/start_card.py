"""What an empty registry shows: the two ways to begin."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout

from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label, set_role

TABLES = "表格 (*.xlsx *.xls *.csv *.ods)"


class StartCard(QFrame):
    """One friendly card.

    Signals:
        files_chosen: the paths of tables to import.
        household_wanted: the person wants to enter a household by hand.
    """

    files_chosen = Signal(object)
    household_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "card")
        self.import_button = button("导入县里导出的表格", "primary")
        self.new_button = button("新建一户")
        self._column = QVBoxLayout(self)
        self._column.addWidget(label("这里还没有户的资料", "subtitle"))
        self._column.addWidget(
            label(
                "有县里或全国系统导出的 Excel 表，就直接导入；导入前会先把差别列出来，确认了才写进去，写错了也能撤销。",
                "hint",
            )
        )
        self._row = QHBoxLayout()
        self._row.addWidget(self.import_button)
        self._row.addWidget(self.new_button)
        self._row.addStretch()
        self._column.addLayout(self._row)
        self.import_button.clicked.connect(self._on_import)
        self.new_button.clicked.connect(self.household_wanted)
        scaled(self, self._measure)

    def _measure(self) -> None:
        self._column.setContentsMargins(em(1.6), em(1.4), em(1.6), em(1.6))
        self._column.setSpacing(em(0.9))
        self._row.setSpacing(em(0.8))

    def _on_import(self) -> None:
        files, _ = QFileDialog.getOpenFileNames(self, "选择要导入的表格", "", TABLES)
        if files:
            self.files_chosen.emit(tuple(files))
