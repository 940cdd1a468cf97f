"""体检: the rules that found something at the left, where they found it at the right, and the list to take along."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from fupin_desktop.domain.checks import Level
from fupin_desktop.services.list_findings import Found, OfRule, Sifted, print_findings, sift
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.style import colours
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.flow_layout import FlowLayout
from fupin_desktop.ui.tables.notice import Notice
from fupin_desktop.ui.tables.wrapped_text import wrapped_list

COLOURS = {Level.E: colours.ERROR, Level.W: colours.WARN, Level.M: colours.MUTED}
MOST_SHOWN = 500  # of one rule: nobody reads on, and the list stays quick
MEANINGS = "错误：不可能，或者挡住退出，必须改。可疑：也许是真的，请核对。缺项：请问清补上。"
NOTHING = "没有发现问题。改过档案以后，这里会自己重新体检。"
CHOSEN = Qt.ItemDataRole.UserRole


class ChecksPage(QWidget):
    """Checks what has changed whenever it comes into view."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.sifted = Sifted(())
        self._is_stale = True
        self._wanted = ("", "")  # level and rule to come back to
        self.title, self.counts = label("体检", "title", wrap=False), label("")
        self.print = button("清单存成 PDF…")
        self.rules, self.places = wrapped_list("规则"), wrapped_list("哪些户")
        self.hint, self.rest = label("", "hint"), label("", "hint")
        self.nothing = label(NOTHING, "hint")
        self.notice = Notice()
        self._arrange()
        self.rules.currentItemChanged.connect(self._on_rule)
        for chosen in (self.places.itemActivated, self.places.itemClicked):
            chosen.connect(self._on_place)
        self.print.clicked.connect(self._on_print)
        desk.records_changed.connect(self._on_changed)
        desk.village_changed.connect(self._on_changed)

    def look(self) -> None:
        """Check what has changed, and show what is found."""
        self._is_stale = False
        registry, village = self._desk.registry, self._desk.village_code
        self._desk.tasks.ask(self, lambda: sift(registry, village), self._show)

    def save_to(self, target: Path) -> None:
        """Write the list to take along."""
        registry, village = self._desk.registry, self._desk.village_code

        def landed(households: int) -> None:
            words = f"清单已存成「{target.name}」，共 {households} 户。打印出来，入户时逐条核实。"
            folder = QUrl.fromLocalFile(str(target.parent))
            self.notice.say(words, "good", "打开所在文件夹", lambda: QDesktopServices.openUrl(folder))

        self._desk.tasks.long(
            self.window(),
            "正在写清单……",
            lambda _progress, _cancelled: print_findings(registry, village, target),
            landed,
            writes=False,
        )

    def _show(self, sifted: Sifted) -> None:
        self.sifted = sifted
        wanted = self._wanted
        self.rules.clear()
        for each in sifted.rules:
            item = QListWidgetItem(f"{each.level.label}　{each.title}　{len(each.found)} 处")
            item.setForeground(QColor(COLOURS[each.level]))
            item.setData(CHOSEN, each)
            self.rules.addItem(item)
        here = [n for n, each in enumerate(sifted.rules) if (each.level.value, each.rule) == wanted]
        is_any = bool(sifted.rules)
        self.rules.setCurrentRow(here[0] if here else 0 if is_any else -1)
        counts = "，".join(f"{level.label} {sifted.count(level)} 处" for level in Level if sifted.count(level))
        self.counts.setText(f"{counts}，在 {sifted.households} 户里。{MEANINGS}" if is_any else "")
        for part in (self.rules, self.places, self.counts, self.print, self.hint):
            part.setVisible(is_any)
        self.nothing.setVisible(not is_any)

    def _on_rule(self, item: QListWidgetItem | None) -> None:
        self.places.clear()
        self.rest.hide()
        if item is None:
            return
        each: OfRule = item.data(CHOSEN)
        self._wanted = (each.level.value, each.rule)
        self.hint.setText(f"规则 {each.rule}。点一处，就打开档案里的那一栏。")
        for one in each.found[:MOST_SHOWN]:
            place = QListWidgetItem(_words(one))
            place.setData(CHOSEN, one)
            self.places.addItem(place)
        left = len(each.found) - MOST_SHOWN
        self.rest.setText(f"还有 {left} 处没有列在这里，改完上面的会接着出来；清单里全有。")
        self.rest.setVisible(left > 0)

    def _on_place(self, item: QListWidgetItem) -> None:
        found: Found = item.data(CHOSEN)
        finding = found.finding
        if finding.household_id:
            place = f"{finding.record}.{finding.field}:{finding.record_id}"
            self._desk.dossier_requested.emit(finding.household_id, place)
        else:
            self._desk.page_requested.emit("village", None)

    def _on_print(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, "存成 PDF", folder, "PDF 文件 (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(".pdf")
        dialog.selectFile(f"体检问题清单{self._desk.registry.today():%Y%m%d}.pdf")
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_changed(self, _what: Any = None) -> None:
        self._is_stale = True
        if self.isVisible():
            self.look()

    def _arrange(self) -> None:
        head = QWidget()
        flow = FlowLayout(head)
        flow.addWidget(self.title)
        flow.addWidget(self.print)
        lists, right = QHBoxLayout(), QVBoxLayout()
        for part, stretch in ((self.hint, 0), (self.places, 1), (self.rest, 0)):
            right.addWidget(part, stretch)
        lists.addWidget(self.rules, 2)
        lists.addLayout(right, 3)
        column = QVBoxLayout(self)
        for part in (head, self.notice, self.counts, self.nothing):
            column.addWidget(part)
        column.addLayout(lists, 1)
        self.nothing.hide()
        self.rest.hide()
        self._boxes = (column, lists, right)
        scaled(self, self._measure)

    def _measure(self) -> None:
        column, lists, right = self._boxes
        column.setContentsMargins(em(1), em(0.7), em(1), em(0.7))
        column.setSpacing(em(0.6))
        lists.setSpacing(em(0.8))
        right.setSpacing(em(0.4))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.look()


def _words(one: Found) -> str:
    """The message, and whose household it is where it names only a member."""
    message, is_named = one.finding.message, one.household in one.finding.message
    if not one.finding.household_id:
        return f"{one.household}　{message}"
    whose = one.group if is_named else "　".join(filter(None, (one.group, f"{one.household}户")))
    return f"{message}（{whose}）" if whose else message
