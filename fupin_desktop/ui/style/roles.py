"""The words by which the stylesheet knows a widget: title, subtitle, section, hint, card, primary, quiet and others.

Every role stands in stylesheet.py; a widget whose role changes must be polished again, which `set_role` does.
"""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

W = TypeVar("W", bound=QWidget)


def set_role(widget: W, role: str) -> W:
    """Give a widget its role, now or anew; returns the widget."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()
    return widget


def label(text: str, role: str = "", *, wrap: bool = True) -> QLabel:
    """A label in a role that breaks its lines and never reads its text as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    return set_role(made, role) if role else made


def button(text: str, role: str = "") -> QPushButton:
    """A button in a role: primary, quiet, danger, chip, or plain."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    return set_role(made, role) if role else made
