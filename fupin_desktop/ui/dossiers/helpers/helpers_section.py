"""帮扶责任人: every pairing, the one in force first; changing a helper ends one pairing and begins another."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.dossier import Helping as Helped
from fupin_desktop.domain.dossier import holds_on
from fupin_desktop.domain.entering import NotUnderstood
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers import places
from fupin_desktop.ui.dossiers.list_column import ListColumn, shown
from fupin_desktop.ui.dossiers.offers import Helping, read_helping
from fupin_desktop.ui.dossiers.record_list import RecordList
from fupin_desktop.ui.dossiers.section import Section, Want
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.forms.opened_record import OpenedRecord
from fupin_desktop.ui.households.pairing_window import PairingWindow
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.flow_layout import FlowLayout

ALONE = "这样保存后，这一户就没有帮扶责任人了。请随后给他结对新的责任人。"
NONE_YET = "这一户现在没有帮扶责任人。请尽快结对。"
SHARED = "下面是责任人和单位本身的资料：改了，对他帮扶的所有户都生效。"


@dataclass(frozen=True, slots=True)
class HelpingRow:
    """One pairing with its helper."""

    id: str
    helping: Helped


def _of(part: str, field: str, row: HelpingRow) -> str:
    return shown(RECORDS[part].by_name[field], getattr(row.helping, part))


def _column(part: str, field: str, width: float, **more: Any) -> ListColumn:
    words = more.pop("label", RECORDS[part].by_name[field].label)
    return ListColumn(label=words, text=partial(_of, part, field), width=width, **more)


COLUMNS = (
    _column("helper", "name", 5),
    _column("unit", "name", 8, stretch=2, label="单位"),
    _column("helper", "post", 5, stretch=1, label="职务", is_minor=True),
    _column("helper", "phone", 7.6),
    _column("pairing", "started_on", 6.5, label="开始"),
    _column("pairing", "ended_on", 6.5, label="结束"),
)


class HelpersSection(Section):
    """The pairing chosen, its helper and the helper's unit."""

    key = places.HELPERS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.chosen_id = ""
        self.pair, self.end = button("＋ 结对责任人"), button("结束这项结对", "quiet")
        self.alone, self.shared = label("", "danger"), label(SHARED, "hint")
        self.list = RecordList(COLUMNS)
        self.pairing, self.helper, self.unit = (self.adopt(Form(desk, name)) for name in ("pairing", "helper", "unit"))
        self._window: QWidget | None = None
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(self.pair)
        flow.addWidget(self.end)
        for part in (buttons, self.alone, self.list, self.pairing, self.shared, self.helper, self.unit):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.chain(self.pairing, self.helper, self.unit)
        self.pair.clicked.connect(self._on_pair)
        self.end.clicked.connect(self._on_end)
        self.list.chosen.connect(lambda row: self._choose(row.id))
        self.pairing.changed.connect(self._warn)

    @property
    def open_forms(self) -> list[Form]:
        return [form for form in self.forms if form.opened.id and not form.isHidden()]

    def begin(self) -> None:
        self.chosen_id = ""

    def refresh(self) -> None:
        dossier = self.shown
        if dossier is None:
            return
        rows = [HelpingRow(one.pairing.id, one) for one in dossier.newest.helpings]
        if all(row.id != self.chosen_id for row in rows):
            self.chosen_id = rows[0].id if rows else ""
        self.list.show_records(rows, self.chosen_id)
        self.list.setVisible(bool(rows))
        self._open()

    def go_to(self, record: str, record_id: str, field: str) -> None:
        row = self._row_of(record_id)
        if row is not None:
            self._choose(row.id)
        super().go_to(record, record_id, field)

    def restore(self, key: str, draft: Mapping[str, Any]) -> None:
        row = self._row_of(draft["id"])
        if row is not None:
            self._choose(row.id)
        super().restore(key, draft)

    def _row_of(self, record_id: str) -> HelpingRow | None:
        for row in self.list.records.rows:
            parts = (row.helping.pairing, row.helping.helper, row.helping.unit)
            if any(part is not None and part.id == record_id for part in parts):
                return row
        return None

    def _choose(self, pairing_id: str) -> None:
        if pairing_id == self.chosen_id:
            return
        if self.is_dirty:
            self.keep_drafts()
            self.desk.told.emit("刚才的修改没有保存，已存为草稿。")
        self.chosen_id = pairing_id
        self.list.show_records(self.list.records.rows, pairing_id)
        self._open()

    def _open(self) -> None:
        row = next((one for one in self.list.records.rows if one.id == self.chosen_id), None)
        helping = row.helping if row else None
        wants: list[Want] = []
        for form, part in zip(self.forms, ("pairing", "helper", "unit"), strict=True):
            record = getattr(helping, part, None)
            form.setVisible(record is not None)
            if record is not None:
                wants.append((part, record.id, {}))
        self.shared.setVisible(len(wants) > 1)
        self.end.setVisible(helping is not None and helping.pairing.ended_on is None)
        self._warn()
        if wants:
            self.open_records(wants, self._on_opened, read_helping)

    def _on_opened(self, opened: list[OpenedRecord], helping: Helping) -> None:
        dossier = self.shown
        if dossier is None:
            return
        self.pairing.offer("helper_id", helping.helper_choices(dossier.newest))
        self.helper.offer("unit_id", helping.unit_choices())
        for one in opened:
            form = next(form for form in self.forms if form.record_spec.name == one.record)
            self.show_in(form, one)
        self._warn()

    def _warn(self) -> None:
        """A household is never left without a helper in silence (reference: domain.md §3.1)."""
        dossier = self.shown
        if dossier is None:
            return
        today = self.desk.registry.today()
        edited = self._edited_pairing()
        pairings = [one.pairing for one in dossier.newest.helpings]
        after = [edited if edited is not None and one.id == edited.id else one for one in pairings]
        had, has = (any(holds_on(one, today) and one.ended_on is None for one in some) for some in (pairings, after))
        self.alone.setText("" if has else ALONE if had else NONE_YET)
        self.alone.setVisible(not has)

    def _edited_pairing(self) -> Any | None:
        if not self.pairing.opened.id or self.pairing.opened.value is None or not self.pairing.is_dirty:
            return None
        try:
            return self.pairing.record()
        except NotUnderstood:
            return None

    def _on_end(self) -> None:
        self.pairing.suggest({"ended_on": self.desk.registry.today().isoformat()})
        self.pairing.focus_field("ended_on")

    def _on_pair(self) -> None:
        if self.shown is None:
            return
        window = PairingWindow(self.desk, [self.shown.id], self)
        window.paired.connect(self._on_paired)
        window.open()
        self._window = window

    def _on_paired(self, _saved: Any, sentence: str) -> None:
        self.desk.told.emit(sentence)
        self.written.emit()
