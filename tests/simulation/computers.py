"""A computer of the simulated county: a disk, a clock, keys and a certificate; it saves, talks, notices."""

import random
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from fupin_desktop.db import writing
from fupin_desktop.db.log_tables import commit_log, commit_ref, incarnation, stream
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Deed, Edit, Op
from fupin_desktop.sync.answering import Answering
from fupin_desktop.sync.certificates import Role, issue, read
from fupin_desktop.sync.identity import Identity
from fupin_desktop.sync.revocations import Revocations
from fupin_desktop.sync.session import vouch_for_own
from fupin_desktop.sync.signing import DeviceKeys
from tests.db.registries import NOON
from tests.simulation.clocks import YEAR, WrongClock
from tests.simulation.disks import Copy, Disk

AUTHORITY = DeviceKeys.generate(random.Random("authority").randbytes)
SERVING = (Role.COUNTY, Role.CITY)


@dataclass(frozen=True)
class Kept:
    """An older copy of a computer's disk, and what the model says must be on it."""

    disk: Copy
    expected: frozenset[bytes]
    offset: int


@dataclass
class Form:
    """A form that stands open: what it showed."""

    record: str
    id: str
    seen: dict[str, Any]


@dataclass
class Computer:
    """One computer, laptop or server."""

    name: str
    disk: Disk
    clock: WrongClock
    keys: DeviceKeys
    certificate: bytes
    offset: int = 0
    expected: set[bytes] = field(default_factory=set[bytes])
    """The commits that must be on its disk: what it acknowledged or took in, less what a restore took away."""
    copies: list[Kept] = field(default_factory=list[Kept])
    forms: list[Form] = field(default_factory=list[Form])
    parcels: int = 0
    touched: bool = False
    is_stolen: bool = False
    is_revoked: bool = False

    @property
    def registry(self) -> SqlRegistry:
        """Its open registry."""
        return self.disk.registry

    @property
    def me(self) -> Identity:
        """Who it is; the time is what its clock says and what it learnt it is off by."""
        certified = read(self.certificate, AUTHORITY.sign_public)
        return Identity(self.keys, certified, AUTHORITY.sign_public, lambda: max(0, self.clock() + self.offset))

    def believed(self) -> tuple[Revocations, ...]:
        """What it has heard to be revoked."""
        return self.me.revocations(self.registry.replica())

    @property
    def is_server(self) -> bool:
        """Whether others ask it."""
        return self.me.certificate.role in SERVING

    def answering(self) -> Answering:
        """As it answers; what it wrote itself it signs before."""
        vouch_for_own(self.registry.replica(), self.me)
        return Answering(self.registry.replica(), self.me)

    def save(self, region: str, record: str, record_id: str, values: dict[str, Any], **deed: Any) -> None:
        """One save."""
        self.write(region, [Edit(record, record_id, name, value) for name, value in values.items()], **deed)

    def write(self, region: str, edits: list[Edit], title: str = "修改") -> None:
        """Several edits as one action."""
        self.registry.write([(Deed(title=title, region=region), edits)])

    def write_as_newer(self, region: str, ops: list[Op], extra: dict[str, Any]) -> None:
        """What a newer program writes: fields and header keys of which this one knows nothing."""
        makes, heads = writing.ops_of, writing._header
        writing.ops_of = lambda *_: ops
        writing._header = lambda *said: heads(*said) | extra
        try:
            self.save(region, "household", "of a newer program", {"address": "?"}, title="新版的改动")
        finally:
            writing.ops_of, writing._header = makes, heads

    def known(self) -> set[bytes]:
        """Every commit in its log."""
        with self.registry._read() as connection:
            return set(connection.scalars(select(commit_ref.c.id).join(commit_log, commit_log.c.no == commit_ref.c.no)))

    def within(self, prefixes: tuple[str, ...], *, of: str | None = None) -> set[bytes]:
        """The commits of its log in streams of these regions, also of one incarnation only."""
        query = select(commit_ref.c.id, stream.c.region, incarnation.c.id).select_from(commit_log)
        query = query.join(commit_ref, commit_ref.c.no == commit_log.c.no)
        query = query.join(stream, stream.c.no == commit_log.c.stream_no)
        query = query.join(incarnation, incarnation.c.no == stream.c.incarnation_no)
        with self.registry._read() as connection:
            rows = connection.execute(query).all()
        return {row[0] for row in rows if row[1].startswith(prefixes) and of in (None, row[2])}

    def held(self) -> dict[bytes, str]:
        """The commits that it keeps and does not believe, with the reason."""
        return {one.held.commit.id(): one.held.reason for one in self.registry.replica().waiting()}

    def others_write_as_us(self) -> bool:
        """Whether commits under its own number came from elsewhere: from a copy of it, or from before a rollback."""
        query = select(commit_log.c.no).join(stream, stream.c.no == commit_log.c.stream_no)
        query = query.join(incarnation, incarnation.c.no == stream.c.incarnation_no)
        own = (incarnation.c.id == self.registry.replica().own().incarnation) & (commit_log.c.received_via != "local")
        with self.registry._read() as connection:
            return connection.execute(query.where(own).limit(1)).first() is not None

    def keep_copy(self) -> None:
        """Somebody copies the file aside."""
        self.copies.append(Kept(self.disk.copy(), frozenset(self.expected), self.offset))

    def put_back(self, older: Kept) -> None:
        """An older copy takes the place of the file."""
        self.disk.put_back(older.disk)
        self.expected, self.offset, self.forms = set(older.expected), older.offset, []


def certified(
    device: str, name: str, keys: DeviceKeys, prefixes: tuple[str, ...], role: Role, serial: int = 1
) -> bytes:
    """The authority's word for a computer."""
    return issue(
        AUTHORITY,
        device=device,
        name=name,
        sign=keys.sign_public,
        box=keys.box_public,
        prefixes=prefixes,
        role=role,
        not_before_ms=NOON - YEAR,
        not_after_ms=NOON + 3 * YEAR,
        serial=serial,
    )
