"""导入: files come in, are compared, are decided about by a person, and applied as one action that can be undone."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.services.save_records import Saved
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.messages import confirm
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label, set_role
from fupin_desktop.ui.tables.notice import Notice
from fupin_desktop.ui.workbooks.batch_panel import BatchPanel
from fupin_desktop.ui.workbooks.decisions import Decisions
from fupin_desktop.ui.workbooks.start_panel import StartPanel


class WaitingRoom(QWidget):
    """The page 导入."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._is_outdated = self._is_applying = self._is_said = False
        self.notice = Notice()
        self.start, self.batch = StartPanel([], desk.year), BatchPanel(desk)
        self.stack = QStackedWidget()
        for panel in (self.start, self.batch):
            scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setFrameShape(QFrame.Shape.NoFrame)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scroll.setWidget(panel)
            self.stack.addWidget(_above(scroll, panel.foot) if isinstance(panel, BatchPanel) else scroll)
        column = QVBoxLayout(self)
        self.title = label("导入", "title")
        column.addWidget(self.title)
        column.addWidget(self.notice)
        column.addWidget(self.stack, 1)
        scaled(self, lambda: column.setContentsMargins(em(1.2), em(0.8), em(1.2), em(0.8)))
        scaled(self, lambda: column.setSpacing(em(0.6)))
        self._connect()
        self._list_waiting()

    def receive(self, wish: Any) -> None:
        """Files from another page; None only opens the page."""
        if wish:
            self.import_files([Path(one) for one in wish])

    def import_files(self, paths: Iterable[Path]) -> None:
        """Put files into the waiting room and show what they would change."""
        from fupin_desktop.services.import_workbooks import stage_files

        files = list(paths)
        if not files:
            return
        self.start.show_files(files)
        registry, year = self._desk.registry, self.start.year.currentData()

        def work(progress: Any, cancelled: Any) -> Any:
            try:
                return stage_files(registry, files, year=year, progress=progress, cancelled=cancelled)
            except (Refused, Unavailable) as error:
                if len(files) == 1 or cancelled():
                    raise
                words = f"{error}\n\n一起选的 {len(files)} 份都还没有读进来。请去掉这一份，再选其余的。"
                raise type(error)(words) from error

        self._desk.tasks.long(
            self,
            f"正在读取 {len(files)} 个文件，与登记库对照……",
            work,
            lambda found: self._show(found, Decisions(found.rows)),
        )

    def open_waiting(self, kept: Any) -> None:
        """Compare a waiting import with what is registered now, and show it."""
        from fupin_desktop.services.import_workbooks import open_batch

        registry, before = self._desk.registry, self.batch.decisions
        is_same = self.batch.batch is not None and self.batch.batch.id == kept.id

        def show(found: Any) -> None:
            self._show(found, before.carry_to(found.rows) if is_same else Decisions(found.rows))

        self._desk.tasks.long(
            self,
            "正在与登记库对照……",
            lambda progress, _cancelled: open_batch(registry, kept, progress),
            show,
            writes=False,
        )

    def _connect(self) -> None:
        self.start.files_given.connect(self.import_files)
        self.start.open_requested.connect(self.open_waiting)
        self.start.drop_requested.connect(self._on_drop)
        self.batch.apply_requested.connect(self._on_apply)
        self.batch.keep_requested.connect(self._on_keep)
        self.batch.drop_requested.connect(lambda: self._on_drop(self.batch.batch.kept))
        self.batch.return_requested.connect(self._on_return)
        self._desk.records_changed.connect(self._on_records_changed)
        self._desk.tasks.idle.connect(self._on_idle)

    def _show(self, found: Any, decisions: Decisions) -> None:
        self.notice.hide()
        self._is_outdated = False
        self.batch.show_batch(found, decisions)
        self.title.setText(f"导入：{found.kept.title}")
        set_role(self.title, "subtitle")
        self.stack.setCurrentIndex(1)
        self._list_waiting()

    def _leave_batch(self) -> None:
        self.batch.batch = None
        self.title.setText("导入")
        set_role(self.title, "title")
        self.start.show_files([])
        self.stack.setCurrentIndex(0)
        self._list_waiting()

    def _list_waiting(self) -> None:
        from fupin_desktop.services.import_workbooks import waiting

        registry = self._desk.registry
        self._desk.tasks.ask(self, lambda: waiting(registry), self.start.show_waiting)

    def _on_apply(self) -> None:
        from fupin_desktop.services.import_workbooks import apply_batch, drop_batch

        if self._is_applying:
            return  # a second press before the progress is in sight
        self._is_applying = True
        found, decisions, registry = self.batch.batch, self.batch.decisions, self._desk.registry
        sentence, doubts = decisions.summary(), decisions.open_doubts

        def work(progress: Any, cancelled: Any) -> Saved | None:
            saved = apply_batch(
                registry, found, decisions.settled, accepted=decisions.accepted, progress=progress, cancelled=cancelled
            )
            if saved is not None and not doubts and decisions.left_out:
                drop_batch(registry, found.kept)  # what was left out on purpose need not wait
            return saved

        self._desk.tasks.long(self, "正在记入登记库……", work, lambda saved: self._on_applied(saved, sentence, doubts))

    def _on_idle(self) -> None:
        self._is_applying = not self._desk.tasks.wait_idle() and self._is_applying

    def _on_applied(self, saved: Saved, sentence: str, doubts: int) -> None:
        self._leave_batch()
        words = f"已导入：{sentence}。如有误，可用「操作」里的撤销一次收回。"
        if doubts:
            words += f"还有 {doubts} 处存疑留在下面等候。"
        self._desk.records_changed.emit(saved.touched)
        self.notice.say(words, "good", "去看农户", lambda: self._desk.page_requested.emit("households", None))
        self._is_said = True
        self._desk.told.emit(f"已导入：{sentence}")

    def _on_keep(self) -> None:
        title = self.batch.batch.kept.title
        self._leave_batch()
        self.notice.say(f"「{title}」留在待审区，尚未记入。")

    def _on_drop(self, kept: Any) -> None:
        from fupin_desktop.services.import_workbooks import drop_batch

        if not confirm(
            self, f"放弃导入「{kept.title}」？", "放弃", "登记库不会有任何改动。原文件不受影响，以后可以再导。"
        ):
            return
        registry = self._desk.registry
        self._desk.tasks.change(self, lambda: drop_batch(registry, kept), lambda _done: self._leave_batch())

    def _on_return(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, "退回的表格存到哪个文件夹", folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: self.return_to(Path(chosen)))
        dialog.open()

    def return_to(self, folder: Path) -> None:
        """Write the files with their bad cells coloured and the reasons beside them."""
        from fupin_desktop.services.import_workbooks import return_workbooks

        registry, found = self._desk.registry, self.batch.batch
        self._desk.tasks.long(
            self,
            "正在标出有问题的格子……",
            lambda _progress, _cancelled: return_workbooks(registry, found, folder),
            lambda written: self._on_returned(folder, written),
            writes=False,
        )

    def _on_returned(self, folder: Path, written: list[Path]) -> None:
        names = "、".join(path.name for path in written)
        place = QUrl.fromLocalFile(str(folder))
        words = f"已写好 {len(written)} 份退回的表格：{names}。格子已标色，最后一列写明原因。"
        self.notice.say(words, "good", "打开文件夹", lambda: QDesktopServices.openUrl(place))

    def _on_records_changed(self, _touched: object) -> None:
        if self._is_said:
            self._is_said = False
            self.notice.hide()  # it may just have been undone
        self._is_outdated = self.batch.batch is not None
        if self._is_outdated and self.isVisible():
            self._compare_again()

    def _compare_again(self) -> None:
        """What is shown as old must be what is registered now."""
        self._is_outdated = False
        self.open_waiting(self.batch.batch.kept)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_outdated:
            self._compare_again()


def _above(scroll: QWidget, foot: QWidget) -> QWidget:
    """What scrolls, and below it what stays in sight however large the letters are."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(scroll, 1)
    column.addWidget(foot)
    scaled(whole, lambda: column.setSpacing(em(0.5)))
    return whole
