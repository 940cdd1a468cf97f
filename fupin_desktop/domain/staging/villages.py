"""Which village a row belongs to, from the names in the file and the villages that the registry holds."""

import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from fupin_desktop.catalogue.regions import find_village, plain_place, region, region_path
from fupin_desktop.domain.staging.known import Known, VillageNames
from fupin_desktop.domain.staging.reading import Reading

_TOWNSHIP, _VILLAGE = 9, 12  # digits of their codes
_MADE_UP = "9"
_CODE = "village.village_code"
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


class Stranger(NamedTuple):
    """A village that only a person can place: why, the code it would get, and whether that is only provisional."""

    reason: str
    code: str


class Settled(NamedTuple):
    """What has been found out about the places of a batch."""

    codes: dict[Place, str | None]  # None: a stranger
    named: dict[str, Place]  # village code -> the names it takes on, because it had none or is new
    notes: list[str]
    strangers: dict[Place, Stranger]


def place_of(reading: Reading) -> list[Place]:
    """The place of each row; an upper cell holds for the blank ones below it."""
    columns = [_text(reading.column(path)) for path in _PATHS[reading.entity == "village"]]
    return [Place(*names) for names in zip(*columns, strict=True)]


def settle(readings: Sequence[Reading], known: Known) -> Settled:
    """Find the code of every place named in a batch.

    Known villages come first, then the public region codes. A registry with one village grows by the villages that an
    export of its township holds; whatever else it does not know waits for a person, and so does every village of
    another township.
    """
    places: Counter[Place] = Counter()
    listed: dict[str, VillageNames] = {}  # villages that tell their code, in a sheet of villages
    for reading in readings:
        for code, place in zip(reading.column(_CODE), place_of(reading), strict=True):
            if code and (code in known.villages or is_code_near(code, known)):
                listed[code] = VillageNames(place.village or None, place.township or None, place.county or None)
            elif not code and place.village:
                places[place] += 1
    settled = Settled({}, {}, [], {})
    for place in places:
        _settle_one(place, known, listed, settled)
    left = [place for place in places if place not in settled.codes]
    near = [place for place in left if is_near(place, known)]
    if len(known.villages) == 1 and near:
        _name_the_only_village(max(near, key=lambda place: places[place]), known, settled)
    for place in left:
        if place not in settled.codes:
            _grow_or_ask(place, known, settled, is_export=len(near) > 1 and place in near)
    return settled


def only_village(known: Known) -> str | None:
    """The code of the registry's village if it holds just one."""
    return next(iter(known.villages)) if len(known.villages) == 1 else None


def is_code_near(code: str, known: Known) -> bool:
    """Whether a village code lies in a township of the registry; in an empty registry every one does."""
    own = {one[:_TOWNSHIP] for one in known.villages}
    return len(code) == _VILLAGE and code.isascii() and code.isdigit() and (not own or code[:_TOWNSHIP] in own)


def is_near(place: Place, known: Known) -> bool:
    """Whether a place may lie in a township of the registry, as far as the names tell."""
    return not known.villages or any(
        _is_open_or_same(names.county or region_path(code).county, place.county, "county")
        and _is_open_or_same(names.township or region_path(code).township, place.township, "township")
        for code, names in known.villages.items()
    )


def is_provisional(code: str) -> bool:
    """Whether a village code was made up here: 9xx in a township is given to no village (NBS: below 900)."""
    return len(code) == _VILLAGE and code[_TOWNSHIP] == _MADE_UP and region(code) is None


def title_of(code: str, known: Known) -> str:
    """A village of the registry as people say it."""
    names = known.villages.get(code, VillageNames())
    return (names.township or "") + names.name if names.name else code


def _settle_one(place: Place, known: Known, listed: Mapping[str, VillageNames], settled: Settled) -> None:
    for code, names in (*known.villages.items(), *listed.items()):
        if _is_called(names, place):
            settled.codes[place] = code
            if code not in listed and None in names:
                settled.named[code] = place
            return
    found = find_village(place.county, place.township, place.village)
    if found is None:
        return
    if found.code not in known.villages and not is_code_near(found.code, known):
        _ask(place, found.code, known, settled, is_elsewhere=True)
        return
    settled.codes[place] = found.code
    if known.villages.get(found.code) is None:
        settled.notes.append(f"登记库里还没有「{place.title}」（{found.code}），记入后将新增这个村。")
    if None in known.villages.get(found.code, VillageNames()):
        settled.named[found.code] = place


def _name_the_only_village(place: Place, known: Known, settled: Settled) -> None:
    code, names = next(iter(known.villages.items()))
    if names.name is None and code not in settled.named and place not in settled.codes:
        settled.codes[place] = code
        settled.named[code] = place


def _grow_or_ask(place: Place, known: Known, settled: Settled, *, is_export: bool) -> None:
    """A village that nobody knows gets a code of its township that no list uses, so that it stays a village apart."""
    code = _unused_code(place, known, settled)
    if not known.villages or (is_export and len(known.villages) == 1):
        settled.codes[place] = code
        settled.named[code] = place
        settled.notes.append(
            f"登记库里没有「{place.title}」，区划代码表里也查不到："
            f"记入后将新增这个村，村编号暂定 {code}，请核对后改成正式编号。"
        )
    else:
        _ask(place, code, known, settled, is_elsewhere=not is_near(place, known))


def _ask(place: Place, code: str, known: Known, settled: Settled, *, is_elsewhere: bool) -> None:
    ours = "、".join(title_of(one, known) for one in list(known.villages)[:3])
    where = f"不在本登记库的乡镇（{ours}）" if is_elsewhere else f"本登记库是{ours}"
    settled.codes[place] = None
    settled.strangers[place] = Stranger(f"文件里写的村是「{place.title}」，{where}", code)
    settled.notes.append(
        f"登记库里没有「{place.title}」，{where}：这个村的新户列为存疑，请指定属于哪个村；不是本村的请不要记入。"
    )


def _unused_code(place: Place, known: Known, settled: Settled) -> str:
    townships = {code: names.township for code, names in known.villages.items()}
    townships |= {code: named.township for code, named in settled.named.items()}
    beside = [code[:9] for code, township in townships.items() if township and _is_same(township, place)]
    start = beside[0] if beside else f"{next(iter(known.villages), '000000')[:6]}999"
    used = {*known.villages, *settled.named, *(one.code for one in settled.strangers.values())}
    number = zlib.crc32(place.title.encode()) % 100  # the same on every laptop
    return next(
        code for step in range(len(used) + 1) if (code := f"{start}{_MADE_UP}{(number + step) % 100:02d}") not in used
    )


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
