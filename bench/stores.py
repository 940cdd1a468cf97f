"""Registries to measure on, made once and kept in build/bench: full demo villages, and a light county of any size."""

import random
from collections.abc import Iterator
from pathlib import Path

from fupin_desktop.db.registry import SqlRegistry, make_registry, open_registry
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.id_number import check_character
from fupin_desktop.domain.identity import coded_id, village_id, yearly_id

FOLDER = Path(__file__).parent.parent / "build" / "bench"
MEMBERS = (1, 2, 3, 3, 4, 4, 5, 5)  # 3.4 on average, in turn
YEAR = 2018
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "建国秀英桂兰玉梅志强海燕小红晓明丽华文军爱平春生贵福"


def registry_of(households: int) -> SqlRegistry:
    """An open demo registry of about that many households with everything filled."""
    from fupin_desktop.services.demo.fill import fill_with_demo

    folder = FOLDER / f"demo-{households}"
    if (folder / "done").exists():
        return open_registry(folder, "demo", user="基准")
    registry = _new(folder)
    fill_with_demo(registry, villages=max(1, households // 200), households=min(households, 200), seed=1)
    (folder / "done").touch()
    return registry


def county(persons: int) -> SqlRegistry:
    """An open registry of that many persons with what lists, search and dossiers read; one year."""
    folder = FOLDER / f"county-{persons}"
    if (folder / "done").exists():
        return open_registry(folder, "demo", user="基准")
    registry = _new(folder)
    registry.write(_households(persons), "基准")
    (folder / "done").touch()
    return registry


def _new(folder: Path) -> SqlRegistry:
    make_registry(folder, "demo")
    return open_registry(folder, "demo", user="基准")


def _households(persons: int) -> Iterator[tuple[Deed, list[Edit]]]:
    chance = random.Random(1)
    done = number = 0
    while done < persons:
        village = f"141124199{200 + number // 200 % 800:03d}"
        if number % 200 == 0:
            values = {"village_code": village, "name": f"第{number // 200}村"}
            yield Deed("基准", village), _edits("village", village_id(village), values)
        size = min(MEMBERS[number % len(MEMBERS)], persons - done)
        yield Deed("基准", village), [*_household(chance, village, number), *_members(chance, number, done, size)]
        done, number = done + size, number + 1


def _household(chance: random.Random, village: str, number: int) -> Iterator[Edit]:
    household_id = coded_id("household", f"8{number:013d}")
    values = {
        "household_code": f"8{number:013d}",
        "village_code": village,
        "villager_group": f"第{number % 5 + 1}小组",
        "phone": f"1990000{number % 10_000:04d}",
    }
    yield from _edits("household", household_id, values)
    owner = {"household_id": household_id, "year": YEAR}
    facts = {"main_cause": f"{chance.randint(1, 11):02d}", "poverty_status": "0", "household_attribute": "01"}
    yield from _edits("household_year", yearly_id("household_year", household_id, YEAR), owner | facts)


def _members(chance: random.Random, number: int, first: int, size: int) -> Iterator[Edit]:
    household_id = coded_id("household", f"8{number:013d}")
    for place in range(size):
        person_id = coded_id("person", f"7{first + place:013d}")
        body = f"141199{chance.randint(1930, 2017)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
        body += f"{chance.randint(0, 999):03d}"
        name = chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))
        values = {"name": name, "id_number": body + check_character(body), "sex": str(2 - int(body[16]) % 2)}
        yield from _edits("person", person_id, values | {"person_code": f"7{first + place:013d}"})
        membership = {
            "household_id": household_id,
            "person_id": person_id,
            "relation_to_head": "01" if place == 0 else "99",
            "position": place,
        }
        yield from _edits("membership", coded_id("membership", f"{number}|{place}"), membership)


def _edits(record: str, record_id: str, values: dict[str, object]) -> list[Edit]:
    return [Edit(record, record_id, name, value) for name, value in values.items()]
