"""A small window whose work may be refused: the refusal is said in the window itself."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.style.roles import label
from fupin_desktop.ui.tables.small_window import SmallWindow


class AskingWindow(SmallWindow):
    """Subclasses fill `body` and call `work`."""

    def __init__(self, desk: Desk, parent: QWidget, heading: str, yes: str) -> None:
        super().__init__(parent, heading, yes)
        self.desk = desk
        self.problem = label("", "danger")
        self.problem.setAccessibleName("需要改正")
        self.problem.hide()

    def say(self, sentence: str) -> None:
        """What is wrong; nothing if nothing is."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def work(self, do: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Do it away from the window."""

        def kept() -> Any:
            try:
                return do()
            except (Refused, Unavailable) as error:
                return error

        def landed(came: Any) -> None:
            self.yes.setEnabled(True)
            if isinstance(came, Refused | Unavailable):
                self.say(str(came))
            else:
                done(came)

        self.yes.setEnabled(False)
        self.desk.tasks.change(self, kept, landed)
