"""Two lists beside one another: kinds at the left, where each is found at the right. It knows no record."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label
from fupin_desktop.ui.tables.wrapped_text import wrapped_list

MOST_SHOWN = 500  # of one kind: nobody reads on, and the list stays quick
CARRIED = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind with its places: (words, what stands behind them); `hint` is read above them."""

    key: str
    words: str
    hint: str
    places: Sequence[tuple[str, Any]]
    colour: str = ""


class KindsAndPlaces(QWidget):
    """Signals:
    chosen: a place was clicked, or Enter pressed on it (what stands behind it).
    """

    chosen = Signal(object)

    def __init__(self, kinds_called: str, places_called: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds, self.places = wrapped_list(kinds_called), wrapped_list(places_called)
        self.hint, self.rest = label("", "hint"), label("", "hint")
        self._wanted = ""  # the kind to come back to
        self.kinds.currentItemChanged.connect(self._on_kind)
        for picked in (self.places.itemActivated, self.places.itemClicked):
            picked.connect(lambda item: self.chosen.emit(item.data(CARRIED)))
        self._arrange()

    def show_kinds(self, kinds: Sequence[Kind]) -> None:
        """Show these; the kind that was in view stays in view where it still exists."""
        wanted = self._wanted
        self.kinds.clear()
        for kind in kinds:
            item = QListWidgetItem(f"{kind.words}　{len(kind.places)} 处")
            if kind.colour:
                item.setForeground(QColor(kind.colour))
            item.setData(CARRIED, kind)
            self.kinds.addItem(item)
        here = [row for row, kind in enumerate(kinds) if kind.key == wanted]
        self.kinds.setCurrentRow(here[0] if here else 0 if kinds else -1)

    def _on_kind(self, item: QListWidgetItem | None) -> None:
        self.places.clear()
        self.rest.hide()
        if item is None:
            return
        kind: Kind = item.data(CARRIED)
        self._wanted = kind.key
        self.hint.setText(kind.hint)
        for words, behind in kind.places[:MOST_SHOWN]:
            place = QListWidgetItem(words)
            place.setData(CARRIED, behind)
            self.places.addItem(place)
        left = len(kind.places) - MOST_SHOWN
        self.rest.setText(f"还有 {left} 处没有列在这里，办完上面的会接着出来；清单里全有。")
        self.rest.setVisible(left > 0)

    def _arrange(self) -> None:
        lists, right = QHBoxLayout(self), QVBoxLayout()
        lists.setContentsMargins(0, 0, 0, 0)
        for part, stretch in ((self.hint, 0), (self.places, 1), (self.rest, 0)):
            right.addWidget(part, stretch)
        lists.addWidget(self.kinds, 2)
        lists.addLayout(right, 3)
        self.rest.hide()
        scaled(self, lambda: (lists.setSpacing(em(0.8)), right.setSpacing(em(0.4))))
