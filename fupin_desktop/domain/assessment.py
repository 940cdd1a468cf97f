"""The yearly assessment, counted from the register: each indicator as a part of a whole with the households behind it.

What has no data is left out and said so; it never counts as nought (plan 四(三); domain.md §7).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.domain.book import Book
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.funds import money
from fupin_desktop.domain.policy import Policy, Tree
from fupin_desktop.domain.waiting import waiting
from fupin_desktop.fields.days import last_day

EXITED = ("1", "4")  # C-03
NOT_APPLIED = "aid_entitled"  # of MATTERS: an aid that is due and not applied for
ERROR, MISSING = "E", "M"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: what was counted, of what, whose households made it and whose did not."""

    key: str
    group: str
    title: str
    rule: str
    weight: int
    target: Decimal
    part: Decimal
    whole: Decimal
    met: tuple[str, ...]  # ids of households
    lacking: tuple[str, ...]

    @property
    def actual(self) -> Decimal | None:
        """In per cent with one decimal; None without data."""
        return (self.part * 100 / self.whole).quantize(Decimal("0.1")) if self.whole else None

    @property
    def score(self) -> Decimal | None:
        """Weight × actual ÷ target, at most the weight."""
        if self.actual is None:
            return None
        return min(Decimal(self.weight), (self.weight * self.actual / self.target).quantize(Decimal("0.1")))


class Tally:
    """Counts dossier by dossier; hands out the indicators at the end."""

    def __init__(self, year: int, policy: Policy, levels: Mapping[str, frozenset[str]]) -> None:
        self._year, self._policy, self._levels = year, policy, levels
        self._met: dict[str, list[str]] = {}
        self._lacking: dict[str, list[str]] = {}
        self._plans = [0, 0]  # kept, due
        self._books: list[Book] = []

    def add_book(self, book: Book) -> None:
        """The lists of one village."""
        self._books.append(book)

    def add(self, dossier: Dossier) -> None:
        """One household, seen in the year."""
        facts, home = dossier.now.facts, dossier.household.id
        if facts is None or facts.is_valid is False:
            return
        is_out = facts.poverty_status in EXITED
        found, of_year = self._levels.get(home, frozenset()), str(self._year)
        if getattr(facts, "planned_exit_year", None) == self._year:
            self._note("exits", home, is_met=is_out and facts.exit_year == self._year)
        self._note("accurate", home, is_met=ERROR not in found)
        self._note("complete", home, is_met=MISSING not in found)
        self._note("paired", home, is_met=bool(dossier.helpers_now))
        if not is_out:
            self._note("helped", home, is_met=any((one.done_on or "").startswith(of_year) for one in dossier.measures))
        self._note("visited", home, is_met=any((one.visited_on or "").startswith(of_year) for one in dossier.visits))
        self._note("aids", home, is_met=all(m.key != NOT_APPLIED for m, _ in waiting(dossier, self._policy)))
        self._count_plans(dossier)

    def indicators(self) -> list[Indicator]:
        """In the order of the policy."""
        return [self._indicator(one) for one in self._policy.assessment["item"]]

    def _note(self, key: str, home: str, *, is_met: bool) -> None:
        (self._met if is_met else self._lacking).setdefault(key, []).append(home)

    def _count_plans(self, dossier: Dossier) -> None:
        for one in dossier.plans:
            end = last_day(one.ends_on or "")
            if end is not None and end.year == self._year and end <= (dossier.present or dossier.day):
                self._plans[1] += 1
                self._plans[0] += one.done_on is not None
                self._note("plans", dossier.household.id, is_met=one.done_on is not None)

    def _indicator(self, tree: Tree) -> Indicator:
        key = tree["key"]
        met, lacking = tuple(self._met.get(key, ())), tuple(self._lacking.get(key, ()))
        part, whole = Decimal(len(met)), Decimal(len(met) + len(lacking))
        if key == "plans":
            part, whole = Decimal(self._plans[0]), Decimal(self._plans[1])
        elif key == "funds":
            sums = [money(book) for book in self._books]
            part = sum((one.paid or Decimal(0) for one in sums), Decimal(0))
            whole = sum((one.arrived or Decimal(0) for one in sums), Decimal(0))
        once = tuple(dict.fromkeys(lacking))
        return Indicator(
            key,
            tree["group"],
            tree["title"],
            tree["rule"],
            int(tree["weight"]),
            Decimal(tree["target"]),
            part,
            whole,
            tuple(dict.fromkeys(met)),
            once,
        )


def total(found: Iterable[Indicator]) -> Decimal | None:
    """The score out of a hundred; indicators without data are left out, and the rest weighs the whole."""
    known = [one for one in found if one.score is not None]
    weight = sum(one.weight for one in known)
    if not weight:
        return None
    return (sum((one.score or Decimal(0) for one in known), Decimal(0)) * 100 / weight).quantize(Decimal("0.1"))


def grade(score: Decimal | None, policy: Policy) -> tuple[str, str]:
    """(好, 较好 …, what follows for next year's money); blanks without a score."""
    if score is None:
        return "", ""
    found = next(one for one in policy.assessment["grade"] if score >= Decimal(one["from"]))
    return found["title"], found["next_year"]
