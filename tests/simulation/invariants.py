"""The invariants I1–I15 of the sync design, as far as a simulation can see them; each check says which it is.

Which control breaks which, and what no simulation of this kind can see, says the table of docs/sync.md.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from fupin_desktop.db.record_tables import conflict
from fupin_desktop.sync.chain import root
from fupin_desktop.sync.frames import BadFrame, Frame, FrameKind, frames
from fupin_desktop.sync.transfer import PLACE_BYTES
from fupin_desktop.sync.wire import decode
from tests.db.registries import tables
from tests.simulation.oracle import disagreements, ops_in

if TYPE_CHECKING:
    from tests.simulation.computers import Computer
    from tests.simulation.world import World

MOST_STAGED = 1 << 23


class Broken(AssertionError):
    """An invariant that does not hold."""


def hold(invariant: str, condition: object, said: str) -> None:
    """The invariant by its number, and what is wrong."""
    if not condition:
        raise Broken(f"{invariant}: {said}")


# After a step


def nothing_vanished(computer: "Computer") -> None:
    """I3: what a disk has acknowledged or taken in stays on it, whatever came since; only a restore takes it away."""
    known = computer.known()
    hold("I3", computer.expected <= known, f"{len(computer.expected - known)} commits vanished from {computer.name}")
    computer.expected = known


def tables_are_the_fold(computer: "Computer") -> None:
    """I6: the tables are what the log says; I7: every hash and chain holds."""
    found = computer.registry.verify().differences
    hold("I6", not found, f"{computer.name}: {'；'.join(found)}")


def nothing_is_rewritten(computer: "Computer", written: dict[bytes, object]) -> None:
    """I10: a commit stands on every disk as it stood on the first, header and ops."""
    ops: dict[bytes, list[object]] = {}
    with computer.registry._read() as connection:
        headers = connection.execute(
            text("SELECT c.id, l.header FROM commit_log l JOIN commit_ref c ON c.no = l.no")
        ).all()
        for op in ops_in(connection):
            ops.setdefault(op.name[0], []).append(op)
    for commit, header in headers:
        said = (bytes(header), frozenset(ops.get(bytes(commit), ())))
        hold("I10", written.setdefault(bytes(commit), said) == said, f"a commit was rewritten at {computer.name}")


def nothing_is_invisible(computer: "Computer") -> None:
    """I4: each op is shown or was seen by a later one; the list of conflicts has every disagreement and no other."""
    with computer.registry._read() as connection:
        heads, told = disagreements(ops_in(connection))
        shown = connection.execute(
            text(
                "SELECT r.id, h.field, c.id, h.place FROM field_head h JOIN record_ref r ON r.no = h.record_no"
                " JOIN commit_ref c ON c.no = h.commit_no"
            )
        )
        kept = {(row[0], row[1], bytes(row[2]), row[3]) for row in shown}
        listed = {(row.kind, row.record_id, row.field) for row in connection.execute(conflict.select())}
    hold("I4", kept == heads, f"{computer.name}: {len(kept ^ heads)} heads are not those of the oracle")
    hold("I4", listed == told, f"{computer.name}: conflicts {sorted(listed)}, the oracle says {sorted(told)}")


def no_garbage_grows(computer: "Computer", computers: "Iterable[Computer]") -> None:
    """I14: what was half received stays within bounds."""
    for other in computers:
        size = sum(computer.registry.replica().staged(other.me.device).values())
        hold("I14", size <= MOST_STAGED, f"{size} bytes of unfinished segments of {other.name} at {computer.name}")


def only_its_own(computer: "Computer", answers: list[bytes], pulled: list[bytes], regions: Iterable[str]) -> None:
    """I8: nothing of another region's stream was sent to it, no tip and no segment."""
    prefixes = computer.me.prefixes
    for region in regions:
        if not region.startswith(prefixes):
            told = any(region.encode() in answer for answer in answers)
            hold("I8", not told, f"{computer.name} was told of {region}")
    for frame in _frames(pulled):
        if frame.kind is FrameKind.SEGMENT and frame.whole:
            offset = int.from_bytes(frame.content[PLACE_BYTES - 4 : PLACE_BYTES], "big")
            if offset == 0:
                region = decode(frame.content[PLACE_BYTES:]).stream.region
                hold("I8", region.startswith(prefixes), f"a segment of {region} went to {computer.name}")


def _frames(pieces: list[bytes]) -> Iterable[Frame]:
    """What of them can be read: something may have been altered or cut short on the way."""
    try:
        yield from frames(pieces)
    except BadFrame:
        return


# When everything has met


