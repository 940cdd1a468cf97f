"""One measure for one household in one year: its figures and what its sentences may name."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fupin_desktop.services.demo.draws import between, one_of, stepped
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.income_rows import yuan
from fupin_desktop.services.demo.payments import disability_subsidy, school_grant
from fupin_desktop.services.demo.people import Someone
from fupin_desktop.services.demo.situation import Situation
from fupin_desktop.services.demo.words import Tree
from fupin_desktop.services.demo.worksheet import Line


@dataclass(slots=True)
class Told:
    """A measure as it is told of one household."""

    home: Home
    year: int
    measure: Tree
    person: Someone | None
    count: int
    amount: int  # yuan
    names: dict[str, Any]

    def say(self, kind: str) -> str:
        """One of the measure's sentences of that kind."""
        return one_of(self.home.rng, self.measure[kind]).format_map(self.names)

    def gain(self) -> Decimal | None:
        """What the measure brought in the year: part of the lines of the worksheet that it is about."""
        known = self.measure.get("gain")
        if known is None:
            return None
        item: str = known["item"]
        own = self.person.id if self.person and item.startswith("a") else None
        lines: list[Line] = [line for line in self.home.income[self.year].lines if line.item.startswith(item)]
        whole = sum(line.amount for line in lines if own in (None, line.person_id))
        part = whole * between(self.home.rng, *known["share"]) // 100
        return yuan(part if part == whole else part // 1000 * 1000) if part else None

    @property
    def money(self) -> Decimal | None:
        """The amount as a value; a blank where there is none."""
        return Decimal(self.amount) if self.amount else None


def tell(home: Home, state: Situation, measure: Tree, year: int) -> Told:
    """Draw the figures and gather the names."""
    person = state.who.get(measure.get("who", ""))
    count, amount = _figures(home, measure, person, year)
    who = person or home.head
    job = who.jobs.get(year)
    tag = next((tag for tag in measure["when"] if tag in state.sold), "")
    names: dict[str, Any] = {
        "head": home.head.name,
        "who": who.name,
        "illness": who.illness or "老毛病",
        "n": count,
        "amount": amount,
        "product": state.sold.get(tag) or next(iter(state.sold.values()), "玉米"),
        "place": "" if job is None or job.is_post else "".join(dict.fromkeys(job.place["place"][1:3])),
        "post": job.place["name"] if job and job.is_post else "公益岗",
    }
    return Told(home, year, measure, person, count, amount, names)


def _figures(home: Home, measure: Tree, person: Someone | None, year: int) -> tuple[int, int]:
    """Quantity and amount; 0 where the measure has none."""
    quantity: Any = measure.get("quantity", (0, 0))
    count = len(home.here(year)) if quantity == "members" else between(home.rng, quantity[0], quantity[1])
    if measure.get("unit") == "亩":
        land = home.land["orchard_land" if "orchard" in measure["when"] else "cultivated_land"]
        count = min(count, max(1, land // 10))
    if "each" in measure:
        return count, count * int(measure["each"])
    amount: Any = measure.get("amount", (0, 0))
    if amount == "school":
        return count, school_grant(person, year) if person else 0
    if amount == "disability":
        return count, disability_subsidy(year)
    return count, stepped(home.rng, amount[0], amount[1], measure.get("step", 50))
