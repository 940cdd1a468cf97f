"""Closing the window: keep what is half typed, back up what is new, let go of the file; the person may hurry it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QProgressDialog, QWidget

from fupin_desktop.services.back_up import back_up, backups
from fupin_desktop.services.ports import Registry
from fupin_desktop.ui.desk import Desk

PATIENCE = 400  # milliseconds before the small window appears: most backups are done by then


class Closing(QObject):
    """How the window closes. A backup that failed keeps it open once; the next time it closes without one."""

    def __init__(self, desk: Desk, window: QWidget, finished: Callable[[], None]) -> None:
        super().__init__(window)
        self._desk, self._window, self._finished = desk, window, finished
        self._is_changed = False  # whether anything was saved since the window opened, whatever the clock says
        self._is_going = False
        self._has_failed = False
        self._dialog: QProgressDialog | None = None
        for kept_anew in (desk.records_changed, desk.papers_printed):
            kept_anew.connect(self._on_kept)
        desk.tasks.idle.connect(self._on_idle)

    def start(self) -> None:
        """Back up if anything was saved since the last backup; then end."""
        if self._is_going:
            return
        if self._has_failed:
            QTimer.singleShot(0, self, self._finished)  # Qt closes no window twice at once
            return
        self._is_going = True
        registry, is_changed = self._desk.registry, self._is_changed
        self._dialog = self._made_dialog()
        self._desk.tasks.change(self._window, lambda: _back_up_if_needed(registry, is_changed), self._on_backed_up)

    def _made_dialog(self) -> QProgressDialog:
        dialog = QProgressDialog("正在备份今天的工作，马上就好……", "不等备份，直接关闭", 0, 0, self._window)
        dialog.setWindowTitle("正在关闭")
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setMinimumDuration(PATIENCE)
        dialog.setAutoClose(False)
        dialog.canceled.connect(self._end)
        return dialog

    def _on_backed_up(self, _made: object) -> None:
        self._end()

    @Slot()
    def _on_idle(self) -> None:
        """Nothing runs and we are still here: the backup was refused, and a message says why."""
        if self._is_going:
            self._is_going, self._has_failed = False, True
            self._drop_dialog()
            self._desk.told.emit("备份没有成功，窗口没有关闭。已保存的内容都在；再关一次就不备份、直接关闭。")

    @Slot(object)
    def _on_kept(self, _what: object) -> None:
        self._is_changed = True

    def _end(self) -> None:
        if self._is_going:
            self._is_going = False
            self._drop_dialog()
            self._finished()

    def _drop_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.close()
            self._dialog.deleteLater()
            self._dialog = None


def _back_up_if_needed(registry: Registry, is_changed: bool) -> None:
    newest = next(iter(registry.groups(1)), None)
    last = max((one.made_at_ms for one in backups(registry)), default=0)
    if newest is not None and (is_changed or newest.at_ms > last):
        back_up(registry)
