"""What two computers wrote that cannot both be meant: people and payments entered twice, a person in two households,
records without one.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.id_number import identity
from fupin_desktop.services.conflict_cards import (
    Card,
    CardKind,
    Hand,
    Opinion,
    Said,
    conflict_cards,
    founder,
)
from fupin_desktop.services.double_payments import double_payments
from fupin_desktop.services.merge_duplicates import is_noted_different
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.record_words import value_words, whose

COMPARED = ("name", "id_number", "sex", "birth_date", "person_phone")
OWNED = tuple(name for name, record in RECORDS.items() if "household_id" in (record.owner, *record.by_name))
Values = Mapping[str, Any]
Places = Sequence[tuple[str, Values]]


def all_cards(registry: Registry) -> list[Card]:
    """Everything that waits for a person: disagreements first, then what is doubtful."""
    return [*conflict_cards(registry), *doubtful_cards(registry)]


def doubtful_cards(registry: Registry) -> list[Card]:
    """Duplicates, people in two households, payments entered twice, and records whose household is not here."""
    people = dict(registry.values("person"))
    places = registry.values("membership")
    return [
        *_duplicates(registry, people, places),
        *_in_two_households(registry, people, places),
        *double_payments(registry),
        *_orphans(registry, people),
    ]


def _duplicates(registry: Registry, people: Mapping[str, Values], places: Places) -> Iterator[Card]:
    """One number on two records that began on two computers; what one computer wrote twice is told by the checks."""
    by_number: dict[str, list[str]] = defaultdict(list)
    for person_id, values in people.items():
        number = identity(values["id_number"])
        if number:
            by_number[number].append(person_id)
    homes = {one["person_id"]: one["household_id"] for _, one in places if one["left_on"] is None}
    for ids in by_number.values():
        if len(ids) < 2 or is_noted_different(registry, ids):
            continue
        hands = {one: founder(registry, "person", one) for one in ids}
        if len({hand.device for hand in hands.values()}) > 1:
            yield _duplicate(registry, sorted(ids), people, homes, hands)


def _duplicate(
    registry: Registry,
    ids: list[str],
    people: Mapping[str, Values],
    homes: Mapping[str, str],
    hands: Mapping[str, Hand],
) -> Card:
    spec = RECORDS["person"].by_name
    opinions = tuple(
        Opinion(
            key=one,
            values=(
                *(
                    Said("person", name, spec[name].label, value_words(registry, spec[name], people[one][name]))
                    for name in COMPARED
                ),
                Said("person", "", "所在户", whose(registry, homes.get(one, "")) if one in homes else "（不在哪一户）"),
            ),
            by=(hands[one],),
        )
        for one in ids
    )
    names = "、".join(dict.fromkeys(people[one]["name"] or "（无姓名）" for one in ids))
    home = next((homes[one] for one in ids if one in homes), "")
    return Card(
        id=f"duplicate:{'+'.join(ids)}",
        kind=CardKind.DUPLICATE,
        record="person",
        record_ids=tuple(ids),
        whose=whose(registry, home),
        what=f"{names} · 可能登记了两次",
        household_id=home,
        place=f"person:{ids[0]}",
        since_ms=max(hand.at_ms for hand in hands.values()),
        opinions=opinions,
    )


def _in_two_households(registry: Registry, people: Mapping[str, Values], places: Places) -> Iterator[Card]:
    standing: dict[str, dict[str, str]] = defaultdict(dict)
    for membership_id, one in places:
        if one["left_on"] is None and one["household_id"] and one["person_id"] in people:
            standing[one["person_id"]][one["household_id"]] = membership_id
    for person_id, homes in standing.items():
        if len(homes) > 1:
            yield _two_households(registry, person_id, people[person_id], homes)


def _two_households(registry: Registry, person_id: str, person: Values, homes: Mapping[str, str]) -> Card:
    table = RECORDS["membership"].by_name["relation_to_head"]
    sides: list[Opinion] = []
    for household_id, membership_id in sorted(homes.items()):
        place = registry.record("membership", membership_id)
        relation = value_words(registry, table, place.relation_to_head if place else None)
        said = (
            Said("membership", "", "所在户", whose(registry, household_id)),
            Said("membership", "relation_to_head", table.label, relation),
        )
        by = (founder(registry, "membership", membership_id),)
        sides.append(Opinion(key=membership_id, values=said, by=by, button="是这户的人"))
    first = min(homes)
    return Card(
        id=f"two:{person_id}",
        kind=CardKind.TWO_HOUSEHOLDS,
        record="membership",
        record_ids=tuple(sorted(homes.values())),
        whose=whose(registry, first),
        what=f"{person['name'] or '（无姓名）'} · 同时在两户里",
        household_id=first,
        place=f"person:{person_id}",
        since_ms=max(hand.at_ms for side in sides for hand in side.by),
        opinions=tuple(sides),
    )


def _orphans(registry: Registry, people: Mapping[str, Values]) -> Iterator[Card]:
    """A household in the recycle bin is known; what points to it is in the bin with it."""
    here = {one for one, _ in registry.values("household")}
    here |= {one.id for one in registry.records("household", deleted=True)}
    lost: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for record in OWNED:
        for record_id, values in registry.values(record):
            owner = values.get("household_id")
            if owner and owner not in here:
                lost[owner].append((record, record_id))
    for owner, found in sorted(lost.items()):
        counts: dict[str, int] = defaultdict(int)
        for record, _ in found:
            counts[RECORDS[record].title] += 1
        hand = founder(registry, *found[0])
        said = tuple(Said(found[0][0], "", title, f"{count} 条") for title, count in counts.items())
        yield Card(
            id=f"orphan:{owner}",
            kind=CardKind.ORPHAN,
            record=found[0][0],
            record_ids=tuple(one for _, one in found),
            whose="（这台电脑里没有的户）",
            what=f"{len(found)} 条记录找不到所属的户",
            since_ms=hand.at_ms,
            opinions=(Opinion(key=owner, values=said, by=(hand,)),),
        )
