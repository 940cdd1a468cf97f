"""Laptops of one village with real registries, enrolled at a real server and talking to it over real HTTP."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from fupin_desktop.db.about_file import first_device
from fupin_desktop.db.kept_beside import machine_clock
from fupin_desktop.db.registry import SqlRegistry
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.sync.certificates import read, read_authority
from fupin_desktop.sync.http import Enrolled, HttpCounty, client, enrol
from fupin_desktop.sync.identity import Identity
from fupin_desktop.sync.session import Outcome, Stage, exchange
from fupin_desktop.sync.signing import DeviceKeys
from tests.db.registries import VILLAGE, copied, open_at


@dataclass
class Laptop:
    """One computer of a village team."""

    registry: SqlRegistry
    keys: DeviceKeys = field(default_factory=DeviceKeys.generate)
    url: str = ""
    found: Enrolled | None = None

    @property
    def device(self) -> str:
        """Its id."""
        return self.registry.replica().own().device

    @property
    def enrolled(self) -> Enrolled:
        """What enrolment has brought."""
        assert self.found is not None
        return self.found

    @property
    def me(self) -> Identity:
        """Who it is."""
        pinned = read_authority(self.enrolled.authority, None).sign
        return Identity(self.keys, read(self.enrolled.certificate, pinned), pinned, machine_clock)

    def enrol(self, url: str, code: str, name: str = "甲子沟村队") -> Enrolled:
        """Become a device of the county."""
        self.found, self.url = enrol(url, code, self.keys, self.device, name), url
        self.registry.replica().keep_credentials([(self.device, self.found.certificate)], [])
        return self.found

    def line(self) -> httpx.Client:
        """A client that believes the pinned server alone."""
        return client(self.url, self.enrolled.tls_authority)

    def sync(self, outcome: Outcome | None = None, through: Callable[[HttpCounty], object] | None = None) -> Outcome:
        """One conversation."""
        done = outcome or Outcome()
        with self.line() as http:
            county = through(HttpCounty(http)) if through else HttpCounty(http)
            server = read(self.enrolled.server_certificate, self.me.authority)
            exchange(self.registry.replica(), county, self.me, server, done, nobody_watches)  # type: ignore[arg-type]
        return done

    def save(self, household: str = "h1", region: str = VILLAGE, **values: object) -> None:
        """One save of one household."""
        edits = [Edit("household", household, name, value) for name, value in values.items()]
        self.registry.write([(Deed(title="修改", region=region), edits)])

    def save_many(self, households: Iterable[int], region: str = VILLAGE) -> None:
        """Many saves, each of some fields that do not compress."""
        import random

        chance = random.Random(1)
        deeds = []
        for number in households:
            values = {"address": f"东沟{number}号院{chance.getrandbits(200):x}", "phone": f"1990000{number:04d}"}
            edits = [Edit("household", f"h{number}", name, value) for name, value in values.items()]
            deeds.append((Deed(title="修改", region=region), edits))
        self.registry.write(deeds)

    def shown(self, name: str, household: str = "h1") -> object:
        """What its screen shows."""
        found = self.registry.record("household", household)
        return getattr(found, name) if found else None


def nobody_watches(stage: Stage, so_far: int) -> None:
    """Nobody looks on."""


def a_laptop(template: Path, folder: Path) -> Laptop:
    """A laptop with a fresh device, from an empty registry."""
    registry = open_at(copied(template, folder), machine_clock)
    with registry._write("另一台电脑") as connection:
        first_device(connection, folder.name, machine_clock())
    return Laptop(registry)
