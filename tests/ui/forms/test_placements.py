"""Placement files and the catalogue agree: no field without a place, no place without a field."""

import tomllib

import pytest

from fupin_desktop.catalogue import CATALOGUE, RECORDS
from fupin_desktop.fields.spec import Kind, RecordSpec
from fupin_desktop.paths import resources
from fupin_desktop.ui.forms.placement import placement

FILES = sorted(path.stem for path in (resources() / "forms").glob("*.toml"))
NOT_SHOWN_BECAUSE = {
    "household": "the head's data are those of the member who is head; the village is given when it is founded",
    "income_item": "the dossier and the year in view say whose it is",
    "membership": "they say who belongs to which household, which joining and leaving write",
    "pairing": "the dossier says whose it is",
    "assistance_plan": "the dossier says whose it is",
    "assistance_measure": "the dossier says whose it is",
    "assistance_effect": "the dossier says whose it is",
    "visit": "the dossier says whose it is",
    "education_aid": "the dossier says whose it is",
    "micro_loan": "the dossier says whose it is",
    "relocation": "the dossier says whose it is",
    "explanation": "the finding that it explains says them",
    "village_explanation": "the finding that it explains says them",
    "national_entry": "the list that is ticked off says them",
    "entity": "the village in view says whose it is",
    "interest_link": "the village in view says whose it is",
    "link_income": "the village in view says whose it is",
    "need": "the village in view says whose it is",
    "offer": "the village in view says whose it is",
    "matching": "the village in view says whose it is",
    "procedure_case": "the village in view says whose it is",
    "procedure_step": "the case says whose it is and which step",
    "mutual_fund": "the village in view says whose it is",
    "mutual_fund_member": "the village in view says whose it is",
    "mutual_fund_loan": "the village in view says whose it is",
    "enterprise_loan": "the village in view says whose it is",
    "house_reconstruction": "the village in view says whose it is",
    "resettlement_site": "the village in view says whose it is",
    "village_posting": "the village in view says whose it is",
    "attendance": "the village in view says whose it is",
    "leave": "the village in view says whose it is",
    "work_log": "the village in view says whose it is",
    "sector_project": "the village in view says whose it is",
    "fund_allocation": "the village in view says whose it is",
    "fund_payment": "the village in view says whose it is",
    "fund_notice": "the village in view says whose it is",
    "attachment": "what the program knows of the file itself",
    "village_year": "sealing writes them",
}


@pytest.mark.parametrize("name", FILES)
def test_a_placement_names_only_fields_that_exist_and_each_once(name: str) -> None:
    placed = placement(name)
    names = {spec.name for spec in RECORDS[placed.record].fields}
    cells = [cell.field for cell in placed.cells]
    assert set(cells) <= names
    assert len(cells) == len(set(cells))
    assert placed.kept <= names - set(cells)


@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.name)
def test_every_field_of_a_record_is_on_its_form_or_kept_for_a_reason(record: RecordSpec) -> None:
    placed = placement(record.name)
    cells = {cell.field for cell in placed.cells}
    assert cells | placed.kept == {spec.name for spec in record.fields}
    assert bool(placed.kept) == (record.name in NOT_SHOWN_BECAUSE)


@pytest.mark.parametrize("name", FILES)
def test_what_is_chosen_from_records_is_a_reference_or_holds_an_id(name: str) -> None:
    placed = placement(name)
    specs = RECORDS[placed.record].by_name
    references = {cell.field for cell in placed.cells if specs[cell.field].kind is Kind.REF}
    assert references <= placed.chosen
    assert all(field.endswith("_id") for field in placed.chosen)


def test_no_placement_says_what_a_field_means() -> None:
    for path in (resources() / "forms").glob("*.toml"):
        tree = tomllib.loads(path.read_text("utf-8"))
        assert set(tree) <= {"record", "kept", "chosen", "section"}
        assert all(set(section) <= {"title", "note", "rows"} for section in tree["section"])
