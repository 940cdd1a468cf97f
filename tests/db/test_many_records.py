"""Thousands of records at once are the very records that would be made one by one, on each of the two databases."""

import gc
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from sqlalchemy import select

from fupin_desktop.catalogue import CATALOGUE, RECORDS
from fupin_desktop.db import reading
from fupin_desktop.db.many_records import columns_of
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.asking import HouseholdQuery
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.services.demo.fill import fill_with_demo
from tests.db.registries import VILLAGE
from tests.fields.sample_values import key_values, two_values


def fill_every_field(registry: SqlRegistry) -> None:
    """Of each kind one record with nothing, and two with the awkward values of every field."""
    edits: list[Edit] = []
    for record in CATALOGUE:
        for which in (0, 1):
            said = key_values(record) | {spec.name: two_values(spec)[which] for spec in record.fields}
            edits += [Edit(record.name, f"{record.name}-{which}", name, value) for name, value in said.items()]
        bare = key_values(record) or {record.fields[0].name: two_values(record.fields[0])[0]}
        edits += [Edit(record.name, f"{record.name}-bare", name, value) for name, value in bare.items()]
    registry.write([(Deed(title="新建", region=VILLAGE), edits)])


def one_by_one(registry: SqlRegistry, record: str) -> list[Any]:
    """The same by SQLAlchemy's own rows and the record's own constructor."""
    query = select(*columns_of(record)).order_by(columns_of(record)[0])
    with registry._read() as connection:
        return [RECORDS[record].cls(**row) for row in connection.execute(query).mappings()]


def exactly(one: Any) -> tuple[Any, ...]:
    """Every value with its type: True is not 1, and 7 no Decimal."""
    values = [getattr(one, name) for name in type(one).__slots__]
    return (type(one), *((type(value), value) for value in values))


def test_records_read_at_once_are_those_made_one_by_one(store: SqlRegistry) -> None:
    fill_every_field(store)
    for record in RECORDS:
        found, expected = store.records(record), one_by_one(store, record)
        assert [exactly(one) for one in found] == [exactly(one) for one in expected], record
        assert len(found) == 3
        assert found == expected
        assert {*found} == {*expected}
        assert repr(found) == repr(expected)


def test_values_read_at_once_are_those_of_the_records(store: SqlRegistry) -> None:
    fill_every_field(store)
    for record in RECORDS:
        expected = {one.id: exactly(one)[2:] for one in one_by_one(store, record)}
        told = {key: tuple((type(v), v) for v in values.values()) for key, values in store.values(record)}
        assert told == expected, record


def test_what_was_read_cannot_be_changed(registry: SqlRegistry) -> None:
    fill_every_field(registry)
    for record in RECORDS:
        with pytest.raises(FrozenInstanceError):
            registry.records(record)[0].id = "another"


def test_of_nothing_asked_nothing_is_read(registry: SqlRegistry) -> None:
    assert registry.records("person") == []
    assert registry.values("person") == []
    assert registry.records("person", "id", []) == []


def test_dossiers_read_together_are_those_read_alone(registry: SqlRegistry, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_with_demo(registry, villages=1, households=7, seed=1)
    ids = registry.household_ids(HouseholdQuery())
    assert len(ids) == 7
    together = list(registry.dossiers(ids))
    assert together == [registry.dossier(one) for one in ids]

    monkeypatch.setattr(reading, "AT_ONCE", 2)  # members and helpers of a household in different statements
    assert list(registry.dossiers(ids)) == together
    assert [one.household.id for one in registry.dossiers([*ids[:3], "not there", *ids[3:]])] == ids


@pytest.mark.usefixtures("_automatic_collection")
def test_whoever_works_on_a_dossier_has_the_garbage_collected(registry: SqlRegistry) -> None:
    fill_with_demo(registry, villages=1, households=2, seed=1)
    for _ in registry.dossiers(registry.household_ids(HouseholdQuery())):
        assert gc.isenabled()
