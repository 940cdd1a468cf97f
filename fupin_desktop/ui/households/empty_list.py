"""What stands where the list would be while it is empty: why, and what to do next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label


class EmptyList(QWidget):
    """Signals:
    requested: clear, new or import.
    """

    requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.hint = label("", "subtitle"), label("", "hint")
        for one in (self.words, self.hint):
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.clear, self.new, self.bring = (
            button("清除筛选", "primary"),
            button("新建一户"),
            button("导入表格", "primary"),
        )
        for name, one in (("clear", self.clear), ("import", self.bring), ("new", self.new)):
            one.clicked.connect(lambda _=False, name=name: self.requested.emit(name))
        row = QHBoxLayout()
        row.addStretch()
        for one in (self.clear, self.bring, self.new):
            row.addWidget(one)
        row.addStretch()
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self.words)
        column.addWidget(self.hint)
        column.addLayout(row)
        column.addStretch(2)
        scaled(self, lambda: column.setSpacing(em(0.8)))
        self.explain(is_asked=False)

    def explain(self, *, is_asked: bool) -> None:
        """Whether nothing was found, or nothing is there yet."""
        self.words.setText("没有符合条件的户" if is_asked else "这里还没有农户")
        self.hint.setText(
            "换几个字再找，或清除筛选后重试。" if is_asked else "可以把全国系统导出的表格导进来，也可以一户一户新建。"
        )
        self.clear.setVisible(is_asked)
        self.bring.setVisible(not is_asked)
        self.new.setVisible(not is_asked)
