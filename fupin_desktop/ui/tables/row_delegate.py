"""Draws the cells of a list: the box to choose a row by, the text, the marks of the checks. No widget for any row.

It paints by itself: a stylesheet on every cell costs more than the rest of a screen.
"""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from fupin_desktop.ui.style import colours
from fupin_desktop.ui.style.metrics import em
from fupin_desktop.ui.tables.columns import BOX, LEVELS, PROBLEMS, Column
from fupin_desktop.ui.tables.list_table import ListTable
from fupin_desktop.ui.tables.record_table import ROW, RecordTable

LEVEL_COLOURS = {"errors": colours.ERROR, "warnings": colours.WARN_LIGHT, "missing": colours.MUTED}
PAD = 0.5


class RowDelegate(QStyledItemDelegate):
    """For views of a RecordTable or a ListTable."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        style: Any = option  # the stubs leave out what every style option has
        table = index.model()
        assert isinstance(table, RecordTable | ListTable)
        column = table.columns[index.column()]
        rect: QRect = style.rect
        is_chosen = bool(style.state & QStyle.StateFlag.State_Selected)
        painter.save()
        is_current = index.row() == self._view.currentIndex().row()
        self._paint_ground(painter, rect, is_chosen=is_chosen, is_current=is_current)
        if index.column() == 0 and is_current and self._view.hasFocus():
            painter.fillRect(rect.left(), rect.top(), em(0.25), rect.height(), QColor(colours.ACCENT))
        inner = rect.adjusted(em(PAD), 0, -em(PAD), 0)
        if column.name == BOX:
            paint_box(painter, inner, is_chosen=is_chosen)
        elif column.name == PROBLEMS:
            paint_marks(painter, inner, index.data(ROW))
        else:
            paint_text(painter, inner, column, index, style.font)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, *, is_chosen: bool, is_current: bool) -> None:
        if is_chosen or is_current:
            painter.fillRect(rect, QColor(colours.ACCENT_PALE if is_chosen else colours.SHADE))
        painter.setPen(QColor(colours.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def paint_text(
    painter: QPainter, rect: QRect, column: Column, index: QModelIndex | QPersistentModelIndex, font: QFont
) -> None:
    """The text on one line, shortened with 「…」 if it is too long."""
    text, row = str(index.data() or ""), index.data(ROW) if column.colour else None
    if column.is_strong:
        font = QFont(font)
        font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(column.colour(row) if column.colour and row is not None else colours.INK))
    side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)


def paint_box(painter: QPainter, cell: QRect, *, is_chosen: bool) -> None:
    """The box by which a row is chosen, ticked if it is."""
    side = em(1)
    box = QRectF(cell.left() + em(0.1), cell.center().y() - side / 2, side, side)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.ACCENT if is_chosen else colours.MUTED), em(0.08)))
    painter.setBrush(QColor(colours.ACCENT if is_chosen else colours.SHEET))
    painter.drawRoundedRect(box, em(0.15), em(0.15))
    if is_chosen:
        painter.setPen(QPen(QColor(colours.SHEET), em(0.15)))
        points = ((0.22, 0.52), (0.42, 0.72), (0.78, 0.3))
        painter.drawPolyline([QPointF(box.left() + x * side, box.top() + y * side) for x, y in points])


def paint_marks(painter: QPainter, rect: QRect, row: Any) -> None:
    """A coloured dot and a word for each level of findings: 「● 错2」."""
    if row is None:
        return
    metrics, at, dot = painter.fontMetrics(), rect.left(), em(0.5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for name, _, short in LEVELS:
        count = getattr(row, name)
        if not count:
            continue
        colour = QColor(LEVEL_COLOURS[name])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QRectF(at, rect.center().y() - dot / 2 + 1, dot, dot))
        text = f"{short}{count}"
        painter.setPen(colour)
        place = QRect(at + dot + em(0.15), rect.top(), metrics.horizontalAdvance(text), rect.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        at = place.right() + em(0.4)
