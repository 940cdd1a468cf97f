"""One tile of 首页: a number with its words, which opens what is behind it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from fupin_desktop.ui.style.colours import ACCENT, ERROR, GOOD, MUTED, WARN_LIGHT
from fupin_desktop.ui.style.icons import picture
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label, set_role

COLOURS = {"": ACCENT, "good": GOOD, "warn": WARN_LIGHT, "danger": ERROR, "calm": MUTED}


class Tile(QPushButton):
    """A card that is one button: mouse, Tab and Enter all open it."""

    def __init__(self, number: str, words: str, detail: str = "", icon_name: str = "", mood: str = "") -> None:
        super().__init__()
        set_role(self, "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(f"{number} {words} {detail}".strip())
        self._row = QHBoxLayout(self)
        self._icon = QLabel()
        if icon_name:
            self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(label(number, "number", wrap=False))
        column.addWidget(label(words))
        if detail:
            column.addWidget(label(detail, "hint"))
        column.addStretch()
        self._row.addLayout(column, 1)
        self._picture = picture(icon_name, COLOURS[mood]) if icon_name else None
        for child in self.findChildren(QLabel):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        scaled(self, self._measure)

    def _measure(self) -> None:
        self._row.setContentsMargins(em(0.9), em(0.5), em(0.9), em(0.7))
        self._row.setSpacing(em(0.7))
        if self._picture is not None:
            side = em(1.9)
            shown = self._picture.scaled(
                side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self._icon.setPixmap(shown)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as its words need at its width."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """The button's own text is empty: its layout counts."""
        width = max(self.width(), em(8))
        return QSize(em(8), max(em(4), self._row.totalHeightForWidth(width)))
