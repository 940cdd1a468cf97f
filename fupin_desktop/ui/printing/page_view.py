"""The pages one below the other, drawn away from the window when they come into sight; it knows only a PDF."""

from collections import OrderedDict

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from fupin_desktop.services.pdf_pictures import page_picture
from fupin_desktop.ui.printing.sheets import Sheets
from fupin_desktop.ui.style.colours import LINE, MUTED, SHADE, SHEET
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.tasks import Tasks

LEAST_ZOOM, MOST_ZOOM, ZOOM_STEP = 0.25, 3.0, 1.25
MOST_PICTURES = 10  # a page at 200 % is some 10 MB


class PageView(QAbstractScrollArea):
    """PageUp and PageDown turn the page, + and − zoom, 0 fits the width.

    Signals:
        page_shown: the number of the page in sight, from 0.
        zoom_changed: the pages are larger or smaller.
    """

    page_shown = Signal(int)
    zoom_changed = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.sheets: Sheets | None = None
        self._number = 0  # of the newest sheets
        self._zoom: float | None = None  # None: as wide as there is room
        self._page = 0
        self._pictures: OrderedDict[tuple[int, int], QPixmap] = OrderedDict()
        self._asked: set[tuple[int, int]] = set()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("打印预览")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        scaled(self, self._lay_out)

    def show_sheets(self, sheets: Sheets | None, *, keep_place: bool = False) -> None:
        """Other sheets, from their first page, or where one was."""
        self.sheets = sheets
        self._number += 1
        self._pictures.clear()
        self._asked.clear()
        self._lay_out()
        if not keep_place:
            self.verticalScrollBar().setValue(0)
        self._on_scrolled()

    @property
    def page(self) -> int:
        """The page in sight, from 0."""
        return self._page

    @property
    def zoom(self) -> float:
        """1 is as large as on paper."""
        if self._zoom is not None or self.sheets is None:
            return self._zoom or 1
        room = self.viewport().width() - 2 * self._gap()
        return max(LEAST_ZOOM, min(MOST_ZOOM, room / self._full_width()))

    def set_zoom(self, zoom: float | None) -> None:
        """As large as this; None fits the width."""
        self._zoom = None if zoom is None else max(LEAST_ZOOM, min(MOST_ZOOM, zoom))
        page = self._page
        self._lay_out()
        self.go_to(page)
        self.zoom_changed.emit()

    def go_to(self, page: int) -> None:
        """Bring a page to the top."""
        if self.sheets is not None:
            page = max(0, min(self.sheets.pages - 1, page))
            self.verticalScrollBar().setValue(page * (self._size().height() + self._gap()))

    def has_drawn(self, page: int) -> bool:
        """Whether a page stands there as it is to be seen."""
        return (page, self._pixels()) in self._pictures

    def _full_width(self) -> float:
        return (self.sheets.width if self.sheets else 595) * self.logicalDpiX() / 72

    def _gap(self) -> int:
        return em(0.8)

    def _size(self) -> QSize:
        sheets = self.sheets
        width = round(self._full_width() * self.zoom)
        return QSize(width, round(width * sheets.height / sheets.width)) if sheets else QSize(width, width)

    def _pixels(self) -> int:
        return round(self._size().width() * self.devicePixelRatioF())

    def _lay_out(self) -> None:
        size, gap, room = self._size(), self._gap(), self.viewport().size()
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        pages = self.sheets.pages if self.sheets else 0
        vertical.setRange(0, max(0, pages * (size.height() + gap) + gap - room.height()))
        vertical.setPageStep(room.height())
        vertical.setSingleStep(em(3))
        horizontal.setRange(0, max(0, size.width() + 2 * gap - room.width()) if self._zoom else 0)
        horizontal.setPageStep(room.width())
        self.viewport().update()

    def _place(self, page: int) -> QRect:
        size, gap = self._size(), self._gap()
        left = max(gap, (self.viewport().width() - size.width()) // 2) - self.horizontalScrollBar().value()
        top = gap + page * (size.height() + gap) - self.verticalScrollBar().value()
        return QRect(QPoint(left, top), size)

    def _on_scrolled(self) -> None:
        if self.sheets is None:
            return
        step = self._size().height() + self._gap()
        bar = self.verticalScrollBar()
        is_at_end = bar.maximum() > 0 and bar.value() == bar.maximum()
        middle = bar.value() + self.viewport().height() // 3
        self._page = self.sheets.pages - 1 if is_at_end else min(self.sheets.pages - 1, middle // step)
        self.page_shown.emit(self._page)
        self.viewport().update()

    def _picture(self, page: int) -> QPixmap | None:
        """The page as drawn; while it is being drawn, what there is of it in another size."""
        key = (page, self._pixels())
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        self._ask(key)
        return next((drawn for (other, _), drawn in self._pictures.items() if other == page), None)

    def _ask(self, key: tuple[int, int]) -> None:
        sheets, number, (page, pixels) = self.sheets, self._number, key
        if sheets is None or key in self._asked:
            return
        self._asked.add(key)

        def work() -> tuple[int, tuple[int, int], QImage]:
            return number, key, QImage.fromData(page_picture(sheets.data, page, scale=pixels / sheets.width))

        self._tasks.ask(self, work, self._on_drawn)

    def _on_drawn(self, answer: tuple[int, tuple[int, int], QImage]) -> None:
        number, key, image = answer
        if number != self._number:  # other sheets have come
            return
        self._asked.discard(key)
        self._pictures[key] = QPixmap.fromImage(image)
        while len(self._pictures) > MOST_PICTURES:
            self._pictures.popitem(last=False)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Only the pages in sight."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), QColor(SHADE))
        for page in range(self.sheets.pages if self.sheets else 0):
            place = self._place(page)
            if not place.intersects(self.viewport().rect()):
                continue
            painter.fillRect(place, QColor(SHEET))
            if picture := self._picture(page):
                painter.drawPixmap(place, picture)
            else:
                painter.setPen(QColor(MUTED))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"正在画第 {page + 1} 页……")
            painter.setPen(QColor(LINE))
            painter.drawRect(place.adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()
        self._on_scrolled()
        self.zoom_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_PageDown:
                self.go_to(self._page + 1)
            case Qt.Key.Key_PageUp:
                self.go_to(self._page - 1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.set_zoom(self.zoom * ZOOM_STEP)
            case Qt.Key.Key_Minus:
                self.set_zoom(self.zoom / ZOOM_STEP)
            case Qt.Key.Key_0:
                self.set_zoom(None)
            case _:
                super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(em(8), em(8))
