"""Into which village a household goes, and what is said of a row that names one where it cannot be."""

from typing import Any

from fupin_desktop.domain.staging.draft import Draft, VillageOffer
from fupin_desktop.domain.staging.known import Known
from fupin_desktop.domain.staging.reading import CellProblem, Reading
from fupin_desktop.domain.staging.villages import (
    Place,
    Settled,
    is_code_near,
    is_provisional,
    only_village,
    title_of,
)

VILLAGE, CODE = "region.village", "household.village_code"


class Placing:
    """Places households; it holds what the registry and the batch know of villages."""

    def __init__(self, known: Known, settled: Settled) -> None:
        self._known, self._settled = known, settled

    def settle(self, draft: Draft, reading: Reading, index: int, place: Place) -> list[CellProblem]:
        """Give a household its village by its first row. Nobody moves to a village that nobody knows."""
        values = draft.parts.setdefault(("household", 0), {})
        said = values.get("village_code")
        if said:
            if self._may_be(said, place):
                return []
            del values["village_code"]
            return self._refused(draft, reading, index, CODE, f"村编号 {said}", self._offers(place, said))
        code = self._settled.codes.get(place) if place.village else only_village(self._known)
        if code is None and place.village:
            stranger = self._settled.strangers.get(place)
            return self._refused(
                draft,
                reading,
                index,
                VILLAGE,
                place.title,
                self._offers(place, ""),
                stranger.reason if stranger else "",
            )
        if code is None and not draft.is_known:
            draft.reasons.append("不知道属于哪个村（没有村名）")
            draft.villages = self._offers(place, "")
        elif code and (place.village or not draft.is_known):
            values["village_code"] = code
        return []

    def objections(self, draft: Draft, reading: Reading, index: int, place: Place) -> list[CellProblem]:
        """What there is to say of a further row of the household, if it names another village."""
        here = self._village_of(draft)
        if not place.village or not here or self._settled.codes.get(place) == here:
            return []
        reason = f"这一户在「{self._title(here)}」，这一行写的是另一个村：没有改动，请核实"
        return [reading.problem(index, VILLAGE, place.title, reason)]

    def _refused(
        self,
        draft: Draft,
        reading: Reading,
        index: int,
        path: str,
        said: str,
        offers: list[VillageOffer],
        reason: str = "",
    ) -> list[CellProblem]:
        """A new household waits for somebody to say where it belongs; a known one stays where it is."""
        if not draft.is_known:
            draft.reasons.append(reason or f"登记库里没有{said}这个村")
            draft.villages = offers
            return []
        here = self._known.held("household").get(draft.id, {}).get("village_code")
        stays = f"这一户在「{self._title(here)}」" if here else "这一户在登记库里没有写村"
        return [reading.problem(index, path, said, f"登记库里没有这个村；{stays}，没有改动，请核实是否迁走")]

    def _may_be(self, code: str, place: Place) -> bool:
        """Whether a code is a village of the registry, of the batch, or a new one of the same township."""
        known, named = self._known.villages, self._settled.named
        if code not in known and code not in named and is_code_near(code, self._known):
            named[code] = place
            self._settled.notes.append(f"登记库里还没有村编号 {code}，记入后将新增这个村，请核对。")
        return code in known or code in named

    def _offers(self, place: Place, said: str) -> list[VillageOffer]:
        """The registry's villages, and last the one that the file names."""
        own = [VillageOffer(code, f"{self._title(code)}（{code}）", {}) for code in sorted(self._known.villages)]
        stranger = self._settled.strangers.get(place)
        code = stranger.code if stranger else said
        if not place.village or not code:
            return own
        names = {"name": place.village, "township_name": place.township, "county_name": place.county}
        made: dict[str, Any] = {"village_code": code} | {field: name for field, name in names.items() if name}
        kind = "村编号暂定" if is_provisional(code) else "村编号"
        return [*own, VillageOffer(code, f"另立新村 {place.title}（{kind} {code}）", made)]

    def _village_of(self, draft: Draft) -> str | None:
        said: str | None = draft.value("household", "village_code")
        return said or (self._known.held("household").get(draft.id, {}).get("village_code") if draft.is_known else None)

    def _title(self, code: str) -> str:
        named = self._settled.named.get(code)
        return named.title if named and code not in self._known.villages else title_of(code, self._known)
