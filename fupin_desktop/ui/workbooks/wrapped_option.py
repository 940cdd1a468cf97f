"""One way to decide a doubt: a round button whose words break into lines. It knows no doubt."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QWidget

from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label


class WrappedOption(QWidget):
    """A QRadioButton never breaks its words and would push what stands beside it out of sight.

    Signals:
        clicked: a person chose it.
    """

    clicked = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.button = QRadioButton()
        self.button.setAccessibleName(words)
        self.button.clicked.connect(self.clicked)
        told = label(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(told, 1)
        scaled(self, lambda: row.setSpacing(em(0.3)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The words answer to the mouse as the circle does."""
        if self.rect().contains(event.position().toPoint()):
            self.button.setFocus(Qt.FocusReason.MouseFocusReason)
            self.button.click()
        super().mouseReleaseEvent(event)
