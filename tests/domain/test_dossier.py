"""The dossier's own questions: which pairings hold, which year is now."""

from datetime import date

import pytest

from fupin_desktop.catalogue.helpers.pairing import Pairing
from fupin_desktop.catalogue.households.household import Household
from fupin_desktop.domain.dossier import Dossier, HouseholdInYear, holds_on

DAY = date(2018, 6, 15)


@pytest.mark.parametrize(
    ("started", "ended", "holds"),
    [
        (None, None, True),
        ("2018-06-15", None, True),
        ("2018-06-16", None, False),
        ("2018", None, True),
        ("2019", None, False),
        (None, "2018-06-15", True),
        (None, "2018-06-14", False),
        (None, "2018-06", True),
        (None, "2018", True),
        (None, "2018-05", False),
        (None, "2017", False),
    ],
)
def test_a_pairing_holds_from_its_first_to_its_last_day(started: str | None, ended: str | None, *, holds: bool) -> None:
    assert holds_on(Pairing(id="p", started_on=started, ended_on=ended), DAY) is holds


def test_a_year_of_which_nothing_is_recorded_is_an_empty_year() -> None:
    assert Dossier(household=Household(id="h"), year=2018, day=DAY).now == HouseholdInYear(year=2018)


def test_a_dossier_without_anybody_has_no_head_and_no_name() -> None:
    dossier = Dossier(household=Household(id="h"), year=2018, day=DAY)
    assert dossier.head is None
    assert dossier.head_name == ""
