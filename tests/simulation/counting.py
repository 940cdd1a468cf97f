"""How often each kind of incident really happened in conversations, whatever was meant to; it judges nothing."""

from collections import Counter

from fupin_desktop.sync.session import Outcome
from tests.simulation.lines import Line


def count(happened: Counter[str], line: Line, outcome: Outcome, failed: str) -> None:
    """One conversation is over."""
    happened[f"contact over {type(line).__name__}"] += 1
    several = {"broke off": failed, "noticed a copy": outcome.was_copied, "noticed a server behind": outcome.is_behind}
    for name in [name for name, so in several.items() if so]:
        happened[f"contact {name}"] += 1
    for verdict in outcome.verdicts:
        happened["commits put aside at the server"] += verdict.held
        if verdict.refused:
            happened[f"refused as {verdict.refused}"] += 1
    happened["commits put aside at the asking side"] += outcome.held
