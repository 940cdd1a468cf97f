"""备份: now, onto a stick, the list of those there are, and back from one of them."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem

from fupin_desktop.fields.days import CHINA
from fupin_desktop.services.back_up import OTHER_PLACE, back_up, backups
from fupin_desktop.services.ports import BackupInfo
from fupin_desktop.ui import messages
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.settings.section import Section
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label

WHY = "备份是一份加密的副本，关闭程序时会自动做。每周请再备份到 U 盘一次，U 盘不要和电脑放在一起。"
ASK = "要把登记库恢复成 {when} 的样子吗？"
MEANING = "那以后录入和修改的内容会看不到。现在的登记库会先备份，并原样留在「恢复前」文件夹里。"


class BackupSection(Section):
    """Buttons and a list.

    Signals:
        backup_written: there is a new backup.
        restore_requested: the person wants to go back to this backup file (Path).
    """

    backup_written = Signal()
    restore_requested = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "备份", WHY)
        self.now_button, self.stick_button = button("马上备份", "primary"), button("备份到 U 盘……")
        self.list = QListWidget()
        self.list.setAccessibleName("已有的备份")
        self.restore_button = button("恢复选中的备份……", "danger")
        self.restore_button.setEnabled(False)
        self.none = label("还没有备份。", "warn")
        self.add_row(self.now_button, self.stick_button)
        self.body.addWidget(self.none)
        self.body.addWidget(self.list)
        self.add_row(self.restore_button)
        self._found: list[BackupInfo] = []
        self.now_button.clicked.connect(lambda: self._back_up(None))
        self.stick_button.clicked.connect(self._on_stick)
        self.restore_button.clicked.connect(self._on_restore)
        self.list.currentRowChanged.connect(self._on_row_chosen)
        scaled(self.list, lambda: self.list.setFixedHeight(em(11)))

    def use_doors(self, is_possible: bool) -> None:
        """Whether the program can restore."""
        self.restore_button.setVisible(is_possible)

    def look(self) -> None:
        """Read which backups there are."""
        registry = self.desk.registry
        self.desk.tasks.ask(self, lambda: list(backups(registry)), self._on_found)

    def _on_found(self, found: list[BackupInfo]) -> None:
        self._found = found
        self.list.clear()
        for one in found:
            self.list.addItem(QListWidgetItem(in_words(one, self.desk.registry.folder)))
        self.none.setVisible(not found)
        self.list.setVisible(bool(found))

    def _on_row_chosen(self, row: int) -> None:
        self.restore_button.setEnabled(row >= 0)

    def _on_stick(self) -> None:
        start = self.desk.registry.setting(OTHER_PLACE) or ""
        folder = QFileDialog.getExistingDirectory(self, "选择 U 盘或文件夹", start)
        if folder:
            self._back_up(Path(folder))

    def _back_up(self, folder: Path | None) -> None:
        registry = self.desk.registry
        self.desk.tasks.long(
            self.window(), "正在备份……", lambda _step, _stop: back_up(registry, folder), self._on_backed_up
        )

    def _on_backed_up(self, made: BackupInfo) -> None:
        self.desk.told.emit(f"已备份 {made.households} 户，打开核对过。文件在 {made.path.parent}")
        self.backup_written.emit()
        self.look()

    def _on_restore(self) -> None:
        chosen = self._found[self.list.currentRow()]
        when = f"{datetime.fromtimestamp(chosen.made_at_ms / 1000, CHINA):%Y-%m-%d %H:%M}"
        if messages.confirm(self, ASK.format(when=when), "关闭登记库并恢复", MEANING):
            self.restore_requested.emit(chosen.path)


def in_words(backup: BackupInfo, folder: Path) -> str:
    """2018-07-03 10:20　12 户　1.2 MB　本机."""
    at = datetime.fromtimestamp(backup.made_at_ms / 1000, CHINA)
    place = "本机" if folder in backup.path.parents else str(backup.path.parent)
    return f"{at:%Y-%m-%d %H:%M}　{backup.households} 户　{backup.size / 1e6:.1f} MB　{place}"
