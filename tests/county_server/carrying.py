"""Photos of laptops at a real server: made, carried, looked at."""

import hashlib
import random
from collections.abc import Callable
from pathlib import Path

from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.sync.carrying import Carrier, Carrying, Moved, Named
from fupin_desktop.sync.certificates import read
from fupin_desktop.sync.greeting import greet
from fupin_desktop.sync.http import HttpCounty
from tests.county_server.conftest import Running
from tests.county_server.laptops import Laptop
from tests.db.registries import VILLAGE

MUCH = 1 << 40


def a_photo(seed: int, size: int = 100_000) -> bytes:
    """Bytes that do not compress, as photos' do not."""
    return random.Random(seed).randbytes(size)


def attach(laptop: Laptop, content: bytes, record: str = "a1", region: str = VILLAGE, household: str = "h1") -> str:
    """A photo of a household; returns its hash."""
    name = laptop.registry.blobs.put(content)
    names(laptop, name, len(content), record, region, household)
    return name


def names(laptop: Laptop, name: str, size: int, record: str, region: str = VILLAGE, household: str = "h1") -> None:
    """A record that names a content, whether it is here or not."""
    values = {"household_id": household, "title": record, "blob": name, "byte_count": size}
    edits = [Edit("attachment", record, field, value) for field, value in values.items()]
    laptop.registry.write([(Deed(title="附件", region=region), edits)])


def named(laptop: Laptop) -> list[Named]:
    """Every content that its records name."""
    rows = [values for _, values in laptop.registry.values("attachment")]
    found = [Named(row["blob"], row["byte_count"] or 0) for row in rows]
    return found + [Named(row["preview"], is_preview=True) for row in rows if row.get("preview")]


def carry(
    laptop: Laptop,
    budget: int = MUCH,
    through: Callable[[HttpCounty], object] = lambda own: own,
    moved: Moved | None = None,
    watch: Callable[[Moved], None] = lambda _: None,
) -> Moved:
    """One session of the lane."""
    done = moved or Moved()
    server = read(laptop.enrolled.server_certificate, laptop.me.authority)
    with laptop.line() as http:
        county: Carrier = through(HttpCounty(http))  # type: ignore[assignment]
        token = greet(laptop.registry.replica(), county, laptop.me, server, talks_anyway=True).token
        Carrying(laptop.registry.blobs, county, server, token, budget, watch, done).run(named(laptop))
    return done


def sync_and_carry(*laptops: Laptop) -> list[Moved]:
    """Text, then photos, of one after the other."""
    made: list[Moved] = []
    for one in laptops:
        one.sync()
        made.append(carry(one))
    return made


def files_of(county: Running) -> list[Path]:
    """The files in which the server keeps contents for good."""
    return sorted(file for file in (county.folder / "attachments").glob("??/*"))


def sha(content: bytes) -> str:
    """Its name."""
    return hashlib.sha256(content).hexdigest()
