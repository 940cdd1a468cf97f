"""村情: the village form, its lasting part and the year in view, and the registry's own figures beside it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.save_bar import SaveBar
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label, set_role
from fupin_desktop.ui.tables.notice import Notice
from fupin_desktop.ui.tables.two_tabs import TwoTabs
from fupin_desktop.ui.villages.figures_card import FiguresCard
from fupin_desktop.ui.villages.open_village import OpenVillage, open_village
from fupin_desktop.ui.villages.village_saving import VillageSaving

WIDE = 56
FIGURES_WIDTH = 17
QWIDGETSIZE_MAX = 16777215  # Qt's own; PySide does not export it
LASTING, YEARLY = "village", "village_year"


class VillagePage(QWidget):
    """The page 村情."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.shown: OpenVillage | None = None
        self._asked = 0
        self._is_outdated = False
        self.title, self.place = label("村情", "title"), label("", "hint")
        self.unknown, self.seal = label("区划表中没有此代码", "warn"), label("", "good")
        self.notice, self.foot = Notice(), SaveBar()
        self.forms = {name: Form(desk, name) for name in (LASTING, YEARLY)}
        self.year_title, self.carry = label("", "subtitle", wrap=False), button("")
        self.assess = button("考核…")
        self.figures, self.tabs = FiguresCard(), TwoTabs("填表", "登记库算出的")
        self.stack = QStackedWidget()
        self.saving = VillageSaving(desk, self, self.foot, (self.forms[LASTING], self.forms[YEARLY]))
        self._arrange()
        self._connect()
        self.look()

    def receive(self, wish: Any) -> None:
        """A field to go to: "record.field"."""
        record, _, field = str(wish or "").partition(":")[0].partition(".")
        if record in self.forms:
            self.forms[record].focus_field(field)

    def put_away(self) -> None:
        """Keep what is half typed."""
        for form in self.forms.values():
            form.flush_draft()

    def look(self) -> None:
        """Read the village and the year in view."""
        self._is_outdated = False
        self._asked += 1
        asked, registry = self._asked, self._desk.registry
        code, year = self._desk.own_village(), self._desk.year
        self.stack.setCurrentIndex(1 if code else 0)
        self.foot.setVisible(bool(code))
        if not code:
            return

        def land(found: OpenVillage) -> None:
            if asked == self._asked:
                self._show(found)

        self._desk.tasks.ask(self, lambda: open_village(registry, code, year), land)

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.saving.is_dirty

    def _show(self, found: OpenVillage) -> None:
        self.shown = found
        self.title.setText(found.name)
        self.place.setText(found.place)
        self.unknown.setVisible(not found.is_in_tables)
        self.seal.setText(f"{found.year} 年已于 {found.sealed_on} 封年，更正要写明原因" if found.sealed_on else "")
        self.seal.setVisible(bool(found.sealed_on))
        self.year_title.setText(f"{found.year} 年情况")
        self._offer_carrying(found)
        self.figures.show_figures(found.figures)
        for name, opened in ((LASTING, found.village), (YEARLY, found.of_year)):
            form = self.forms[name]
            if form.opened.id != opened.id or not form.is_dirty:
                tags = {"household": "", "section": "village", "year": found.year, "title": f"{found.name} 村情"}
                form.show_record(opened, year=found.year, tags=tags, taken=found.drafts)
        self.forms[LASTING].boxes["village_code"].editor.set_locked(True)
        if found.village.value is None and not self.forms[LASTING].is_dirty:
            self.forms[LASTING].suggest(found.known_before())
        self._offer_drafts(found)
        self._show_state()

    def _offer_carrying(self, found: OpenVillage) -> None:
        can_carry = found.is_blank and found.before is not None and not found.sealed_on
        self.carry.setVisible(can_carry)
        if found.before is not None:
            self.carry.setText(f"照抄 {found.before.year} 年")

    def _offer_drafts(self, found: OpenVillage) -> None:
        if found.drafts and not self.is_dirty:
            words = "上次有没保存的填写，还在。"
            self.notice.say(words, "warn", "恢复填写", lambda: self._restore(found))

    def _restore(self, found: OpenVillage) -> None:
        for key, draft in found.drafts.items():
            for form in self.forms.values():
                if form.opened.id == draft["id"]:
                    form.restore(key, draft)
        self.notice.hide()
        self._show_state()

    def _show_state(self) -> None:
        if self.shown is not None:
            self.saving.show_state(self.shown)

    def _on_carry(self) -> None:
        if self.shown is not None:
            self.forms[YEARLY].suggest(self.shown.carried())
            self.notice.say(f"已照抄 {self.shown.before.year} 年的数，请逐项核对后保存。")  # type: ignore[union-attr]

    def _arrange(self) -> None:
        sheet, head = set_role(QWidget(), "page"), QHBoxLayout()
        for widget in (self.title, self.place, self.unknown, self.seal):
            widget.setWordWrap(widget is not self.title)
        head.addWidget(self.year_title)
        head.addWidget(self.carry)
        head.addStretch()
        self._form = QWidget()
        forms = QVBoxLayout(self._form)
        forms.setContentsMargins(0, 0, 0, 0)
        forms.addWidget(label("村的基本情况", "subtitle"))
        forms.addWidget(self.forms[LASTING])
        forms.addLayout(head)
        forms.addWidget(self.forms[YEARLY])
        forms.addStretch()
        sides = QHBoxLayout()
        sides.addWidget(self._form, 1)
        sides.addWidget(self.figures, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(sheet)
        column.addLayout(self._top())
        for widget in (self.place, self.unknown, self.seal, self.notice):
            column.addWidget(widget)
        column.addWidget(self.tabs)
        column.addLayout(sides)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(sheet)
        self.stack.addWidget(_choose_first())
        self.stack.addWidget(self.area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.stack, 1)
        whole.addWidget(self.foot)
        scaled(sheet, lambda: column.setContentsMargins(em(1.2), em(0.8), em(1.2), em(1.5)))
        scaled(sheet, lambda: (column.setSpacing(em(0.4)), forms.setSpacing(em(0.8)), sides.setSpacing(em(1.2))))
        scaled(self, self._share_room)

    def _top(self) -> QHBoxLayout:
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.assess)
        for part in (self.unknown, self.seal):
            part.hide()
        return top

    def _connect(self) -> None:
        self.forms[LASTING].finished.connect(self.forms[YEARLY].focus_field)
        self.forms[YEARLY].finished.connect(self.foot.save.setFocus)
        for form in self.forms.values():
            form.changed.connect(self._show_state)
            form.field_focused.connect(self._on_field_focused)
        self.tabs.turned.connect(self._share_room)
        self.carry.clicked.connect(self._on_carry)
        self.assess.clicked.connect(lambda: self._desk.page_requested.emit("assessment", None))
        self.saving.saved.connect(self.notice.hide)
        QShortcut(QKeySequence("Ctrl+S"), self, self.saving.save, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._desk.records_changed.connect(self._on_records_changed)
        self._desk.year_changed.connect(lambda _year: self._on_moved())
        self._desk.village_changed.connect(lambda _code: self._on_moved())

    def _on_field_focused(self, record: str, _record_id: str, field: str) -> None:
        self.area.ensureWidgetVisible(self.forms[record].boxes[field], em(1), em(2))

    def _on_moved(self) -> None:
        """Another village or year: what is half typed into another record stays behind as its draft."""
        self.put_away()
        self.notice.hide()
        self.look()

    def _on_records_changed(self, _touched: object) -> None:
        if self.isVisible():
            self.look()
        else:
            self._is_outdated = True

    def _share_room(self) -> None:
        """The figures stand beside the form where there is room, else one of the two is shown."""
        is_wide = self.width() >= em(WIDE)
        self.tabs.setVisible(not is_wide)
        self._form.setVisible(is_wide or self.tabs.is_first)
        self.figures.setVisible(is_wide or not self.tabs.is_first)
        self.figures.setMinimumWidth(em(FIGURES_WIDTH) if is_wide else 0)
        self.figures.setMaximumWidth(em(FIGURES_WIDTH) if is_wide else QWIDGETSIZE_MAX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_outdated:
            self.look()


def _choose_first() -> QWidget:
    """What stands there while the whole registry is in view."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.addStretch(1)
    for one in (label("还没有选定村", "subtitle"), label("请在左上角选定一个村，再填村情。", "hint")):
        one.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(one)
    column.addStretch(2)
    return page
