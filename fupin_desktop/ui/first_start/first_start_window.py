"""The window before the window: the first start, and every later opening with the passphrase."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.ui.first_start.doors import Doors
from fupin_desktop.ui.first_start.journey import AT_WORK, Answers, Journey, Step, Way, problem
from fupin_desktop.ui.first_start.step_page import StepPage
from fupin_desktop.ui.first_start.steps import make_step
from fupin_desktop.ui.messages import TITLE, confirm
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.style.text_size import TextSize, use_text_size
from fupin_desktop.ui.tasks import Tasks

if TYPE_CHECKING:
    from fupin_desktop.services.ports import Registry
    from fupin_desktop.ui.first_start.opening import Passed

LOW = 30  # characters of height: below it everything moves together


class FirstStartWindow(QWidget):
    """One question at a time.

    Signals:
        opened: a registry is open (Registry).
        text_size_chosen: the person chose a text size (TextSize).
    """

    opened = Signal(object)
    text_size_chosen = Signal(object)

    def __init__(self, doors: Doors, tasks: Tasks, folder: Path, backup: Path | None = None) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self._doors, self._tasks = doors, tasks
        self.journey = _start(folder, backup, is_there=doors.has_registry(folder))
        self._registry: Registry | None = None
        self._is_leaving = self._is_low = False
        self._pages: dict[Step, StepPage] = {}
        self.next, self.back_button = button("下一步", "primary"), button("返回")
        self.place = label("", "hint", wrap=False)
        self._pile = QWidget()  # no QStackedWidget: that would be as high as the highest of its pages
        self._arrange()
        self._connect()
        self.resize(960, 700)
        self._show_step()

    def page(self) -> StepPage:
        """The step in sight; made when it is first asked for."""
        step = self.journey.step
        if step not in self._pages:
            page = make_step(step)
            page.set_low(self._is_low)
            self._connect_page(step, page)
            page.hide()
            self._piled.addWidget(page)
            self._pages[step] = page
        return self._pages[step]

    def go_on(self) -> None:
        """Take the answer; on if it will do, else say what is wrong."""
        journey = self.journey
        self.page().answer(journey.answers)
        wrong = problem(journey.step, journey.answers, self._doors.has_registry(journey.answers.folder))
        self.page().show_problem(wrong)
        if wrong:
            self._show_fault()
            return
        if journey.step in AT_WORK:
            self._work()
        else:
            journey.forward()
            self._show_step()

    def _arrange(self) -> None:
        middle = QWidget()
        middle.setProperty("role", "page")
        self._row = QHBoxLayout(middle)
        self._piled = QVBoxLayout(self._pile)
        self._piled.setContentsMargins(0, 0, 0, 0)
        self._row.addStretch(1)
        self._row.addWidget(self._pile, 8)
        self._row.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(middle)
        self._foot = QHBoxLayout()
        for widget in (self.back_button, self.place):
            self._foot.addWidget(widget)
        self._foot.addStretch()
        self._foot.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._foot)
        scaled(self, self._measure)

    def _measure(self) -> None:
        self._is_low = self.height() < em(LOW)
        above, below = (0.7, 0.4) if self._is_low else (1.5, 1.0)
        self._row.setContentsMargins(em(1), em(above), em(1), em(below))
        self._pile.setMaximumWidth(em(40))
        self._foot.setContentsMargins(em(1.5), em(below * 0.8), em(1.5), em(below * 1.2))
        for page in self._pages.values():
            page.set_low(self._is_low)
        self._foot.setSpacing(em(1))
        self.next.setMinimumWidth(em(8))

    def _connect(self) -> None:
        self.next.clicked.connect(self.go_on)
        self.back_button.clicked.connect(self._on_back)

    def _connect_page(self, step: Step, page: Any) -> None:
        page.entered.connect(self.go_on)
        match step:
            case Step.WELCOME:
                page.size_chosen.connect(self._on_size_chosen)
            case Step.CHOICE:
                page.way_chosen.connect(self._on_way_chosen)
            case Step.UNLOCK:
                page.forgotten.connect(lambda: self._take(Way.FORGOTTEN, Step.FORGOTTEN))
                page.other_wanted.connect(lambda: self._take(Way.OPEN, Step.CHOICE))
            case _:
                pass

    def _show_step(self) -> None:
        page = self.page()
        page.show_problem("")
        for other in self._pages.values():
            other.setVisible(other is page)
        page.open(self.journey.answers)
        self.back_button.setVisible(self.journey.can_go_back)
        self.next.setVisible(self.journey.step is not Step.CHOICE)
        self.next.setText(page.next_words)
        number, of = self.journey.place
        self.place.setText(f"第 {number} 步，共 {of} 步" if of else "")

    def _work(self) -> None:
        """Make, open, restore or unlock, away from the window; refusals are said at the step."""
        self.next.setEnabled(False)
        self.next.setText("请稍候……")
        step, answers = self.journey.step, self.journey.answers
        registry = self._registry

        def kept() -> "Passed | Refused | Unavailable":
            from fupin_desktop.ui.first_start.opening import pass_step  # what it imports is not needed to ask

            try:
                return pass_step(self._doors, step, answers, registry)
            except (Refused, Unavailable) as error:
                return error

        self._tasks.change(self, kept, self._on_worked)

    def _on_worked(self, came: "Passed | Refused | Unavailable") -> None:
        self.next.setEnabled(True)
        self.next.setText(self.page().next_words)
        if isinstance(came, Refused | Unavailable):
            self.page().show_problem(str(came))
            self._show_fault()
        else:
            self._registry = came.registry
            self._on_passed(came)
        if self._is_leaving:
            self._is_leaving = False
            self.close()

    def _on_passed(self, came: "Passed") -> None:
        if came.recovery_code:
            self.journey.answers.recovery_code = came.recovery_code
            self.journey.forward()
            self._show_step()
        elif came.registry is not None and not self._is_leaving:
            self._registry = None
            self.opened.emit(came.registry)

    def _show_fault(self) -> None:
        """What is wrong is never out of sight, however low the window."""
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.page().problem))

    def _on_back(self) -> None:
        self.journey.back()
        self._show_step()

    def _on_size_chosen(self, size: TextSize) -> None:
        use_text_size(size)
        self.text_size_chosen.emit(size)

    def _on_way_chosen(self, way: Way) -> None:
        self.journey.answers.way = way
        self.journey.forward()
        self._show_step()

    def _take(self, way: Way, step: Step) -> None:
        self.journey.take(way, step)
        self._show_step()

    def _may_lose_code(self) -> bool:
        page = self.page()
        page.answer(self.journey.answers)
        if self.journey.step is not Step.RECOVERY or self.journey.answers.is_copied:
            return True
        question = "恢复码还没有打印或抄下。现在关闭，以后再也看不到它。"
        detail = "登记库已经建好，用口令可以打开；但忘了口令，就谁也打不开了。"
        return confirm(self, question, "不要恢复码，关闭", detail)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Who goes before the end lets go of what was made, but not of its recovery code unawares."""
        if not self.next.isEnabled():  # at work: what comes of it is not left lying about
            self._is_leaving = True
            event.ignore()
            return
        if self._registry is not None and not self._may_lose_code():
            event.ignore()
            return
        if self._registry is not None:
            self._registry.close()
            self._registry = None
        self._tasks.shut_down()
        super().closeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()


def _start(folder: Path, backup: Path | None, *, is_there: bool) -> Journey:
    """Where one begins: to bring a backup back, to unlock what is there, or at the very beginning."""
    if backup is not None:
        return Journey(Answers(folder, Way.RESTORE, backup=backup), Step.BACKUP)
    if is_there:
        return Journey(Answers(folder, Way.OPEN), Step.UNLOCK)
    return Journey(Answers(folder))
