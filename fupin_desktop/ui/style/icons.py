"""Line icons from resources/icons in the colour asked for, drawn from their SVG; it knows no page."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from fupin_desktop.paths import resources
from fupin_desktop.ui.style.colours import ACCENT, INK

DRAWN = 96  # pixels: sharp at every text size on every screen


def icon(name: str, colour: str = INK, chosen: str = ACCENT) -> QIcon:
    """The icon of that name; in the second colour where its button is checked."""
    made = QIcon(picture(name, colour))
    made.addPixmap(picture(name, chosen), QIcon.Mode.Normal, QIcon.State.On)
    return made


@cache
def picture(name: str, colour: str = INK) -> QPixmap:
    """The drawing in one colour."""
    from PySide6.QtSvg import QSvgRenderer

    source = (resources() / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    drawn = QPixmap(DRAWN, DRAWN)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, DRAWN, DRAWN))
    painter.end()
    return drawn
