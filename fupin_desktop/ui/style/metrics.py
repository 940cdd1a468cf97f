"""Every length of a window comes from here: one em is the width of one Chinese character at the present text size."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QWidget


def em(n: float) -> int:
    """Pixels of `n` Chinese characters side by side; never less than 1 for something that is to be seen."""
    return max(1, round(n * QFontInfo(QApplication.font()).pixelSize())) if n > 0 else 0


class Scale(QObject):
    """Tells that the text size has changed.

    Signals:
        changed: every em is another number of pixels from now on.
    """

    changed = Signal()


scale = Scale()


class _Scaled(QObject):
    """Lives as long as its widget and measures it again at each change."""

    def __init__(self, widget: QWidget, measure: Callable[[], object]) -> None:
        super().__init__(widget)
        self._measure = measure
        scale.changed.connect(self._on_scale_changed)

    @Slot()
    def _on_scale_changed(self) -> None:
        self._measure()


def scaled(widget: QWidget, measure: Callable[[], object]) -> None:
    """Measure a widget now and whenever the text size changes, as long as the widget lives.

    `scaled(field, lambda: field.setMinimumWidth(em(12)))`: sizes that are set once do not grow with the text.
    """
    measure()
    _Scaled(widget, measure)
