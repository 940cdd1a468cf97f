"""The ways to take a draft in: as itself, as one of several known records, or as one of several rows. Pure lists."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.identity import coded_id, village_id, yearly_id
from fupin_desktop.domain.staging.agreement import agrees
from fupin_desktop.domain.staging.draft import Ask, Draft, Parts, Tie, Variant, VillageOffer
from fupin_desktop.domain.staging.known import Known, Values

MOST_CANDIDATES = 30
NEW = "new"


class Claim(NamedTuple):
    """One record as a draft would have it, before it is compared with what is there."""

    record: str
    id: str
    values: Mapping[str, Any]
    keys: Mapping[str, Any]


class Way(NamedTuple):
    """One way to take a draft in; `is_known` says whether its record may be there already."""

    key: str
    id: str
    title: str
    is_known: bool
    claims: list[Claim]


class Ways:
    """Builds the ways; it holds what they need to know of the registry."""

    def __init__(self, known: Known, ask: Ask, pairings: Mapping[str, Values]) -> None:
        self._known, self._ask, self._pairings = known, ask, pairings

    def of(self, draft: Draft) -> list[Way]:
        """One way for a draft that is certain, several to decide between for one that is not."""
        if draft.candidates:
            ways = [Way(one, one, "", True, self._claims(draft, one)) for one in draft.candidates[:MOST_CANDIDATES]]
            return ways + (self._in_villages(draft) or [self._as_new(draft)])
        if draft.villages:
            return self._in_villages(draft)
        if draft.variants:
            first = Variant(draft.sources[0], {}, draft.household)
            return [self._as_in_row(draft, variant) for variant in (first, *draft.variants)]
        return [Way(draft.id if draft.is_known else NEW, draft.id, "", draft.is_known, self._claims(draft, draft.id))]

    def _as_new(self, draft: Draft) -> Way:
        return Way(NEW, draft.id, "作为新记录登记", False, self._claims(draft, draft.id))

    def _in_villages(self, draft: Draft) -> list[Way]:
        return [self._in_village(draft, offer) for offer in draft.villages[-MOST_CANDIDATES:]]

    def _in_village(self, draft: Draft, offer: VillageOffer) -> Way:
        parts = _overlaid(draft.parts, {("household", 0): {"village_code": offer.code}})
        claims = self._claims(replace(draft, parts=parts), draft.id)
        if offer.made:
            claims.append(Claim("village", village_id(offer.code), offer.made, {}))
        title = offer.title if offer.made else f"归入 {offer.title}"
        return Way(offer.code, draft.id, title, draft.is_known, claims)

    def _as_in_row(self, draft: Draft, variant: Variant) -> Way:
        where, parts, household = variant
        said = replace(draft, parts=_overlaid(draft.parts, parts), household=household or draft.household)
        is_one_sheet = len({(one.file, one.sheet) for one in draft.sources}) == 1
        key = f"{where.file}:{where.row}" if is_one_sheet else f"{where.file}:{where.sheet}:{where.row}"
        title = f"按第{where.row}行" if is_one_sheet else f"按第{where.row}行（{where.in_sheet}）"
        return Way(key, draft.id, title, draft.is_known, self._claims(said, draft.id))

    def _claims(self, draft: Draft, target: str) -> list[Claim]:
        claims: list[Claim] = []
        for (record, year), values in draft.parts.items():
            if year:
                owner = RECORDS[record].owner
                claims.append(Claim(record, yearly_id(record, target, year), values, {owner: target, "year": year}))
            elif record == "membership":
                claims += self._membership(draft, target, values)
            else:
                claims.append(Claim(record, target, values, {}))
        claims += [self._pairing(draft, target, tie) for tie in draft.ties]
        return claims

    def _membership(self, draft: Draft, target: str, values: Mapping[str, Any]) -> Iterator[Claim]:
        """Where the person belongs: the present membership, or a new one. Its place in the list stays as it was."""
        household = draft.household
        if household is None:
            return
        present = self._known.memberships.get(target)
        if present is None:
            past = self._known.past_memberships.get((target, household.id), ())
            made = past[0] if past else self._coded("membership", household.code, draft.code)
            yield Claim("membership", made, {"household_id": household.id, "person_id": target, **values}, {})
            return
        said = {name: value for name, value in values.items() if name != "position"}
        if present.household_id != household.id:
            said["household_id"] = household.id
        yield Claim("membership", present.membership_id, said, {})

    def _pairing(self, draft: Draft, target: str, tie: Tie) -> Claim:
        found = self._present_pairing(target, tie)
        if found:
            return Claim("pairing", found, tie.values, {})
        made = self._coded("pairing", tie.household.code, draft.code, tie.values.get("started_on") or "-")
        return Claim("pairing", made, {"household_id": tie.household.id, "helper_id": target, **tie.values}, {})

    def _present_pairing(self, helper_id: str, tie: Tie) -> str | None:
        """The known pairing that a row means: of the same start, or the only one that has not ended."""
        spec = RECORDS["pairing"].by_name["started_on"]
        start = tie.values.get("started_on")
        running: list[str] = []
        for pairing_id in self._known.pairings.get((tie.household.id, helper_id), ()):
            now = self._pairings.get(pairing_id, {})
            began = now.get("started_on")
            if not began or agrees(spec, began, start) or agrees(spec, start, began):
                return pairing_id
            if not now.get("ended_on"):
                running.append(pairing_id)
        return running[0] if len(running) == 1 else None

    def _coded(self, record: str, *codes: str) -> str:
        """The same id on every laptop where the codes are known, unless something else has taken it."""
        made = coded_id(record, "|".join(codes)) if all(codes) else ""
        is_free = made and (made in self._known.held(record) or made not in self._known.taken)
        return made if is_free else self._ask()


def _overlaid(parts: Parts, over: Parts) -> Parts:
    return parts | {part: parts.get(part, {}) | values for part, values in over.items()}
