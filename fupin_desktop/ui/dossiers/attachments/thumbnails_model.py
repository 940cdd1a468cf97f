"""The model of the pictures: titles at once, small pictures as they are read."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from fupin_desktop.ui.dossiers.list_column import label_of
from fupin_desktop.ui.style import colours
from fupin_desktop.ui.style.metrics import em

Index = QModelIndex | QPersistentModelIndex
SIDE = 8.0
Wanted = Callable[[Any], None]  # asks for the small picture of an attachment


class ThumbnailsModel(QAbstractListModel):
    """One item an attachment, newest first."""

    def __init__(self, wanted: Wanted, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.attachments: Sequence[Any] = ()
        self._wanted = wanted
        self._pictures: dict[str, QPixmap | None] = {}  # by content; None: asked for, or not to be had

    def show(self, attachments: Sequence[Any]) -> None:
        """Show these attachments."""
        self.beginResetModel()
        self.attachments = attachments
        self.endResetModel()

    def put(self, blob: str, content: bytes | None) -> None:
        """A small picture has been read."""
        picture = QPixmap()
        if content and picture.loadFromData(content):
            self._pictures[blob] = picture
            for row, one in enumerate(self.attachments):
                if one.blob == blob:
                    self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.attachments)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.attachments):
            return None
        one = self.attachments[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return one.title or one.file_name or "（无名称）"
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleDescriptionRole:
                kind = label_of("attachment_kind", one.kind) if one.kind else "未选类型"
                return f"{kind} {one.taken_on or ''}".strip()
            case Qt.ItemDataRole.DecorationRole:
                return QIcon(self._picture(one))
            case Qt.ItemDataRole.SizeHintRole:
                return QSize(em(SIDE + 1.4), em(SIDE + 2.6))
            case Qt.ItemDataRole.UserRole:
                return one
            case _:
                return None

    def _picture(self, one: Any) -> QPixmap:
        if one.blob and one.blob not in self._pictures:
            self._pictures[one.blob] = None
            self._wanted(one)
        return self._pictures.get(one.blob or "") or _blank("PDF" if one.media_type == "application/pdf" else "…")


def _blank(word: str) -> QPixmap:
    side = em(SIDE)
    made = QPixmap(side, side)
    made.fill(QColor(colours.SHADE))
    painter = QPainter(made)
    painter.setPen(QColor(colours.MUTED))
    painter.drawText(made.rect(), Qt.AlignmentFlag.AlignCenter, word)
    painter.end()
    return made
