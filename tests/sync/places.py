"""A county and its laptops: real encrypted registries, certified by a real authority, talking in one process."""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.db.restoring import restore
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.sync.answering import Answering
from fupin_desktop.sync.certificates import Role, issue, read
from fupin_desktop.sync.identity import Identity
from fupin_desktop.sync.protocol import County, LineLost
from fupin_desktop.sync.session import Outcome, Stage, exchange, vouch_for_own
from fupin_desktop.sync.signing import DeviceKeys
from tests.db.registries import NOON, PASSPHRASE, VILLAGE, Clock, copied, open_at, run

YEAR = 365 * 86_400_000
AUTHORITY = DeviceKeys.generate(random.Random(1).randbytes)


@dataclass
class Place:
    """One computer: its registry, its clock, its keys, and who it is."""

    registry: SqlRegistry
    clock: Clock
    keys: DeviceKeys
    certificate: bytes
    offset: int = 0

    @property
    def me(self) -> Identity:
        """Who it is; the county's time is what its own clock says and what it learnt it is off by."""
        certified = read(self.certificate, AUTHORITY.sign_public)
        return Identity(self.keys, certified, AUTHORITY.sign_public, lambda: self.clock.now + self.offset)

    def save(self, household: str = "h1", region: str = VILLAGE, **values: object) -> None:
        """One save of one household."""
        edits = [Edit("household", household, name, value) for name, value in values.items()]
        self.registry.write([(Deed(title="修改", region=region), edits)])

    def shown(self, field: str, household: str = "h1") -> object:
        """What its screen shows."""
        found = self.registry.record("household", household)
        return getattr(found, field) if found else None


@dataclass
class Places:
    """Makes computers with fresh incarnations from one template."""

    folder: Path
    template: Path
    made: list[Place] = field(default_factory=list[Place])

    def place(self, prefixes: tuple[str, ...] = (VILLAGE,), role: Role = Role.VILLAGE) -> Place:
        """A computer that was certified."""
        from fupin_desktop.db.about_file import first_device

        number = len(self.made) + 1
        clock = Clock(NOON)
        registry = open_at(copied(self.template, self.folder / f"place{number}"), clock, f"队员{number}")
        with registry._write("另一台电脑") as connection:
            first_device(connection, f"电脑{number}", clock())
        keys = DeviceKeys.generate(random.Random(number + 100).randbytes)
        certificate = issue(
            AUTHORITY,
            device=registry.replica().own().device,
            name=f"电脑{number}",
            sign=keys.sign_public,
            box=keys.box_public,
            prefixes=prefixes,
            role=role,
            not_before_ms=NOON - YEAR,
            not_after_ms=NOON + YEAR,
            serial=number,
        )
        made = Place(registry, clock, keys, certificate)
        registry.replica().keep_credentials([(made.me.device, certificate)], [])
        self.made.append(made)
        return made

    def county(self) -> Place:
        """The county's server."""
        return self.place(("141124",), Role.COUNTY)

    def close(self) -> None:
        """Let go of every file."""
        for one in self.made:
            one.registry.close()


def answering(county: Place) -> Answering:
    """The county's server as it answers."""
    vouch_for_own(county.registry.replica(), county.me)
    return Answering(county.registry.replica(), county.me)


def sync(
    laptop: Place, county: Place, line: Callable[[County], County] = lambda made: made, outcome: Outcome | None = None
) -> Outcome:
    """One conversation over a line; `outcome` is filled also when it breaks."""
    found = outcome or Outcome()
    replica = laptop.registry.replica()
    exchange(replica, line(answering(county)), laptop.me, county.me.certificate, found, watching_nothing)
    laptop.offset += found.offset_ms
    return found


def watching_nothing(stage: Stage, so_far: int) -> None:
    """Nobody looks on."""


@dataclass
class BadLine:
    """A line that breaks after so many bytes in all, whichever way they go."""

    county: County
    left: int

    def hello(self, request: bytes) -> bytes:
        """Pass on, as far as the line holds."""
        return self._whole(self.county.hello(self._whole(request)))

    def compare(self, token: bytes, request: bytes) -> bytes:
        """Pass on, as far as the line holds."""
        return self._whole(self.county.compare(token, self._whole(request)))

    def push(self, token: bytes, pieces: Iterable[bytes]) -> bytes:
        """The server hears what came through, also when the line breaks in the middle."""
        heard = self.county.push(token, self._through(pieces))
        if self.left <= 0:
            raise LineLost
        return self._whole(heard)

    def pull(self, token: bytes, request: bytes) -> Iterator[bytes]:
        """What comes through."""
        yield from self._through(self.county.pull(token, self._whole(request)))

    def _whole(self, content: bytes) -> bytes:
        self.left -= len(content)
        if self.left < 0:
            raise LineLost
        return content

    def _through(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            passed = piece[: max(0, self.left)]
            self.left -= len(piece)
            if passed:
                yield passed
            if self.left < 0:
                raise LineLost


def restored(place: Place, backup: Path) -> None:
    """An older backup is put in the place of the registry, by the program: it writes under another number then."""
    folder, clock, user = place.registry.folder, place.clock, place.registry.user
    place.registry.close()
    restore(folder, backup, PASSPHRASE, clock())
    place.registry = open_at(folder, clock, user)


def rolled_back(place: Place, backup: Path) -> None:
    """An older state comes back behind the program's back: it goes on under the same number."""
    number = place.registry.replica().own().incarnation
    restored(place, backup)
    run(place.registry, "UPDATE meta SET value = :number WHERE key = 'incarnation'", number=number)
