"""The rail on the left: an icon and a word for each working page, the actions of undo below."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from fupin_desktop.ui.shell.places import ON_RAIL
from fupin_desktop.ui.style.icons import icon
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import set_role


class Rail(QWidget):
    """One button a page, Ctrl+1 and on.

    Signals:
        chosen: the name of the page.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "rail")
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self.buttons: dict[str, QToolButton] = {}
        for number, place in enumerate(ON_RAIL, 1):
            button = rail_button(place.title, place.icon)
            button.setCheckable(True)
            keys = f"Ctrl+{number % 10}"  # the tenth answers to 0
            QShortcut(QKeySequence(keys), self, button.click)
            button.setToolTip(f"{place.title}（{keys}）")
            button.clicked.connect(lambda _=False, name=place.name: self.chosen.emit(name))
            self._group.addButton(button)
            self._column.addWidget(button)
            self.buttons[place.name] = button
        self._column.addStretch()
        self._column.setSpacing(0)
        scaled(self, self._measure)

    def light(self, name: str) -> None:
        """Show which page is open."""
        self.buttons[name].setChecked(True)

    def put_below(self, button: QToolButton) -> None:
        """Place something at the foot."""
        self._column.addWidget(button)

    def _measure(self) -> None:
        self.setFixedWidth(em(6.8))
        self._column.setContentsMargins(0, em(0.6), 0, em(0.4))


def rail_button(title: str, icon_name: str) -> QToolButton:
    """A button as wide as the rail, icon before word."""
    button = QToolButton()
    button.setText(title)
    button.setIcon(icon(icon_name))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    set_role(button, "rail")
    scaled(button, lambda: (button.setIconSize(QSize(em(1.3), em(1.3))), button.setMinimumHeight(em(2.6))))
    return button
