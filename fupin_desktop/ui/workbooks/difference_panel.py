"""One staged row at a time: why it is doubtful, what would change, old beside new, and the decision about it."""

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QTextBrowser, QVBoxLayout, QWidget

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.staging.batch import Difference, Proposal, StagedRow, State
from fupin_desktop.fields.spec import Privacy
from fupin_desktop.fields.wording import with_unit
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.style import colours
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.masking import masked
from fupin_desktop.ui.workbooks.decisions import Decisions, kind_words
from fupin_desktop.ui.workbooks.staged_columns import places
from fupin_desktop.ui.workbooks.wrapped_option import WrappedOption

NOT_SHOWN = ("position",)  # the place in a list is no news to anybody
NEW = "new"


class DifferencePanel(QScrollArea):
    """Signals:
    decided: a person has settled the row shown, or put it off.
    alike_requested: settle all open doubts like this one in the same way.
    """

    decided = Signal()
    alike_requested = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._row: StagedRow | None = None
        self._shown: Sequence[Difference] = ()
        self._decisions = Decisions()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title, self.origin, self.why = label("", "subtitle"), label("", "hint"), label("", "warn")
        self.choices, self._options = QWidget(), QVBoxLayout()
        self.choices.setLayout(self._options)
        self._group = QButtonGroup(self)
        self.alike = button("")
        self.alike.clicked.connect(self.alike_requested)
        self.reveal = button("显示被遮住的内容", "quiet")
        self.reveal.clicked.connect(self._on_reveal)
        self.table = QTextBrowser()
        self.table.setAccessibleName("登记库里与文件里的内容对照")
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        for widget in (self.title, self.origin, self.why, self.choices, self.alike, self.table, self.reveal):
            self._column.addWidget(widget)
        self._column.addStretch()
        self.setWidget(inner)
        scaled(self, self._measure)
        self.show_row(None, self._decisions)

    def show_row(self, row: StagedRow | None, decisions: Decisions) -> None:
        """Show a row and what has been decided about it."""
        self._row, self._decisions = row, decisions
        for widget in (self.title, self.origin, self.why, self.choices, self.alike, self.table, self.reveal):
            widget.setVisible(row is not None)
        if row is None:
            return
        self.title.setText(f"{kind_words(row.kind)}：{row.title}")
        self.origin.setText(f"来自 {places(row.sources)}" if row.sources else "由表里各行汇总")
        self.why.setText("\n".join(f"· {reason}" for reason in row.reasons))
        self.why.setVisible(bool(row.reasons))
        self._offer(row)
        self._show_alike()
        self._ask_differences(decisions.taken_proposal(row) or next(iter(row.proposals), None))

    def _measure(self) -> None:
        self._column.setContentsMargins(em(0.8), 0, em(0.4), 0)
        self._column.setSpacing(em(0.5))
        self._fit_table()

    def _offer(self, row: StagedRow) -> None:
        while self._options.count():
            gone = self._options.takeAt(0).widget()
            if isinstance(gone, WrappedOption):
                self._group.removeButton(gone.button)
            if gone is not None:
                gone.deleteLater()
        is_asked = row.state is State.DOUBTFUL and not row.waits_for
        self.choices.setVisible(is_asked)
        if not is_asked:
            return
        self._options.addWidget(label("怎么办？", "section"))
        taken = self._decisions.settled.get(row.key)
        for proposal in row.proposals:
            self._add_option(option_words(row, proposal), proposal, is_on=proposal.key == taken)
        self._add_option("先不要，留在待审区", None, is_on=row.key in self._decisions.left_out)

    def _add_option(self, words: str, proposal: Proposal | None, *, is_on: bool) -> None:
        option = WrappedOption(words)
        option.button.setChecked(is_on)
        option.clicked.connect(lambda: self._on_chosen(proposal))
        self._group.addButton(option.button)
        self._options.addWidget(option)

    def _on_chosen(self, proposal: Proposal | None) -> None:
        if self._row is None:
            return
        self._decisions.settle(self._row, proposal)
        if proposal is not None:
            self._ask_differences(proposal)
        self._show_alike()
        self.decided.emit()

    def _show_alike(self) -> None:
        count = len(self._decisions.alike(self._row)) if self._row else 0
        self.alike.setText(f"其余 {count} 处同样的疑问也这样定")
        self.alike.setVisible(count > 0)

    def _ask_differences(self, proposal: Proposal | None) -> None:
        asked = self._row

        def land(found: list[Difference]) -> None:
            if asked is self._row:
                self._show_differences(found)

        self._desk.tasks.ask(self, lambda: proposal.differences if proposal else [], land)

    def _show_differences(self, found: Sequence[Difference], *, is_open: bool = False) -> None:
        self._shown = [one for one in found if one.field not in NOT_SHOWN and one.field in RECORDS[one.record].by_name]
        is_private = any(RECORDS[one.record].by_name[one.field].privacy is not Privacy.OPEN for one in self._shown)
        self.reveal.setVisible(is_private and not is_open)
        same = "与登记库里的内容相同，没有要改的。"
        self.table.setHtml(difference_html(self._shown, is_open=is_open) if self._shown else f"<p>{same}</p>")
        self._fit_table()

    def _fit_table(self) -> None:
        """As high as its text: only the panel scrolls."""
        text = self.table.document()
        text.setTextWidth(self.table.viewport().width())
        self.table.setFixedHeight(round(text.size().height()) + em(0.8))

    def _on_reveal(self) -> None:
        registry = self._desk.registry
        private = [one for one in self._shown if RECORDS[one.record].by_name[one.field].privacy is not Privacy.OPEN]

        def note() -> None:
            for one in private:
                registry.note_reading(one.record, one.id, one.field)

        self._desk.tasks.change(self, note)
        self._show_differences(self._shown, is_open=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_table()


def option_words(row: StagedRow, proposal: Proposal) -> str:
    """One way to take a doubtful row in, as a person would say it."""
    if proposal.key == NEW:
        return f"是新的，另外登记（{row.title}）" if len(row.proposals) > 1 else f"没错，登记这{unit_word(row.kind)}"
    if proposal.key == row.id:
        return "没错，按文件更新"
    if proposal.title.startswith(("按第", "归入", "另立")):
        return proposal.title
    return f"就是登记库里的 {proposal.title}，按文件更新"


def unit_word(kind: str) -> str:
    """一户, 一个人."""
    return {"household": "一户", "person": "个人"}.get(kind, "一条")


def difference_html(found: Sequence[Difference], *, is_open: bool) -> str:
    """The table of what would change, record by record."""
    lines = ["<tr><th align='left'>栏目</th><th align='left'>登记库里</th><th align='left'>文件里</th></tr>"]
    record = ""
    for one in found:
        if one.record != record:
            record = one.record
            lines.append(f"<tr><td colspan='3' style='color:{colours.ACCENT}'><b>{RECORDS[record].title}</b></td></tr>")
        old, new = worded_value(one, one.old, is_open=is_open), worded_value(one, one.new, is_open=is_open)
        lines.append(
            f"<tr><td>{escape(RECORDS[one.record].by_name[one.field].label)}</td>"
            f"<td style='color:{colours.MUTED}'>{escape(old) or '（空）'}</td>"
            f"<td style='background:{colours.GOOD_PALE}'><b>{escape(new) or '（空）'}</b></td></tr>"
        )
    return f"<table width='100%' cellpadding='{em(0.25)}' cellspacing='0'>{''.join(lines)}</table>"


def worded_value(one: Difference, value: Any, *, is_open: bool) -> str:
    """A value as people read it; masked unless it was asked for."""
    spec = RECORDS[one.record].by_name[one.field]
    shown = with_unit(spec, value, lambda table, code: code_table(table).label(code))
    return shown if is_open else masked(spec, shown)
