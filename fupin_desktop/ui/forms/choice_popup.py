"""The list of choices under a field: it lies over the window, never takes the cursor, and reads nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QListWidget, QListWidgetItem, QWidget

from fupin_desktop.ui.forms.choices import Choice
from fupin_desktop.ui.style.metrics import em

MOST_ROWS = 9
NOTHING = "没有对得上的，请改打编号、拼音首字母或名称"


class ChoicePopup(QListWidget):
    """Signals:
    picked: the code of the choice that was picked with the mouse.
    """

    picked = Signal(str)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.window())
        self._window, self._field = field.window(), field
        self._codes: list[str] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformItemSizes(True)
        self.itemClicked.connect(self._on_clicked)
        field.destroyed.connect(self.deleteLater)
        self._close_on_scroll()
        self.hide()

    def offer(self, choices: Sequence[Choice], chosen: Sequence[str], *, ticks: bool = False, best: bool) -> None:
        """Show these choices; with `ticks` several may be chosen, with `best` Enter takes the first."""
        self._codes = [choice.code for choice in choices]
        self.clear()
        for choice in choices:
            mark = ("☑ " if choice.code in chosen else "☐ ") if ticks else ""
            self.addItem(mark + _line(choice))
        if not choices:
            nothing = QListWidgetItem(NOTHING)
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(nothing)
        at = -1 if ticks else next((n for n, code in enumerate(self._codes) if code in chosen), -1)
        self.setCurrentRow(0 if best and choices else at)
        self._place()
        self.show()
        self.raise_()

    def current(self) -> str | None:
        """The code that Enter would take."""
        row = self.currentRow()
        return self._codes[row] if self.isVisible() and 0 <= row < len(self._codes) else None

    def move_by(self, rows: int) -> None:
        """The arrow keys."""
        if self._codes:
            self.setCurrentRow(min(max(self.currentRow() + rows, 0), len(self._codes) - 1))

    def _place(self) -> None:
        """Under the field where there is room, else above it; as wide as the field and its own words."""
        window = self._window
        metrics = QFontMetrics(self.font())
        words = max((metrics.horizontalAdvance(self.item(n).text()) for n in range(self.count())), default=0)
        width = min(max(self._field.width(), words + em(2.4)), window.width() - em(1))
        wanted = self.sizeHintForRow(0) * min(self.count(), MOST_ROWS) + em(0.4)
        top_left = self._field.mapTo(window, QPoint(0, 0))
        below = window.height() - top_left.y() - self._field.height() - em(0.3)
        above = top_left.y() - em(0.3)
        height = min(wanted, max(below, above))
        is_under = below >= min(wanted, em(8)) or below >= above
        y = top_left.y() + self._field.height() if is_under else top_left.y() - min(height, above)
        x = max(min(top_left.x(), window.width() - width - em(0.3)), 0)
        self.setGeometry(QRect(x, y, width, min(height, below if is_under else above)))

    def _close_on_scroll(self) -> None:
        widget = self._field.parentWidget()
        while widget is not None:
            if isinstance(widget, QAbstractScrollArea):
                widget.verticalScrollBar().valueChanged.connect(self.hide)
            widget = widget.parentWidget()

    def _on_clicked(self, item: QListWidgetItem) -> None:
        row = self.row(item)
        if 0 <= row < len(self._codes):
            self.picked.emit(self._codes[row])


def _line(choice: Choice) -> str:
    number = f"{choice.number}  " if choice.number else ""
    detail = f"　{choice.detail}" if choice.detail else ""
    return f"{number}{choice.label}{detail}"
