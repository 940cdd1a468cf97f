"""The line at the foot: the last sentence that anything had to say, and when."""

from datetime import datetime

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from fupin_desktop.fields.days import CHINA
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label


class StatusLine(QWidget):
    """One sentence; it stays until the next one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "foot")
        self.sentence: QLabel = label("", wrap=True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.sentence.setAccessibleName("提示")
        self.clock = label("", "hint", wrap=False)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.sentence, 1)
        self._row.addWidget(self.clock)
        scaled(self, self._measure)

    @Slot(str)
    def tell(self, sentence: str) -> None:
        """Say it."""
        self.sentence.setText(sentence)
        self.clock.setText(f"{datetime.now(CHINA):%H:%M}" if sentence else "")

    def _measure(self) -> None:
        self._row.setContentsMargins(em(1), em(0.25), em(1), em(0.25))
        self.setMinimumHeight(em(2))
