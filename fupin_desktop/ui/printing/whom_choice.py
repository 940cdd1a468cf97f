"""给谁: everybody in view, those chosen elsewhere, or one household that is looked for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton

from fupin_desktop.domain.asking import Found, HouseholdQuery
from fupin_desktop.services.overview import village_title
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.printing.card import Card
from fupin_desktop.ui.shell.search_box import SearchBox
from fupin_desktop.ui.style.roles import button, label

EVERYONE, CHOSEN, ONE = "everyone", "chosen", "one"


class WhomChoice(Card):
    """Three radio buttons; the second only when households were chosen.

    Signals:
        changed: other households are meant.
        read: the households in view are known anew.
    """

    changed = Signal()
    read = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("给谁")
        self._desk = desk
        self._number = 0
        self.everyone: tuple[str, ...] = ()
        self.place = ""
        self._chosen: tuple[str, ...] = ()
        self._one: tuple[str, str] = ("", "")  # id, name
        self._group = QButtonGroup(self)
        self.choices = {EVERYONE: QRadioButton("本村全部"), CHOSEN: QRadioButton(""), ONE: QRadioButton("只打一户")}
        self.search, self.found = SearchBox(desk), label("", "hint")
        self.search.shorten(is_short=True)
        self.to_list = button("到农户里选几户", "quiet")
        for choice in self.choices.values():
            self._group.addButton(choice)
            self.body.addWidget(choice)
        self.body.addWidget(self.search)
        self.body.addWidget(self.found)
        self.body.addWidget(self.to_list, 0, Qt.AlignmentFlag.AlignLeft)
        self.choices[EVERYONE].setChecked(True)
        self._show()
        self._group.buttonClicked.connect(self._on_clicked)
        self.search.hit_chosen.connect(self._on_hit_chosen)
        self.to_list.clicked.connect(lambda: desk.page_requested.emit("households", None))

    @property
    def household_ids(self) -> tuple[str, ...]:
        """Whom the paper is for; nobody as long as the one household is not found."""
        if self.choices[CHOSEN].isChecked():
            return self._chosen
        if self.choices[ONE].isChecked():
            return (self._one[0],) if self._one[0] else ()
        return self.everyone

    @property
    def whose(self) -> str:
        """For the name of the file."""
        if self.choices[ONE].isChecked():
            return self._one[1]
        return f"{self.place}{len(self._chosen)}户" if self.choices[CHOSEN].isChecked() else self.place

    def choose(self, household_ids: Sequence[str]) -> None:
        """Exactly these; everybody in view if there are none."""
        self._chosen = tuple(dict.fromkeys(household_ids))
        self.choices[CHOSEN if self._chosen else EVERYONE].setChecked(True)
        self._show()

    def look(self) -> None:
        """Read which households are in view."""
        self._number += 1
        number, registry, village, year = self._number, self._desk.registry, self._desk.village_code, self._desk.year
        filters = {"village_code": (village,)} if village else {}

        def work() -> tuple[int, tuple[str, ...], str]:
            ids = registry.household_ids(HouseholdQuery(filters=filters, year=year))
            return number, tuple(ids), village_title(registry, village).split(" ")[-1] if village else ""

        self._desk.tasks.ask(self, work, self._on_read)

    def _on_read(self, answer: tuple[int, tuple[str, ...], str]) -> None:
        number, ids, place = answer
        if number == self._number:
            self.everyone, self.place = ids, place
            self._show()
            self.read.emit()

    def _show(self) -> None:
        self.choices[EVERYONE].setText(f"{'本村全部' if self.place else '全部'} {len(self.everyone):,} 户")
        self.choices[CHOSEN].setText(f"选中的 {len(self._chosen):,} 户")
        self.choices[CHOSEN].setVisible(bool(self._chosen))
        is_one = self.choices[ONE].isChecked()
        self.search.setVisible(is_one)
        self.found.setVisible(is_one)
        self.found.setText(
            f"打给：{self._one[1]}" if self._one[0] else "在上面输入姓名、拼音或证件尾号，选中要打的户。"
        )
        self.to_list.setVisible(not self._chosen)

    def _on_clicked(self) -> None:
        self._show()
        if self.choices[ONE].isChecked():
            self.search.setFocus()
        self.changed.emit()

    def _on_hit_chosen(self, hit: Found) -> None:
        if not hit.household_id:
            self.found.setText("这不是户里的人。请找户主或家庭成员。")
            return
        registry, own = self._desk.registry, hit.household_id
        self._desk.tasks.ask(self, lambda: registry.household_rows([own]), self._on_one_read)

    def _on_one_read(self, rows: Sequence[object]) -> None:
        for row in rows:
            self._one = getattr(row, "id", ""), getattr(row, "head_name", "") or "未登记户主"
            self._show()
            self.changed.emit()
