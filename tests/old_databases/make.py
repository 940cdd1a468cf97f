"""Leaves this release's own file for all to come: a small registry with every kind of record, passphrase demo.

Run once before a release (python tests/old_databases/make.py) and commit the folder; it is never made again.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from fupin_desktop import __version__  # noqa: E402
from fupin_desktop.catalogue import CATALOGUE  # noqa: E402
from fupin_desktop.catalogue.numbers import ALIAS, LIFE  # noqa: E402
from fupin_desktop.db.registry import make_registry, open_registry  # noqa: E402
from fupin_desktop.domain.changes import Deed, Edit  # noqa: E402
from fupin_desktop.services.undo import undo  # noqa: E402
from tests.fields.sample_values import two_values  # noqa: E402

NUMBERS = HERE.parents[1] / "fupin_desktop" / "catalogue" / "numbers.toml"
VILLAGE, PASSPHRASE = "141199199201", "demo"
OWNERS = {"household_id": "household", "person_id": "person", "village_id": "village"}


def main() -> None:
    """Make the folder of this release; refuse where there is one."""
    target = HERE / __version__
    if target.exists():
        raise SystemExit(f"{target.name} has left its file already")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "registry"
        make_registry(folder, PASSPHRASE)
        registry = open_registry(folder, PASSPHRASE, user="演示")
        for title, edits in deeds():
            registry.write([(Deed(title=title, region=VILLAGE), edits)])
        registry.write([(Deed(title="将撤销", region=VILLAGE), [Edit("household", "household", "address", "x")])])
        undo(registry)
        registry.put_draft("household:household", {"address": "半句"})
        registry.close()
        target.mkdir()
        for file in (folder / "registry.db", folder / "keys.json", NUMBERS):
            shutil.copy(file, target / file.name)


def deeds() -> Iterator[tuple[str, list[Edit]]]:
    """Every record with every field, both of two values; then a conflict, a deletion, a merge."""
    for which, title in ((0, "新建"), (1, "修改")):
        for record in CATALOGUE:
            values = {name: 2018 if name == "year" else OWNERS[name] for name in record.key}
            values |= {spec.name: two_values(spec)[which] for spec in record.fields}
            values |= {name: of for name, of in OWNERS.items() if name in values}
            values |= {"year": 2018} if "year" in values else {}
            values |= {"village_code": VILLAGE} if "village_code" in values else {}
            values |= (
                {"joined_on": "2013", "left_on": None, "leave_reason": None} if record.name == "membership" else {}
            )
            yield title, [Edit(record.name, record.name, name, value) for name, value in values.items()]
    yield "早开的表", [Edit("household", "household", "phone", "19900000009", seen=())]
    yield "重复", [Edit("person", "person-2", "name", "张演示"), Edit("person", "person-2", ALIAS, "person")]
    yield "删除", [Edit("visit", "visit", LIFE, value=False)]


if __name__ == "__main__":
    main()
