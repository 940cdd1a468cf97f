"""What is given: everything the other lacks that is sealed, once, cut at seals; both branches of a fork."""

from collections.abc import Callable, Mapping
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fupin_desktop.db.exchange.chains import Link
from fupin_desktop.db.exchange.giving import branches, cut
from fupin_desktop.db.registry import SqlRegistry
from tests.db.exchange.stores import ends, give, introduced, meet, sign, stream_of
from tests.db.registries import VILLAGE, copied, edit, open_at, tables

Laptop = Callable[..., SqlRegistry]


def save(registry: SqlRegistry, *addresses: str) -> None:
    """One op each; the first two, for it also makes the household."""
    for address in addresses:
        edit(registry, "household", "h", address=address)


@st.composite
def forests(draw: st.DrawFn) -> tuple[Mapping[int, Link], set[int], Mapping[int, int], int]:
    """Chains that fork, some of their commits sealed."""
    links: dict[int, Link] = {}
    for no in range(draw(st.integers(1, 14))):
        previous = draw(st.sampled_from([None, *links]))
        links[no] = Link(no, previous, links[previous].seq + 1 if previous is not None else 0)
    sealed = draw(st.sets(st.sampled_from(sorted(links))))
    return links, sealed, {no: draw(st.integers(0, 4)) for no in links}, draw(st.integers(1, 9))


@given(forests())
@settings(deadline=None)
def test_every_commit_under_a_seal_is_given_once_after_the_one_before_it(
    forest: tuple[Mapping[int, Link], set[int], Mapping[int, int], int],
) -> None:
    links, sealed, sizes, most = forest
    under: set[int] = set()
    for one in sealed:
        at: int | None = one
        while at is not None:
            under.add(at)
            at = links[at].previous
    pieces = [piece for path in branches(links, sealed) for piece in cut(path, sealed, sizes, most)]
    sent: list[int] = []
    for piece in pieces:
        assert piece[-1] in sealed
        for no in piece:
            assert links[no].previous is None or links[no].previous in sent
            sent.append(no)
        inner = [no for no in piece[:-1] if no in sealed]
        assert not inner or sum(sizes[no] for no in piece) <= most, "the farthest seal that fits, or the first"
    assert sorted(sent) == sorted(under)


def test_a_segment_ends_at_the_farthest_seal_that_fits(store: SqlRegistry) -> None:
    introduced(store.replica())
    for address in "甲乙丙丁戊":
        save(store, address)
        store.replica().seal_own(sign, 1)
    for most, lengths in ((3, [2, 3]), (2, [1, 2, 2]), (99, [5]), (1, [1, 1, 1, 1, 1])):
        found = store.replica().segments_after(stream_of(store), [], most)
        assert [len(one.commits) for one in found] == lengths


def test_what_is_not_sealed_is_not_given(store: SqlRegistry) -> None:
    save(store, "甲")
    assert list(store.replica().segments_after(stream_of(store), [], 9)) == []
    assert store.replica().seal_own(sign, 9) == 1
    assert store.replica().seal_own(sign, 9) == 0
    save(store, "乙")
    (only,) = store.replica().segments_after(stream_of(store), [], 9)
    assert [commit.header["seq"] for commit in only.commits] == [0]
    assert only.seal.signature == sign(only.stream, 0, only.commits[-1].id())


def test_a_long_chain_is_sealed_on_the_way(store: SqlRegistry) -> None:
    save(store, *"甲乙丙丁戊己庚辛")
    assert store.replica().seal_own(sign, 3) == 3
    several = list(store.replica().segments_after(stream_of(store), [], 3))
    assert [len(one.commits) for one in several] == [2, 3, 3]


def test_the_same_is_cut_the_same_every_time(store: SqlRegistry) -> None:
    save(store, *"甲乙丙丁戊己庚辛")
    store.replica().seal_own(sign, 3)
    first, *rest = (one.commits for one in store.replica().segments_after(stream_of(store), [], 6))
    known = [first[-1].id()]
    assert [one.commits for one in store.replica().segments_after(stream_of(store), known, 6)] == rest


def test_both_branches_of_a_copied_folder_come_to_the_county(
    store: SqlRegistry, laptop: Laptop, tmp_path: Path
) -> None:
    one = laptop(1)
    edit(one, "household", "h", village_code=VILLAGE, address="甲")
    give(one.replica(), store.replica(), 1)
    one.close()
    one, copy = open_at(one.folder), open_at(copied(one.folder, tmp_path / "copy"))
    save(one, "乙", "丙")
    save(copy, "丁")
    give(one.replica(), store.replica(), 1)
    give(copy.replica(), store.replica(), 1)
    assert len(ends(store)) == 2, "a fork"
    (found,) = store.conflicts()
    assert sorted(head.value for head in found["heads"]) == ["丁", "丙"]
    meet(store, copy)
    meet(store, one)
    assert tables(store) == tables(one) == tables(copy)
    assert ends(store) == ends(one) == ends(copy)
    for registry in (one, copy):
        assert registry.verify().differences == ()
        registry.close()


def test_a_copied_folder_may_begin_the_same_stream_another_time(
    store: SqlRegistry, laptop: Laptop, tmp_path: Path
) -> None:
    one = laptop(1)
    one.close()
    one, copy = open_at(one.folder), open_at(copied(one.folder, tmp_path / "copy"))
    save(one, "甲", "乙")
    save(copy, "丙", "丁")
    give(one.replica(), store.replica(), 1)
    give(copy.replica(), store.replica(), 1)
    assert len(ends(store)) == 2
    assert store.verify().differences == ()
    give(store.replica(), one.replica(), 1)
    assert tables(one) == tables(store)
    for registry in (one, copy):
        registry.close()
