"""Train the dictionary with which small segments are compressed, from fictitious villages: resources/sync/wire-N.zdict.

A dictionary that was ever shipped is never changed: segments name it by its number. A better one gets the next number,
and `fupin_desktop/sync/packed.py: DICTIONARY` is set to it once every laptop has it.
"""

import sys
from pathlib import Path

import zstandard

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from bench.village_weeks import imported, one_edit, weeks  # noqa: E402
from fupin_desktop.sync.packed import LEVEL  # noqa: E402
from fupin_desktop.sync.wire import columns_of  # noqa: E402

SIZE = 12 << 10
SEEDS = range(101, 107)  # other villages than those that are measured


def main() -> None:
    """Train and write; a number that exists is left alone."""
    file = ROOT / "resources" / "sync" / f"wire-{sys.argv[1]}.zdict"
    if file.exists():
        sys.exit(f"{file.name} is there and may be in use: give the next number")
    samples = [columns for seed in SEEDS for columns in _samples(seed)]
    trained = zstandard.train_dictionary(SIZE, samples, level=LEVEL)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(trained.as_bytes())
    sys.stdout.write(f"{file.name}: {len(trained)} bytes from {len(samples)} segments\n")


def _samples(seed: int) -> list[bytes]:
    village = imported(60, seed)
    found = [one_edit(village) for _ in range(150)]
    found += [weeks(village, size) for size in (3, 5, 8, 13, 20, 30, 50, 80) for _ in range(12)]
    return [columns_of(segment)[1] for segment in found]


if __name__ == "__main__":
    main()
