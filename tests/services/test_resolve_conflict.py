"""Settling a disagreement: one of the opinions, or a value that nobody wrote; it stands and is told of no more."""

import pytest

from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.services.keep_years import seal_year
from fupin_desktop.services.resolve_conflict import take_head, take_value
from tests.services.a_family import HOME, VILLAGE

CODES = code_table("cause")
FACTS = yearly_id("household_year", HOME, 2018)


def disagree(registry: SqlRegistry) -> str:
    """Two people fill the cause of 2018, each from a form opened before the other saved; the conflict's id."""
    seen = registry.heads("household_year", FACTS)["main_cause"]
    for cause in ("02", "07"):
        edit = Edit("household_year", FACTS, "main_cause", cause, seen=seen)
        registry.write([(Deed(title="修改", region=VILLAGE), [edit])])
    (conflict,) = registry.conflicts()
    return str(conflict["id"])


def cause(registry: SqlRegistry) -> str | None:
    found = registry.record("household_year", FACTS)
    return found.main_cause if found else None


def test_one_of_the_opinions_is_taken(registry: SqlRegistry) -> None:
    conflict = disagree(registry)
    commit = next(head.commit for head in registry.conflicts()[0]["heads"] if head.value == "02")
    take_head(registry, conflict, commit)
    assert cause(registry) == "02"
    assert registry.conflicts() == []


def test_a_third_value_is_taken_by_its_words(registry: SqlRegistry) -> None:
    take_value(registry, disagree(registry), "因残")
    assert cause(registry) == CODES.find("因残")
    assert registry.conflicts() == []


def test_a_disagreement_about_a_sealed_year_can_be_settled_and_is_an_addendum(registry: SqlRegistry) -> None:
    conflict = disagree(registry)
    seal_year(registry, VILLAGE, 2018, by="张队员")
    take_value(registry, conflict, "07")
    assert registry.conflicts() == []
    entry = registry.history("household_year", [FACTS], "main_cause")[0]
    assert (entry.kind, entry.reason, entry.value) == ("addendum", "核定不一致", "07")


def test_what_is_settled_already_is_refused(registry: SqlRegistry) -> None:
    conflict = disagree(registry)
    take_value(registry, conflict, "07")
    with pytest.raises(Refused, match="已经处理过"):
        take_value(registry, conflict, "02")
