"""Looking at a photo or scan, as large as the window; the pages of a PDF one after another."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fupin_desktop.services.attach_files import PDF, content, is_only_preview, thumbnail
from fupin_desktop.services.pdf_pictures import page_count, page_picture
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.style.metrics import em
from fupin_desktop.ui.style.roles import button, label

SHARPNESS = 2.0


class Viewer(QDialog):
    """Reads the attachment itself; whatever cannot be read is said in words."""

    def __init__(self, desk: Desk, attachment: Any, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(attachment.title or "附件")
        self._desk, self._attachment = desk, attachment
        self._picture = QPixmap()
        self.page, self.pages = 0, 1
        self.view = QLabel("正在打开……")
        self.view.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.view.setMinimumSize(1, 1)
        self.words = label("", "hint", wrap=False)
        self.before, self.after, self.close_it = button("上一页"), button("下一页"), button("关闭")
        self.before.clicked.connect(lambda: self._turn(-1))
        self.after.clicked.connect(lambda: self._turn(1))
        self.close_it.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        for each in (self.before, self.after, self.close_it):
            row.addWidget(each)
        column = QVBoxLayout(self)
        column.addWidget(self.view, 1)
        column.addLayout(row)
        room = parent.window().size()
        self.resize(max(room.width() - em(4), em(20)), max(room.height() - em(4), em(16)))
        self._read()

    def _read(self) -> None:
        """One page, or the whole picture."""
        registry, attachment, page = self._desk.registry, self._attachment, self.page

        def work() -> tuple[bytes, int]:
            if is_only_preview(registry, attachment):
                return thumbnail(registry, attachment), 0
            data = content(registry, attachment)
            if attachment.media_type != PDF:
                return data, 1
            return page_picture(data, page, scale=SHARPNESS), page_count(data)

        self._desk.tasks.ask(self, work, self._on_read)

    def _on_read(self, answer: tuple[bytes, int]) -> None:
        data, self.pages = answer
        self._picture.loadFromData(data)
        for each in (self.before, self.after):
            each.setVisible(self.pages > 1)
        if not self.pages:
            self.words.setText("这是小图：原图还没有到这台电脑，和县里同步照片以后就能看。")
            self._fit()
            return
        self.words.setText(f"第 {self.page + 1} 页，共 {self.pages} 页" if self.pages > 1 else "")
        self._fit()

    def _turn(self, by: int) -> None:
        self.page = min(max(self.page + by, 0), self.pages - 1)
        self._read()

    def _fit(self) -> None:
        if self._picture.isNull():
            return
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        self.view.setPixmap(self._picture.scaled(self.view.size(), keep, smooth))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
