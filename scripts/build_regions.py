"""Merge two editions of the statistical region codes of Lüliang into resources/codes/regions.csv.

    python scripts/build_regions.py regions-lvliang-2016.csv regions-lvliang-2023.csv

Only the two editions are known, not the day of any change between them. So a row with `valid_to` 2022 means
"in the 2016 edition, gone (or of another name) by the 2023 edition", and one with `valid_from` 2023 "not yet
in the 2016 edition". Both empty: in both editions under the same name.

`successor` is the 2023 code of the place of the same name in the same county, if exactly one place of 2023
and one of 2016 come into question and the former was not already there in 2016; it may be the same code under
a new name. Village names are compared without 村委会 and 居委会, township names without 乡, 镇 and 街道. A
village that was merged into another keeps an empty successor.
"""

import argparse
import csv
from collections import defaultdict
from pathlib import Path

from fupin_desktop.catalogue.regions import plain_place

LAST_OLD, FIRST_NEW = "2022", "2023"
COLUMNS: tuple[str, ...] = ("code", "name", "level", "parent", "valid_from", "valid_to", "successor")
TARGET = Path(__file__).parent.parent / "resources" / "codes" / "regions.csv"

Edition = dict[str, dict[str, str]]
Place = tuple[str, str, str]  # level, county, plain name


def main() -> None:
    """Read both editions, write the merged table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--out", type=Path, default=TARGET)
    chosen = parser.parse_args()
    with chosen.out.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(merged(read(chosen.old), read(chosen.new)))


def read(path: Path) -> Edition:
    """One edition, by code."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return {row["code"]: row for row in csv.DictReader(lines)}


def merged(old: Edition, new: Edition) -> list[dict[str, str]]:
    """Every code of either edition, by code and then by age."""
    lasting = {code for code in old if code in new and old[code]["name"] == new[code]["name"]}
    gone = {code: row for code, row in old.items() if code not in lasting}
    come = {code: row for code, row in new.items() if code not in lasting}
    successors = succession(gone, come)
    rows = [dated(new[code]) for code in lasting]
    rows += [dated(row, valid_to=LAST_OLD, successor=successors.get(code, "")) for code, row in gone.items()]
    rows += [dated(row, valid_from=FIRST_NEW) for row in come.values()]
    return sorted(rows, key=lambda row: (row["code"], row["valid_from"]))


def dated(row: dict[str, str], valid_from: str = "", valid_to: str = "", successor: str = "") -> dict[str, str]:
    """The row with what is known of its years."""
    return {**row, "valid_from": valid_from, "valid_to": valid_to, "successor": successor}


def succession(gone: Edition, come: Edition) -> dict[str, str]:
    """For a code that is gone, the code that came in its place."""
    before, after = by_place(gone), by_place(come)
    return {codes[0]: after[place][0] for place, codes in before.items() if len(codes) == len(after[place]) == 1}


def by_place(edition: Edition) -> defaultdict[Place, list[str]]:
    """The codes of each place name in each county."""
    places: defaultdict[Place, list[str]] = defaultdict(list)
    for code, row in edition.items():
        places[row["level"], code[:6], plain_place(row["name"], row["level"])].append(code)
    return places


if __name__ == "__main__":
    main()
