"""The second face: every verb of the program without a window (design.md §6). JSON on stdout, messages on stderr."""

import os
import sys

import typer

from fupin_desktop.domain.errors import Refused, Unavailable

REFUSED, UNAVAILABLE = 1, 2
USAGE_ERROR: type[Exception] = typer.BadParameter.__bases__[0]  # typer gives it no public name


def main() -> None:
    """Run a command; 0 done, 1 refused with reasons, 2 unavailable."""
    from fupin_desktop.cli.commands import program

    os.environ.setdefault("PYTHONUTF8", "1")
    try:
        sys.exit(program(standalone_mode=False, prog_name="fupin") or 0)
    except Refused as error:
        lines = [str(error), *(f"  · {problem.message}" for problem in error.problems[:50])]
        typer.echo("\n".join(lines), err=True)
        sys.exit(REFUSED)
    except Unavailable as error:
        typer.echo(str(error), err=True)
        sys.exit(UNAVAILABLE)
    except UnicodeEncodeError:
        typer.echo("命令里有不能识别的字符，请删去重打。", err=True)
        sys.exit(REFUSED)
    except typer.Abort:
        typer.echo("已停下。", err=True)
        sys.exit(REFUSED)
    except USAGE_ERROR as error:
        from fupin_desktop.cli.own_words import complaint

        typed = " ".join(sys.argv[1:])[:100]
        typer.echo(f"命令写得不对：{complaint(error)}\n写的是：fupin {typed}\n加 --help 查看写法。", err=True)
        sys.exit(REFUSED)
