"""The one search box: asks as one types; a question that was overtaken is neither asked nor answered."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from fupin_desktop.domain.asking import Found
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.shell.search_hits import SearchHits
from fupin_desktop.ui.style.colours import MUTED
from fupin_desktop.ui.style.icons import picture
from fupin_desktop.ui.style.metrics import em, scaled

MOST_HITS = 12
HINT = "姓名、拼音、首字母、证件尾号、电话、户编号"
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}


class SearchBox(QLineEdit):
    """Type, arrow down, Enter.

    Signals:
        hit_chosen: a person opens one hit (Found).
    """

    hit_chosen = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._number = 0  # of the newest question
        self.setToolTip(f"Ctrl+F。可输入{HINT}")
        self.setAccessibleName("查找")
        self.shorten(is_short=False)
        scaled(self, lambda: self.setTextMargins(em(1.5), 0, 0, 0))
        self.hits = SearchHits(self)
        self.hits.clicked.connect(self._on_hit_clicked)
        self.textChanged.connect(self._on_text_changed)

    def shorten(self, is_short: bool) -> None:
        """Say in fewer words what can be typed where there is little room."""
        self.setPlaceholderText("找人、找户" if is_short else f"找人、找户：{HINT}")

    def _on_text_changed(self) -> None:
        self._number += 1
        typed = self.text().strip()
        if not typed:
            self.hits.hide()
            return
        number = self._number
        self._desk.tasks.ask(self, lambda: self._searched(number, typed), self._on_found)

    def _searched(self, number: int, typed: str) -> tuple[int, str, list[Found]]:
        overtaken = number != self._number
        return number, typed, [] if overtaken else self._desk.registry.search(typed, MOST_HITS)

    def _on_found(self, answer: tuple[int, str, list[Found]]) -> None:
        number, typed, found = answer
        if number == self._number and self.hasFocus():
            self.hits.show_found(found, typed)

    def _on_hit_clicked(self) -> None:
        self._open_chosen()

    def _open_chosen(self) -> None:
        hit = self.hits.chosen()
        if hit is not None:
            self.hits.hide()
            self.hit_chosen.emit(hit)
            self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk through the hits while the text keeps the cursor."""
        key = Qt.Key(event.key())
        if key in STEPS and self.hits.isVisible():
            self.hits.walk(STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.hits.isVisible():
            self._open_chosen()
        elif key == Qt.Key.Key_Escape and (self.hits.isVisible() or self.text()):
            self.hits.hide()
            self.clear()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A magnifier before the text, as large as the text."""
        super().paintEvent(event)
        side = em(1.2)
        QPainter(self).drawPixmap(QRect(em(0.6), (self.height() - side) // 2, side, side), picture("search", MUTED))

    def event(self, event: QEvent) -> bool:
        """The hits go when the box is left."""
        if event.type() == QEvent.Type.FocusOut:
            self.hits.hide()
        return super().event(event)
