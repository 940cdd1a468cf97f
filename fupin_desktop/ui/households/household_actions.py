"""What is done with the households chosen: printing, exporting, pairing, putting away; and founding a new one."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from fupin_desktop.services.recycle_households import recycle_households
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.households.export_window import ExportWindow
from fupin_desktop.ui.households.new_household_window import NewHouseholdWindow
from fupin_desktop.ui.households.pairing_window import PairingWindow
from fupin_desktop.ui.households.recycle_bin import RecycleBin
from fupin_desktop.ui.messages import confirm
from fupin_desktop.ui.tables.notice import Notice


class HouseholdActions(QObject):
    """Opens the window of each action over its page, and says in the page's notice what came of it."""

    def __init__(self, desk: Desk, page: QWidget, notice: Notice) -> None:
        super().__init__(page)
        self._desk, self._page, self._notice = desk, page, notice

    def do(self, name: str, ids: list[str]) -> None:
        """Start an action of the selection bar."""
        match name:
            case "open":
                self._desk.dossier_requested.emit(ids[0], "")
            case "print":
                self._desk.page_requested.emit("printing", {"household_ids": ids})
            case "export":
                export = ExportWindow(self._desk, ids, self._page)
                export.exported.connect(self._on_exported)
                export.open()
            case "pair":
                pairing = PairingWindow(self._desk, ids, self._page)
                pairing.paired.connect(lambda _saved, sentence: self._notice.say(sentence))
                pairing.open()
            case "recycle":
                self._recycle(ids)

    def found_household(self) -> None:
        """The small form for a new household; its dossier opens afterwards."""
        window = NewHouseholdWindow(self._desk, self._page)
        window.founded.connect(lambda household_id: self._desk.dossier_requested.emit(household_id, ""))
        window.open()

    def open_recycle_bin(self) -> None:
        """The households that were put away."""
        window = RecycleBin(self._desk, self._page)
        window.restored.connect(lambda count: self._notice.say(f"已恢复 {count} 户。"))
        window.open()

    def _recycle(self, ids: list[str]) -> None:
        question = f"把选中的 {len(ids)} 户移入回收站？"
        if not confirm(self._page, question, "移入回收站", "不会删除任何内容，随时可以从「更多 → 回收站」恢复。"):
            return
        registry = self._desk.registry
        self._desk.change(
            self._page,
            lambda: recycle_households(registry, ids),
            lambda _saved: self._notice.say(
                f"已把 {len(ids)} 户移入回收站。", "good", "打开回收站", self.open_recycle_bin
            ),
        )

    def _on_exported(self, target: Path, rows: int) -> None:
        folder = QUrl.fromLocalFile(str(target.parent))
        sentence = f"已导出 {rows} 行到「{target.name}」。"
        self._notice.say(sentence, "good", "打开所在文件夹", lambda: QDesktopServices.openUrl(folder))
        self._desk.told.emit(sentence)
