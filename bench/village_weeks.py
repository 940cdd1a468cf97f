"""Fictitious weeks of a village as segments: the commits that db/writing.py would make, without a database."""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.catalogue.numbers import LIFE, PSEUDO_FIELDS, number_of
from fupin_desktop.domain.changes import SUITE, Commit, Op, OpId, salt_mark
from fupin_desktop.domain.streams import Seal, Segment, StreamKey
from fupin_desktop.fields.plain import Plain, to_plain
from fupin_desktop.services.demo.attachments import Kept
from fupin_desktop.services.demo.fill import demo_groups
from fupin_desktop.services.demo.people import Row

MORNING = 1_530_403_200_000  # 2018-07-01 08:00 in China
OFFSET = -4_310  # ms by which this laptop's clock is wrong
USERS = ("张演示", "李队员", "王第一书记")
IMPORTED = ("household", "household_year", "household_conditions", "person", "person_year", "membership", "pairing")
CHANGED = ("person", "person_year", "household", "household_year", "household_conditions")
MADE = ("visit", "income_item", "assistance_measure")
YEAR = 2018
PHOTO = Kept("00" * 32, 1)
HEX_ID = re.compile(r"[0-9a-f]{32}")


@dataclass
class Village:
    """One stream that is being written, and the heads of its records."""

    seed: int
    region: str = "141124199201"
    chance: random.Random = field(init=False)
    now: int = MORNING
    commits: list[Commit] = field(default_factory=list[Commit])
    heads: dict[str, dict[int, tuple[OpId, Plain]]] = field(default_factory=dict[str, dict[int, tuple[OpId, Plain]]])
    rows: dict[str, list[tuple[str, dict[str, Any]]]] = field(
        default_factory=dict[str, list[tuple[str, dict[str, Any]]]]
    )

    homes: list[list[Row]] = field(default_factory=list[list[Row]])
    founded: int = 0  # commits of its first import

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.salt = self.chance.randbytes(32)
        self.incarnation = self.chance.randbytes(8).hex()
        self.last = (0, 0)

    def save(self, title: str, rows: Iterable[Row], *, kind: str = "edit", user: str = "", group: str = "") -> None:
        """One commit, with the bases and restated groups of db/writing.py."""
        ops = [op for record, record_id, values in rows for op in self._ops(record, record_id, values)]
        if not ops:
            return
        header = self._header(title, kind, user or USERS[0], group or self.chance.randbytes(8).hex())
        commit = Commit(header, tuple(ops), self.salt)
        self.commits.append(commit)
        for place, op in enumerate(ops):
            self.heads.setdefault(op.entity, {})[op.field] = (OpId(commit.id(), place), op.value)

    def segment(self, first: int = 0) -> Segment:
        """What has been written since."""
        stream = StreamKey(self.incarnation, self.region)
        last = self.commits[-1]
        seal = Seal(stream, int(last.header["seq"]), last.id(), self.chance.randbytes(64))
        return Segment(stream, self.salt, tuple(self.commits[first:]), seal)

    def _ops(self, record: str, record_id: str, values: dict[str, Any]) -> Iterator[Op]:
        known = self.heads.get(record_id, {})
        life = number_of(record, LIFE)
        if life not in known and LIFE not in values:
            yield Op(record_id, life, value=True)
        for name in self._together(record, values):
            number = number_of(record, name)
            head, now = known.get(number, (None, None))
            value = _plain(record, name, values[name]) if name in values else now
            bases = tuple(sorted(head for head, _ in known.values())) if name == LIFE else (head,) if head else ()
            yield Op(record_id, number, value, bases)

    def _together(self, record: str, values: dict[str, Any]) -> list[str]:
        spec = RECORDS[record]
        single = (*PSEUDO_FIELDS, *spec.key)
        names = [[name] if name in single else [one.name for one in spec.group_of(name)] for name in values]
        return list(dict.fromkeys(name for several in names for name in several))

    def _header(self, title: str, kind: str, user: str, group: str) -> dict[str, Any]:
        previous = self.commits[-1].id().hex() if self.commits else ""
        self.last = (self.now, 0) if self.now > self.last[0] else (self.last[0], self.last[1] + 1)
        wall = self.now + self.chance.randrange(2)  # it is read a moment after the stamp
        header = {
            "suite": SUITE,
            "inc": self.incarnation,
            "region": self.region,
            "seq": len(self.commits),
            "prev": previous,
            "hlc": list(self.last),
            "wall": wall,
            "est": wall + OFFSET,
            "user": user,
            "kind": kind,
            "title": title,
            "reason": "",
            "group": group,
            "program": "0.3.0",
        }
        return header if previous else header | {"salt": salt_mark(self.salt)}


