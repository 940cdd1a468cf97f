"""Laptops and a county's server over real HTTP and TLS: everything arrives, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from fupin_desktop.db.verify import verify
from fupin_desktop.sync.receipts import read_receipt
from fupin_desktop.sync.session import Outcome
from tests.county_server.conftest import Running, heads_of
from tests.county_server.laptops import Laptop
from tests.db.registries import tables


def test_two_who_wrote_the_same_field_see_each_others_value(county: Running, new_laptop: Callable[..., Laptop]) -> None:
    laptop, colleague = new_laptop(county), new_laptop(county)
    laptop.save(address="东沟5号院")
    for one in (laptop, colleague):
        one.sync()
    laptop.save(address="东沟6号院")
    colleague.save(address="西沟1号院")
    for one in (laptop, colleague, laptop):
        one.sync()
    for one in (laptop, colleague):
        (found,) = one.registry.conflicts()
        assert {head.value for head in found["heads"]} == {"东沟6号院", "西沟1号院"}
    assert tables(laptop.registry) == tables(colleague.registry)
    assert heads_of(county.store) == {(tip.stream.region, tip.id) for tip in laptop.registry.replica().tips([""])}


def test_a_second_conversation_takes_one_round_trip_and_the_receipt_holds(
    county: Running, new_laptop: Callable[..., Laptop]
) -> None:
    laptop = new_laptop(county)
    laptop.save(address="东沟5号院")
    said = read_receipt(laptop.sync().receipt, county.store.own.sign)
    assert list(said.tips) == laptop.registry.replica().tips([""])
    again = laptop.sync()
    assert (again.round_trips, again.sent.size) == (1, 0)


def test_a_restarted_server_goes_on_with_the_token_that_it_gave_before(
    county: Running, new_laptop: Callable[..., Laptop], run: Callable[..., Running]
) -> None:
    laptop = new_laptop(county)
    laptop.save(address="东沟5号院")
    restarted: list[Running] = []

    class Restarting:
        def __init__(self, own: object) -> None:
            self._own = own

        def __getattr__(self, name: str) -> object:
            if name == "push" and not restarted:
                restarted.append(county.restarted())
            return getattr(self._own, name)

    try:
        assert laptop.sync(through=Restarting).sent.commits == 1
        assert restarted[0].store.replica.tips([""])
    finally:
        for one in restarted:
            one.stop()


def test_many_laptops_at_once_are_all_served(county: Running, new_laptop: Callable[..., Laptop]) -> None:
    many = 30 if county.database else 8
    laptops = [new_laptop(county) for _ in range(many)]
    for number, laptop in enumerate(laptops):
        laptop.save(f"h{number}", address=f"东沟{number}号院")
        laptop.save("h1", phone=f"199000000{number:02d}")

    def session(laptop: Laptop) -> Outcome:
        return laptop.sync()

    with ThreadPoolExecutor(many) as threads:
        outcomes = list(threads.map(session, laptops))
    assert sum(one.sent.commits for one in outcomes) == 2 * many
    assert len(heads_of(county.store)) == many
    with county.store.database.engine.execution_options(immediate=True).connect() as connection:
        assert not verify(connection).differences
    late = laptops[-1]
    late.sync()
    assert len(late.registry.conflicts()) == 1
    assert late.shown("address", "h0") == "东沟0号院"
