"""Give every new field of the catalogue its number; numbers are only added."""

import tomllib
from pathlib import Path

from fupin_desktop.catalogue import CATALOGUE
from fupin_desktop.catalogue.numbers import PSEUDO_FIELDS

FILE = Path(__file__).parent.parent / "fupin_desktop" / "catalogue" / "numbers.toml"
HEAD = "# Each field's number in history and on the wire; scripts/number_fields.py appends, nothing changes one.\n"


def main() -> None:
    """Read the numbers given so far, add the missing ones, write the file."""
    numbers: dict[str, dict[str, int]] = tomllib.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    following = 1 + max((n for fields in numbers.values() for n in fields.values()), default=0)
    for record in CATALOGUE:
        given = numbers.setdefault(record.name, {})
        for name in (*PSEUDO_FIELDS, *record.key, *(spec.name for spec in record.fields)):
            if name not in given:
                given[name] = following
                following += 1
    tables = (
        f"\n[{record}]\n" + "".join(f"{name} = {number}\n" for name, number in fields.items())
        for record, fields in numbers.items()
    )
    FILE.write_text(HEAD + "".join(tables), "utf-8")


if __name__ == "__main__":
    main()
