"""The models behind the lists keep Qt's rules."""

import pytest
from pytestqt.modeltest import ModelTester

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.ui.dossiers.attachments.thumbnails_model import ThumbnailsModel
from fupin_desktop.ui.dossiers.changes_model import ChangesModel
from fupin_desktop.ui.dossiers.changes_section import read_changes
from fupin_desktop.ui.dossiers.list_kinds import MEASURES
from fupin_desktop.ui.dossiers.open_dossier import read_dossier
from fupin_desktop.ui.dossiers.records_model import RecordsModel
from tests.ui import builders
from tests.ui.forms.form_builders import filled

pytestmark = pytest.mark.gui


def test_a_short_list(qtmodeltester: ModelTester, registry: SqlRegistry) -> None:
    model = RecordsModel(MEASURES.columns)
    model.show(read_dossier(registry, builders.household_id(0), 2018).newest.measures)
    qtmodeltester.check(model)
    assert model.index(0, 2).data() == "发放核桃苗九十株"
    assert model.index(0, 3).data() == "450.00 元"


def test_the_history(qtmodeltester: ModelTester, registry: SqlRegistry) -> None:
    model = ChangesModel()
    model.show(read_changes(registry, read_dossier(registry, builders.household_id(0), 2018)))
    qtmodeltester.check(model)
    actions, lines = model.counts()
    assert actions == 1
    assert lines > 50
    model.filter("visits")
    assert 0 < model.counts()[1] < 12


def test_the_pictures(qtmodeltester: ModelTester) -> None:
    wanted: list[str] = []
    model = ThumbnailsModel(lambda one: wanted.append(one.blob))
    model.show([filled("attachment", "a1"), filled("attachment", "a2")])
    qtmodeltester.check(model)
    assert set(wanted) == {"文字"}
    assert len(wanted) == 1
