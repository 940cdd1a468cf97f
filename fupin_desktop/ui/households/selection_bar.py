"""What can be done with the households chosen: the buttons below the list. It does nothing itself."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.flow_layout import FlowLayout

HINT = "点方框或按空格选户，回车打开档案"
ACTIONS = (
    ("open", "打开档案", "primary"),
    ("print", "打印", ""),
    ("export", "导出 Excel", ""),
    ("pair", "结对", ""),
    ("recycle", "移入回收站", "quiet"),
)


class SelectionBar(QWidget):
    """Signals:
    requested: the name of an action.
    all_requested, none_requested: choose every row, or none.
    """

    requested = Signal(str)
    all_requested = Signal()
    none_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words, self.hint = label("", wrap=False), label(HINT, "hint", wrap=False)
        self.all, self.none = button("全选", "quiet"), button("全不选", "quiet")
        self.all.clicked.connect(self.all_requested)
        self.none.clicked.connect(self.none_requested)
        self.buttons: dict[str, QPushButton] = {}
        flow = FlowLayout(self)
        flow.addWidget(self.words)
        for name, title, role in ACTIONS:
            self.buttons[name] = button(title, role)
            self.buttons[name].clicked.connect(lambda _=False, name=name: self.requested.emit(name))
            flow.addWidget(self.buttons[name])
        for widget in (self.all, self.none, self.hint):
            flow.addWidget(widget)
        self._found = ""
        self._is_low = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_count(0)

    def set_low(self, is_low: bool) -> None:
        """In a low window without the hint."""
        self._is_low = is_low
        self.hint.setVisible(not is_low and self.all.isVisibleTo(self))

    def show_found(self, words: str) -> None:
        """How many households the list has."""
        self._found = words
        if not self.none.isVisibleTo(self):
            self.words.setText(words)

    def show_count(self, count: int) -> None:
        """How many are chosen; the actions are there when there is something to act on."""
        self.words.setText(f"已选 {count:,} 户" if count else self._found)
        for one in (self.none, *self.buttons.values()):
            one.setVisible(count > 0)
        self.buttons["open"].setVisible(count == 1)
        self.all.setVisible(count == 0)
        self.hint.setVisible(count == 0 and not self._is_low)
