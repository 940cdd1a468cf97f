"""One conflict card: the values side by side, each with its hand, its button and its number. It decides nothing."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fupin_desktop.fields.days import CHINA
from fupin_desktop.services.conflict_cards import Card, CardKind, Earlier, Opinion, Said
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label, set_role
from fupin_desktop.ui.syncing import card_words as words
from fupin_desktop.ui.tables.flow_layout import FlowLayout

BESIDE = 15  # characters that a side needs to stand beside another
SAME, DIFFERENT = "same", "different"


class CardView(QWidget):
    """Signals:
    chosen: the key of the opinion that holds (where it is asked whether they are one: "same" or "different").
    other_wanted: another value is to be written.
    open_wanted: the household is to be opened at this place.
    revealed: masked values are shown now.
    """

    chosen = Signal(str)
    other_wanted = Signal()
    open_wanted = Signal()
    revealed = Signal()

    def __init__(self, card: Card, *, may_decide: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.card = card
        self._now = datetime.now(CHINA)
        self._is_revealed = not card.is_sensitive
        self.choices: list[tuple[QPushButton, str]] = []  # in the order of their numbers
        self._may_decide = may_decide and card.kind is not CardKind.ORPHAN
        self._column = QVBoxLayout(self)
        self._sides: list[QFrame] = []
        self._grid = QGridLayout()
        self._fill()
        scaled(self, self._measure)

    def choose(self, number: int) -> None:
        """As if the button of that number had been pressed."""
        if 1 <= number <= len(self.choices):
            self.choices[number - 1][0].click()

    def reveal(self) -> None:
        """Show what is masked."""
        self._is_revealed = True
        self._fill()
        self._place_sides()
        self.revealed.emit()

    def _fill(self) -> None:
        _clear(self._column)
        self._grid = QGridLayout()
        self.choices = []
        card = self.card
        self._column.addWidget(label(words.heading(card), "subtitle"))
        since = words.since(card, self._now)
        why = words.WHY[card.kind] if self._may_decide or not card.of_county else words.UNDECIDED
        self._column.addWidget(label(f"{why}{f'（{since}）' if since else ''}", "hint"))
        self._sides = [self._side(one) for one in card.opinions]
        self._column.addLayout(self._grid)
        self._column.addWidget(self._foot())
        if not self._may_decide and card.of_county:
            self._column.addWidget(label(words.BY_COUNTY, "warn"))
        elif card.kind is not CardKind.ORPHAN:
            self._column.addWidget(label(words.KEPT, "hint"))
        if card.earlier:
            self._column.addWidget(label("以前", "section"))
            for one in card.earlier:
                self._column.addWidget(label(self._earlier_words(one), "hint"))
        self._column.addStretch()

    def _side(self, opinion: Opinion) -> QFrame:
        frame = set_role(QFrame(), "card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(em(0.8), em(0.7), em(0.8), em(0.8))
        column.setSpacing(em(0.3))
        is_alone = len(opinion.values) == 1
        for said in opinion.values:
            self._add_value(column, said, is_alone=is_alone)
        for hand in opinion.by:
            told = words.hand_words(hand, self._now)
            if told:
                column.addWidget(label(told, "hint"))
        if opinion.is_shown and self.card.kind in (CardKind.VALUE, CardKind.GROUP, CardKind.TRANSITION):
            column.addWidget(label("没有定以前，先显示这个", "hint"))
        column.addStretch()
        if self._may_decide and not self.card.asks_if_same:
            column.addWidget(self._choice(opinion.button, opinion.key), 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _add_value(self, column: QVBoxLayout, said: Said, *, is_alone: bool) -> None:
        shown = words.value_words(said, is_revealed=self._is_revealed)
        value = label(shown if is_alone or not said.label else f"{said.label}：{shown}", "subtitle" if is_alone else "")
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(value)
        saw = words.saw_words(said, is_revealed=self._is_revealed)
        if saw and (is_alone or said.saw != said.words):
            column.addWidget(label(saw, "hint"))

    def _choice(self, words_: str, key: str) -> QPushButton:
        number = len(self.choices) + 1
        made = button(f"{words_}（{number}）", "primary")
        made.clicked.connect(lambda: self.chosen.emit(key))
        self.choices.append((made, key))
        return made

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = FlowLayout(foot)
        if self._may_decide and self.card.asks_if_same:
            row.addWidget(self._choice(words.SAME[self.card.kind], SAME))
            different = button(f"{words.DIFFERENT[self.card.kind]}（{len(self.choices) + 1}）")
            different.clicked.connect(lambda: self.chosen.emit(DIFFERENT))
            self.choices.append((different, DIFFERENT))
            row.addWidget(different)
        if self._may_decide and self.card.spec is not None:
            other = button("另写一个")
            other.clicked.connect(self.other_wanted)
            row.addWidget(other)
        if not self._is_revealed:
            shown = button("显示", "quiet")
            shown.clicked.connect(self.reveal)
            row.addWidget(shown)
        if self.card.household_id:
            opened = button("打开这户的档案", "quiet")
            opened.clicked.connect(self.open_wanted)
            row.addWidget(opened)
        return foot

    def _earlier_words(self, one: Earlier) -> str:
        values = "，".join(
            words.value_words(said, is_revealed=self._is_revealed)
            if len(one.values) == 1
            else f"{said.label} {words.value_words(said, is_revealed=self._is_revealed)}"
            for said in one.values
        )
        return f"{values}　　{words.hand_words(one.hand, self._now)}"

    def _place_sides(self) -> None:
        room = max(1, self.width() // em(BESIDE))
        across = min(len(self._sides), room, 3) or 1
        for number, side in enumerate(self._sides):
            self._grid.addWidget(side, number // across, number % across)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def _measure(self) -> None:
        self._column.setContentsMargins(0, 0, em(0.6), em(0.6))
        self._column.setSpacing(em(0.6))
        self._grid.setSpacing(em(0.8))
        self._place_sides()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_sides()


def _clear(layout: QVBoxLayout | QGridLayout | QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QVBoxLayout | QGridLayout | QHBoxLayout):
            _clear(inner)
            inner.deleteLater()
