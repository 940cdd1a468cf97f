"""Writing a list to Excel: asking where, and saying what came of it."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from fupin_desktop.services.export_sheets import export_ledger
from fupin_desktop.services.ledgers import Ledger
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.tables.list_to_take import ask_where
from fupin_desktop.ui.tables.notice import Notice


def ask_where_to(desk: Desk, view: QWidget, notice: Notice, ledger: Ledger, village_code: str) -> None:
    """Ask for the file's place, then write it."""
    name = f"{ledger.spec.title}{desk.registry.today():%Y%m%d}.xlsx"
    ask_where(view, name, lambda target: write_to(desk, view, notice, ledger, village_code, target))


def write_to(desk: Desk, view: QWidget, notice: Notice, ledger: Ledger, village_code: str, target: Path) -> None:
    """Write the list in the background."""
    registry = desk.registry

    def landed(rows: int) -> None:
        folder = QUrl.fromLocalFile(str(target.parent))
        words = f"已存成「{target.name}」，{rows} 条。改好后从「农户 › 导入表格」拖回来，先比对再记入。"
        notice.say(words, "good", "打开所在文件夹", lambda: QDesktopServices.openUrl(folder))

    def work(_progress: object, _cancelled: object) -> int:
        return export_ledger(registry, ledger.record, village_code, target)

    desk.tasks.long(view.window(), "正在导出……", work, landed, writes=False)
