"""The list below the search box: what was found, or what can be typed instead. It never takes the focus."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate

from fupin_desktop.domain.asking import Found
from fupin_desktop.ui.style.colours import ACCENT, ACCENT_PALE, INK, LINE, MUTED
from fupin_desktop.ui.style.metrics import em

Index = QModelIndex | QPersistentModelIndex


class FoundModel(QAbstractListModel):
    """The hits as rows."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Found] = []

    def show(self, found: list[Found]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """As many as were found."""
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """One line of words, for readers of the screen too."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        hit = self.found[index.row()]
        return f"{hit.title}  {hit.detail}"


class _HitPainter(QStyledItemDelegate):
    """The name in bold, what it belongs to in grey behind it."""

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        model = index.model()
        assert isinstance(model, FoundModel)
        hit = model.found[index.row()]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(ACCENT_PALE))
            painter.fillRect(option.rect.x(), option.rect.y(), em(0.2), option.rect.height(), QColor(ACCENT))
        box = option.rect.adjusted(em(0.8), 0, -em(0.6), 0)
        bold = QFont(option.font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(INK))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, hit.title)
        box.setLeft(box.left() + max(em(6), QFontMetrics(bold).horizontalAdvance(hit.title) + em(1)))
        painter.setFont(option.font)
        painter.setPen(QColor(MUTED))
        shown = painter.fontMetrics().elidedText(hit.detail, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def sizeHint(self, option: Any, index: Index) -> QSize:
        """A line with air around it."""
        return QSize(em(10), em(2.2))


class SearchHits(QListView):
    """Lies over the page, below the box that it serves."""

    def __init__(self, box: QLineEdit) -> None:
        super().__init__(box.window())
        self._box = box
        self.nothing = ""  # what is said when there is no hit
        self._model = FoundModel()
        self.setModel(self._model)
        self.setItemDelegate(_HitPainter(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.hide()

    def show_found(self, found: list[Found], typed: str) -> None:
        """Show the hits, the first one chosen, or say that there are none."""
        self._model.show(found)
        self.nothing = "" if found else f"没有找到「{typed}」"
        if found:
            self.setCurrentIndex(self._model.index(0))
        self._lie_below()
        self.show()
        self.raise_()

    def walk(self, steps: int) -> None:
        """Move the choice."""
        count = len(self._model.found)
        if count:
            row = max(0, min(count - 1, self.currentIndex().row() + steps))
            self.setCurrentIndex(self._model.index(row))

    def chosen(self) -> Found | None:
        """The hit under the mark."""
        index = self.currentIndex()
        return self._model.found[index.row()] if index.isValid() and self._model.found else None

    def _lie_below(self) -> None:
        window = self._box.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        corner = self._box.mapTo(window, QPoint(0, self._box.height() + em(0.2)))
        rows = max(1, len(self._model.found))
        height = min(rows * em(2.2) + em(0.4), window.height() - corner.y() - em(1))
        width = min(max(self._box.width(), em(22)), window.width() - corner.x() - em(0.5))
        self.setGeometry(corner.x(), corner.y(), width, height)

    def paintEvent(self, event: Any) -> None:
        """The rows, or the one sentence that there are none."""
        super().paintEvent(event)
        if self.nothing:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(MUTED))
            box = self.viewport().rect().adjusted(em(0.8), 0, -em(0.6), 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.nothing)
            painter.setPen(QColor(LINE))
            painter.end()
