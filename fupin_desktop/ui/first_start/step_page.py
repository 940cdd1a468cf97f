"""What every step of the first start looks like: a title, a sentence why it is asked, the question, its problem."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from fupin_desktop.ui.first_start.journey import Answers
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label


class StepPage(QWidget):
    """One step; subclasses put their question into `body`.

    Signals:
        entered: Enter was pressed in the last field.
    """

    entered = Signal()

    def __init__(self, title: str, why: str, next_words: str = "下一步") -> None:
        super().__init__()
        self.next_words = next_words
        self._is_low = False
        self._column = QVBoxLayout(self)
        self._column.addWidget(label(title, "title"))
        if why:
            self._column.addWidget(label(why, "hint"))
        self.body = QVBoxLayout()
        self._column.addLayout(self.body)
        self.problem: QLabel = label("", "danger")
        self.problem.setAccessibleName("需要改正")
        self.problem.hide()
        self._column.addWidget(self.problem)
        self._column.addStretch()
        scaled(self, self._measure_step)

    def open(self, answers: Answers) -> None:
        """Show what was answered before, and put the cursor where the answer goes."""

    def answer(self, answers: Answers) -> None:
        """Write the answer down."""

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong at the question itself."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def fill_height(self, *, is_filling: bool) -> None:
        """Whether the question takes all the room that the window has, instead of leaving it blank below."""
        self._column.setStretchFactor(self.body, int(is_filling))

    def set_low(self, is_low: bool) -> None:
        """In a low window everything moves together rather than out of sight."""
        self._is_low = is_low
        self._measure_step()

    def press(self) -> None:
        """What Enter does where no line of text takes it; nothing, unless a step says otherwise."""

    def _measure_step(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(em(0.5 if self._is_low else 0.9))
        self.body.setSpacing(em(0.4 if self._is_low else 0.7))
        self.body.setContentsMargins(0, em(0.1 if self._is_low else 0.4), 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not isinstance(self.focusWidget(), QLineEdit):
            self.press()
            return
        super().keyPressEvent(event)
