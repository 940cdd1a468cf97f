"""Enter presses a button that has the cursor, so that a form can be filled and saved without leaving the keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton


def enter_presses(button: QPushButton) -> None:
    """Only while the button itself has the cursor: Enter in a field goes on to the next field."""
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        shortcut = QShortcut(QKeySequence(key), button)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)  # given to the constructor, PySide passes it over
        shortcut.activated.connect(button.click)
