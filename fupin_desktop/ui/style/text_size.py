"""The three text sizes, and changing between them while the program runs."""

from enum import Enum

from PySide6.QtWidgets import QApplication

from fupin_desktop.ui.style import typeface
from fupin_desktop.ui.style.metrics import scale
from fupin_desktop.ui.style.stylesheet import stylesheet


class TextSize(Enum):
    """标准, 大, 特大: the value is what settings keep."""

    STANDARD = "standard"
    LARGE = "large"
    EXTRA = "extra"

    @property
    def label(self) -> str:
        """What the person chooses by."""
        return {"standard": "标准", "large": "大", "extra": "特大"}[self.value]

    @property
    def points(self) -> float:
        """The size of plain text."""
        return {"standard": 11.0, "large": 14.0, "extra": 18.0}[self.value]


ORDER = tuple(TextSize)


def text_size() -> TextSize:
    """The size in use."""
    points = QApplication.font().pointSizeF()
    return min(ORDER, key=lambda one: abs(one.points - points))


def use_text_size(size: TextSize) -> None:
    """Set text, sheet and every measured length anew."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setStyleSheet("")  # one sheet over another dresses every widget once for each of its parents
    QApplication.setFont(typeface.typeface(size.points))
    app.setStyleSheet(stylesheet(size.points))
    scale.changed.emit()


def step(by: int) -> TextSize:
    """One size larger (1) or smaller (-1); stays at the ends."""
    place = ORDER.index(text_size()) + by
    chosen = ORDER[max(0, min(len(ORDER) - 1, place))]
    if chosen is not text_size():
        use_text_size(chosen)
    return chosen
