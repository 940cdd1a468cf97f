"""At the right: what the checks found in the household, and every value that the field in focus ever had."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.households.explanation import Explanation
from fupin_desktop.domain.asking import HistoryEntry
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.checks.register import Finding, Level, finding_key
from fupin_desktop.fields.spec import Privacy
from fupin_desktop.services.explain_finding import finding_of, withdraw
from fupin_desktop.services.save_records import Saved, save
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.explaining import ExplainWindow
from fupin_desktop.ui.dossiers.history_words import entry_words
from fupin_desktop.ui.dossiers.open_dossier import OpenDossier
from fupin_desktop.ui.style import colours
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label, set_role
from fupin_desktop.ui.tables.wrapped_text import wrapped_list

WIDTH = 16.5
PAUSE_MS = 120
COLOURS = {Level.E: colours.ERROR, Level.W: colours.WARN, Level.M: colours.MUTED}
DISAGREE = "这一栏现在有不止一种说法，都标着「现在」。请核实后填上对的，保存后以它为准。"
NO_FIELD = "本栏历史"
HOW_TO_SEE = "光标放到哪一栏，这里就显示那一栏以前填过什么。"
ENTRY = Qt.ItemDataRole.UserRole


class SidePanel(QWidget):
    """Signals:
    finding_chosen: go to what a check found (Finding).
    restored: a former value was put back (Saved).
    """

    finding_chosen = Signal(object)
    restored = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "page")
        self._desk = desk
        self._shown: OpenDossier | None = None
        self._place = ("", "", "")
        self._problems_head, self._history_head = label("问题", "section"), label(NO_FIELD, "section")
        self.problems, self.history = wrapped_list("问题"), wrapped_list("本栏历史")
        self._no_problem = label("没有发现问题。", "hint")
        self._no_history = label(HOW_TO_SEE, "hint")
        self.disagree = label(DISAGREE, "danger")
        self.disagree.hide()
        self.explain = button("这是真的，写说明…")
        self.withdraw = button("撤回说明")
        self.restore = button("恢复为此值")
        self.restore.hide()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._read_history)
        self._arrange()
        self.problems.itemClicked.connect(self._on_problem)
        self.problems.itemActivated.connect(self._on_problem)
        self.history.currentItemChanged.connect(self._on_entry)
        self.restore.clicked.connect(self._on_restore)
        self.explain.clicked.connect(self._on_explain)
        self.withdraw.clicked.connect(self._on_withdraw)

    def show_dossier(self, shown: OpenDossier) -> None:
        """Show the problems of a household; the history of its field is read anew."""
        if self._shown is None or self._shown.id != shown.id:
            self._forget_field()
        self._shown = shown
        self._show_problems()
        self._soon.start()

    def look_at(self, record: str, record_id: str, field: str) -> None:
        """The cursor has come to a field."""
        self._place = (record, record_id, field)
        spec = RECORDS[record].by_name[field]
        self._history_head.setText(f"「{spec.label}」的历史")
        self._show_problems()
        self._soon.start()

    def _forget_field(self) -> None:
        """Another household: the cursor is in none of its fields yet."""
        self._place = ("", "", "")
        self.history.clear()
        self._history_head.setText(NO_FIELD)
        self._no_history.setText(HOW_TO_SEE)
        for part, is_on in ((self._no_history, True), (self.history, False), (self.disagree, False)):
            part.setVisible(is_on)
        self.restore.hide()

    def _show_problems(self) -> None:
        notes = self._shown.newest.explanations if self._shown else ()
        explained = {finding_key(finding_of(note)) for note in notes}  # the checks will say the same in a moment
        every = self._shown.findings if self._shown else ()
        findings = [one for one in every if finding_key(one) not in explained]
        order = list(Level)
        here = [one for one in findings if (one.record, one.record_id, one.field) == self._place]
        rest = sorted((one for one in findings if one not in here), key=lambda one: order.index(one.level))
        self.problems.clear()
        for finding in (*here, *rest):
            mark = "▶ " if finding in here else ""
            item = QListWidgetItem(f"{mark}{finding.level.label}　{finding.message}")
            item.setForeground(QColor(COLOURS[finding.level]))
            item.setData(ENTRY, finding)
            self.problems.addItem(item)
        for note in notes:
            mark = "▶ " if self._is_here(note) else ""
            item = QListWidgetItem(f"{mark}已说明　{note.said}\n说明：{note.text}")
            item.setForeground(QColor(colours.MUTED))
            item.setData(ENTRY, note)
            self.problems.addItem(item)
        self._problems_head.setText(f"问题 {len(findings)}" if findings else "问题")
        self.problems.setVisible(bool(findings or notes))
        self._no_problem.setVisible(not findings)
        self.explain.setVisible(any(one.level is Level.W for one in here))
        self.withdraw.setVisible(any(self._is_here(note) for note in notes))

    def _is_here(self, note: Explanation) -> bool:
        return (note.about_record, note.about_id, note.about_field) == self._place

    def _read_history(self) -> None:
        record, record_id, field = self._place
        if record and self.isVisible():
            registry, place = self._desk.registry, self._place
            self._desk.tasks.ask(
                self,
                lambda: registry.history(record, [record_id], field),
                lambda entries: self._show_history(place, entries),
            )

    def _show_history(self, place: tuple[str, str, str], entries: Sequence[HistoryEntry]) -> None:
        if place != self._place:
            return
        self.history.clear()
        for entry in entries:
            item = QListWidgetItem(entry_words(entry))
            item.setData(ENTRY, entry)
            self.history.addItem(item)
        self.history.setVisible(bool(entries))
        current = {repr(entry.value) for entry in entries if entry.is_current}
        self.disagree.setVisible(len(current) > 1)
        self._no_history.setText("这一栏还没有保存过。")
        self._no_history.setVisible(not entries)
        self.restore.hide()

    def _on_problem(self, item: QListWidgetItem) -> None:
        chosen: Finding | Explanation = item.data(ENTRY)
        self.finding_chosen.emit(chosen if isinstance(chosen, Finding) else finding_of(chosen))

    def _on_explain(self) -> None:
        here = [one for one in self._shown.findings if one.level is Level.W] if self._shown else []
        finding = next((one for one in here if (one.record, one.record_id, one.field) == self._place), None)
        if finding is not None:
            window = ExplainWindow(self._desk, self, finding)
            window.explained.connect(self.restored)
            window.open()

    def _on_withdraw(self) -> None:
        notes = self._shown.newest.explanations if self._shown else ()
        note, registry = next((one for one in notes if self._is_here(one)), None), self._desk.registry
        if note is not None:
            self._desk.change(self, lambda: withdraw(registry, note), self.restored.emit)

    def _on_entry(self, item: QListWidgetItem | None) -> None:
        entry: HistoryEntry | None = item.data(ENTRY) if item else None
        spec = RECORDS[entry.record].by_name.get(entry.field) if entry else None
        self.restore.setVisible(entry is not None and not entry.is_current and spec is not None and not spec.derived)

    def _on_restore(self) -> None:
        item, shown = self.history.currentItem(), self._shown
        if item is None or shown is None:
            return
        entry: HistoryEntry = item.data(ENTRY)
        spec = RECORDS[entry.record].by_name[entry.field]
        registry, region = self._desk.registry, shown.newest.household.village_code or ""
        edits = [Edit(entry.record, entry.id, entry.field, entry.value)]
        title = f"恢复 {shown.head} {spec.label}"

        def told(saved: Saved) -> None:
            hidden = spec.privacy is not Privacy.OPEN
            self._desk.told.emit(f"「{spec.label}」已恢复{'' if hidden else '为以前的值'}。")
            self.restored.emit(saved)

        reason = "恢复为以前的值"  # a sealed year asks for one
        self._desk.change(self, lambda: save(registry, edits, title=title, reason=reason, region=region), told)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        for part, stretch in (
            (self._problems_head, 0),
            (self._no_problem, 0),
            (self.problems, 3),
            (self.explain, 0),
            (self.withdraw, 0),
            (self._history_head, 0),
            (self.disagree, 0),
            (self._no_history, 0),
            (self.history, 2),
            (self.restore, 0),
        ):
            column.addWidget(part, stretch)
        column.addStretch(0)
        for part in (self.history, self.explain, self.withdraw):
            part.hide()
        scaled(self, lambda: self._scale(column))

    def _scale(self, column: QVBoxLayout) -> None:
        self.setFixedWidth(em(WIDTH))
        column.setContentsMargins(em(0.8), em(0.8), em(0.8), em(0.8))
        column.setSpacing(em(0.5))
