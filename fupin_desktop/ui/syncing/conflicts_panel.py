"""要核定的: the list of what two computers wrote differently, and the card of the one that is looked at."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.fields.days import CHINA
from fupin_desktop.services.conflict_cards import Card, CardKind
from fupin_desktop.services.doubtful_records import all_cards
from fupin_desktop.services.merge_duplicates import keep_in_household, merge_measures, merge_people, note_different
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.resolve_conflict import agree_to_deletion, settle_value, take_head
from fupin_desktop.services.sync_state import may_decide_for_county
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.syncing import card_words as words
from fupin_desktop.ui.syncing.card_view import SAME, CardView
from fupin_desktop.ui.syncing.other_value_window import OtherValueWindow
from fupin_desktop.ui.tables.wrapped_text import WrappedText

NARROW = 46  # characters: below it the card has the whole page, and the list is left out
NOTHING = "没有要核定的：同事之间没有填得不一样的地方。"
Found = tuple[int, Sequence[Card], bool]


class ConflictsPanel(QWidget):
    """Arrow keys go from card to card, the digits choose.

    Signals:
        counted: how many there are to decide.
    """

    counted = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.cards: Sequence[Card] = ()
        self.card: CardView | None = None
        self._may_decide_for_county = False
        self._asked = 0
        self._wish = ""
        self.list = QListWidget()
        self.list.setAccessibleName("要核定的")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(WrappedText(self.list))
        self.before, self.after, self.place = button("‹ 上一处"), button("下一处 ›"), label("", "hint", wrap=False)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = label("正在看有没有要核定的……", "hint")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._arrange()
        self._connect()

    def look(self) -> None:
        """Read anew what is to be decided."""
        self._asked += 1
        asked, registry = self._asked, self._desk.registry
        self._desk.tasks.ask(
            self, lambda: (asked, all_cards(registry), may_decide_for_county(registry)), self._on_found
        )

    def show_household(self, household_id: str) -> None:
        """Begin with what is to be decided of a household, once it is read."""
        self._wish = household_id
        self.look()

    def step(self, by: int) -> None:
        """The card after or before."""
        row = self.list.currentRow() + by
        if 0 <= row < len(self.cards):
            self.list.setCurrentRow(row)

    def _arrange(self) -> None:
        turning = QHBoxLayout()
        for widget in (self.before, self.place, self.after):
            turning.addWidget(widget)
        turning.addStretch()
        right = QWidget()
        column = QVBoxLayout(right)
        column.addLayout(turning)
        column.addWidget(self.area, 1)
        column.setContentsMargins(0, 0, 0, 0)
        both = QWidget()
        row = QHBoxLayout(both)
        row.addWidget(self.list)
        row.addWidget(right, 1)
        row.setContentsMargins(0, 0, 0, 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(both)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

        def measure() -> None:
            self.list.setFixedWidth(em(16))
            row.setSpacing(em(1))
            column.setSpacing(em(0.5))
            self._fit()

        scaled(self, measure)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._on_row)
        self.before.clicked.connect(lambda: self.step(-1))
        self.after.clicked.connect(lambda: self.step(1))
        for keys, by in (("Left", -1), ("Up", -1), ("Right", 1), ("Down", 1)):
            self._key(keys, partial(self.step, by))
        for number in range(1, 10):
            self._key(str(number), partial(self._choose, number))

    def _key(self, keys: str, slot: Callable[[], None]) -> None:
        QShortcut(QKeySequence(keys), self, slot, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _choose(self, number: int) -> None:
        if self.card is not None:
            self.card.choose(number)

    # Showing

    def _on_found(self, found: Found) -> None:
        asked, cards, may_decide = found
        if asked != self._asked:
            return
        here = max(0, self.list.currentRow())
        shown = self.card.card.id if self.card else ""
        self.cards, self._may_decide_for_county = cards, may_decide
        now = datetime.now(CHINA)
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([f"{one.whose}\n{one.what}\n{words.since(one, now)}" for one in cards])
        wanted = next((n for n, one in enumerate(cards) if self._wish and one.household_id == self._wish), None)
        same = next((n for n, one in enumerate(cards) if one.id == shown), min(here, len(cards) - 1))
        self._wish = ""
        self.list.setCurrentRow(same if wanted is None else wanted)
        self.list.blockSignals(False)
        self.empty.setText(NOTHING)
        self._stack.setCurrentIndex(1 if cards else 0)
        self._on_row(self.list.currentRow())
        self.counted.emit(len(cards))

    @Slot(int)
    def _on_row(self, row: int) -> None:
        if not 0 <= row < len(self.cards):
            self.card = None
            return
        card = self.cards[row]
        may_decide = not card.of_county or self._may_decide_for_county
        self.card = CardView(card, may_decide=may_decide)
        self.card.chosen.connect(partial(self._on_chosen, card))
        self.card.other_wanted.connect(partial(self._on_other_wanted, card))
        self.card.open_wanted.connect(lambda: self._desk.dossier_requested.emit(card.household_id, card.place))
        self.card.revealed.connect(partial(self._on_revealed, card))
        self.area.setWidget(self.card)
        self.place.setText(f"第 {row + 1:,} 处，共 {len(self.cards):,} 处")
        self.before.setEnabled(row > 0)
        self.after.setEnabled(row < len(self.cards) - 1)

    def _fit(self) -> None:
        self.list.setVisible(self.width() >= em(NARROW))

    # Deciding

    def _on_chosen(self, card: Card, key: str) -> None:
        registry = self._desk.registry
        if card.asks_if_same and key != SAME:
            self._note_different(card)
            return
        self._decide(card, lambda: decide(registry, card, key))

    def _on_other_wanted(self, card: Card) -> None:
        if card.spec is None:
            return
        registry = self._desk.registry
        window = OtherValueWindow(card.spec, card.whose, self)
        window.written.connect(lambda value: self._decide(card, lambda: settle_value(registry, card.id, value)))
        window.open()

    def _decide(self, card: Card, work: Callable[[], Any]) -> None:
        if self.card is not None:
            for chosen, _ in self.card.choices:
                chosen.setEnabled(False)  # the second press would decide twice

        def decided(_saved: Any) -> None:
            self._desk.told.emit(f"已核定：{words.heading(card)}。定错了，可以在左下的「操作」里撤销。")

        self._desk.change(self, work, decided)

    def _note_different(self, card: Card) -> None:
        registry = self._desk.registry

        def noted(_nothing: object) -> None:
            self._desk.told.emit(words.NOTED[card.kind])
            self.look()

        self._desk.tasks.change(self, lambda: note_different(registry, card.record_ids), noted)

    def _on_revealed(self, card: Card) -> None:
        registry = self._desk.registry
        fields = {
            one.field
            for side in card.opinions
            for one in side.values
            if not one.is_open and one.field in RECORDS[one.record].by_name
        }

        def note() -> None:
            for record_id in card.record_ids:
                for field in fields:
                    registry.note_reading(card.record, record_id, field)

        self._desk.tasks.change(self, note)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def decide(registry: Registry, card: Card, key: str) -> Any:
    """What a chosen opinion of a card means."""
    match card.kind:
        case CardKind.EDITED_AFTER_DELETION:
            if key == "delete":
                return agree_to_deletion(registry, card.id)
            return take_head(registry, card.id, "")
        case CardKind.DUPLICATE:
            return merge_people(registry, card.record_ids)
        case CardKind.DOUBLE_PAYMENT:
            return merge_measures(registry, card.record_ids)
        case CardKind.TWO_HOUSEHOLDS:
            return keep_in_household(registry, key)
        case _:
            return take_head(registry, card.id, key)
