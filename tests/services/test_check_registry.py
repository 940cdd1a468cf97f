"""Findings kept after a save are those of a check of everything; only who is concerned is read; no save is missed."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.checks import folded
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.identity import coded_id, village_id, yearly_id
from fupin_desktop.services.check_registry import all_findings, check, refresh
from tests.db.registries import edit
from tests.ui.builders import VILLAGE, helper_id, household_id, id_number, person_id

ACROSS = ("S07", "W10", "H02", "H04")  # rules that look at other households
SHARED_PHONE = "19900000777"
MEMBERSHIP = coded_id("membership", "8141199000000201")  # of the head of the second household


class Watched:
    """A registry that notes whose dossiers are read, and lets somebody else save in between."""

    def __init__(self, registry: SqlRegistry, meanwhile: Callable[[], object] = lambda: None) -> None:
        self._registry, self._meanwhile = registry, meanwhile
        self.read: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._registry, name)

    def dossiers(self, ids: Sequence[str], year: int | None = None, day: date | None = None) -> Iterator[Dossier]:
        found = list(self._registry.dossiers(ids, year, day))
        self.read += [one.household.id for one in found]
        meanwhile, self._meanwhile = self._meanwhile, lambda: None
        meanwhile()
        yield from found


def kept(registry: SqlRegistry) -> set[tuple[str, str, str]]:
    """What is kept of the rules that look at others."""
    return {(f.rule, f.household_id, f.message) for f in all_findings(registry) if f.rule in ACROSS}


def found_anew(registry: SqlRegistry) -> set[tuple[str, str, str]]:
    """The same by a check of everything."""
    findings = folded(check(registry, day=registry.today()).findings)
    return {(f.rule, f.household_id, f.message) for f in findings if f.rule in ACROSS}


def give_phone(registry: SqlRegistry, *places: int, phone: str | None = SHARED_PHONE) -> None:
    for place in places:
        edit(registry, "household", household_id(place), phone=phone)


def give_number(registry: SqlRegistry, place: int, number: str) -> None:
    edit(registry, "person", person_id(place), id_number=number)


HELPERS_NUMBER = id_number("19700101", "1", 70)  # of the first helper
LONG_AGO = "141199630412001"  # of 15 digits, of the same person as the next
TODAY = "14119919630412001"
SAVES: dict[str, list[Callable[[SqlRegistry], object]]] = {
    "a phone is shared, then no more": [
        lambda r: give_phone(r, 1),
        lambda r: give_phone(r, 5),
        lambda r: give_phone(r, 5, phone="19900000778"),
    ],
    "a phone is written otherwise": [
        lambda r: give_phone(r, 1, phone="199-0000-0777"),
        lambda r: give_phone(r, 5),
        lambda r: give_phone(r, 1, phone=None),
    ],
    "a number is written twice, then put right": [
        lambda r: give_number(r, 1, id_number("19551103", "2", 99)),
        lambda r: give_number(r, 5, id_number("19551103", "2", 99)),
        lambda r: give_number(r, 1, id_number("19551103", "2", 98)),
    ],
    "an old number of 15 digits stands for a new one": [
        lambda r: give_number(r, 1, LONG_AGO),
        lambda r: give_number(r, 5, TODAY + "4"),
        lambda r: give_number(r, 5, TODAY + "4"),
    ],
    "who shares a number leaves": [
        lambda r: give_number(r, 1, id_number("19551103", "2", 99)),
        lambda r: give_number(r, 5, id_number("19551103", "2", 99)),
        lambda r: edit(r, "membership", MEMBERSHIP, left_on="2018-06"),
    ],
    "a poor person has the number of a helper of others": [
        lambda r: give_number(r, 4, HELPERS_NUMBER),
        lambda r: give_number(r, 4, id_number("19410606", "1", 28)),
    ],
    "two helpers have one phone": [
        lambda r: edit(r, "helper", helper_id(0), phone=SHARED_PHONE),
        lambda r: edit(r, "helper", helper_id(1), phone=SHARED_PHONE),
        lambda r: edit(r, "helper", helper_id(1), phone="19900000779"),
    ],
    "both change before either is checked": [lambda r: give_phone(r, 1, 5), lambda r: give_phone(r, 1, phone=None)],
}


@pytest.mark.parametrize("saves", SAVES.values(), ids=SAVES)
def test_what_is_kept_after_each_save_is_what_a_check_of_everything_finds(
    village: SqlRegistry, saves: list[Callable[[SqlRegistry], object]]
) -> None:
    refresh(village)
    before = kept(village)
    assert before == found_anew(village)
    seen = [before]
    for save in saves:
        save(village)
        refresh(village)
        assert kept(village) == found_anew(village)
        seen.append(kept(village))
    assert any(one != before for one in seen), "these saves change no finding: the example proves nothing"


def test_after_one_save_only_those_are_read_who_are_concerned(village: SqlRegistry) -> None:
    give_phone(village, 1, 5)
    refresh(village)
    watched = Watched(village)
    edit(village, "household", household_id(1), address="东沟2号院")
    assert refresh(watched) == 1
    assert set(watched.read) == {household_id(1), household_id(5)}


def test_a_helper_alone_makes_nobody_concerned_with_those_whom_he_also_helps(village: SqlRegistry) -> None:
    refresh(village)
    watched = Watched(village)
    edit(village, "household", household_id(1), address="东沟2号院")
    refresh(watched)
    assert watched.read == [household_id(1)]


def test_what_is_saved_while_a_check_runs_is_checked_the_next_time(village: SqlRegistry) -> None:
    refresh(village)
    edit(village, "household", household_id(1), address="东沟2号院")
    refresh(Watched(village, lambda: give_phone(village, 1, phone="1")))
    assert village.unchecked() == [household_id(1)]
    assert all_of(village, household_id(1)) == []

    refresh(village)
    assert village.unchecked() == []
    assert "household.phone" in all_of(village, household_id(1))


def test_of_two_checks_at_once_the_later_one_is_kept(village: SqlRegistry) -> None:
    refresh(village)
    edit(village, "household", household_id(1), address="东沟2号院")

    def meanwhile() -> None:
        give_phone(village, 1, phone="1")
        refresh(village)

    refresh(Watched(village, meanwhile))
    assert "household.phone" in all_of(village, household_id(1))
    assert village.unchecked() == []


def all_of(registry: SqlRegistry, household: str) -> list[str]:
    """The places of the findings kept of a household."""
    return [f"{one.record}.{one.field}" for one in all_findings(registry) if one.household_id == household]


def test_a_village_is_checked_when_its_form_or_its_households_change(village: SqlRegistry) -> None:
    refresh(village)
    before = of_villages(village)
    form = yearly_id("village_year", village_id(VILLAGE), 2018)
    edit(village, "village_year", form, is_exited=True)
    assert village.unchecked() == [village_id(VILLAGE)]
    refresh(village)
    after = of_villages(village)
    assert village.unchecked() == []
    assert after != before

    edit(village, "village_year", form, cultivated_land=Decimal(800))
    refresh(village)
    assert of_villages(village) == after
    conditions = yearly_id("household_conditions", household_id(1), 2018)
    edit(village, "household_conditions", conditions, cultivated_land=Decimal(900))
    refresh(village)
    assert any("加起来就有" in message for message in of_villages(village) - after)


def of_villages(registry: SqlRegistry) -> set[str]:
    return {one.message for one in all_findings(registry) if not one.household_id}


def test_a_check_that_is_cancelled_leaves_the_rest_due(village: SqlRegistry) -> None:
    due = village.unchecked()
    assert refresh(village, cancelled=lambda: True) == 0
    assert village.unchecked() == due


def test_findings_are_renewed_when_the_county_changes_its_thresholds_and_only_then(village: SqlRegistry) -> None:
    refresh(village)
    assert refresh(village) == 0
    assert not any(one.rule == "I07" for one in all_findings(village))
    folder = village.folder / "policy"
    folder.mkdir()
    (folder / "checks.toml").write_text("[I07]\nage_over = 20\n", "utf-8")
    assert refresh(village) > 0
    assert any(one.rule == "I07" for one in all_findings(village))
    assert refresh(village) == 0
    (folder / "checks.toml").unlink()
    refresh(village)
    assert not any(one.rule == "I07" for one in all_findings(village))
