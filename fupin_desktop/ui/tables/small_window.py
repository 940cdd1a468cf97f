"""A small window over a page: a heading, a body that scrolls when the letters are large, and its buttons."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fupin_desktop.ui.messages import TITLE
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label


class SmallWindow(QDialog):
    """The body is laid out in `body`; `yes` is pressed when the person means it."""

    def __init__(self, parent: QWidget, heading: str, yes: str, *, width: float = 30, back: str = "返回") -> None:
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._width = width
        self.heading = label(heading, "subtitle")
        inner = QWidget()
        inner.installEventFilter(self)
        self.body = QVBoxLayout(inner)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.yes = button(yes, "primary")
        self.yes.setVisible(bool(yes))
        self.back = button(back)
        self.back.clicked.connect(self.reject)
        self.foot = QHBoxLayout()
        self.foot.addStretch()
        self.foot.addWidget(self.back)
        self.foot.addWidget(self.yes)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.heading)
        self._column.addWidget(self.area, 1)
        self._column.addLayout(self.foot)
        scaled(self, self._measure)

    def _measure(self) -> None:
        self._column.setContentsMargins(em(1.4), em(1.2), em(1.4), em(1))
        self._column.setSpacing(em(0.8))
        self.body.setContentsMargins(0, 0, em(0.5), 0)
        self.body.setSpacing(em(0.6))

    def _grow(self) -> None:
        """Make room for what has come into the body, as far as the screen goes."""
        wanted = self.sizeHint()
        if wanted.height() > self.height():
            self.resize(self.width(), wanted.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            QTimer.singleShot(0, self, self._grow)
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.resize(self.sizeHint())  # Qt would allow two thirds of the screen only

    def sizeHint(self) -> QSize:
        room = self.screen().availableGeometry()
        width = min(em(self._width), room.width() - em(1))
        self._column.activate()
        inner = self.area.widget()
        tall = inner.heightForWidth(width - em(4)) if inner.hasHeightForWidth() else inner.sizeHint().height()
        rest = self.heading.heightForWidth(width - em(3)) + self.foot.sizeHint().height() + em(4.5)
        return QSize(width, min(tall + rest, room.height() - em(2)))
