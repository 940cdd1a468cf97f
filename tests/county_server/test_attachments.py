"""Photos over real HTTP and TLS: they arrive, once, whatever the line does, and only where they may be seen."""

from collections.abc import Callable, Iterable, Iterator

import httpx
import pytest

from fupin_desktop.sync.attachments import CHUNK, MOST_CONTENT, Chunk, chunks_of, packed_wanted, unpacked_given
from fupin_desktop.sync.certificates import Role, read
from fupin_desktop.sync.frames import FrameKind, framed, frames
from fupin_desktop.sync.greeting import greet
from fupin_desktop.sync.http import HttpCounty
from fupin_desktop.sync.packing import pack
from fupin_desktop.sync.protocol import LineLost, TurnedAway
from fupin_desktop.sync.signing import SIGNATURE_BYTES
from tests.county_server.carrying import a_photo, attach, carry, files_of, names, sha, sync_and_carry
from tests.county_server.conftest import Running
from tests.county_server.laptops import Laptop

HEAD = 5 + 32 + 8 + 8 + 16  # of a frame and its chunk
OTHER_VILLAGE = "141124199202"
Laptops = Callable[..., Laptop]


def test_a_photo_reaches_the_county_and_the_villages_other_laptop(county: Running, new_laptop: Laptops) -> None:
    laptop, colleague = new_laptop(county), new_laptop(county)
    photo = a_photo(1)
    name = attach(laptop, photo)
    sent, got = sync_and_carry(laptop, colleague)
    assert (sent.sent, sent.received, got.sent, got.received) == (1, 0, 0, 1)
    assert colleague.registry.blobs.get(name) == photo
    again = carry(laptop)
    assert (again.size, again.round_trips) == (0, 1)


def test_the_same_photo_in_two_households_travels_and_lies_once(county: Running, new_laptop: Laptops) -> None:
    laptop = new_laptop(county)
    photo = a_photo(1)
    attach(laptop, photo, "a1", household="h1")
    attach(laptop, photo, "a2", household="h2")
    (moved,) = sync_and_carry(laptop)
    assert moved.sent_bytes == len(photo)
    assert len(files_of(county)) == 1
    assert photo[:64] not in files_of(county)[0].read_bytes()  # sealed


class Cut:
    """A line that breaks after so many bytes of photos, whichever way they go."""

    def __init__(self, own: HttpCounty, left: int) -> None:
        self._own, self._left = own, left

    def __getattr__(self, name: str) -> object:
        return getattr(self._own, name)

    def attachments_give(self, token: bytes, pieces: Iterable[bytes]) -> bytes:
        return self._own.attachments_give(token, self._some(pieces, httpx.WriteError("the plug was pulled")))

    def attachments_take(self, token: bytes, request: bytes) -> Iterator[bytes]:
        return self._some(self._own.attachments_take(token, request), LineLost())

    def _some(self, pieces: Iterable[bytes], lost: Exception) -> Iterator[bytes]:
        for piece in pieces:
            if len(piece) > self._left:
                if self._left:
                    yield piece[: self._left]
                raise lost
            self._left -= len(piece)
            yield piece


def test_a_line_that_is_cut_at_any_byte_loses_a_chunk_at_most(file_county: Running, new_laptop: Laptops) -> None:
    size, cuts = 3 * CHUNK + 700, (1, 5, 40, 69, CHUNK - 1, CHUNK + 74, CHUNK + 75, 2 * CHUNK + 300, 3 * CHUNK + 500)
    laptop, colleague = new_laptop(file_county), new_laptop(file_county)
    for number, cut in enumerate(cuts):
        photo = a_photo(number, size)
        name = attach(laptop, photo, f"a{number}")
        laptop.sync()
        with pytest.raises(LineLost):
            carry(laptop, through=lambda own, cut=cut: Cut(own, cut))
        rest = carry(laptop)
        assert rest.sent == 1
        assert rest.sent_bytes == size - cut // (CHUNK + HEAD) * CHUNK  # every whole chunk that came was kept
        colleague.sync()
        with pytest.raises(LineLost):
            carry(colleague, through=lambda own, cut=cut: Cut(own, cut))
        assert carry(colleague).received == 1
        assert colleague.registry.blobs.get(name) == photo
    assert not list(file_county.folder.glob("attachments/coming/*/*"))
    assert not list(colleague.registry.folder.glob("attachments/coming/*"))


