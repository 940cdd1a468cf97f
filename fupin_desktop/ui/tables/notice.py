"""One sentence in the page after long work: what happened, and one thing to do next. It goes when it is closed."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label, set_role


class Notice(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence: QLabel = label("")
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.next: QPushButton = button("")
        self._do: Callable[[], object] = lambda: None
        self.next.clicked.connect(self._on_next_clicked)
        self.close_button = button("知道了", "quiet")
        self.close_button.clicked.connect(self.hide)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.sentence, 1)
        self._row.addWidget(self.next)
        self._row.addWidget(self.close_button)
        scaled(self, lambda: self._row.setContentsMargins(em(0.8), em(0.4), em(0.8), em(0.4)))
        self.hide()

    def say(
        self, sentence: str, role: str = "good", next_step: str = "", do: Callable[[], object] | None = None
    ) -> None:
        """Say it; `next_step` is the button and `do` what it does."""
        set_role(self, role)
        self.sentence.setText(sentence)
        self.next.setText(next_step)
        self.next.setVisible(bool(next_step))
        self._do = do or (lambda: None)
        self.show()

    def _on_next_clicked(self) -> None:
        self._do()
