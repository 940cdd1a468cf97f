"""`make bench [BENCH="cards checks"]`: run the measurements and print one line for each."""

import argparse
import sys
from importlib import import_module

from bench.measuring import Line

NAMES = ("start", "import_", "checks", "cards", "search", "dossier", "assessment", "wire")


def main() -> None:
    """Run those asked for, in order; a peer that is not installed is said to be missing."""
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("names", nargs="*", default=NAMES)
    parser.add_argument("--persons", type=int, default=200_000, help="size of the large registry (default 200000)")
    asked = parser.parse_args()
    say(f"{'work':<46}{'ours':>12}{'beside':>12}{'ratio':>9}  budget")
    for name in asked.names:
        for line in import_module(f"bench.{name}").measure(asked.persons):
            say(shown(line))


def shown(line: Line) -> str:
    """One line of the table."""
    verdict = "" if line.holds is None else (" ✓" if line.holds else " ✗")
    return f"{line.work:<46}{line.ours:>12}{line.beside:>12}{line.ratio:>9}  {line.budget}{verdict}"


def say(text: str) -> None:
    """One line of the report."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
