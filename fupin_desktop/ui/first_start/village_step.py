"""Which village: found by its name or township, or by a code that is typed; a code in no table is accepted."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem

from fupin_desktop.ui.first_start.journey import Answers
from fupin_desktop.ui.first_start.step_page import StepPage
from fupin_desktop.ui.first_start.village_search import VillageFound, counties, find_villages, village_of
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import label, set_role

CODE = Qt.ItemDataRole.UserRole


class VillageStep(StepPage):
    """A search, its hits, and the village chosen."""

    def __init__(self) -> None:
        super().__init__("您驻哪个村？", "输入村名或乡镇名查找；也可以直接输入 12 位村编号。")
        self.county, self.search = QComboBox(), QLineEdit()
        self.hits, self.name = QListWidget(), QLineEdit()
        self.county.setAccessibleName("县")
        self.county.addItem("全部县", "")
        for code, name in counties():
            self.county.addItem(name, code)
        self.search.setAccessibleName("村名、乡镇名或村编号")
        self.search.setPlaceholderText("村名、乡镇名或 12 位村编号")
        self.hits.setAccessibleName("找到的村")
        row = QHBoxLayout()
        row.addWidget(self.county)
        row.addWidget(self.search, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.hits)
        self.chosen = label("", "hint")
        self.body.addWidget(self.chosen)
        self.name.setAccessibleName("村名")
        self.name.setPlaceholderText("村名，如 甲子沟村")
        self.body.addWidget(self.name)
        self._code = ""
        self.county.activated.connect(self._on_asked)
        self.search.textChanged.connect(self._on_asked)
        self.search.returnPressed.connect(self._on_returned)
        self.hits.currentItemChanged.connect(self._on_hit_chosen)
        self.hits.itemActivated.connect(self._on_hit_activated)
        self.name.returnPressed.connect(self.entered)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.setStretchFactor(self.hits, 1)
        scaled(self.hits, lambda: self.hits.setMinimumHeight(em(7)))
        self._on_asked()

    def open(self, answers: Answers) -> None:
        """The cursor into the search."""
        self.search.setFocus()

    def answer(self, answers: Answers) -> None:
        """Take the village."""
        answers.village_code, answers.village_name = self._code, self.name.text().strip()

    def _on_asked(self) -> None:
        typed = self.search.text().strip()
        found = find_villages(typed, str(self.county.currentData()))
        self.hits.clear()
        for village in found:
            item = QListWidgetItem(_worded(village))
            item.setData(CODE, village.code)
            self.hits.addItem(item)
        self.hits.setVisible(bool(found))
        self.fill_height(is_filling=bool(found))  # without a list, what is wrong stands close to the question
        if len(found) == 1:
            self.hits.setCurrentRow(0)
        elif typed.isdigit() and typed.isascii():
            self._take_code(typed)
        else:
            self._take("", "", "没有找到。请换个写法，或直接输入 12 位村编号。" if typed and not found else "")

    def _on_returned(self) -> None:
        if self._code:
            self.entered.emit()
        elif self.hits.count():
            self.hits.setFocus()
            self.hits.setCurrentRow(0)

    def _on_hit_chosen(self, item: QListWidgetItem | None) -> None:
        village = village_of(item.data(CODE)) if item is not None else None
        if village is not None:
            self._take(village.code, village.name, f"已选：{_worded(village)}")

    def _on_hit_activated(self, _item: QListWidgetItem) -> None:
        self.entered.emit()

    def _take_code(self, code: str) -> None:
        """A code that stands in no table may still be right: villages are merged, split and renumbered."""
        words = "代码表里没有这个编号。可以照用，请在下面写上村名。" if len(code) == 12 else ""
        self._take(code, "", words, is_unknown=len(code) == 12)

    def _take(self, code: str, name: str, words: str, *, is_unknown: bool = False) -> None:
        self._code = code
        if name or not is_unknown:
            self.name.setText(name)
        self.name.setVisible(is_unknown)
        self.chosen.setText(words)
        set_role(self.chosen, "warn" if is_unknown else "hint")


def _worded(village: VillageFound) -> str:
    older = "" if village.is_present else "（2016 年的编号）"
    return f"{village.name}　{village.place}　{village.code}{older}"
