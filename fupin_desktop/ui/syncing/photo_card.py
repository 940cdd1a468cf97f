"""照片和扫描件: their lane after the text, its two estimates, its budget, and the way to leave it at any moment."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QProgressBar, QWidget

from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.services.carry_photos import Carried
from fupin_desktop.services.photo_words import carried_words, waiting_photo_words
from fupin_desktop.services.photos_waiting import (
    PhotosWaiting,
    budget_mb,
    photos_travel,
    put_budget,
    put_photos_travel,
)
from fupin_desktop.services.print_receipt import size_words
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.printing.card import Card
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.flow_layout import FlowLayout

BUDGETS = (5, 20, 50, 200, 1_000)  # MB
NOTHING = "没有要送的，也没有要收的。"
WHAT = "先传文字，后传照片。随时可以先到这里，下次从断开的地方接着传；照片没传完不耽误文字。"


class PhotoCard(Card):
    """Signals:
    wanted: photos are to travel now.
    enough: they are to stop for now.
    """

    wanted = Signal()
    enough = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("照片和扫描件")
        self._desk = desk
        self.words, self.done = label(NOTHING), label("")
        self.follows = QCheckBox("文字传完后接着传照片")
        self.budget = QComboBox()
        self.budget.setAccessibleName("每次最多传多少")
        for megabytes in BUDGETS:
            self.budget.addItem(f"每次最多 {megabytes:,} MB", megabytes)
        self.go, self.stop = button("现在传照片"), button("先到这里")
        self.bar, self.step = QProgressBar(), label("", "hint")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("照片进度")
        choices, buttons = QWidget(), QWidget()
        first, second = FlowLayout(choices, gap=1), FlowLayout(buttons)
        for widget in (self.follows, self.budget):
            first.addWidget(widget)
        for widget in (self.go, self.stop):
            second.addWidget(widget)
        for widget in (self.words, label(WHAT, "hint"), choices, self.bar, self.step, self.done, buttons):
            self.body.addWidget(widget)
        self._read_settings()
        self.follows.toggled.connect(self._on_follows)
        self.budget.activated.connect(self._on_budget)
        self.go.clicked.connect(self.wanted)
        self.stop.clicked.connect(self._on_stop)
        self.show_running(is_running=False)
        self.done.hide()

    @property
    def follows_text(self) -> bool:
        """Whether photos travel of themselves after the text."""
        return self.follows.isChecked()

    def show_waiting(self, found: PhotosWaiting) -> None:
        """What would travel now, and how long that takes."""
        self.words.setText(waiting_photo_words(found) or NOTHING)
        self._expected = min(found.size, found.budget)

    def begin(self) -> None:
        """The lane begins."""
        self.done.hide()
        self.bar.setRange(0, 0)
        self.step.setText("正在和县里核对照片……")
        self.show_running(is_running=True)

    def show_moved(self, size: int, photos: int) -> None:
        """How far it is."""
        if self.is_running and self.stop.isEnabled():
            self.bar.setRange(0, max(self._expected, size, 1))
            self.bar.setValue(size)
            count = f"，已传完 {photos:,} 份" if photos else ""
            self.step.setText(f"已传 {size_words(size)}，这次约 {size_words(max(self._expected, size))}{count}")

    def end(self, result: Carried | Refused | Unavailable | None) -> None:
        """What came of it; None after a mistake of the program."""
        self.show_running(is_running=False)
        if isinstance(result, Carried):
            self.done.setText(carried_words(result))
            self.show_waiting(result.left)
        else:
            self.done.setText(str(result or ""))
        self.done.setVisible(bool(self.done.text()))

    def show_running(self, *, is_running: bool) -> None:
        """Progress and the way out while the lane runs."""
        self.is_running = is_running
        for one in (self.bar, self.step, self.stop):
            one.setVisible(is_running)
        self.stop.setEnabled(True)
        for one in (self.go, self.budget):
            one.setEnabled(not is_running)

    def set_busy(self, is_busy: bool) -> None:
        """While another exchange runs this one does not begin."""
        self.go.setEnabled(not is_busy)

    _expected = 0

    def _read_settings(self) -> None:
        registry = self._desk.registry
        self.follows.setChecked(photos_travel(registry))
        kept = budget_mb(registry)
        if self.budget.findData(kept) < 0:
            self.budget.addItem(f"每次最多 {kept:,} MB", kept)
        self.budget.setCurrentIndex(self.budget.findData(kept))

    def _on_follows(self, wanted: bool) -> None:
        put_photos_travel(self._desk.registry, wanted)

    def _on_budget(self) -> None:
        put_budget(self._desk.registry, int(self.budget.currentData()))

    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        self.step.setText("正在停下……")
        self.enough.emit()
