"""A small window in which something is done to the members: what it asks, and one button that does it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.forms.form_window import FormWindow
from fupin_desktop.ui.style.metrics import em
from fupin_desktop.ui.style.roles import label

WIDTH, LEAST_HEIGHT = 42.0, 26.0


class MemberWindow(FormWindow):
    """Stays open until what it asks for is done.

    Signals:
        carried_out: it is done (the sentence to say).
    """

    carried_out = Signal(str)

    def __init__(self, desk: Desk, title: str, words: str, does: str, parent: QWidget) -> None:
        super().__init__(parent, title, does, width=WIDTH)
        self.desk = desk
        self.wrong = label("", "danger")
        self.foot.insertWidget(0, self.wrong, 1)
        self.yes.clicked.connect(self.finish)
        desk.tasks.idle.connect(self._on_idle)
        self.hold(label(words, "hint"))

    def finish(self) -> None:
        """Do it, if everything that is asked for is there."""
        raise NotImplementedError

    def refuse(self, words: str) -> None:
        """Say what is still wanted."""
        self.wrong.setText(words)

    def write(self, work: Callable[[], Any], sentence: str) -> None:
        """Do it in the background; the window closes when it is done, and stays if it was refused."""
        self.refuse("")
        self.yes.setEnabled(False)  # a second press of an impatient hand would do it twice

        def landed(_result: Any) -> None:
            self.carried_out.emit(sentence)
            self.accept()

        self.desk.change(self, work, landed)

    def _on_idle(self) -> None:
        self.yes.setEnabled(self.desk.tasks.wait_idle())

    def sizeHint(self) -> QSize:
        """Lists of choices open inside the window and need room."""
        room = self.screen().availableGeometry()
        return super().sizeHint().expandedTo(QSize(0, min(em(LEAST_HEIGHT), room.height() - em(2))))