def everything_arrived(world: "World") -> None:
    """I2, I3: what lies on any living disk is at the server, and what the server believes is on every disk in scope."""
    at_county = world.county.known() | world.county.held().keys()
    for one in world.honest():
        own = one.within(one.me.prefixes)
        hold("I3", own <= at_county, f"{len(own - at_county)} commits of {one.name} never came to the county")
        hold("I2", one.expected <= one.known(), f"{one.name} lost what it had")
        if world.all_agree_whom_to_believe:
            lacking = world.county.within(one.me.prefixes) - one.known()
            hold("I2", not lacking, f"{one.name} lacks {len(lacking)} commits of the county: held {_why(one, lacking)}")
    if world.city and world.all_agree_whom_to_believe:
        lacking = world.county.known() - world.city.known()
        hold("I2", not lacking, f"the city lacks {len(lacking)} commits: held {_why(world.city, lacking)}")


def the_same_everywhere(world: "World") -> None:
    """I1, I5: equal commits make equal tables and equal digests, whatever way and order they came in."""
    everybody = [*world.honest(), world.county, *([world.city] if world.city else [])]
    seen = {one.name: one.known() for one in everybody}
    shown = {one.name: tables(one.registry) for one in everybody}
    for one, other in combinations(everybody, 2):
        if seen[one.name] == seen[other.name]:
            wrong = [name for name in shown[one.name] if shown[one.name][name] != shown[other.name][name]]
            hold("I1", not wrong, f"{one.name} and {other.name} have the same commits and differ in {wrong}")
    for one in world.honest():
        for region in one.me.prefixes:
            if one.within((region,)) == world.county.within((region,)):
                apart = world.county.registry.replica().shared(region)
                digests = [each.registry.replica().table_digest(region, apart) for each in (one, world.county)]
                hold("I1", digests[0] == digests[1], f"digests of {region} differ at {one.name} and the county")


def the_revoked_added_nothing(world: "World") -> None:
    """I8: of a revoked device the county believes what it had witnessed, and nothing else."""
    for device, witnessed in world.witnessed.items():
        of_device = {number for one in world.computers for number in _numbers(world.county, device)}
        added = {commit for number in of_device for commit in world.county.within(("",), of=number)} - witnessed
        hold("I8", not added, f"the revoked {device} added {len(added)} commits that nobody had witnessed")


def every_value_has_its_author(world: "World") -> None:
    """I9: whatever is displayed names the user, the device and the commit; the device's name is known."""
    with world.county.registry._read() as connection:
        lost = connection.execute(
            text(
                "SELECT count(*) FROM field_head h LEFT JOIN commit_log c ON c.no = h.commit_no"
                " LEFT JOIN stream s ON s.no = c.stream_no LEFT JOIN incarnation i ON i.no = s.incarnation_no"
                " LEFT JOIN device d ON d.id = i.device_id WHERE d.id IS NULL OR c.wall_ms IS NULL"
            )
        ).scalar()
    hold("I9", not lost, f"{lost} values that nobody wrote")


def settling_ends(world: "World") -> None:
    """I12: who decides one disagreement after the other comes to an end."""
    one = world.county
    for _ in range(1 + 3 * len(one.registry.conflicts())):
        found = one.registry.conflicts()
        if not found:
            return
        world.settle(one, found[0], 0)
    hold("I12", not one.registry.conflicts(), "deciding never ends")


def newer_work_is_whole(world: "World") -> None:
    """I13: what only a newer program understands is everywhere as it was written, to the byte."""
    for one in world.honest():
        known = one.known()
        mine = {id_: bytes_ for id_, bytes_ in world.newer.items() if id_ in known}
        hold("I13", mine == world.headers(one, mine), f"a newer program's commits are altered at {one.name}")


def the_last_word_is_short(world: "World", trips: Mapping[str, int]) -> None:
    """I2, I5: once all have met, one round trip says that nothing is missing."""
    for name, count in trips.items():
        hold("I5", count == 1 or not world.all_agree_whom_to_believe, f"{name} still needs {count} round trips")


def roots_agree(world: "World") -> None:
    """I2: the hash over what a side has is the same where the commits are."""
    for one in world.honest():
        prefixes = one.me.prefixes
        if one.within(prefixes) == world.county.within(prefixes) and not world.county.held():
            mine, theirs = (root(each.registry.replica().tips(prefixes, held=False)) for each in (one, world.county))
            hold("I2", mine == theirs, f"the same commits at {one.name} and the county, and other roots")


def _why(one: "Computer", lacking: set[bytes]) -> dict[str, int]:
    reasons: dict[str, int] = {}
    for commit, reason in one.held().items():
        if commit in lacking:
            reasons[reason] = reasons.get(reason, 0) + 1
    return reasons


def _numbers(county: "Computer", device: str) -> list[Any]:
    with county.registry._read() as connection:
        return list(
            connection.execute(text("SELECT id FROM incarnation WHERE device_id = :id"), {"id": device}).scalars()
        )
