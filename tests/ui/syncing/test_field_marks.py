"""A field that two computers have written differently says so where it stands, and leads to its card."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.services.conflict_cards import CardKind
from fupin_desktop.services.save_records import save
from fupin_desktop.services.synchronise import synchronise
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.dossier_page import DossierPage
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.syncing.sync_page import SyncPage
from tests.sync.places import Place, answering
from tests.ui import builders

pytestmark = pytest.mark.gui
HOME = builders.household_id(0)
Opened = Callable[[str], DossierPage]


@pytest.fixture
def open_dossier(laptop_desk: Desk, qtbot: QtBot) -> Iterator[Opened]:
    """`open_dossier(place)`: the household's dossier on the laptop, read."""

    def opened(place: str) -> DossierPage:
        made = DossierPage(laptop_desk)
        qtbot.addWidget(made)
        made.resize(1000, 700)
        made.show()
        made.open(HOME, place)
        settle(laptop_desk, qtbot, made)
        return made

    yield opened
    qtbot.waitUntil(laptop_desk.tasks.wait_idle, timeout=20_000)


def settle(desk: Desk, qtbot: QtBot, page: DossierPage) -> None:
    """Until it is read and drawn."""
    qtbot.waitUntil(lambda: page.shown is not None and desk.tasks.wait_idle(), timeout=20_000)
    qtbot.waitUntil(lambda: not page._soon.isActive() and desk.tasks.wait_idle(), timeout=20_000)


def form_with(page: DossierPage, field: str) -> Form:
    """The form of the section in view that has a field."""
    assert page.section is not None
    return next(form for form in page.section.open_forms if field in form.boxes)


def differ(laptop: Place, colleague: Place, county: Place, **both: tuple[object, object]) -> None:
    """Both write, neither has seen the other's; then both sync."""
    for at, place in enumerate((laptop, colleague)):
        place.save(HOME, **{name: values[at] for name, values in both.items()})
    for place in (laptop, colleague, laptop):
        synchronise(place.registry, answering(county))


def test_the_field_itself_says_that_there_are_two_values_and_leads_to_the_card(
    open_dossier: Opened,
    page: SyncPage,
    qtbot: QtBot,
    laptop_desk: Desk,
    laptop: Place,
    colleague: Place,
    county: Place,
) -> None:
    differ(laptop, colleague, county, address=("东沟6号院", "西沟1号院"))
    dossier = open_dossier("household")
    form = form_with(dossier, "address")
    marked = [name for name, box in form.boxes.items() if box.decide is not None and box.decide.isVisible()]
    assert marked == ["address"]
    laptop_desk.page_requested.connect(lambda name, wish: page.receive(wish) if name == "sync" else None)
    form.boxes["address"].decide.click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: page.conflicts.card is not None and laptop_desk.tasks.wait_idle(), timeout=20_000)
    assert not page.tabs.is_first
    card = page.conflicts.card.card
    assert card.kind is CardKind.VALUE
    assert card.household_id == HOME


def test_saving_another_field_leaves_the_two_values_to_be_decided(
    open_dossier: Opened, qtbot: QtBot, laptop_desk: Desk, laptop: Place, colleague: Place, county: Place
) -> None:
    differ(laptop, colleague, county, address=("东沟6号院", "西沟1号院"))
    dossier = open_dossier("household")
    form = form_with(dossier, "phone")
    form.suggest({"phone": "19900001234"})
    dossier.foot.save.click()
    settle(laptop_desk, qtbot, dossier)
    assert laptop.shown("phone", HOME) == "19900001234"
    assert [one["field"] for one in laptop.registry.conflicts()] == ["address"]
    assert form_with(dossier, "address").boxes["address"].decide.isVisible()  # type: ignore[union-attr]


def test_the_mark_goes_when_somebody_has_decided_by_writing_the_right_value(
    open_dossier: Opened, qtbot: QtBot, laptop_desk: Desk, laptop: Place, colleague: Place, county: Place
) -> None:
    differ(laptop, colleague, county, address=("东沟6号院", "西沟1号院"))
    dossier = open_dossier("household")
    form_with(dossier, "address").suggest({"address": "南沟3号院"})
    dossier.foot.save.click()
    settle(laptop_desk, qtbot, dossier)
    assert laptop.registry.conflicts() == []
    assert not form_with(dossier, "address").boxes["address"].decide.isVisible()  # type: ignore[union-attr]


def test_where_a_group_disagrees_one_of_its_fields_cannot_be_saved_alone(
    laptop: Place, colleague: Place, county: Place
) -> None:
    person = next(m.person_id for m in laptop.registry.records("membership", "household_id", [HOME]))
    for at, place in enumerate((laptop, colleague)):
        number = builders.id_number(f"1999123{at}", "1", 91)
        save(place.registry, [Edit("person", person, "id_number", number)], title="改证件号码")
    for place in (laptop, colleague, laptop):
        synchronise(place.registry, answering(county))
    before = laptop.registry.conflicts()
    assert [one["kind"] for one in before] == ["group"]
    with pytest.raises(Refused) as refused:
        save(laptop.registry, [Edit("person", person, "sex", "2")], title="改性别")
    assert "证件号码" in refused.value.problems[0].message
    assert refused.value.problems[0].field == "sex"
    assert laptop.registry.conflicts() == before
