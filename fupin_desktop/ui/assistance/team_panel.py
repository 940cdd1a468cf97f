"""The resident team of the village in view: its year in a few figures, signing in, and its lists."""

from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.ledgers import ledgers
from fupin_desktop.services.team import TeamReport, sign_in_today, team_of
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.ledgers.ledgers_panel import LedgersPanel
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label


class TeamPanel(QWidget):
    """Counts the team's year whenever it comes into view and something has changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self._is_stale, self._asked = desk, True, 0
        self.panel = LedgersPanel(desk, ledgers("team"))
        self.score, self.days = label("", "good"), label("", "hint")
        self.sign_in = button("今天全员签到")  # stands in the head of the page
        self._arrange()
        self.sign_in.clicked.connect(self._on_sign_in)
        for changed in (desk.records_changed, desk.village_changed, desk.year_changed):
            changed.connect(self._on_changed)

    def look(self) -> None:
        """Count anew."""
        self._is_stale = False
        self._asked += 1
        asked, registry, year = self._asked, self._desk.registry, self._desk.year
        code = self._desk.own_village()
        is_known = bool(code) and bool(registry.records("village", "village_code", [code]))
        self.sign_in.setEnabled(is_known)

        def land(found: TeamReport | None) -> None:
            if asked == self._asked:
                self._show(found)

        self._desk.tasks.ask(self, lambda: team_of(registry, code, year) if is_known else None, land)

    def put_away(self) -> None:
        """Keep what is half typed."""
        self.panel.put_away()

    def _show(self, found: TeamReport | None) -> None:
        has_team = found is not None and bool(found.members)
        for part in (self.score, self.days):
            part.setVisible(has_team)
        if found is None or not has_team:
            return
        told = [f"{one.title} {one.part}/{one.whole}（{one.actual}%）" for one in found.items if one.has_data]
        score = f"{found.year} 年考核 {found.score} 分，{found.grade}　" if found.score is not None else ""
        self.score.setText(f"{score}{'　'.join(told)}")
        self.score.setToolTip("\n".join(f"{one.title}（{one.weight} 分）：{one.rule}" for one in found.items))
        self.days.setText(
            "　".join(
                f"{name} 在村 {one.present}/{one.working} 天" if one.recorded else f"{name} 没有考勤记录"
                for name, one in found.members
            )
        )

    def _on_sign_in(self) -> None:
        registry, code = self._desk.registry, self._desk.own_village()

        def work() -> Any:
            try:
                return sign_in_today(registry, code)
            except Refused as refusal:
                return refusal

        def landed(result: Any) -> None:
            if isinstance(result, Refused):
                self._desk.told.emit(str(result))
                return
            count, saved = result
            self._desk.told.emit(f"今天已签到 {count} 人；不在村的请在考勤里改。如有误可按 Ctrl+Z 撤销。")
            self._desk.records_changed.emit(saved.touched)

        self._desk.tasks.change(self, work, landed)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.score, self.days):
            column.addWidget(part)
        column.addWidget(self.panel, 1)
        scaled(self, lambda: column.setSpacing(em(0.4)))
        for part in (self.score, self.days):
            part.hide()

    def _on_changed(self, _what: Any = None) -> None:
        self._is_stale = True
        if self.isVisible():
            self.look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.look()
