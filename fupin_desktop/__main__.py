"""`python -m fupin_desktop`: the window at once, or the command line; nothing but a call."""

import sys


def main() -> None:
    """Without a command there is nothing to parse: the window comes sooner."""
    if len(sys.argv) == 1:
        from fupin_desktop.app import main as run

        sys.exit(run())
    from fupin_desktop.cli import main as command

    command()


if __name__ == "__main__":
    main()
