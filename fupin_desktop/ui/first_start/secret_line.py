"""A line for a passphrase: hidden, until the person asks to see it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button


class SecretLine(QWidget):
    """A hidden line with a button 显示.

    Signals:
        text_changed: the text has changed.
        entered: Enter was pressed.
    """

    text_changed = Signal(str)
    entered = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.eye = button("显示")
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._on_eye_toggled)
        self.line.textChanged.connect(self.text_changed)
        self.line.returnPressed.connect(self.entered)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self.eye)
        scaled(self, lambda: row.setSpacing(em(0.5)))
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget it."""
        self.line.clear()
        self.eye.setChecked(False)

    def _on_eye_toggled(self, is_seen: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if is_seen else QLineEdit.EchoMode.Password)
        self.eye.setText("隐藏" if is_seen else "显示")
