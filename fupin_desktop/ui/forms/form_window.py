"""A small window that holds forms: they are given the height that they need at the window's width."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fupin_desktop.ui.forms.enter_presses import enter_presses
from fupin_desktop.ui.tables.small_window import SmallWindow


class FormWindow(SmallWindow):
    """Put things in with `hold`."""

    def __init__(self, parent: QWidget, heading: str, yes: str, *, width: float = 42) -> None:
        super().__init__(parent, heading, yes, width=width)
        # An aligned layout never grows beyond its size hint, however narrow the window: the forms would be cut off.
        self.body.setAlignment(Qt.AlignmentFlag(0))
        self.body.addStretch(1)
        enter_presses(self.yes)
        self.setWindowModality(Qt.WindowModality.WindowModal)

    def hold(self, *parts: QWidget) -> None:
        """Put something in, below what is there."""
        for part in parts:
            self.body.insertWidget(self.body.count() - 1, part)
