"""The family of a demo household: who lives together, how old, by what name. What befalls them stands elsewhere."""

from functools import cache
from random import Random

from fupin_desktop.catalogue.codes import code_table
from fupin_desktop.domain.identity import coded_id
from fupin_desktop.services.demo.draws import between, birthday, one_of
from fupin_desktop.services.demo.naming import (
    DOT_EVERY,
    RARE_EVERY,
    Surnames,
    given_name,
    married_in,
    rare_name,
)
from fupin_desktop.services.demo.numbers import PERSON, Numbers
from fupin_desktop.services.demo.people import CHILDREN, HEAD, LAST, SPOUSE, YEARS, Member, Someone
from fupin_desktop.services.demo.words import Tree, words


def family_of(rng: Random, number: int) -> Tree:
    """The kind of family that the household of that number is."""
    fixed, drawn, total = _families()
    if number in fixed:
        return fixed[number]
    at = rng.random() * total
    for family in drawn:
        at -= family["weight"]
        if at < 0:
            return family
    return drawn[0]


def members_of(rng: Random, numbers: Numbers, family: Tree, number: int) -> list[Member]:
    """The members, head first, as they are in the last year; a child born since has its day of joining."""
    surnames = Surnames(rng, family["sex"])
    age = between(rng, *family["head"])
    members = [Member(_somebody(rng, numbers, surnames, HEAD, family, age), HEAD, 1)]
    for entry in family.get("members", ()):
        years = age + between(rng, *entry["older"])
        if rng.random() < entry.get("chance", 1) and years >= 0:
            relation = one_of(rng, entry["relation"])
            who = _somebody(rng, numbers, surnames, relation, {"sex": family["sex"]} | entry, years)
            members.append(_joined(Member(who, relation, len(members) + 1)))
    _rename(members, number)
    return members


def _somebody(rng: Random, numbers: Numbers, surnames: Surnames, relation: str, entry: Tree, age: int) -> Someone:
    sex = _sex(relation, entry)
    born = birthday(rng, LAST - age)
    code = numbers.code(PERSON)
    name = surnames.of(relation) + given_name(rng, sex, age, surnames.given)
    who = Someone(coded_id("person", code), code, name, sex, born, numbers.id_number(rng, sex, born))
    who.path, who.certificate = entry.get("path", ""), entry.get("certificate", "")
    who.ailment = entry.get("ailment", "")
    return who


def _sex(relation: str, entry: Tree) -> str:
    """A spouse is of the other sex, a relation of either sex as the entry says."""
    if relation == SPOUSE:
        return "2" if entry["sex"] == "1" else "1"
    otherwise: str = entry["sex"]
    return _sex_of_relation().get(relation, otherwise)


def _joined(member: Member) -> Member:
    born = member.who.born
    if born.year >= YEARS[0] and member.relation in CHILDREN:
        member.joined_on, member.join_reason = born.isoformat(), "01"
    return member


def _rename(members: list[Member], number: int) -> None:
    """In one household of several somebody has a rare name, in one of many a name with a dot."""
    if number % RARE_EVERY == 5:
        who = members[-1].who
        who.name = who.name[0] + rare_name(number)
    if number % DOT_EVERY in (9, 21):
        wife = next((one.who for one in members if one.relation in (SPOUSE, "05") and one.who.sex == "2"), None)
        if wife:
            wife.name, wife.ethnicity = married_in(number)


@cache
def _families() -> tuple[dict[int, Tree], tuple[Tree, ...], int]:
    """The families of fixed numbers, those that are drawn, and the sum of their weights."""
    every = words("families")["family"]
    drawn = tuple(one for one in every if "weight" in one)
    return {one["number"]: one for one in every if "number" in one}, drawn, sum(one["weight"] for one in drawn)


@cache
def _sex_of_relation() -> dict[str, str]:
    codes = {"M": "1", "F": "2"}
    return {i.code: codes[i.extra["sex"]] for i in code_table("relation").items if i.extra.get("sex") in codes}
