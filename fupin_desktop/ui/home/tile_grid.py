"""A grid whose columns are as many as there is room for: nothing is cut off when the text grows."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from fupin_desktop.ui.style.metrics import em, scaled


class TileGrid(QWidget):
    """Tiles of one width, at least `least` characters each; the last one may fill its row."""

    def __init__(self, least: float, most: int = 6, *, fills: bool = False) -> None:
        super().__init__()
        self._least, self._most, self._fills = least, most, fills
        self._columns = 0
        self._tiles: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        scaled(self, self._measure)

    def show_tiles(self, tiles: Sequence[QWidget]) -> None:
        """Replace all tiles."""
        for tile in self._tiles:
            self._grid.removeWidget(tile)
            if tile not in tiles:
                tile.hide()
                tile.deleteLater()
        self._tiles = list(tiles)
        self._place()

    def _measure(self) -> None:
        self._grid.setSpacing(em(0.8))
        self._place()

    def _wanted_columns(self) -> int:
        room = (self.width() + em(0.8)) // (em(self._least) + em(0.8))
        count = max(1, len(self._tiles))
        most = max(1, min(self._most, room, count))
        rows = -(-count // most)
        return -(-count // rows)

    def _place(self) -> None:
        columns = self._wanted_columns()
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        last = len(self._tiles) - 1
        for number, tile in enumerate(self._tiles):
            row, column = divmod(number, columns)
            span = columns - column if self._fills and number == last else 1
            self._grid.addWidget(tile, row, column, 1, span)
            tile.show()
        self._columns = columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More room, more columns."""
        super().resizeEvent(event)
        if self._wanted_columns() != self._columns:
            self._place()

    def minimumSizeHint(self) -> QSize:
        """One column is always possible; the height is that of what is shown."""
        return QSize(em(self._least), super().minimumSizeHint().height())
