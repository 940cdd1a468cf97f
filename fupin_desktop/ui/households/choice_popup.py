"""The list that opens under a chip: boxes to tick, each with its count; what is ticked holds at once."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.ui.households.filter_choices import Choice
from fupin_desktop.ui.style import colours
from fupin_desktop.ui.style.metrics import em
from fupin_desktop.ui.style.roles import button, label, set_role
from fupin_desktop.ui.tables.row_delegate import paint_box

LONG = 12  # choices from which on one may type to find
VALUE = Qt.ItemDataRole.UserRole
CHECKED = Qt.CheckState.Checked
COUNT = Qt.ItemDataRole.UserRole + 1


class _ChoicePainter(QStyledItemDelegate):
    """A box as large as the letters, the choice, and its count at the right."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        style: Any = option  # the stubs leave out what every style option has
        painter.save()
        rect: QRect = style.rect
        if style.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.SHADE))
        inner = rect.adjusted(em(0.5), 0, -em(0.5), 0)
        paint_box(painter, inner, is_chosen=Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == CHECKED)
        painter.setPen(QColor(colours.MUTED))
        count = str(index.data(COUNT) or "")
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
        inner.adjust(em(1.7), 0, -painter.fontMetrics().horizontalAdvance(count) - em(0.5), 0)
        painter.setPen(QColor(colours.INK))
        shown = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Anywhere on the line will do, and Space."""
        is_space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if event.type() != QEvent.Type.MouseButtonRelease and not is_space:
            return False
        is_ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == CHECKED
        turned = Qt.CheckState.Unchecked if is_ticked else CHECKED
        return model.setData(index, turned.value, Qt.ItemDataRole.CheckStateRole)  # the enum itself would be lost

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(em(10), em(2.1))


class ChoicePopup(QFrame):
    """Signals:
    changed: the values ticked now (tuple).
    """

    changed = Signal(object)

    def __init__(self, title: str, chosen: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.NoFrame)
        set_role(self, "card")
        self._chosen = list(chosen)
        self.search = QLineEdit()
        self.search.setPlaceholderText(f"查找{title}")
        self.search.textChanged.connect(self._on_searched)
        self.search.hide()
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setItemDelegate(_ChoicePainter(self.list))
        self.list.itemChanged.connect(self._on_item_changed)
        self.hint = label("正在数……", "hint")
        self._arrange()

    def offer(self, choices: Sequence[Choice], *, is_counted: bool = True) -> None:
        """Show the choices; those ticked stay ticked even if they are no longer offered."""
        self.list.blockSignals(True)
        at = self.list.currentRow()
        self.list.clear()
        for choice in choices:
            item = QListWidgetItem(choice.label)
            item.setData(VALUE, choice.value)
            item.setData(COUNT, "" if choice.count is None else f"{choice.count} 户")
            item.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            is_ticked = choice.value in self._chosen
            item.setCheckState(CHECKED if is_ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(max(at, 0))
        self.list.blockSignals(False)
        self.search.setVisible(len(choices) > LONG)
        self._say(choices, is_counted=is_counted)
        self._fit()

    def show_below(self, widget: QWidget) -> None:
        """Open under a chip, within the screen."""
        self._fit()
        corner = widget.mapToGlobal(QPoint(0, widget.height() + em(0.2)))
        room = widget.screen().availableGeometry()
        corner.setX(max(room.left(), min(corner.x(), room.right() - self.width())))
        corner.setY(max(room.top(), min(corner.y(), room.bottom() - self.height())))
        self.move(corner)
        self.show()
        self.list.setFocus()

    def _arrange(self) -> None:
        none = button("全不选", "quiet")
        none.clicked.connect(self._on_none_clicked)
        done = button("完成")
        done.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(none)
        foot.addStretch()
        foot.addWidget(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(em(0.5), em(0.5), em(0.5), em(0.5))
        column.addWidget(self.search)
        column.addWidget(self.list)
        column.addWidget(self.hint)
        column.addLayout(foot)

    def _fit(self) -> None:
        rows = max(3, min(self.list.count(), 9))
        self.list.setFixedHeight(rows * max(self.list.sizeHintForRow(0), em(2.2)) + em(0.4))
        self.setFixedWidth(em(19))
        self.adjustSize()

    def _say(self, choices: Sequence[Choice], *, is_counted: bool) -> None:
        words = "" if choices else "没有可选的内容。户数太多时，请先在上方选定一个村。"
        self.hint.setText(words if is_counted else "正在数……")
        self.hint.setVisible(bool(self.hint.text()))

    def _on_searched(self, typed: str) -> None:
        for number in range(self.list.count()):
            item = self.list.item(number)
            item.setHidden(typed.strip() not in item.text())

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        value = item.data(VALUE)
        if item.checkState() == CHECKED:
            self._chosen.append(value)
        else:
            self._chosen = [one for one in self._chosen if one != value]
        self.changed.emit(tuple(self._chosen))

    def _on_none_clicked(self) -> None:
        self._chosen = []
        for number in range(self.list.count()):
            self.list.item(number).setCheckState(Qt.CheckState.Unchecked)
        self.changed.emit(())
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        else:
            super().keyPressEvent(event)
