"""What came of saving or printing, in a sentence with one thing to do next; the buttons stand below the words."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fupin_desktop.ui.printing.card import Card
from fupin_desktop.ui.style.roles import button, label, set_role
from fupin_desktop.ui.tables.flow_layout import FlowLayout


class Outcome(Card):
    """Hidden until there is something to say."""

    def __init__(self) -> None:
        super().__init__("", role="good")
        self.sentence, self.next, self.close_button = label(""), button(""), button("知道了", "quiet")
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QWidget()
        row = FlowLayout(buttons)
        row.addWidget(self.next)
        row.addWidget(self.close_button)
        self.body.addWidget(self.sentence)
        self.body.addWidget(buttons)
        self._do: Callable[[], object] = lambda: None
        self.next.clicked.connect(self._on_next_clicked)
        self.close_button.clicked.connect(self.hide)
        self.hide()

    def say(self, sentence: str, role: str, next_step: str = "", do: Callable[[], object] | None = None) -> None:
        """Say it; `next_step` is the button and `do` what it does."""
        set_role(self, role)
        self.sentence.setText(sentence)
        self.next.setText(next_step)
        self.next.setVisible(bool(next_step))
        self._do = do or (lambda: None)
        self.show()

    def _on_next_clicked(self) -> None:
        self._do()
