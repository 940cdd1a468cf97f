"""The photo of the household on its card; its frame while there is none."""

from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.ui.style import colours
from fupin_desktop.ui.style.metrics import em, scale

FAMILY, HOUSE = "A02", "A01"  # attachment kinds 家庭成员照片, 住房照片


class Photo(QWidget):
    """As large as on the card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("家庭照片")
        scale.changed.connect(self.updateGeometry)

    def show_picture(self, picture: QPixmap) -> None:
        """Show a picture, whole."""
        self._picture = picture
        self.update()

    def show_none(self) -> None:
        """Show the empty frame."""
        self._picture = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._picture is None:
            painter.setPen(QPen(QColor(colours.LINE), em(0.08), Qt.PenStyle.DashLine))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
            painter.setPen(QColor(colours.MUTED))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "还没有照片")
        else:
            size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect((self.width() - size.width()) // 2, 0, size.width(), size.height())
            painter.drawPixmap(place, self._picture)
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(em(7), em(9))


def photo_of(dossier: Dossier) -> Any | None:
    """The newest photo of the family, else of the house."""
    for kind in (FAMILY, HOUSE):
        found = [one for one in dossier.attachments if one.kind == kind and (one.media_type or "").startswith("image")]
        if found:
            return found[-1]
    return None
