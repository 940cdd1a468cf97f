"""Two words to switch between two things where there is no room for both beside one another."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import set_role


class TwoTabs(QWidget):
    """Signals:
    turned: the other one is wanted.
    """

    turned = Signal()

    def __init__(self, first: str, second: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = [_tab(first), _tab(second)]
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for one in self.buttons:
            group.addButton(one)
            row.addWidget(one)
            one.clicked.connect(self.turned)
        row.addStretch()
        scaled(self, lambda: row.setSpacing(em(0.5)))
        self.buttons[0].setChecked(True)

    @property
    def is_first(self) -> bool:
        """Whether the first of the two is wanted."""
        return self.buttons[0].isChecked()

    def show_first(self, *, is_first: bool) -> None:
        """Switch as if the word had been pressed."""
        self.buttons[0 if is_first else 1].click()


def _tab(text: str) -> QToolButton:
    tab = set_role(QToolButton(), "chip")
    tab.setText(text)
    tab.setCheckable(True)
    tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return tab
