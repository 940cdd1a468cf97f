"""The history of a household: every action under its name, every value, filtered by section."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.identity import coded_id, yearly_id
from fupin_desktop.services.save_records import save as save_edits
from fupin_desktop.ui.dossiers import places
from fupin_desktop.ui.dossiers.dossier_page import DossierPage
from tests.ui import builders
from tests.ui.dossiers.hands import FAMILY, OpenPage

pytestmark = pytest.mark.gui
HOUSEHOLD = builders.household_id(FAMILY)
Go = Callable[[DossierPage, str], Any]


def test_the_newest_action_stands_first_with_what_it_changed(
    open_page: OpenPage, go: Go, registry: SqlRegistry
) -> None:
    own = yearly_id("household_conditions", HOUSEHOLD, 2018)
    save_edits(registry, [Edit("household_conditions", own, "cultivated_land", Decimal(3))], title="改耕地")
    section = go(open_page(), places.CHANGES)
    words = [line.words for line in section.changes.lines[:2]]
    assert words[0].startswith("改耕地\n")
    assert "王演示" in words[0]
    assert words[1] == "　生产生活条件 · 耕地面积：9 亩 → 3 亩"


def test_what_was_put_away_stays_in_the_history(open_page: OpenPage, go: Go, registry: SqlRegistry) -> None:
    plan = coded_id("assistance_plan", builders.household_code(FAMILY))
    save_edits(registry, [Edit("assistance_plan", plan, LIFE, value=False)], title="删除计划")
    section = go(open_page(), places.CHANGES)
    section.chips[places.PLANS].click()
    words = [line.words for line in section.changes.lines]
    assert "　帮扶计划：放入回收站" in words
    assert any("发展核桃三亩" in one for one in words)


def test_the_history_can_be_narrowed_to_a_section(open_page: OpenPage, go: Go) -> None:
    section = go(open_page(), places.CHANGES)
    everything = section.changes.rowCount()
    section.chips[places.VISITS].click()
    assert 0 < section.changes.rowCount() < everything
    assert section.chips[places.VISITS].isChecked()
    assert not section.chips[""].isChecked()
    section.chips[places.EFFECTS].click()
    assert section.summary.text() == "这一部分还没有改动。"


def test_numbers_and_phones_are_masked_in_the_history(open_page: OpenPage, go: Go, registry: SqlRegistry) -> None:
    section = go(open_page(), places.CHANGES)
    everything = "\n".join(line.words for line in section.changes.lines)
    for person in registry.records("person", "id", [builders.person_id(FAMILY, n) for n in range(5)]):
        assert person.id_number not in everything
    assert registry.record("household", HOUSEHOLD).phone not in everything
