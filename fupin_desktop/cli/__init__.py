"""The second face: every verb of the program without a window (design.md §6). JSON on stdout, messages on stderr."""

import os
import sys

import typer

from fupin_desktop.domain.errors import Refused, Unavailable

REFUSED, UNAVAILABLE = 1, 2


def main() -> None:
    """Run a command; 0 done, 1 refused with reasons, 2 unavailable."""
    from fupin_desktop.cli.commands import program

    os.environ.setdefault("PYTHONUTF8", "1")
    try:
        program(standalone_mode=True)
    except Refused as error:
        lines = [str(error), *(f"  · {problem.message}" for problem in error.problems[:50])]
        typer.echo("\n".join(lines), err=True)
        sys.exit(REFUSED)
    except Unavailable as error:
        typer.echo(str(error), err=True)
        sys.exit(UNAVAILABLE)
