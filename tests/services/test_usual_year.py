"""The year in which a village opens is that of most of its households, not that of the one who went ahead."""

from collections.abc import Generator
from pathlib import Path

import pytest

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.services.keep_years import carry_over, open_year
from fupin_desktop.services.usual_year import usual_year
from tests.db.registries import Clock, copied, open_at
from tests.ui import builders


@pytest.fixture
def in_2019(_village_folder: Path, tmp_path: Path) -> Generator[SqlRegistry]:
    """甲子沟村 a year after its newest data."""
    clock = Clock()
    clock.go(300)
    one = open_at(copied(_village_folder, tmp_path / "village"), clock)
    yield one
    one.close()


def test_one_household_that_goes_ahead_does_not_take_the_village_along(in_2019: SqlRegistry) -> None:
    carry_over(in_2019, list(in_2019.dossiers([builders.household_id(0)], 2018)), 2019)
    assert 2019 in in_2019.years()
    assert usual_year(in_2019, builders.VILLAGE) == 2018
    open_year(in_2019, builders.VILLAGE, 2019)
    assert usual_year(in_2019, builders.VILLAGE) == 2019


def test_a_year_that_has_not_come_yet_is_not_opened_by_itself(village: SqlRegistry) -> None:
    open_year(village, builders.VILLAGE, 2019)
    assert usual_year(village, builders.VILLAGE) == 2018


def test_a_village_without_any_data_opens_today(registry: SqlRegistry) -> None:
    assert usual_year(registry, "141124999999") == registry.today().year