class Altering:
    """A line that alters one byte of one chunk on its way, once."""

    def __init__(self, own: HttpCounty, at: int) -> None:
        self._own, self._at = own, at

    def __getattr__(self, name: str) -> object:
        return getattr(self._own, name)

    def attachments_give(self, token: bytes, pieces: Iterable[bytes]) -> bytes:
        return self._own.attachments_give(token, self._altered(pieces))

    def attachments_take(self, token: bytes, request: bytes) -> Iterator[bytes]:
        return self._altered(self._own.attachments_take(token, request))

    def _altered(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            passed = bytearray(piece)
            if 0 <= self._at < len(piece):
                passed[self._at] ^= 1
            self._at -= len(piece)
            yield bytes(passed)


@pytest.mark.parametrize("at", [5 + 3, 5 + 40, 5 + 48, 5 + 60, CHUNK + 200, 2 * CHUNK + 900])
def test_a_chunk_that_was_altered_is_thrown_away_and_sent_again(
    file_county: Running, new_laptop: Laptops, at: int
) -> None:
    laptop, colleague = new_laptop(file_county), new_laptop(file_county)
    photo = a_photo(1)
    name = attach(laptop, photo)
    laptop.sync()
    assert carry(laptop, through=lambda own: Altering(own, at)).sent == 1
    colleague.sync()
    assert carry(colleague, through=lambda own: Altering(own, at)).received == 1
    assert colleague.registry.blobs.get(name) == photo


def test_a_hash_that_is_known_but_was_never_given_by_the_own_village_brings_nothing(
    county: Running, new_laptop: Laptops
) -> None:
    laptop, stranger = new_laptop(county), new_laptop(county, region=OTHER_VILLAGE)
    photo = a_photo(1)
    name = attach(laptop, photo)
    sync_and_carry(laptop)
    stranger.sync()
    assert asked(stranger, name) == b""
    names(stranger, name, len(photo), "theirs", OTHER_VILLAGE)  # a record that claims it
    stranger.sync()
    assert asked(stranger, name) == b""
    assert carry(stranger).received == 0
    colleague = new_laptop(county)
    colleague.sync()
    assert asked(colleague, name) == photo


def test_two_villages_with_the_same_photo_give_it_each_and_it_lies_once(county: Running, new_laptop: Laptops) -> None:
    laptop, other = new_laptop(county), new_laptop(county, region=OTHER_VILLAGE)
    photo = a_photo(1)
    attach(laptop, photo)
    attach(other, photo, "b1", OTHER_VILLAGE)
    first, second = sync_and_carry(laptop, other)
    assert first.sent_bytes == second.sent_bytes == len(photo)
    assert len(files_of(county)) == 1
    above = new_laptop(county, region="141124", role=Role.COUNTY)
    above.sync()
    assert carry(above).received == 1


def test_what_no_record_of_the_region_names_is_not_kept(file_county: Running, new_laptop: Laptops) -> None:
    laptop = new_laptop(file_county)
    laptop.save(address="东沟5号院")
    laptop.sync()
    photo = a_photo(1)
    (given,) = gave(laptop, [chunk.framed() for chunk in chunks_of(bytes.fromhex(sha(photo)), photo)])
    assert (given.word, given.here) == ("unknown", 0)
    assert not files_of(file_county)
    assert not list(file_county.folder.glob("attachments/coming/*/*"))


def test_claims_that_cannot_be_are_refused_before_anything_is_kept(file_county: Running, new_laptop: Laptops) -> None:
    laptop = new_laptop(file_county)
    photo = a_photo(1)
    name = bytes.fromhex(attach(laptop, photo))
    laptop.sync()
    piece = photo[:CHUNK]
    claims = [
        Chunk(name, 10 << 30, 0, piece),  # 10 GB
        Chunk(name, MOST_CONTENT + 1, 0, piece),
        Chunk(name, 0, 0, piece),
        Chunk(name, len(photo), 1 << 63, piece),  # below zero, for whoever reads it so
        Chunk(name, len(photo), len(photo), piece),
        Chunk(name, len(photo), 7, piece),
        Chunk(name, len(photo), 0, piece[:-1]),
        Chunk(name, len(photo), 0, piece + b"x"),
    ]
    for claim in claims:
        with pytest.raises(TurnedAway, match="message"):
            gave(laptop, [claim.framed()])
    with pytest.raises(TurnedAway, match="message"):
        gave(laptop, [framed(FrameKind.CHUNK, b"short")])
    for offset in (-CHUNK, 5, MOST_CONTENT, 1 << 62):
        with pytest.raises(TurnedAway, match="message"):
            taken(laptop, pack([CHUNK, [[name, offset]]]))
    with pytest.raises(TurnedAway, match="message"):
        taken(laptop, packed_wanted(CHUNK, [(name, 0)] * 1_001))
    assert not list(file_county.folder.glob("attachments/**/*"))
    (late,) = gave(laptop, [Chunk(name, len(photo), CHUNK, photo[CHUNK : 2 * CHUNK]).framed()])
    assert late.here == 0  # not the next one: nothing is kept of it
    assert carry(laptop).sent == 1  # and the server goes on


def test_a_content_that_is_not_what_its_hash_says_is_dropped_whole(file_county: Running, new_laptop: Laptops) -> None:
    laptop = new_laptop(file_county)
    name, other = bytes.fromhex(attach(laptop, a_photo(1))), a_photo(2)
    laptop.sync()
    (given,) = gave(laptop, [chunk.framed() for chunk in chunks_of(name, other)])
    assert (given.word, given.here) == ("wrong", 0)
    assert not files_of(file_county)
    assert carry(laptop).sent == 1


def test_a_content_of_which_another_device_began_a_part_is_not_had_for_its_rest(
    file_county: Running, new_laptop: Laptops
) -> None:
    laptop, stranger = new_laptop(file_county), new_laptop(file_county, region=OTHER_VILLAGE)
    photo = a_photo(1)
    name = bytes.fromhex(attach(laptop, photo))
    names(stranger, name.hex(), len(photo), "theirs", OTHER_VILLAGE)
    laptop.sync()
    stranger.sync()
    chunks = [chunk.framed() for chunk in chunks_of(name, photo)]
    gave(laptop, chunks[:-1])
    (given,) = gave(stranger, chunks[-1:])
    assert (given.word, given.here) == ("", 0)


def test_a_photo_that_the_server_has_lost_is_given_again(county: Running, new_laptop: Laptops) -> None:
    laptop, colleague = new_laptop(county), new_laptop(county)
    photo = a_photo(1)
    name = attach(laptop, photo)
    sync_and_carry(laptop)
    (file,) = files_of(county)
    file.write_bytes(file.read_bytes()[:-9])  # a disk that forgets
    colleague.sync()
    assert carry(colleague).received == 0
    assert carry(laptop).sent == 1
    assert carry(colleague).received == 1
    assert colleague.registry.blobs.get(name) == photo


def test_without_a_token_nothing_is_told(file_county: Running, new_laptop: Laptops) -> None:
    laptop = new_laptop(file_county)
    with laptop.line() as http:
        for token in (b"", b"x" * 32):
            for ask in (
                lambda token=token: HttpCounty(http).attachments_state(token, pack([bytes(16)])),
                lambda token=token: HttpCounty(http).attachments_give(token, [b""]),
                lambda token=token: b"".join(HttpCounty(http).attachments_take(token, packed_wanted(1, []))),
            ):
                with pytest.raises(TurnedAway, match="token"):
                    ask()


def test_the_unfinished_contents_of_a_device_have_an_end(file_county: Running, new_laptop: Laptops) -> None:
    laptop = new_laptop(file_county)
    photos = [a_photo(number, 2 * CHUNK) for number in range(20)]
    for number, photo in enumerate(photos):
        attach(laptop, photo, f"a{number}")
    laptop.sync()
    gave(laptop, [next(iter(chunks_of(bytes.fromhex(sha(one)), one))).framed() for one in photos])
    assert len(list(file_county.folder.glob("attachments/coming/*/*"))) == 16
    assert carry(laptop).sent == 20


def gave(laptop: Laptop, chunks: list[bytes]) -> list[object]:
    """What the server answers to these chunks."""
    with laptop.line() as http:
        county = HttpCounty(http)
        answer = county.attachments_give(token_of(laptop, county), [*chunks, framed(FrameKind.END, b"")])
    return unpacked_given(answer[SIGNATURE_BYTES:])  # type: ignore[return-value]


def taken(laptop: Laptop, request: bytes) -> bytes:
    """What the server gives out for a request."""
    with laptop.line() as http:
        county = HttpCounty(http)
        return b"".join(county.attachments_take(token_of(laptop, county), request))


def asked(laptop: Laptop, name: str) -> bytes:
    """The content that comes for a hash."""
    found = frames([taken(laptop, packed_wanted(1 << 22, [(bytes.fromhex(name), 0)]))])
    return b"".join(one.content[64:] for one in found if one.kind is FrameKind.CHUNK)


def token_of(laptop: Laptop, county: HttpCounty) -> bytes:
    """A token, as the lane gets it."""
    server = read(laptop.enrolled.server_certificate, laptop.me.authority)
    return greet(laptop.registry.replica(), county, laptop.me, server, talks_anyway=True).token