def _plain(record: str, name: str, value: Any) -> Plain:
    spec = RECORDS[record].by_name.get(name)
    return value if spec is None else to_plain(spec, value)


def imported(households: int = 200, seed: int = 1, region: str = "", own: str = "", incarnation: str = "") -> Village:
    """A village after its first import of one year: one commit a household.

    With `region`, or `own` where several are of one region, its records have ids that no other's have.
    """
    village = Village(seed, region or Village.region)
    village.incarnation = incarnation or village.incarnation
    group = village.chance.randbytes(8).hex()
    for _, founded in demo_groups(1, households, seed, [PHOTO]):
        rows = [(record, key, _filled(values)) for record, key, values in founded.rows]
        rows = [_renamed(row, own or f"{region}{seed}") for row in rows] if region else rows
        for record, key, values in rows:
            village.rows.setdefault(record, []).append((key, values))
        first = [row for row in rows if row[0] in IMPORTED and row[2].get("year", YEAR) == YEAR]
        if any(record == "household" for record, _, _ in first):
            village.homes.append([row for row in first if row[0] in CHANGED])
            village.now += village.chance.randrange(9, 30)
            village.save("导入户信息、人口信息 2018", first, kind="import", group=group)
    return village


def weeks(village: Village, edits: int) -> Segment:
    """So many edits of the weeks after: three people go from household to household, some saves at each."""
    first = len(village.commits)
    while sum(len(commit.ops) for commit in village.commits[first:]) < edits:
        village.now += round(village.chance.lognormvariate(13.0, 1.0))
        if village.chance.random() < 0.05:
            village.now += 15 * 3_600_000
        home = village.chance.choice(village.homes)
        user = village.chance.choice(USERS)
        for _ in range(village.chance.randint(1, 6)):
            village.now += round(village.chance.lognormvariate(10.6, 0.8))
            _save(village, home, user)
    return village.segment(first)


def one_edit(village: Village) -> Segment:
    """One save of one field that was filled before."""
    while True:
        first = len(village.commits)
        village.now += 60_000
        _changes(village, village.chance.choice(village.homes), 1, USERS[0])
        if len(village.commits) > first and len(village.commits[-1].ops) == 1 and village.commits[-1].ops[0].bases:
            return village.segment(first)


def _save(village: Village, home: list[Row], user: str) -> None:
    turn = village.chance.random()
    if turn < 0.75:
        _changes(village, home, village.chance.choice((1, 1, 2, 3, 5)), user)
    elif turn < 0.98:
        _makes(village, home, user)
    else:
        record, key, _ = village.chance.choice(home)
        village.save("放入回收站", [(record, key, {LIFE: False})], user=user)


def _changes(village: Village, home: list[Row], most: int, user: str) -> None:
    """Some fields of a record of the household get what they have in another."""
    record, key, own = village.chance.choice(home)
    _, other = village.chance.choice(village.rows[record])
    names = [name for name in other if name not in RECORDS[record].key and other[name] != own.get(name)]
    chosen = {name: other[name] for name in village.chance.sample(names, min(most, len(names)))}
    own.update(chosen)
    village.save(f"修改 {_head(home)} {RECORDS[record].title}", [(record, key, chosen)], user=user)


def _makes(village: Village, home: list[Row], user: str) -> None:
    """A record is added, as a form does it: under a random id."""
    record = village.chance.choice(MADE)
    _, values = village.chance.choice(village.rows[record])
    row = (record, village.chance.randbytes(16).hex(), values)
    village.save(f"新增 {_head(home)} {RECORDS[record].title}", [row], user=user)


def _head(home: list[Row]) -> str:
    return next((str(values["name"]) for record, _, values in home if record == "person"), "")


def _renamed(row: Row, own: str) -> Row:
    """The same record under an id that no other village has: of many villages some codes would be given twice."""
    record, key, values = row
    return record, _own_id(key, own), {name: _own_id(value, own) for name, value in values.items()}


def _own_id(value: Any, own: str) -> Any:
    if not (isinstance(value, str) and HEX_ID.fullmatch(value)):
        return value
    return blake2b(value.encode(), digest_size=16, salt=own.encode()).hexdigest()


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
