"""The sections of a dossier at the left, each with how far it is filled and what is wrong in it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fupin_desktop.ui.dossiers.completeness import Mark
from fupin_desktop.ui.dossiers.places import TITLES
from fupin_desktop.ui.style import colours
from fupin_desktop.ui.style.metrics import em, scaled

KEY, MARK, DIRTY = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
WIDTH, ROW = 10.5, 2.3


class _Delegate(QStyledItemDelegate):
    """A name, a dot for what is not saved, a red or amber count, and how far it is filled."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        style: Any = option  # Qt's stubs do not know its members
        rect: QRect = style.rect
        is_on = bool(style.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_on:
            painter.fillRect(rect, QColor(colours.SHEET))
            painter.fillRect(rect.left(), rect.top(), em(0.25), rect.height(), QColor(colours.ACCENT))
        font = style.font
        font.setBold(is_on)
        painter.setFont(font)
        painter.setPen(QColor(colours.ACCENT if is_on else colours.INK))
        inner = rect.adjusted(em(0.7), 0, -em(0.5), 0)
        name = str(index.data())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        taken = QFontMetrics(font).horizontalAdvance(name)
        if index.data(DIRTY):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.ACCENT))
            painter.drawEllipse(QPointF(inner.left() + taken + em(0.5), inner.center().y()), em(0.25), em(0.25))
            taken += em(0.9)
        mark: Mark | None = index.data(MARK)
        if mark is not None:
            self._paint_mark(painter, inner, mark, taken)
        painter.restore()

    def _paint_mark(self, painter: QPainter, room: QRect, mark: Mark, taken: int) -> None:
        font = painter.font()
        font.setBold(False)
        font.setPointSizeF(font.pointSizeF() * 0.86)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        right, middle = room.right(), room.center().y()
        counts = ((mark.errors, colours.ERROR), (mark.warnings, colours.WARN_LIGHT))
        for number, colour in counts:
            if not number:
                continue
            text = str(number)
            width = max(metrics.horizontalAdvance(text) + em(0.5), em(1.2))
            if right - width < room.left() + taken:
                return
            badge = QRect(right - width, middle - em(0.55), width, em(1.1))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(badge, em(0.55), em(0.55))
            painter.setPen(QColor(colours.SHEET))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
            right -= width + em(0.25)
        width = metrics.horizontalAdvance(mark.words)
        if right - width >= room.left() + taken + em(0.3):
            painter.setPen(QColor(colours.GOOD if mark.is_full else colours.MUTED))
            place = QRect(right - width, room.top(), width, room.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, mark.words)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(em(WIDTH), em(ROW))


class SectionList(QListWidget):
    """Signals:
    chosen: the name of a section.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("档案的各部分")
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(f"QListWidget {{ background: {colours.SHADE}; border: none; }}")
        self._items: dict[str, QListWidgetItem] = {}
        for key, title in TITLES.items():
            item = QListWidgetItem(title)
            item.setData(KEY, key)
            self.addItem(item)
            self._items[key] = item
        self.currentItemChanged.connect(self._on_current_changed)
        scaled(self, self._scale)

    def show_marks(self, marks: Mapping[str, Mark]) -> None:
        """How far each section is filled."""
        for key, item in self._items.items():
            mark = marks.get(key)
            item.setData(MARK, mark)
            if mark is not None:
                words = f"{mark.words}，错误 {mark.errors} 处，可疑 {mark.warnings} 处"
                item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, words)

    def show_dirty(self, keys: set[str]) -> None:
        """Which sections hold something that is not saved."""
        for key, item in self._items.items():
            item.setData(DIRTY, key in keys)

    def light(self, key: str) -> None:
        """Show which section is open, without asking for it."""
        self.blockSignals(True)
        self.setCurrentItem(self._items[key])
        self.blockSignals(False)
        self.viewport().update()

    def step(self, by: int) -> None:
        """The next section, or the one before."""
        self.setCurrentRow(min(max(self.currentRow() + by, 0), self.count() - 1))

    def _on_current_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(KEY))

    def _scale(self) -> None:
        self.setFixedWidth(em(WIDTH))
        self.scheduleDelayedItemsLayout()
