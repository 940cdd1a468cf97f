"""The catalogue's grammar: what every record and every field must be, and that field numbers are given for ever."""

import tomllib
from collections import Counter
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_type_hints

import pytest

from fupin_desktop.catalogue import CATALOGUE, RECORDS
from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.catalogue.numbers import PSEUDO_FIELDS, name_of, number_of
from fupin_desktop.domain.entering import complaint_about
from fupin_desktop.fields.spec import FieldSpec, Kind, RecordSpec, Scope
from scripts import data_dictionary
from tests.fields.sample_values import EVERY_FIELD, NAMES

ROOT = Path(__file__).parents[2]
NUMBERS = ROOT / "fupin_desktop" / "catalogue" / "numbers.toml"
TYPES: dict[Kind, Any] = {
    Kind.TEXT: str,
    Kind.CODE: str,
    Kind.DAY: str,
    Kind.REF: str,
    Kind.CODES: tuple[str, ...],
    Kind.FLAG: bool,
    Kind.COUNT: int,
    Kind.YEAR: int,
    Kind.DECIMAL: Decimal,
    Kind.MONEY: Decimal,
}
every_field = pytest.mark.parametrize(("record", "spec"), EVERY_FIELD, ids=NAMES)
every_record = pytest.mark.parametrize("record", CATALOGUE, ids=lambda record: record.name)


def read(file: Path) -> dict[str, dict[str, int]]:
    return tomllib.loads(file.read_text("utf-8"))


@every_record
def test_labels_and_national_codes_are_unique_within_a_record(record: RecordSpec) -> None:
    for said in ("label", "national"):
        several = Counter(getattr(spec, said) for spec in record.fields if getattr(spec, said))
        assert [value for value, number in several.items() if number > 1] == []


@every_record
def test_a_record_is_frozen_and_blank_by_default(record: RecordSpec) -> None:
    key = {name: 2018 if name == "year" else "owner" for name in record.key}
    blank = record.cls(id="r", **key)
    assert all(getattr(blank, spec.name) is None for spec in record.fields)
    with pytest.raises(AttributeError):
        blank.id = "other"


@every_record
def test_every_attribute_of_a_record_is_catalogued(record: RecordSpec) -> None:
    names = {item.name for item in fields(record.cls)}
    assert names == {"id", *record.key, *record.by_name}


@every_record
def test_a_yearly_record_names_its_owner_and_year_and_a_lasting_one_has_its_owner_as_a_field(
    record: RecordSpec,
) -> None:
    if record.scope is Scope.YEARLY:
        assert record.key == (record.owner, "year")
        assert record.owner.removesuffix("_id") in RECORDS
    elif record.owner:
        assert record.by_name[record.owner].kind is Kind.REF


@every_record
def test_a_group_has_at_least_two_fields(record: RecordSpec) -> None:
    assert all(len(several) > 1 for several in record.groups.values())


@every_field
def test_annotation_and_kind_agree(record: RecordSpec, spec: FieldSpec) -> None:
    annotated = get_type_hints(record.cls)[spec.name]
    assert set(get_args(annotated)) == {TYPES[spec.kind], NoneType}


@every_field
def test_a_field_has_what_its_kind_needs_and_nothing_of_another(record: RecordSpec, spec: FieldSpec) -> None:
    assert spec.label == spec.label.strip() != ""
    assert bool(spec.codes) == (spec.kind in (Kind.CODE, Kind.CODES))
    assert bool(spec.target) == (spec.kind is Kind.REF)
    assert spec.target in ("", *RECORDS)
    assert spec.max_items is None or spec.kind is Kind.CODES
    assert spec.since is None or spec.until is None or spec.since <= spec.until
    assert spec.least is None or spec.most is None or spec.least <= spec.most


@every_field
def test_every_code_table_is_there_and_offers_something_in_every_year_of_the_field(
    record: RecordSpec, spec: FieldSpec
) -> None:
    if spec.codes:
        table = code_table(spec.codes)
        for year in range(spec.since or 2014, (spec.until or 2021) + 1):
            assert table.choices(year), f"{spec.codes} in {year}"


@every_field
def test_an_example_is_a_possible_value(record: RecordSpec, spec: FieldSpec) -> None:
    if spec.example is not None:
        assert complaint_about(spec, spec.example) is None


def test_examples_are_of_nobody() -> None:
    examples = [str(spec.example) for _, spec in EVERY_FIELD if spec.example is not None]
    assert not [one for one in examples if len(one) == 18 and not one.startswith("141199")]
    assert not [one for one in examples if len(one) == 11 and not one.startswith("1990000")]


# Numbers


@every_record
def test_every_field_has_its_number_life_and_alias_too(record: RecordSpec) -> None:
    for name in (*PSEUDO_FIELDS, *record.key, *record.by_name):
        assert name_of(number_of(record.name, name)) == (record.name, name)


def test_no_number_is_given_twice() -> None:
    given = Counter(number for numbers in read(NUMBERS).values() for number in numbers.values())
    assert [number for number, times in given.items() if times > 1] == []


@pytest.mark.parametrize("release", sorted((ROOT / "tests" / "old_databases").glob("*/numbers.toml")), ids=str)
def test_a_number_that_was_released_is_never_changed_or_taken_back(release: Path) -> None:
    now = read(NUMBERS)
    for record, numbers in read(release).items():
        assert now[record].items() >= numbers.items()


def test_a_number_of_a_newer_program_has_no_name_here() -> None:
    assert name_of(60_000) is None


# The dictionary


def test_the_data_dictionary_is_up_to_date() -> None:
    written = data_dictionary.FILE.read_text("utf-8")
    assert written == data_dictionary.dictionary(), "run: python scripts/data_dictionary.py"
