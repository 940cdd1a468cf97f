"""Names of the demo people: by sex and generation, some with rare characters, some with a middle dot."""

from random import Random

from fupin_desktop.services.demo.draws import one_of
from fupin_desktop.services.demo.words import choices, words

OLD, MIDDLE = 58, 30  # ages at which the fashion of given names changes
RARE_EVERY, DOT_EVERY = 12, 40  # one household in so many has a member with such a name
# Who bears the surname of the head, by the head's sex.
_OF_A_MAN = frozenset({"01", "03", "04", "07", "08", "11", "17"})
_OF_A_WOMAN = frozenset({"01", "11", "17"})


class Surnames:
    """The surnames of one household: the head's line, and the husband's where the head is a woman."""

    def __init__(self, rng: Random, head_sex: str) -> None:
        self._rng = rng
        self.given: set[str] = set()  # the given names in the household
        self._line = _OF_A_MAN if head_sex == "1" else _OF_A_WOMAN
        self._own = one_of(rng, choices("names", "surnames"))
        self._father = self._own if head_sex == "1" else one_of(rng, choices("names", "surnames"))

    def of(self, relation: str) -> str:
        """The surname of a member."""
        if relation in self._line:
            return self._own
        if relation in ("03", "04", "07", "08", "15"):
            return self._father
        return one_of(self._rng, choices("names", "surnames"))


def given_name(rng: Random, sex: str, age: int, taken: set[str]) -> str:
    """A given name of that generation that nobody in the family has yet."""
    generation = "old" if age >= OLD else "middle" if age >= MIDDLE else "young"
    names = choices("names", "given", f"{generation}-{sex}")
    name = one_of(rng, names)
    while name in taken and len(taken) < len(names):
        name = one_of(rng, names)
    taken.add(name)
    return name


def rare_name(number: int) -> str:
    """A given name with a character that many fonts lack; each in turn."""
    names = choices("names", "given", "rare")
    return names[number // RARE_EVERY % len(names)]


def married_in(number: int) -> tuple[str, str]:
    """The whole name of a wife from far away, and her ethnicity."""
    people = words("names")["married_in"]["people"]
    name, ethnicity = people[number // DOT_EVERY % len(people)]
    return name, ethnicity


def helper_name(rng: Random, sex: str) -> str:
    """The name of a helper."""
    return one_of(rng, choices("names", "helpers", "surnames")) + one_of(
        rng, choices("names", "helpers", f"given-{sex}")
    )
