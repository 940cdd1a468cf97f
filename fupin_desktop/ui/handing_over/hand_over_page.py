"""交账包: screens of the national system at the left, what is to be typed there beside them, and ticking it off."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fupin_desktop.services.hand_over import OfScreen, Waiting, hand_over, opens_words, tick, write_package
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.flow_layout import FlowLayout
from fupin_desktop.ui.tables.list_to_take import ask_where
from fupin_desktop.ui.tables.notice import Notice
from fupin_desktop.ui.tables.wrapped_text import wrapped_list

MEANING = "村里改过、全国系统还没有的内容，按录入界面的先后。带到乡镇录一条，回来选中它，点「已录入」。"
NOTHING = "没有要交的：登记库里的内容，全国系统都已有了。"
CARRIED = Qt.ItemDataRole.UserRole
SECRET = "（已改，打开这一户看）"


class HandOverPage(QWidget):
    """Looks through the village when it comes into view and something has changed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.found: tuple[OfScreen, ...] = ()
        self._is_stale, self._asked = True, 0
        self.title, self.meaning = label("交账包", "title", wrap=False), label(MEANING, "hint")
        self.save = button("存成 Excel…")
        self.typed, self.open = button("选中的已录入", "primary"), button("打开这一户")
        self.all = button("全部选中", "quiet")
        self.notice, self.counts = Notice(), label("", "hint")
        self.screens, self.lines = wrapped_list("录入界面"), wrapped_list("要录的内容")
        self.lines.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._arrange()
        self._connect()

    def look(self) -> None:
        """Look through the village and year in view."""
        self._is_stale = False
        self._asked += 1
        asked, registry = self._asked, self._desk.registry
        village, year = self._desk.village_code, self._desk.year

        def land(found: tuple[OfScreen, ...]) -> None:
            if asked == self._asked:
                self._show(found)

        self._desk.tasks.ask(self, lambda: hand_over(registry, village, year), land)

    def save_to(self, target: Path) -> None:
        """Write the workbook."""
        registry, village, found = self._desk.registry, self._desk.village_code, self.found

        def landed(lines: int) -> None:
            folder = QUrl.fromLocalFile(str(target.parent))
            words = f"交账包已存成「{target.name}」，清单 {lines} 条。表里有证件号码，用完请妥善保管或删除。"
            self.notice.say(words, "good", "打开所在文件夹", lambda: QDesktopServices.openUrl(folder))

        self._desk.tasks.long(
            self.window(),
            "正在写交账包……",
            lambda _progress, _cancelled: write_package(registry, found, village, target),
            landed,
            writes=False,
        )

    def _show(self, found: tuple[OfScreen, ...]) -> None:
        self.found = found
        kept = self.screens.currentRow()
        self.screens.clear()
        for each in found:
            item = QListWidgetItem(f"{each.screen.title}　{len(each.waiting)} 条")
            item.setData(CARRIED, each)
            self.screens.addItem(item)
        first = next((at for at, each in enumerate(found) if each.waiting), 0)
        is_kept = 0 <= kept < len(found) and bool(found[kept].waiting)
        self.screens.setCurrentRow(kept if is_kept else first)
        waiting = sum(len(each.waiting) for each in found)
        households = len({one.household_id for each in found for one in each.waiting})
        self.counts.setText(f"{households} 户，{waiting} 条要录。" if waiting else NOTHING)
        for part in (self.screens, self.lines, self.save, self.typed, self.open, self.all):
            part.setVisible(bool(waiting))

    def _on_screen(self, item: QListWidgetItem | None) -> None:
        self.lines.clear()
        for one in item.data(CARRIED).waiting if item else ():
            line = QListWidgetItem(_words(one))
            line.setData(CARRIED, one)
            self.lines.addItem(line)
        self._show_chosen()

    def _chosen(self) -> list[Waiting]:
        return [item.data(CARRIED) for item in self.lines.selectedItems()]

    def _show_chosen(self) -> None:
        count = len(self._chosen())
        self.typed.setText(f"选中的 {count} 条已录入" if count > 1 else "选中的已录入")
        self.typed.setEnabled(count > 0)
        self.open.setEnabled(count == 1)

    def _on_typed(self) -> None:
        registry, chosen = self._desk.registry, self._chosen()

        def landed(_saved: Any) -> None:
            self._desk.told.emit(f"已标记 {len(chosen)} 条。如有误可按 Ctrl+Z 撤销。")

        self._desk.change(self, lambda: tick(registry, chosen), landed)

    def _on_open(self) -> None:
        for one in self._chosen()[:1]:
            cell = one.changes[0].cell
            self._desk.dossier_requested.emit(one.household_id, f"{cell.record}.{cell.spec.name}:{cell.id}")

    def _on_save(self) -> None:
        ask_where(self, f"交账包{self._desk.registry.today():%Y%m%d}.xlsx", self.save_to)

    def _arrange(self) -> None:
        head, foot = QWidget(), QWidget()
        for holder, parts in ((head, (self.title, self.save)), (foot, (self.typed, self.open, self.all))):
            flow = FlowLayout(holder)
            for part in parts:
                flow.addWidget(part)
        lists, column = QHBoxLayout(), QVBoxLayout(self)
        lists.addWidget(self.screens, 2)
        lists.addWidget(self.lines, 5)
        for part in (head, self.meaning, self.notice, self.counts):
            column.addWidget(part)
        column.addLayout(lists, 1)
        column.addWidget(foot)
        column.addStretch(0)
        for part in (self.screens, self.lines, self.save, self.typed, self.open, self.all):
            part.hide()
        scaled(self, lambda: column.setContentsMargins(em(1), em(0.7), em(1), em(0.7)))
        scaled(self, lambda: (column.setSpacing(em(0.6)), lists.setSpacing(em(0.8))))

    def _connect(self) -> None:
        self.screens.currentItemChanged.connect(self._on_screen)
        self.lines.itemSelectionChanged.connect(self._show_chosen)
        self.lines.itemActivated.connect(lambda _item: self._on_open())
        self.all.clicked.connect(self.lines.selectAll)
        self.typed.clicked.connect(self._on_typed)
        self.open.clicked.connect(self._on_open)
        self.save.clicked.connect(self._on_save)
        for changed in (self._desk.records_changed, self._desk.village_changed, self._desk.year_changed):
            changed.connect(self._on_changed)

    def _on_changed(self, _what: Any = None) -> None:
        self._is_stale = True
        if self.isVisible():
            self.look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.look()


def _words(one: Waiting) -> str:
    name = f" {one.entry.name}" if one.entry.name and one.entry.name != one.head else ""
    said = "；".join(
        f"{each.cell.spec.label}{SECRET}" if each.is_secret else f"{each.cell.spec.label}：{each.before} → {each.now}"
        for each in one.changes
    )
    return f"{one.head}户{name}　{said}　（{opens_words(one)}）"
