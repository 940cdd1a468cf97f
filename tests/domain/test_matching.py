"""Which offers suit a need, why, and what is left of each; whom an entity leads and what it brings."""

from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.catalogue.projects.entity import Entity
from fupin_desktop.catalogue.projects.interest_link import InterestLink
from fupin_desktop.catalogue.projects.link_income import LinkIncome
from fupin_desktop.catalogue.projects.matching import Matching
from fupin_desktop.catalogue.projects.need import Need
from fupin_desktop.catalogue.projects.offer import Offer
from fupin_desktop.catalogue.villages.village import Village
from fupin_desktop.domain.book import RECORD_OF, Book
from fupin_desktop.domain.industry import led_by, of_household
from fupin_desktop.domain.matching import candidates, disclosable, left_of_need, left_of_offer

QUILTS = Need(id="n", kind="02", title="棉被", amount=Decimal(6000), quantity_unit="床", urgency="1")


def book(*rows: Any) -> Book:
    lists: dict[str, list[Any]] = {}
    for row in rows:
        lists.setdefault(RECORD_OF[type(row)], []).append(row)
    return Book(Village(id="v", name="甲子沟村"), date(2018, 10, 1), lists)


def offer(called: str, **values: Any) -> Offer:
    return Offer(**({"id": called, "donor": called, "kind": "02", "amount": Decimal(9000)} | values))


def test_the_same_kind_and_enough_comes_first_with_its_reasons() -> None:
    much, little, money = offer("much"), offer("little", amount=Decimal(1000)), offer("money", kind="01")
    found = candidates(book(QUILTS, much, little, money), QUILTS)
    assert [one.offer.id for one in found] == ["much", "little", "money"]
    assert found[0].reasons == ("类别相同", "金额够", "急需")
    assert "能解决一部分（1000元）" in found[1].reasons
    assert "愿意捐资，可以折钱办" in found[2].reasons


def test_what_is_over_used_up_or_of_another_kind_does_not_suit() -> None:
    over, other = offer("over", valid_until="2018-09-30"), offer("other", kind="03")
    used = offer("used", amount=Decimal(500))
    agreed = Matching(id="m", need_id="else", offer_id="used", value=Decimal(500))
    assert candidates(book(QUILTS, over, other, used, agreed), QUILTS) == []
    still = offer("still", valid_until="2018-10")
    assert [one.offer.id for one in candidates(book(QUILTS, still), QUILTS)] == ["still"]


def test_what_was_agreed_is_taken_from_both_and_a_need_that_is_met_looks_no_further() -> None:
    much = offer("much")
    half = Matching(id="m", need_id="n", offer_id="much", value=Decimal(2500))
    of = book(QUILTS, much, half)
    assert (left_of_need(of, QUILTS), left_of_offer(of, much)) == (3500, 6500)
    assert len(candidates(of, QUILTS)) == 1
    rest = Matching(id="k", need_id="n", offer_id="much", value=Decimal(3500))
    assert candidates(book(QUILTS, much, half, rest), QUILTS) == []


def test_only_what_a_household_agreed_to_is_shown_to_donors() -> None:
    own, silent = Need(id="a"), Need(id="b", household_id="h")
    agreed, closed = Need(id="c", household_id="h", has_consent=True), Need(id="d", closed_on="2018-01-01")
    refused = Need(id="e", household_id="h", has_consent=False)
    assert [one.id for one in disclosable([own, silent, agreed, closed, refused])] == ["a", "c"]


def test_an_entity_leads_the_households_of_its_contracts_and_brings_what_is_noted() -> None:
    coop = Entity(id="coop", name="合作社", kind="02")
    first = InterestLink(id="l1", household_id="h1", entity_id="coop", started_on="2017-03-01")
    again = InterestLink(id="l2", household_id="h1", entity_id="coop", started_on="2018-03-01")
    ended = InterestLink(id="l3", household_id="h2", entity_id="coop", started_on="2015", ended_on="2017-12-31")
    rent = LinkIncome(id="i1", link_id="l1", year=2018, land_proceeds=Decimal(450), share_proceeds=Decimal(200))
    wages = LinkIncome(id="i2", link_id="l2", year=2018, wage_proceeds=Decimal(1000))
    before = LinkIncome(id="i3", link_id="l1", year=2017, share_proceeds=Decimal(9))
    of = book(coop, first, again, ended, rent, wages, before)
    led = led_by(of, coop, 2018)
    assert (led.household_ids, led.proceeds, led.income_ids) == (("h1",), Decimal(1650), ("i1", "i2"))
    assert led_by(of, coop, 2016).proceeds is None
    assert of_household(of, "h1", 2018) == {"land_proceeds": 450, "share_proceeds": 200, "wage_proceeds": 1000}
