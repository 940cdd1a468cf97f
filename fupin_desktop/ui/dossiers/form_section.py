"""Sections that are made of forms alone: 基本情况 and 生产生活条件. What they show is named, not arranged, here."""

from collections.abc import Sequence

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers import places
from fupin_desktop.ui.dossiers.open_dossier import OpenDossier
from fupin_desktop.ui.dossiers.section import Section, Want
from fupin_desktop.ui.dossiers.year_words import explain_count
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.forms.opened_record import OpenedRecord


class FormSection(Section):
    """One form under another, all of the household or of its year in view."""

    def __init__(self, desk: Desk, key: str, records: Sequence[str]) -> None:
        super().__init__(desk)
        self.key = key
        for record in records:
            self.column.addWidget(self.adopt(Form(desk, record)))
        self.column.addStretch(1)
        self.chain(*self.forms)

    def refresh(self) -> None:
        shown = self.shown
        if shown is not None:
            self.open_records([want_of(form.record_spec.name, shown) for form in self.forms], self._on_opened)

    def _on_opened(self, opened: list[OpenedRecord]) -> None:
        for form, one in zip(self.forms, opened, strict=True):
            self.show_in(form, one)
        if self.shown and self.key == places.BASICS:
            self.forms[-1].explain("member_count", explain_count(self.shown.dossier))


def want_of(record: str, shown: OpenDossier) -> Want:
    """The household's record of that name: itself, or the one of the year in view."""
    spec = RECORDS[record]
    if not spec.key:
        return record, shown.id, {}
    return record, yearly_id(record, shown.id, shown.year), {spec.owner: shown.id, "year": shown.year}


def basics_section(desk: Desk) -> FormSection:
    """基本情况: what lasts, and what is surveyed anew each year."""
    return FormSection(desk, places.BASICS, ("household", "household_year"))


def conditions_section(desk: Desk) -> FormSection:
    """生产生活条件."""
    return FormSection(desk, places.CONDITIONS, ("household_conditions",))
