"""The empty waiting room: where files are dropped or chosen, and the imports that still wait. It reads no file."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.fields.days import CHINA
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label, set_role

ENDINGS = (".xlsx", ".xls", ".xlsm", ".ods", ".csv")
EXPLAINED = (
    "文件先放进待审区，与登记库逐项对照。您看过、应用之后才会记入；空着的格子不会清掉已有内容；应用以后也能一次撤销。"
)


class StartPanel(QWidget):
    """Signals:
    files_given: files were chosen or dropped (paths).
    open_requested, drop_requested: a waiting import is to be opened or given up.
    """

    files_given = Signal(object)
    open_requested = Signal(object)
    drop_requested = Signal(object)

    def __init__(self, years: Sequence[int], year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.choose = button("选择表格文件…", "primary")
        self.choose.clicked.connect(self._on_choose)
        self.year = QComboBox()
        self.year.setAccessibleName("表里没有写年度时")
        self.offer_years(years, year)
        self.given: QLabel = label("", "hint")
        self.given.hide()
        self._area = self._drop_area()
        self._waiting = QVBoxLayout()
        self._head = label("还在等候的导入", "section")
        column = QVBoxLayout(self)
        column.addWidget(self._area)
        column.addWidget(self.given)
        column.addWidget(self._head)
        column.addLayout(self._waiting)
        column.addStretch()
        scaled(self, lambda: column.setSpacing(em(0.8)))
        self.show_waiting([])

    def offer_years(self, years: Sequence[int], year: int) -> None:
        """The years that may be meant where a sheet says none."""
        self.year.clear()
        for one in sorted({*years, year, year + 1}, reverse=True):
            self.year.addItem(f"按 {one} 年收", one)
        self.year.addItem("不收年度内容", None)
        self.year.setCurrentIndex(self.year.findData(year))

    def show_files(self, paths: Sequence[Path]) -> None:
        """Name the files that were given last."""
        self.given.setText("刚才选的文件：" + "、".join(path.name for path in paths))
        self.given.setVisible(bool(paths))

    def show_waiting(self, waiting: Sequence[Any]) -> None:
        """List the imports that nobody has decided on."""
        while self._waiting.count():
            gone = self._waiting.takeAt(0).widget()
            if gone is not None:
                gone.deleteLater()
        for kept in waiting:
            self._waiting.addWidget(self._line(kept))
        self._head.setVisible(bool(waiting))

    def _drop_area(self) -> QFrame:
        area = set_role(QFrame(), "card")
        column = QVBoxLayout(area)
        head = label("把 Excel 表拖到这里", "subtitle")
        for one in (head, hint := label(EXPLAINED, "hint")):
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.addStretch()
        for widget in (self.choose, label("表里没有写年度时", wrap=False), self.year):
            row.addWidget(widget)
        row.addStretch()
        column.addWidget(head)
        column.addLayout(row)
        column.addWidget(hint)
        scaled(area, lambda: column.setContentsMargins(em(1.5), em(1.6), em(1.5), em(1.6)))
        scaled(area, lambda: column.setSpacing(em(0.9)))
        return area

    def _line(self, kept: Any) -> QWidget:
        line = set_role(QFrame(), "card")
        row = QHBoxLayout(line)
        made = datetime.fromtimestamp(kept.made_at_ms / 1000, CHINA)
        opening: QPushButton = button("继续处理")
        dropping: QPushButton = button("放弃", "quiet")
        opening.clicked.connect(lambda: self.open_requested.emit(kept))
        dropping.clicked.connect(lambda: self.drop_requested.emit(kept))
        row.addWidget(label(f"{kept.title}\n{made:%Y年%m月%d日 %H:%M} 放入"), 1)
        row.addWidget(dropping)
        row.addWidget(opening)
        return line

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, "选择表格文件", "", f"表格 ({' '.join(f'*{one}' for one in ENDINGS)})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.files_given.emit([Path(name) for name in names]))
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = _files(event)
        if files:
            event.acceptProposedAction()
            self.files_given.emit(files)

    def minimumSizeHint(self) -> QSize:
        return QSize(em(20), super().minimumSizeHint().height())


def _files(event: QDragEnterEvent | QDropEvent) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in ENDINGS]
