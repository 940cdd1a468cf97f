"""Who leads whom in a village's industry, and what each link has brought (plan 三(二)1; domain.md §6.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.catalogue.projects.entity import Entity
from fupin_desktop.catalogue.projects.interest_link import InterestLink
from fupin_desktop.catalogue.projects.link_income import LinkIncome
from fupin_desktop.domain.book import Book

ENTITY, LINK, INCOME = "entity", "interest_link", "link_income"
PROCEEDS = ("share_proceeds", "land_proceeds", "wage_proceeds", "order_proceeds", "other_proceeds")
LEADING_KINDS = ("01", "02", "06")  # entity_kind: enterprise, cooperative, afforestation cooperative


@dataclass(frozen=True, slots=True)
class Led:
    """One entity in a year: the households that it leads by a link that holds, and what it brought them."""

    entity: Entity
    household_ids: tuple[str, ...]
    proceeds: Decimal | None
    income_ids: tuple[str, ...]


def led_by(book: Book, entity: Entity, year: int) -> Led:
    """What an entity does for the village's households in a year."""
    links: list[InterestLink] = [one for one in book.rows(LINK) if one.entity_id == entity.id and holds_in(one, year)]
    own = {one.id for one in links}
    incomes = [one for one in book.rows(INCOME) if one.link_id in own and one.year == year]
    households = dict.fromkeys(one.household_id for one in links if one.household_id)
    known = [brought for one in incomes if (brought := total(one)) is not None]
    return Led(entity, tuple(households), sum(known, Decimal(0)) if known else None, tuple(one.id for one in incomes))


def holds_in(link: InterestLink, year: int) -> bool:
    """Whether a contract holds at some time of the year; an unknown start does not end it."""
    return (link.started_on or "")[:4] <= str(year) and not (link.ended_on and link.ended_on[:4] < str(year))


def total(income: LinkIncome) -> Decimal | None:
    """Everything that a link brought in a year; None where nothing is noted."""
    known = [value for name in PROCEEDS if (value := getattr(income, name)) is not None]
    return sum(known, Decimal(0)) if known else None


def of_household(book: Book, household_id: str, year: int) -> dict[str, Decimal]:
    """What the household's links brought in a year, by the kind of proceeds."""
    own = {one.id for one in book.rows(LINK) if one.household_id == household_id}
    found: dict[str, Decimal] = {}
    for income in book.rows(INCOME):
        if income.link_id in own and income.year == year:
            for name in PROCEEDS:
                if getattr(income, name) is not None:
                    found[name] = found.get(name, Decimal(0)) + getattr(income, name)
    return found


def leading(entities: Iterable[Entity]) -> list[Entity]:
    """The entities that count as the village's leading one: marked, and of a kind that may lead."""
    return [one for one in entities if one.is_leading and one.kind in LEADING_KINDS]
