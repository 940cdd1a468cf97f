"""Which village a row belongs to, from the names in the file and the villages that the registry holds."""

import zlib
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from fupin_desktop.catalogue.regions import find_village, plain_place
from fupin_desktop.domain.staging.known import Known, VillageNames
from fupin_desktop.domain.staging.reading import Reading

_PATHS = (
    ("region.county", "region.township", "region.village"),
    ("village.county_name", "village.township_name", "village.name"),  # in a sheet about villages
)


class Place(NamedTuple):
    """The names that a row gives its village."""

    county: str
    township: str
    village: str

    @property
    def title(self) -> str:
        """As people say it."""
        return self.township + self.village


class Settled(NamedTuple):
    """What has been found out about the places of a batch."""

    codes: dict[Place, str | None]  # None: several villages are registered, and none of that name
    named: dict[str, Place]  # village code -> the names it takes on, because it had none or is new
    notes: list[str]


def place_of(reading: Reading) -> list[Place]:
    """The place of each row; an upper cell holds for the blank ones below it."""
    columns = [_text(reading.column(path)) for path in _PATHS[reading.entity == "village"]]
    return [Place(*names) for names in zip(*columns, strict=True)]


def settle(readings: Sequence[Reading], known: Known) -> Settled:
    """Find the code of every place named in a batch.

    Known villages come first, then the public region codes. A registry with one village grows by the villages of
    the file; one with several has been told which are its own, and there somebody must decide.
    """
    places: Counter[Place] = Counter()
    for reading in readings:
        places.update(place for place in place_of(reading) if place.village)
    settled = Settled({}, {}, [])
    for place in places:
        _settle_one(place, known, settled)
    left = [place for place in places if place not in settled.codes]
    if len(known.villages) == 1 and left:
        _give_to_the_only_village(max(left, key=lambda place: places[place]), len(left), known, settled)
    for place in left:
        if place not in settled.codes:
            _grow_or_ask(place, known, settled)
    return settled


def only_village(known: Known) -> str | None:
    """The code of the registry's village if it holds just one."""
    return next(iter(known.villages)) if len(known.villages) == 1 else None


def _settle_one(place: Place, known: Known, settled: Settled) -> None:
    for code, names in known.villages.items():
        if _is_called(names, place):
            settled.codes[place] = code
            if None in names:
                settled.named[code] = place
            return
    region = find_village(place.county, place.township, place.village)
    if region is None:
        return
    settled.codes[place] = region.code
    if known.villages.get(region.code) is None:
        settled.notes.append(f"登记库里还没有「{place.title}」（{region.code}），记入后将新增这个村。")
    if None in known.villages.get(region.code, VillageNames()):
        settled.named[region.code] = place


def _give_to_the_only_village(place: Place, count: int, known: Known, settled: Settled) -> None:
    code, names = next(iter(known.villages.items()))
    if names.name is None and code not in settled.named:
        settled.codes[place] = code
        settled.named[code] = place
    elif names.name is not None and count == 1:
        settled.codes[place] = code
        ours = (names.township or "") + names.name
        settled.notes.append(
            f"请核对：文件里是「{place.title}」，本登记库是「{ours}」（{code}）。如果不是同一个村，请不要记入。"
        )


def _grow_or_ask(place: Place, known: Known, settled: Settled) -> None:
    """A village that nobody knows gets a code of its township that no list uses, so that it stays a village apart."""
    if len(known.villages) <= 1:
        code = settled.codes[place] = _unused_code(place, known, settled)
        settled.named[code] = place
        advice = f"记入后将新增这个村，村编号暂定 {code}，请核对后改成正式编号"
    else:
        settled.codes[place] = None
        advice = "这个村的户列为存疑，请指定属于哪个村"
    settled.notes.append(f"登记库里没有「{place.title}」，区划代码表里也查不到：{advice}。")


def _unused_code(place: Place, known: Known, settled: Settled) -> str:
    townships = {code: names.township for code, names in known.villages.items()}
    townships |= {code: named.township for code, named in settled.named.items()}
    beside = [code[:9] for code, township in townships.items() if township and _is_same(township, place)]
    start = beside[0] if beside else f"{next(iter(known.villages), '000000')[:6]}999"
    used = {*known.villages, *settled.named}
    number = zlib.crc32(place.title.encode()) % 100  # the same on every laptop
    return next(code for step in range(len(used) + 1) if (code := f"{start}9{(number + step) % 100:02d}") not in used)


def _is_same(township: str, place: Place) -> bool:
    return plain_place(township, "township") == plain_place(place.township, "township")


def _is_called(names: VillageNames, place: Place) -> bool:
    """Whether a known village bears the names; what either side leaves open does not stand against it."""
    return (
        names.name is not None
        and plain_place(names.name, "village") == plain_place(place.village, "village")
        and _is_open_or_same(names.township, place.township, "township")
        and _is_open_or_same(names.county, place.county, "county")
    )


def _is_open_or_same(ours: str | None, theirs: str, level: str) -> bool:
    return not ours or not theirs or plain_place(ours, level) == plain_place(theirs, level)


def _text(column: list[str | None]) -> list[str]:
    found: list[str] = []
    last = ""
    for value in column:
        last = value or last
        found.append(last)
    return found
