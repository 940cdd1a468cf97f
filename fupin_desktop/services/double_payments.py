"""Payments that two computers may have entered twice; whether they are one is decided by a person."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.services.conflict_cards import Card, CardKind, Hand, Opinion, Said, founder
from fupin_desktop.services.merge_duplicates import is_noted_different
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.record_words import value_words, whose

PAYMENT = ("done_on", "category", "kind", "content", "amount", "provider")
ALIKE = ("household_id", "person_id", "done_on", "category", "kind", "amount")  # content is worded as one pleases


def double_payments(registry: Registry) -> Iterator[Card]:
    """One household, day, category and sum on two records that began on two computers: paid twice, or entered twice."""
    alike: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for measure_id, one in registry.values("assistance_measure"):
        if one["household_id"] and one["done_on"] and one["amount"]:
            alike[tuple(one[name] for name in ALIKE)].append(measure_id)
    for ids in alike.values():
        if len(ids) < 2 or is_noted_different(registry, ids):
            continue
        hands = {one: founder(registry, "assistance_measure", one) for one in ids}
        if len({hand.device for hand in hands.values()}) > 1:
            yield _card(registry, sorted(ids), hands)


def _card(registry: Registry, ids: list[str], hands: Mapping[str, Hand]) -> Card:
    spec = RECORDS["assistance_measure"].by_name
    found = {one: registry.record("assistance_measure", one) for one in ids}
    opinions = tuple(
        Opinion(
            key=one,
            values=tuple(
                Said(
                    "assistance_measure",
                    name,
                    spec[name].label,
                    value_words(registry, spec[name], getattr(measure, name, None)),
                )
                for name in PAYMENT
            ),
            by=(hands[one],),
        )
        for one, measure in found.items()
    )
    home = getattr(found[ids[0]], "household_id", None) or ""
    return Card(
        id=f"payment:{'+'.join(ids)}",
        kind=CardKind.DOUBLE_PAYMENT,
        record="assistance_measure",
        record_ids=tuple(ids),
        whose=whose(registry, home),
        what="一笔帮扶可能记了两次",
        household_id=home,
        place=f"assistance_measure:{ids[0]}",
        since_ms=max(hand.at_ms for hand in hands.values()),
        opinions=opinions,
    )
