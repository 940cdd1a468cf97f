"""并户: another household goes up in this one; its members move here with their history."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.asking import Found
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.services.change_members import join_households
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.members.member_window import MemberWindow
from fupin_desktop.ui.dossiers.members.relation_table import RelationTable
from fupin_desktop.ui.dossiers.open_dossier import OpenDossier
from fupin_desktop.ui.forms.day_editor import DayEditor
from fupin_desktop.ui.style.metrics import em
from fupin_desktop.ui.style.roles import label

MEMBERSHIP = RECORDS["membership"].by_name
WORDS = "找到要并进来的那一户，写明每个人与本户户主的关系。那一户随后放入回收站，历史都留着。"
PAUSE_MS = 120


class JoinWindow(MemberWindow):
    """Search, choose, say the relations."""

    def __init__(self, desk: Desk, shown: OpenDossier, parent: QWidget) -> None:
        super().__init__(desk, f"并户 · 并入 {shown.head}", WORDS, "办理并户", parent)
        self._shown = shown
        self.other: Dossier | None = None
        self.search, self.found = QLineEdit(), QListWidget()
        self.search.setPlaceholderText("户主或成员的姓名、拼音首字母、户编号、电话")
        self.search.setAccessibleName("要并进来的户")
        self.found.setFixedHeight(em(9))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._search)
        self.search.textChanged.connect(self._soon.start)
        self.search.returnPressed.connect(self.found.setFocus)
        self.found.itemClicked.connect(self._on_chosen)
        self.found.itemActivated.connect(self._on_chosen)
        self.chosen, self.table = label("", "subtitle"), RelationTable()
        self.day = DayEditor(MEMBERSHIP["joined_on"])
        self.day.change_to(desk.registry.today().isoformat())
        self.hold(
            label("找户", "section"),
            self.search,
            self.found,
            self.chosen,
            self.table,
            label("并户日期", "section"),
            self.day,
        )
        self.search.setFocus()

    def finish(self) -> None:
        other = self.other
        asked, on = self.table.asked(), None if self.day.problem() else self.day.value()
        if other is None or asked or on is None or self.table.second_heads():
            words = "请先找到并选定要并进来的户。" if other is None else "请填并户日期，如 2018-06-30。"
            if other is not None and self.table.second_heads():
                words = "并进来的人不能是户主，请改选他与本户户主的关系。"
            self.refuse(f"还要定：{'、'.join(asked)} 与户主的关系。" if asked else words)
            return
        registry, staying, relations = self.desk.registry, self._shown.newest, self.table.relations()
        self.write(
            lambda: join_households(registry, staying, other, relations, on),
            f"{other.head_name or '那一'}户已并入 {self._shown.head}。",
        )

    def _search(self) -> None:
        typed, registry = self.search.text(), self.desk.registry
        self.desk.tasks.ask(self, lambda: (typed, registry.search(typed, 12)), self._on_found)

    def _on_found(self, answer: tuple[str, list[Found]]) -> None:
        typed, hits = answer
        if typed != self.search.text():
            return
        self.found.clear()
        seen: set[str] = {self._shown.id}
        for hit in hits:
            own = hit.household_id or hit.id
            if own not in seen:
                seen.add(own)
                item = QListWidgetItem(f"{hit.title}　{hit.detail}")
                item.setData(Qt.ItemDataRole.UserRole, own)
                self.found.addItem(item)
        if self.found.count():
            self.found.setCurrentRow(0)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        own, registry = item.data(Qt.ItemDataRole.UserRole), self.desk.registry
        self.desk.tasks.ask(self, lambda: next(iter(registry.dossiers([own])), None), self._on_read)

    def _on_read(self, other: Dossier | None) -> None:
        self.other = other
        if other is not None:
            self.chosen.setText(f"并进来：{other.head_name or ''}户 {len(other.members)} 人")
            self.table.show_members(other.members, {}, self._shown.year)
            self.refuse("")
