"""The lamp with words: how safe the work is. It tells what the county has; without a county, of the last backup."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from fupin_desktop.fields.days import CHINA
from fupin_desktop.services.ports import BackupInfo, Registry
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.style.colours import ERROR, GOOD, WARN_LIGHT
from fupin_desktop.ui.style.icons import icon
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import set_role

if TYPE_CHECKING:
    from fupin_desktop.services.sync_state import SyncState

AMBER, RED = 3, 7  # days without a backup
HOUR = 3_600_000
PAUSE = 800  # milliseconds: several saves in a row are read once
COUNTY = "county_link"  # the setting that enrolment leaves: without it nothing of the exchange is loaded
BACK_UP, SYNC = "备份是一份加密的副本。点一下，马上备份。", "点一下，打开同步。"
COLOURS = {"good": GOOD, "warn": WARN_LIGHT, "danger": ERROR}


@dataclass(frozen=True, slots=True)
class Light:
    """What the lamp says: in full, in short, and how bad it is (good, warn, danger)."""

    words: str
    short: str
    colour: str


def light_of(last_ms: int | None, now: datetime) -> Light:
    """The lamp for a last backup at that moment; None: there was none."""
    if last_ms is None:
        return Light("还没有备份，点这里备份", "还没有备份", "danger")
    at = datetime.fromtimestamp(last_ms / 1000, CHINA)
    days = (now.date() - at.date()).days
    clock = f"{at.hour}:{at.minute:02d}"
    if days <= 0:
        return Light(f"上次备份：今天 {clock}", "今天已备份", "good")
    if days < AMBER:
        when = "昨天" if days == 1 else "前天"
        return Light(f"上次备份：{when} {clock}", f"{when}已备份", "good")
    return Light(f"{days} 天没有备份，点这里备份", f"{days} 天没备份", "danger" if days >= RED else "warn")


class Lamp(QPushButton):
    """Press it to go to 同步; where it tells of the backup, to back up now."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._light = Light("", "", "good")
        self._is_short = self._is_of_county = False
        set_role(self, "sign")
        self.setToolTip(BACK_UP)
        self.clicked.connect(self._on_clicked)
        scaled(self, lambda: self.setIconSize(QSize(em(1), em(1))))
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(HOUR)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE)
        self._soon.timeout.connect(self.look)
        desk.records_changed.connect(self._on_changed)
        self.look()

    def look(self) -> None:
        """See what the county has, and when the last backup was written."""
        self._desk.tasks.ask(self, lambda: _read(self._desk.registry), self._on_read)

    def shorten(self, is_short: bool) -> None:
        """Say it in fewer words where there is little room."""
        self._is_short = is_short
        self.setText(self._light.short if is_short else self._light.words)

    def _on_changed(self, touched: object) -> None:
        """A save waits to be sent now; a computer that was just enrolled has a county."""
        if self._is_of_county or touched == frozenset((COUNTY,)):
            self._soon.start()

    def _on_read(self, found: "tuple[Sequence[BackupInfo], SyncState | None]") -> None:
        backups, state = found
        now = datetime.now(CHINA)
        self._light = light_of(max((one.made_at_ms for one in backups), default=None), now)
        self._is_of_county = state is not None and self._light.colour != "danger"
        if state is not None and self._is_of_county:
            from fupin_desktop.ui.syncing.sync_words import light_of_sync

            self._light = light_of_sync(state, now)
        self.setToolTip(SYNC if self._is_of_county else BACK_UP)
        self.setIcon(icon("lamp", COLOURS[self._light.colour]))
        self.shorten(self._is_short)
        self.setAccessibleName(self._light.words)

    def _on_clicked(self) -> None:
        if self._is_of_county:
            self._desk.page_requested.emit("sync", {"section": "exchange"})
            return
        from fupin_desktop.services.back_up import back_up

        window = self.window()
        self._desk.tasks.long(
            window, "正在备份……", lambda _step, _stop: back_up(self._desk.registry), self._on_backed_up
        )

    def _on_backed_up(self, made: BackupInfo) -> None:
        self._desk.told.emit(f"已备份 {made.households} 户，打开核对过。文件在 {made.path.parent}")
        self.look()


def _read(registry: Registry) -> "tuple[Sequence[BackupInfo], SyncState | None]":
    from fupin_desktop.services.back_up import backups

    if not registry.setting(COUNTY):
        return backups(registry), None
    from fupin_desktop.services.sync_state import sync_state

    return backups(registry), sync_state(registry)
