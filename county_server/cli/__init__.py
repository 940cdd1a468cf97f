"""`fupin-county`: the server's command line (design.md §6). JSON on stdout with --json, messages on stderr."""

import os
import sys

import typer

from fupin_desktop.cli import REFUSED, UNAVAILABLE, USAGE_ERROR
from fupin_desktop.domain.errors import Refused, Unavailable


def main() -> None:
    """Run a command; 0 done, 1 refused, 2 unavailable."""
    from county_server.cli.commands import program
    from fupin_desktop.cli.own_words import complaint

    os.environ.setdefault("PYTHONUTF8", "1")
    try:
        sys.exit(program(standalone_mode=False, prog_name="fupin-county") or 0)
    except Refused as error:
        _end(str(error), REFUSED)
    except Unavailable as error:
        _end(str(error), UNAVAILABLE)
    except typer.Abort:
        _end("已停下。", REFUSED)
    except USAGE_ERROR as error:
        _end(f"命令写得不对：{complaint(error)}加 --help 查看写法。", REFUSED)


def _end(sentence: str, code: int) -> None:
    typer.echo(sentence, err=True)
    sys.exit(code)
