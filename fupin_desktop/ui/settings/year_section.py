"""年度: opening a year out of the last one, and sealing a year that is done with."""

from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from fupin_desktop.services import keep_years
from fupin_desktop.services.save_records import Saved
from fupin_desktop.ui import messages
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.settings.section import Section
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tasks import Cancelled, Progress

WHY = "每年的情况各存一份。新的一年从上一年结转，再逐户改；上报定稿以后封存。"
CARRIED = "家庭和成员的基本情况、生产生活条件照抄上一年；收入不抄，要重新算。已经填过的户不动。可以撤销。"
SEALED = "封存以后，这一年的内容不能直接改。确需更正时，要写明原因，程序会记下是谁、哪天补记的。"


class YearSection(Section):
    """A line a year, and a new one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "年度", WHY)
        self._sealed: set[int] = set()
        self._grid = QGridLayout()
        self.body.addLayout(self._grid)
        self.new_year, self.open_button = QComboBox(), button("开立并结转", "primary")
        self.new_year.setAccessibleName("要开立的年度")
        self.add_row(label("开立新年度：", wrap=False), self.new_year, self.open_button)
        self.open_button.clicked.connect(self._on_open)
        desk.village_changed.connect(self.look)
        scaled(self, lambda: (self._grid.setHorizontalSpacing(em(1)), self._grid.setVerticalSpacing(em(0.4))))

    def look(self) -> None:
        """Read the years and their seals."""
        registry, village = self.desk.registry, self.desk.village_code
        self.desk.tasks.ask(self, lambda: keep_years.year_states(registry, village), self._on_states)

    def _on_states(self, states: list[keep_years.YearState]) -> None:
        _clear(self._grid)
        self._sealed = {state.year for state in states if state.sealed_on}
        for row, state in enumerate(states):
            words = f"已于 {state.sealed_on} 封存" if state.sealed_on else "可以修改"
            self._grid.addWidget(label(f"{state.year} 年", wrap=False), row, 0)
            self._grid.addWidget(label(words, "good" if state.sealed_on else "hint", wrap=False), row, 1)
            if not state.sealed_on and self.desk.village_code:
                self._grid.addWidget(self._seal_button(state.year), row, 2)
        self._grid.setColumnStretch(3, 1)
        newest = max((state.year for state in states), default=self.desk.registry.today().year - 1)
        self.new_year.clear()
        for year in (newest + 1, newest, newest - 1):
            self.new_year.addItem(f"{year} 年", year)

    def _seal_button(self, year: int) -> QWidget:
        seal = button("封存这一年……", "danger")
        seal.clicked.connect(lambda: self._on_seal(year))
        return seal

    def _on_seal(self, year: int) -> None:
        desk = self.desk
        if messages.confirm(self, f"要封存 {year} 年吗？", "封存", SEALED):
            registry, village = desk.registry, desk.village_code
            desk.change(
                self,
                lambda: keep_years.seal_year(registry, village, year, by=registry.user),
                lambda _saved: self._on_done(f"{year} 年已封存。"),
            )

    def _on_open(self) -> None:
        year = int(self.new_year.currentData())
        if not messages.confirm(self, f"要为全村各户开立 {year} 年吗？", "开立并结转", CARRIED):
            return
        is_sealed = year in self._sealed
        reason = messages.ask_reason(self, f"{year} 年", "开立并结转") if is_sealed else ""
        if is_sealed and not reason:
            return
        registry, village = self.desk.registry, self.desk.village_code

        def work(progress: Progress, cancelled: Cancelled) -> Saved | None:
            return keep_years.open_year(registry, village, year, progress, cancelled, reason=reason)

        self.desk.tasks.long(self.window(), f"正在结转到 {year} 年……", work, lambda saved: self._on_opened(year, saved))

    def _on_opened(self, year: int, saved: Saved) -> None:
        self.desk.records_changed.emit(saved.touched)
        self.desk.look_at_year(year)
        self._on_done(f"已开立 {year} 年，写入 {len(saved.touched)} 份资料。收入要重新填；做错了可以按 Ctrl+Z 撤销。")

    def _on_done(self, sentence: str) -> None:
        self.desk.told.emit(sentence)
        self.look()


def _clear(grid: QGridLayout) -> None:
    while grid.count():
        item = grid.takeAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            widget.deleteLater()
