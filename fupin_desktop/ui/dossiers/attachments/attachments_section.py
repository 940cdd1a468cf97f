"""附件: what is on paper, photographed or scanned; which papers are still missing."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListView, QWidget

from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.errors import Unavailable
from fupin_desktop.services.attach_files import thumbnail
from fupin_desktop.services.photo_words import coming_words
from fupin_desktop.services.save_records import save
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers import places
from fupin_desktop.ui.dossiers.attachments.add_files_window import AddFilesWindow
from fupin_desktop.ui.dossiers.attachments.expected_papers import missing_papers, missing_words
from fupin_desktop.ui.dossiers.attachments.thumbnails_model import SIDE, ThumbnailsModel
from fupin_desktop.ui.dossiers.attachments.viewer import Viewer
from fupin_desktop.ui.dossiers.recycled import Recycled
from fupin_desktop.ui.dossiers.section import Section
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.forms.opened_record import OpenedRecord
from fupin_desktop.ui.messages import confirm
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label

RECORD = "attachment"
FILES = "照片和扫描件 (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.pdf)"
EMPTY = "还没有附件。点「添加照片或扫描件」，或把文件拖到这里。手机拍的大照片会自动缩小再收存。"
MOST_ROWS = 3


class AttachmentsSection(Section):
    """Files come by button or are dropped here."""

    key = places.ATTACHMENTS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.setAcceptDrops(True)
        self.chosen_id = ""
        self.window_open: QWidget | None = None
        self.add, self.recycled = button("＋ 添加照片或扫描件"), Recycled(desk, RECORD)
        self.missing, self.empty = label("", "warn"), label(EMPTY, "hint")
        self.coming = label("", "hint")
        self.coming.hide()
        self.pictures = ThumbnailsModel(self._want_picture, self)
        self.grid = QListView()
        self.look, self.drop = button("查看"), button("放入回收站", "quiet")
        self.heading = label("", "subtitle")
        self.form = self.adopt(Form(desk, RECORD))
        self.chain(self.form)
        self._arrange()
        self.add.clicked.connect(self._on_add)
        self.recycled.restored.connect(self.written)
        self.look.clicked.connect(self._on_look)
        self.drop.clicked.connect(self._on_drop)
        self.grid.selectionModel().currentChanged.connect(self._on_current_changed)
        self.grid.activated.connect(lambda _index: self._on_look())

    def begin(self) -> None:
        self.chosen_id = ""

    def refresh(self) -> None:
        shown = self.shown
        if shown is None:
            return
        rows = shown.newest.attachments[::-1]
        if all(one.id != self.chosen_id for one in rows):
            self.chosen_id = rows[0].id if rows else ""
        missing = missing_papers(shown.newest)
        self.missing.setText(missing_words(missing))
        self.grid.selectionModel().blockSignals(True)
        self.pictures.show(rows)
        self._mark_chosen()
        self.grid.selectionModel().blockSignals(False)
        self.grid.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self._scale_grid()
        self._look_what_is_coming(rows)
        self.recycled.look(shown.id, shown.newest.household.village_code or "")
        self._open()

    def go_to(self, record: str, record_id: str, field: str) -> None:
        if record_id:
            self._choose(record_id)
        super().go_to(record, record_id, field)

    def restore(self, key: str, draft: Mapping[str, Any]) -> None:
        self._choose(draft["id"])
        super().restore(key, draft)

    def add_files(self, files: list[Path]) -> None:
        """Ask what these files are, and keep them."""
        if self.shown is None or not files:
            return
        window = AddFilesWindow(self.desk, self.shown, files, self)
        window.added.connect(self.desk.told)
        window.added.connect(lambda _words: self.written.emit())
        window.open()
        self.window_open = window

    def _choose(self, record_id: str) -> None:
        if record_id == self.chosen_id and self.form.opened.id == record_id:
            return
        if self.form.is_dirty:
            self.form.keeper.flush()
            self.desk.told.emit("刚才的附件说明没有保存，已存为草稿。")
        self.chosen_id = record_id
        self._open()

    def _open(self) -> None:
        for part in (self.heading, self.look, self.drop, self.form):
            part.setVisible(bool(self.chosen_id))
        if self.chosen_id:
            self.open_records([(RECORD, self.chosen_id, {})], self._on_opened)

    def _on_opened(self, opened: list[OpenedRecord]) -> None:
        one = opened[0]
        if one.id == self.chosen_id and one.value is not None:
            self.show_in(self.form, one)
            self.heading.setText(one.value.title or "附件")

    def _mark_chosen(self) -> None:
        at = next((n for n, one in enumerate(self.pictures.attachments) if one.id == self.chosen_id), -1)
        if at >= 0:
            self.grid.setCurrentIndex(self.pictures.index(at))

    def _want_picture(self, attachment: Any) -> None:
        registry = self.desk.registry

        def work() -> bytes | None:
            try:
                return thumbnail(registry, attachment)
            except Unavailable:
                return None  # the photo is on another machine; its frame stays

        self.desk.tasks.ask(self, work, lambda content: self.pictures.put(attachment.blob or "", content))

    def _look_what_is_coming(self, rows: Sequence[Any]) -> None:
        """A photo that has not come yet is nothing wrong: it is said where it is."""
        registry = self.desk.registry

        def show(words: str) -> None:
            self.coming.setText(words)
            self.coming.setVisible(bool(words))

        self.desk.tasks.ask(self, lambda: coming_words(registry, rows), show)

    def _on_current_changed(self, index: QModelIndex) -> None:
        one = index.data(Qt.ItemDataRole.UserRole)
        if one is not None:
            self._choose(one.id)

    def _on_add(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "选择照片或扫描件", "", FILES)
        self.add_files([Path(name) for name in names])

    def _on_look(self) -> None:
        one = next((each for each in self.pictures.attachments if each.id == self.chosen_id), None)
        if one is not None:
            self.window_open = Viewer(self.desk, one, self)
            self.window_open.open()

    def _on_drop(self) -> None:
        shown = self.shown
        if shown is None or not confirm(self, "把这个附件放入回收站？", "放入回收站", "文件不会删除，随时可以恢复。"):
            return
        registry, region = self.desk.registry, shown.newest.household.village_code or ""
        edits = [Edit(RECORD, self.chosen_id, LIFE, value=False)]
        title = f"删除 {shown.head} 附件"
        self.form.forget_draft()
        self.form.forget_typing()
        self.act(lambda: save(registry, edits, title=title, region=region), "附件已放入回收站。")

    def _arrange(self) -> None:
        self.grid.setModel(self.pictures)
        self.grid.setViewMode(QListView.ViewMode.IconMode)
        self.grid.setResizeMode(QListView.ResizeMode.Adjust)
        self.grid.setMovement(QListView.Movement.Static)
        self.grid.setUniformItemSizes(True)
        self.grid.setWordWrap(True)
        self.grid.setAccessibleName("附件")
        top, head = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.add)
        top.addStretch(1)
        top.addWidget(self.recycled)
        head.addWidget(self.heading, 1)
        for each in (self.look, self.drop):
            head.addWidget(each)
        self.column.addLayout(top)
        for part in (self.missing, self.coming, self.empty, self.grid):
            self.column.addWidget(part)
        self.column.addLayout(head)
        self.column.addWidget(self.form)
        self.column.addStretch(1)
        scaled(self.grid, self._scale_grid)

    def _scale_grid(self) -> None:
        self.grid.setIconSize(QSize(em(SIDE), em(SIDE)))
        across = max(self.grid.viewport().width() // em(SIDE + 1.4), 1)
        rows = min(max(-(-self.pictures.rowCount() // across), 1), MOST_ROWS)
        self.grid.setFixedHeight(rows * em(SIDE + 2.8) + em(0.6))
        self.grid.scheduleDelayedItemsLayout()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.add_files(files)
