"""What befell the families in these years: a death, a wedding, a household that was split (domain.md §4.3)."""

from random import Random

from fupin_desktop.services.demo.draws import day_in
from fupin_desktop.services.demo.home import Home
from fupin_desktop.services.demo.people import LAST, Member

DIED, MARRIED_OUT, SPLIT_OFF = "01", "02", "06"  # C-27
MARRIED_IN, FROM_SPLIT = "02", "08"  # C-26
SPLIT_ON = "2017-06-12"
LEAVES_WITH_SON = {"03": "01", "05": "02", "07": "03", "08": "04"}  # relation before -> after the split


def befall(home: Home) -> None:
    """What the family's entry says befell it, or now and then by chance."""
    event = home.family.get("event") or _chance_event(home)
    if event == "death":
        _die(home.rng, home.members)
    elif event == "wedding_out":
        _leave(home.rng, home.members)
    elif event == "wedding_in":
        _bring_bride(home.rng, home.members)


def split_off(members: list[Member]) -> list[Member]:
    """The son's family leaves the old household; returns them as members of their own."""
    fresh: list[Member] = []
    for member in members:
        relation = LEAVES_WITH_SON.get(member.relation)
        if relation:
            member.left_on, member.leave_reason = SPLIT_ON, SPLIT_OFF
            fresh.append(Member(member.who, relation, len(fresh) + 1, SPLIT_ON, FROM_SPLIT))
    return fresh


def _chance_event(home: Home) -> str:
    """Only where enough stay behind that the income per head does not leap."""
    if len(home.members) < 4 or home.tag:
        return ""
    lot = home.rng.random()
    if lot < 0.05:
        return "death"
    return "wedding_out" if lot < 0.13 else "wedding_in" if lot < 0.18 else ""


def _die(rng: Random, members: list[Member]) -> None:
    """The oldest but the head dies in one of the last two years."""
    oldest = max(members[1:], key=lambda member: member.who.age(LAST))
    if oldest.who.age(LAST) >= 66:
        oldest.left_on, oldest.leave_reason = day_in(rng, LAST - (rng.random() < 0.4), 2, 11), DIED


def _leave(rng: Random, members: list[Member]) -> None:
    """A grown daughter marries into another village."""
    bride = next((one for one in members if one.relation == "04" and 22 <= one.who.age(LAST) <= 28), None)
    if bride:
        bride.left_on, bride.leave_reason = day_in(rng, LAST, 3, 10), MARRIED_OUT


def _bring_bride(rng: Random, members: list[Member]) -> None:
    """The son's wife has come lately, where they have no children yet."""
    bride = next((one for one in members if one.relation == "05"), None)
    if bride and not any(one.relation in ("07", "08") for one in members):
        bride.joined_on, bride.join_reason = day_in(rng, LAST - 1, 9, 12), MARRIED_IN
