"""版式: margins, letter sizes and row heights of the paper, and the way back to the standard; folded until wanted."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QGridLayout, QWidget

from fupin_desktop.services.change_layouts import LayoutSetting, layout_settings, reset_layout, save_layout
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.printing.card import Card
from fupin_desktop.ui.style.metrics import em, scaled
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.flow_layout import FlowLayout

WHY = "纸边打不全、字太小、和印好的手册对不上时，在这里调，只改这一种纸。调坏了随时可以恢复。"


class LayoutPanel(Card):
    """One spin box or check box for each setting of the paper's layout.

    Signals:
        changed: the paper looks different now.
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("")
        self._desk = desk
        self._paper, self._title = "", ""
        self.fold = button("调整版式 ▸", "quiet")
        self.fold.setCheckable(True)
        self.inner = QWidget()
        self.editors: dict[str, QDoubleSpinBox | QCheckBox] = {}
        self._before: dict[str, float | bool] = {}
        self.form = QGridLayout(self.inner)
        self.form.setColumnStretch(0, 1)
        self.apply, self.reset = button("应用", "primary"), button("恢复标准版式")
        self.buttons = QWidget()
        row = FlowLayout(self.buttons)
        row.addWidget(self.apply)
        row.addWidget(self.reset)
        self.why = label(WHY, "hint")
        self.body.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.why, self.inner, self.buttons):
            self.body.addWidget(widget)
        self._on_fold_toggled(False)
        self.fold.toggled.connect(self._on_fold_toggled)
        self.apply.clicked.connect(self._on_apply)
        self.reset.clicked.connect(self._on_reset)
        scaled(self, self._measure)

    def show_paper(self, paper: str, title: str) -> None:
        """The layout of a paper as it is now."""
        if paper != self._paper:
            self._paper, self._title = paper, title
            self.look()

    def look(self) -> None:
        """Read the settings anew."""
        registry, paper = self._desk.registry, self._paper
        self._desk.tasks.ask(self, lambda: (paper, layout_settings(registry, paper)), self._on_read)

    def values(self) -> dict[str, float | bool]:
        """What stands in the boxes."""
        return {
            key: one.isChecked() if isinstance(one, QCheckBox) else one.value() for key, one in self.editors.items()
        }

    def _on_read(self, answer: tuple[str, list[LayoutSetting]]) -> None:
        paper, settings = answer
        if paper != self._paper:
            return
        if not self.editors:  # every paper has the same settings
            self._build(settings)
        for one in settings:
            editor = self.editors[one.key]
            if isinstance(editor, QCheckBox):
                editor.setChecked(bool(one.value))
            else:
                editor.setValue(float(one.value))
        self._before = self.values()

    def _build(self, settings: list[LayoutSetting]) -> None:
        for row, one in enumerate(settings):
            editor = QCheckBox(one.label) if isinstance(one.value, bool) else _Spin(one.least, one.most)
            editor.setAccessibleName(one.label)
            self.editors[one.key] = editor
            if isinstance(editor, QCheckBox):
                self.form.addWidget(editor, row, 0, 1, 2)
            else:
                self.form.addWidget(label(one.label), row, 0)
                self.form.addWidget(editor, row, 1)

    def _measure(self) -> None:
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setSpacing(em(0.35))

    def _on_fold_toggled(self, is_open: bool) -> None:
        self.fold.setText(f"调整版式 {'▾' if is_open else '▸'}")
        for widget in (self.why, self.inner, self.buttons):
            widget.setVisible(is_open)

    def _on_apply(self) -> None:
        changes = {key: value for key, value in self.values().items() if value != self._before[key]}
        if not changes:
            self._desk.told.emit("版式没有改动。")
            return
        work = partial(save_layout, self._desk.registry, self._paper, changes)
        self._desk.tasks.change(self, work, lambda _none: self._changed(f"《{self._title}》按新的版式打印。"))

    def _on_reset(self) -> None:
        work = partial(reset_layout, self._desk.registry, self._paper)
        self._desk.tasks.change(self, work, self._on_reset_done)

    def _on_reset_done(self, was_changed: bool) -> None:
        said = f"《{self._title}》已恢复标准版式。"
        self._changed(said if was_changed else f"《{self._title}》本来就是标准版式。")

    def _changed(self, sentence: str) -> None:
        self._desk.told.emit(sentence)
        self.look()
        self.changed.emit()


class _Spin(QDoubleSpinBox):
    """The wheel scrolls the page; it turns a number only where the person has gone to it."""

    def __init__(self, least: float, most: float) -> None:
        super().__init__()
        self.setRange(least, most)
        self.setDecimals(1)
        self.setSingleStep(0.5)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        scaled(self, lambda: self.setMinimumHeight(em(2)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
