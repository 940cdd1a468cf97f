"""Every field of the catalogue through the real store: written, read, in history, taken back, unchanged."""

from dataclasses import replace

import pytest

from fupin_desktop.catalogue import CATALOGUE
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.fields.spec import FieldSpec, Kind, RecordSpec
from fupin_desktop.services.undo import redo, undo
from tests.db.registries import VILLAGE
from tests.fields.sample_values import key_values, two_values


def values_of(record: RecordSpec, which: int) -> dict[str, object]:
    return {spec.name: two_values(spec)[which] for spec in record.fields}


def edits_of(record: RecordSpec, record_id: str, which: int) -> list[Edit]:
    said = key_values(record) | values_of(record, which)
    return [Edit(record.name, record_id, name, value) for name, value in said.items()]


@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.name)
def test_every_field_is_kept_told_and_taken_back(registry: SqlRegistry, record: RecordSpec) -> None:
    made = record.cls(id="r", **key_values(record), **values_of(record, 0))
    changed = replace(made, **values_of(record, 1))
    registry.write([(Deed(title="新建", region=VILLAGE), edits_of(record, "r", 0))])
    assert registry.record(record.name, "r") == made

    registry.write([(Deed(title="修改", region=VILLAGE), edits_of(record, "r", 1))])
    assert registry.record(record.name, "r") == changed
    told = {entry.field: entry for entry in registry.history(record.name, ["r"]) if entry.title == "修改"}
    for spec in record.fields:
        assert (told[spec.name].before, told[spec.name].value) == two_values(spec), spec.name

    undo(registry)
    assert registry.record(record.name, "r") == made
    redo(registry)
    assert registry.record(record.name, "r") == changed
    assert registry.verify().differences == ()


@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.name)
def test_a_value_has_the_type_of_its_kind_when_it_comes_back(registry: SqlRegistry, record: RecordSpec) -> None:
    registry.write([(Deed(title="新建", region=VILLAGE), edits_of(record, "r", 1))])
    kept = registry.record(record.name, "r")
    for spec in record.fields:
        assert type(getattr(kept, spec.name)) is type(two_values(spec)[1]), spec.name


@pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.name)
def test_blanking_a_field_blanks_it_and_nothing_else(registry: SqlRegistry, record: RecordSpec) -> None:
    registry.write([(Deed(title="新建", region=VILLAGE), edits_of(record, "r", 1))])
    made = registry.record(record.name, "r")
    name = record.fields[-1].name
    registry.write([(Deed(title="清空", region=VILLAGE), [Edit(record.name, "r", name, None)])])
    assert registry.record(record.name, "r") == replace(made, **{name: None})


def test_none_zero_and_not_asked_stay_three_things(registry: SqlRegistry) -> None:
    causes: list[FieldSpec] = [s for r in CATALOGUE for s in r.fields if s.kind is Kind.CODES]
    assert causes
    for number, value in enumerate([(), None, ("01",)]):
        edits = [
            Edit("household_year", f"y{number}", "household_id", "h"),
            Edit("household_year", f"y{number}", "year", 2018),
            Edit("household_year", f"y{number}", "other_causes", value),
            Edit("household_year", f"y{number}", "member_count", 0 if value == () else None),
        ]
        registry.write([(Deed(title="新建", region=VILLAGE), edits)])
    kept = [registry.record("household_year", f"y{number}") for number in range(3)]
    assert [one.other_causes for one in kept if one] == [(), None, ("01",)]
    assert [one.member_count for one in kept if one] == [0, None, None]
