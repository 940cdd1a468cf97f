"""A county in one process: its computers, what each must hold, how they talk; everything that happens is traced."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sqlalchemy import select

from fupin_desktop.catalogue.numbers import LIFE
from fupin_desktop.db.about_file import first_device
from fupin_desktop.db.log_tables import commit_log, commit_ref
from fupin_desktop.domain.changes import Edit
from fupin_desktop.sync.certificates import Role
from fupin_desktop.sync.frames import BadFrame
from fupin_desktop.sync.packing import BadMessage
from fupin_desktop.sync.parcel import Word
from fupin_desktop.sync.protocol import LineLost, TurnedAway
from fupin_desktop.sync.receipts import read_receipt
from fupin_desktop.sync.revocations import Revoked, revoke
from fupin_desktop.sync.session import Outcome, Stage, exchange
from fupin_desktop.sync.signing import DeviceKeys
from tests.simulation import invariants as law
from tests.simulation.clocks import Sun, WrongClock
from tests.simulation.computers import AUTHORITY, Computer, Kept, certified
from tests.simulation.counting import count
from tests.simulation.disks import Disk, FileDisk
from tests.simulation.guarded import Guarded
from tests.simulation.lines import AlteredLine, Line
from tests.simulation.lots import Lots

VILLAGES = ("141124199201", "141124199202")
TOWNSHIP, COUNTY, CITY = "141124199", "141124", "1411"
FAILED = (LineLost, TurnedAway, BadMessage, BadFrame)
MakeDisk = Callable[[Path, WrongClock, str], Disk]
Exchange = Callable[..., None]


@dataclass(frozen=True)
class Stick:
    """A parcel on its way."""

    content: bytes
    sender: str
    receivers: tuple[str, ...]


@dataclass
class World:
    """Everything that a run has."""

    folder: Path
    lots: Lots
    faults: frozenset[str]
    exchange: Exchange = exchange
    server_disk: MakeDisk | None = None
    sun: Sun = field(default_factory=Sun)
    computers: list[Computer] = field(default_factory=list[Computer])
    city: Computer | None = None
    sticks: list[Stick] = field(default_factory=list[Stick])
    words: dict[tuple[str, str], Word] = field(default_factory=dict[tuple[str, str], Word])
    old_pushes: list[tuple[Computer, list[bytes]]] = field(default_factory=list[tuple[Computer, list[bytes]]])
    version: int = 0  # of the county's list of the revoked
    listed: list[Revoked] = field(default_factory=list[Revoked])  # what the staff remembers of it
    witnessed: dict[str, set[bytes]] = field(default_factory=dict[str, set[bytes]])
    newer: dict[bytes, bytes] = field(default_factory=dict[bytes, bytes])
    all_agree_whom_to_believe: bool = True  # False once somebody wrote where he may not, or was revoked
    trace: list[str] = field(default_factory=list[str])
    digest: Any = field(default_factory=lambda: blake2b(digest_size=16))
    written: dict[bytes, object] = field(default_factory=dict[bytes, object])  # each commit, as it was first seen
    happened: Counter[str] = field(default_factory=Counter[str])  # steps and incidents, by their names
    made: int = 0

    # Who there is

    def people(self, chance: random.Random) -> None:
        """Set the county up: its server, two to five laptops, at times a city."""
        self.county = self.computer("county", (COUNTY,), Role.COUNTY)
        several = chance.choice((2, 2, 3, 3, 4, 5))
        for number in range(several):
            where = chance.choice((VILLAGES[:1], VILLAGES[:1], VILLAGES[:1], VILLAGES[1:], VILLAGES))
            role = Role.VILLAGE
            if number and chance.random() < 0.2:
                where, role = (TOWNSHIP,), Role.TOWNSHIP
            self.computer(f"laptop{number + 1}", where if number > 1 else VILLAGES[:1], role)
        if "city" in self.faults:
            self.city = self.computer("city", (CITY,), Role.CITY)
            self._introduce(self.county, self.city)
        for one in self.laptops():
            self._introduce(one, self.county)

    def computer(self, name: str, prefixes: tuple[str, ...], role: Role) -> Computer:
        """A new computer with keys of its own."""
        self.made += 1
        clock = WrongClock(self.sun)
        is_server = role in (Role.COUNTY, Role.CITY)
        make = self.server_disk if is_server and self.server_disk else FileDisk.new
        disk = make(self.folder / name, clock, name)
        with disk.registry._write("另一台电脑") as connection:
            first_device(connection, name, clock())
        keys = DeviceKeys.generate(self.lots.token_bytes)
        device = disk.registry.replica().own().device
        certificate = certified(device, name, keys, prefixes, role, self.made)
        disk.registry.replica().keep_credentials([(device, certificate)], [])
        self.computers.append(Computer(name, disk, clock, keys, certificate))
        return self.computers[-1]

    def clone(self, one: Computer) -> Computer:
        """The folder is copied to another machine, which goes on as if it were the first."""
        self.made += 1
        name, clock = f"{one.name}-clone{self.made}", WrongClock(self.sun, one.clock.skew)
        disk = FileDisk.new(self.folder / name, clock, one.name, one.disk.copy())
        twin = Computer(name, disk, clock, one.keys, one.certificate, one.offset, set(one.expected))
        twin.is_stolen, twin.is_revoked = one.is_stolen, one.is_revoked
        self.computers.append(twin)
        return twin

    def laptops(self) -> list[Computer]:
        """Who is no server."""
        return [one for one in self.computers if not one.is_server]

    def honest(self) -> list[Computer]:
        """The laptops whose work has to arrive."""
        return [one for one in self.laptops() if not one.is_stolen and not one.is_revoked]

    def named(self, name: str) -> Computer:
        """The computer of that name."""
        return next(one for one in self.computers if one.name == name)

    def _introduce(self, one: Computer, server: Computer) -> None:
        one.registry.replica().keep_credentials([(server.me.device, server.certificate)], [])

    # What they do

    def settle(self, one: Computer, found: Mapping[str, Any], which: int) -> None:
        """A person decides a disagreement: all heads are before his eyes."""
        heads = found["heads"]
        head = heads[which % len(heads)]
        value = {LIFE: True} if found["kind"] == "edited_after_deletion" else {head.field: head.value}
        edits = [Edit(found["record"], found["record_id"], name, said) for name, said in value.items()]
        one.write(self.home_of(one, found["record_id"]), edits, "裁定")

    def home_of(self, one: Computer, record_id: str, otherwise: str = "") -> str:
        """The village in whose stream a record is written, as far as this computer may write there."""
        homes = sorted(one.registry.replica().homes([record_id]).get(record_id, ()))
        within = [region for region in (*homes, otherwise, *VILLAGES) if region and region.startswith(one.me.prefixes)]
        return within[0]

    def contact(self, one: Computer, server: Computer, line: Callable[[Any], Line]) -> Outcome | str:
        """One conversation; what came of it, or in a word why it broke off."""
        outcome, failed = Outcome(), ""
        made = line(Guarded(server, one))
        foreign = self._written_elsewhere(one, server)
        behind = self._forgotten(one, server)
        try:
            self.exchange(one.registry.replica(), made, one.me, server.me.certificate, outcome, _nobody)
        except FAILED as error:
            failed = f"{type(error).__name__} {error}".strip()
        finally:
            self.digest.update(made.heard.digest.digest())
            self.old_pushes += [(one, push) for push in made.heard.pushes if push][:1]
        if made.county.crashed:
            server.disk.reopen()
        if not isinstance(made, AlteredLine):
            law.only_its_own(one, [self._unlisted(said) for said in made.heard.answers], made.heard.pulled, VILLAGES)
        if not failed:
            law.hold("I15", outcome.was_copied or not foreign, f"{one.name} did not notice that it was copied")
            law.hold("I15", outcome.is_behind or not behind, f"{one.name} did not notice that {server.name} is behind")
        count(self.happened, made, outcome, failed)
        self._check_receipt(one, server, outcome)
        self._learn(one, outcome)
        self.notice(one, copied=outcome.was_copied)
        self.notice(server)
        self.touch(one, server)
        return failed or outcome

    def _unlisted(self, said: bytes) -> bytes:
        """An answer without the lists of the revoked, which name the regions of thieves to everybody."""
        for listed in {each for one in self.computers for each in one.registry.replica().revocations()}:
            said = said.replace(listed, b"")
        return said

    def _learn(self, one: Computer, outcome: Outcome) -> None:
        if outcome.round_trips and outcome.offset_ms:
            one.offset += outcome.offset_ms
            one.registry.put_setting("clock_offset_ms", str(one.offset))

    def notice(self, one: Computer, *, copied: bool = False) -> None:
        """Whoever learns that others write under his number takes another (I15)."""
        if copied or one.others_write_as_us():
            one.registry.begin_anew("cloned")
            self.tell(f"{one.name} takes a new number")

    def _written_elsewhere(self, one: Computer, server: Computer) -> set[bytes]:
        number = one.registry.replica().own().incarnation
        return server.within(one.me.prefixes, of=number) - one.known()

    def _forgotten(self, one: Computer, server: Computer) -> bool:
        """Whether the server lacks what it confirmed, and nothing longer stands in its place."""
        confirmed = one.registry.replica().confirmed(server.me.device, "applied")
        there = server.registry.replica()
        lacking = {tip.id for tip in confirmed} - there.knows(tip.id for tip in confirmed)
        farthest = {tip.stream: tip.seq for tip in there.tips([""])}
        return any(tip.id in lacking and farthest.get(tip.stream, -1) < tip.seq for tip in confirmed)

    def _check_receipt(self, one: Computer, server: Computer, outcome: Outcome) -> None:
        if outcome.receipt:
            said = read_receipt(outcome.receipt, server.me.certificate.sign)
            lacking = {tip.id for tip in said.tips} - server.registry.replica().knows(tip.id for tip in said.tips)
            law.hold("I3", not lacking, f"{server.name} confirmed to {one.name} what it does not have")

    # What goes wrong

    def restore(self, one: Computer, older: Kept, *, noticed: bool) -> None:
        """An older copy comes back, noticed or not; the county is told whom it had revoked since, as deploy.md says."""
        one.put_back(older)
        if noticed:
            one.registry.begin_anew("restored")
        if one is self.county:
            self._remind()
        self.touch(one)

    def _remind(self) -> None:
        """By a laptop that has heard it, or by the staff."""
        county, all_of_it = self.county, {entry.device for entry in self.listed}
        for laptop in self.laptops():
            if all_of_it <= {entry.device for each in laptop.believed() for entry in each.entries}:
                county.me.learn_revocations(county.registry.replica(), laptop.registry.replica().revocations())
                return
        for entry in self.listed:
            self.publish(entry)

    def revoke(self, one: Computer) -> None:
        """The county believes the device no more, beyond what it has of it."""
        device, county = one.me.device, self.county
        numbers = law._numbers(county, device)
        tips = [tip for tip in county.registry.replica().tips([""], held=False) if tip.stream.incarnation in numbers]
        entry = Revoked(
            device=device, serial=one.me.certificate.serial, at_ms=self.sun.now, witnessed=tuple(sorted(tips))
        )
        self.witnessed[device] = {commit for number in numbers for commit in county.within(("",), of=number)}
        for each in self.computers:
            each.is_revoked |= each.me.device == device
        self.all_agree_whom_to_believe = False
        self.listed.append(entry)
        self.publish(entry)

    def publish(self, entry: Revoked) -> None:
        """The county's list, as its server knows it, is signed anew with one more."""
        known = [each for several in self.county.believed() for each in several.entries]
        entries = [each for each in known if each.device != entry.device] + [entry]
        self.version += 1
        self.county.registry.replica().keep_revocations([revoke(AUTHORITY, self.version, entries)])

    # What is looked at

    def touch(self, *several: Computer) -> None:
        """These have to be looked at after the step."""
        for one in several:
            one.touched = True

    def check(self, *, deep: bool) -> None:
        """The invariants that hold after every step."""
        for one in [each for each in self.computers if each.touched]:
            law.nothing_vanished(one)
            law.nothing_is_rewritten(one, self.written)
            if deep:
                law.nothing_is_invisible(one)
                law.tables_are_the_fold(one)
            one.touched = False

    def headers(self, one: Computer, ids: Iterable[bytes]) -> dict[bytes, bytes]:
        """Commits as they lie in a log: header and ops."""
        query = select(commit_ref.c.id, commit_log.c.header).join(commit_log, commit_log.c.no == commit_ref.c.no)
        with one.registry._read() as connection:
            return {id_: header for id_, header in connection.execute(query) if id_ in ids}

    def tell(self, line: str) -> None:
        """One line of the trace."""
        self.trace.append(line)
        self.digest.update(line.encode())

    def close(self) -> None:
        """Let go of every disk."""
        for one in self.computers:
            one.disk.give_up()


def _nobody(stage: Stage, so_far: int) -> None:
    """Nobody looks on."""
