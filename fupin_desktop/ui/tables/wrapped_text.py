"""Draws the texts of a list whole, on as many lines as they need, whatever scroll bar stands beside them."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fupin_desktop.ui.style import colours
from fupin_desktop.ui.style.metrics import em

PAD, LINE_PAD = 0.5, 0.35
WRAP = Qt.TextFlag.TextWordWrap


class WrappedText(QStyledItemDelegate):
    """For a list whose items break their lines."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        style: Any = option  # Qt's stubs do not know its members
        rect: QRect = style.rect
        ground: QColor | QBrush | None = index.data(Qt.ItemDataRole.BackgroundRole)
        painter.save()
        if style.state & QStyle.StateFlag.State_Selected:
            ground = QColor(colours.ACCENT_PALE)
        if ground is not None:
            painter.fillRect(rect, ground)
        painter.setPen(QColor(colours.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(ink.color() if isinstance(ink, QBrush) else ink or QColor(colours.INK))
        painter.setFont(self._font(option, index))
        room = rect.adjusted(em(PAD), em(LINE_PAD), -em(PAD), -em(LINE_PAD))
        painter.drawText(room, WRAP, str(index.data()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        bar = self._view.verticalScrollBar()
        taken = 0 if bar.isVisible() else bar.sizeHint().width()
        width = max(self._view.viewport().width() - taken, em(6))
        room = QRect(0, 0, width - em(2 * PAD), 100_000)
        need = QFontMetrics(self._font(option, index)).boundingRect(room, WRAP, str(index.data()))
        return QSize(width, need.height() + em(2 * LINE_PAD) + 1)

    def _font(self, option: Any, index: QModelIndex | QPersistentModelIndex) -> QFont:
        font = QFont(option.font)
        font.setBold(bool(index.data(Qt.ItemDataRole.FontRole)))
        return font


def wrapped_list(name: str) -> QListWidget:
    """A list whose items are read whole: no line is cut, nothing scrolls sideways."""
    made = QListWidget()
    made.setAccessibleName(name)
    made.setWordWrap(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setResizeMode(QListWidget.ResizeMode.Adjust)
    made.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
    made.setItemDelegate(WrappedText(made))
    return made
