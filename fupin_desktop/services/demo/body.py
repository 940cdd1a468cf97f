"""Health, disability and strength to work (C-09, C-10), by person and year."""

from random import Random

from fupin_desktop.domain.checks.meanings import LOST, NO_LABOUR, ORDINARY, SKILLED, WEAK
from fupin_desktop.services.demo.draws import one_of
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import LAST, Someone
from fupin_desktop.services.demo.schooling import status
from fupin_desktop.services.demo.words import words

CHRONIC, SERIOUS, DISABLED = "02", "03", "04"
WEAK_SINCE = 2018  # the form's answer 弱劳动力或半劳动力 (domain.md C-10)
SEVERAL_SINCE = 2017  # several answers for health (domain.md C-09)
HEAVY = frozenset({"1", "2"})


def fall_ill(home: Home) -> None:
    """Draw illness and disability for every member; those under the five guarantees are never able to work."""
    known = words("people")["health"]
    for member in home.members:
        who = member.who
        _draw(home.rng, who, next(row for row in known["rates"] if who.age(LAST) <= row[0]))
        if who.ailment:
            who.illness = one_of(home.rng, known["serious" if who.ailment == SERIOUS else "chronic"])
            who.illness_grade = "03" if who.ailment == SERIOUS else one_of(home.rng, ("01", "02"))
        who.is_weak = home.rng.random() < 0.6
        who.is_skilled = home.rng.random() < 0.12


def _draw(rng: Random, who: Someone, rates: list[int]) -> None:
    _, chronic, serious, disabled = rates
    known = words("people")["health"]
    lot = rng.random() * 100
    if not who.ailment:
        who.ailment = CHRONIC if lot < chronic else SERIOUS if lot < chronic + serious else ""
    if not who.certificate and rng.random() * 100 < disabled:
        who.certificate = one_of(rng, known["disabilities"]) + one_of(rng, known["grades"])


def health(who: Someone, year: int) -> tuple[str, ...]:
    """The C-09 codes; one only on the forms up to 2016, the disability first."""
    found = [code for code in (who.ailment, DISABLED if who.certificate else "") if code]
    if not found:
        return ("01",)
    return tuple(found) if year >= SEVERAL_SINCE else (found[-1],)


def labour(who: Someone, year: int) -> str:
    """The C-10 code."""
    age = who.age(year)
    if age < 16 or status(who, year):
        return NO_LABOUR
    if who.certificate and who.certificate[1] in HEAVY:
        return LOST if who.certificate[0] == "4" else NO_LABOUR
    if who.ailment == SERIOUS or age >= 72:
        return LOST
    if age > 60 or who.is_ill_or_disabled:
        return _what_is_left(who, year, age)
    return SKILLED if who.is_skilled and age >= 20 else ORDINARY


def is_able(who: Someone, year: int) -> bool:
    """Whether the person can earn something by work, be it half."""
    return labour(who, year) in (ORDINARY, SKILLED, WEAK)


def _what_is_left(who: Someone, year: int, age: int) -> str:
    if age > 66 and not who.is_weak:
        return LOST
    if who.is_ill_or_disabled and not who.is_weak:
        return LOST
    return WEAK if year >= WEAK_SINCE else ORDINARY
