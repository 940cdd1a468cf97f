"""Days of work and exchange, any way they may go: every side has everything in the end, and shows the same."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fupin_desktop.catalogue.numbers import ALIAS, LIFE
from fupin_desktop.db.exchange.replica import SqlReplica
from fupin_desktop.db.registry import SqlRegistry
from tests.db.exchange.stores import ends, introduced, sign
from tests.db.registries import bases_of, copied, edit, open_at, tables

SEEDS = range(int(os.environ.get("FUPIN_EXAMPLES", "3")))


class Days:
    """Two laptops, a copy of one of them, and the county; what each save wrote is what must be left in the end."""

    def __init__(self, chance: random.Random, county: SqlRegistry, laptops: list[SqlRegistry]) -> None:
        self.chance = chance
        self.laptops = laptops
        self.county = county
        self.late = SqlReplica(county._read, county._write, county._clock, rows_later=True)

    def work(self) -> None:
        registry, person = self.chance.choice(self.laptops), self.chance.choice("pqr")
        form = bases_of(registry, "person", person)
        for _ in range(self.chance.randint(1, 3)):
            edit(registry, "person", person, form, name=f"张演示{self.chance.randint(0, 9)}")
        if self.chance.random() < 0.2:
            edit(registry, "person", person, **{LIFE: self.chance.random() < 0.5})
        if self.chance.random() < 0.2:
            edit(registry, "person", person, **{ALIAS: self.chance.choice(["p", "q", None])})

    def exchange(self) -> None:
        """Some of what is lacking goes over before the line breaks; sometimes from laptop to laptop."""
        one, other = self.chance.choice(self.laptops), self.chance.choice([*self.laptops, self.county])
        if one is not other:
            for source, target in ((one, other), (other, one)):
                here = self.late if target is self.county and self.chance.random() < 0.5 else target.replica()
                self.give(source.replica(), here, self.chance.randint(0, 4))

    def give(self, source: SqlReplica, target: SqlReplica, most: int) -> None:
        introduced(source)
        source.seal_own(sign, self.chance.randint(1, 9))
        theirs = [tip.id for tip in target.tips([""])]
        for stream in sorted({tip.stream for tip in source.tips([""])}):
            made = source.incarnation(stream.incarnation)
            assert made is not None
            target.keep_credentials([], [made])
            known = source.knows([*theirs, *target.knows(source.ladder(stream))])
            for segment in source.segments_after(stream, known, self.chance.randint(1, 9)):
                if most == 0:
                    return
                target.take(segment, self.chance.randint(1, len(segment.commits)), "net", "x")
                most -= 1
                if target.tips([""]) and segment.seal.id not in target.knows([segment.seal.id]):
                    break  # only a part was accepted: what follows would be a gap

    def meet(self) -> None:
        """Nothing is cut off any more."""
        for _ in range(20):
            before = [ends(one) for one in (*self.laptops, self.county)]
            for laptop in self.laptops:
                self.give(laptop.replica(), self.county.replica(), 10**6)
                self.give(self.county.replica(), laptop.replica(), 10**6)
            if before == [ends(one) for one in (*self.laptops, self.county)]:
                return
        raise AssertionError("it does not come to an end")


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happened_all_have_everything_in_the_end(
    laptop: Callable[..., SqlRegistry], county: Callable[[], SqlRegistry], tmp_path: Path, seed: int
) -> None:
    chance, there = random.Random(seed), county()
    one = laptop(0)
    edit(one, "person", "p", name="张演示")
    one.close()
    copied(one.folder, tmp_path / "copy")
    days = Days(chance, there, [open_at(one.folder), open_at(tmp_path / "copy"), laptop(1)])
    for _ in range(14):
        chance.choice([days.work, days.work, days.exchange])()
    saves = {commit for one in days.laptops for commit in one.replica().knows(_ids(one))}
    days.meet()
    while days.late.derive_stale(3):
        pass
    for one in days.laptops:
        assert ends(one) == ends(there)
        assert tables(one) == tables(there)
        assert one.replica().knows(saves) == saves
        assert one.replica().table_digest("") == there.replica().table_digest("")
    assert there.verify().differences == ()
    for one in days.laptops[:2]:
        one.close()
    shutil.rmtree(tmp_path / "copy")


def _ids(registry: SqlRegistry) -> list[bytes]:
    with registry._read() as connection:
        return list(
            connection.exec_driver_sql("SELECT r.id FROM commit_log c JOIN commit_ref r ON r.no = c.no").scalars()
        )
