"""Judging anew what was put aside, when more is known: the time, or what the county has let in. It writes no rules.

A clock years ahead makes every certificate look expired; a stick read on such a laptop must not be put aside for good.
"""

from fupin_desktop.sync.judging import judge_again
from fupin_desktop.sync.replica import Replica
from fupin_desktop.sync.trust import Trust


def reconsider(replica: Replica, trust: Trust) -> set[str]:
    """Take in whatever of it is believed now; returns the records touched."""
    records: set[str] = set()
    tried: set[bytes] = set()
    while fresh := [(chain, salt) for chain, salt in replica.held_chains() if chain[0].commit.id() not in tried]:
        for chain, salt in fresh:
            tried.add(chain[0].commit.id())
            judged = judge_again(chain, salt, replica, trust)
            believed = [commit.id() for commit in judged.accepted]
            if believed:
                records |= replica.believe(believed).records
            if judged.held and (believed or judged.held[0].reason != chain[0].reason):
                replica.hold_for(judged.held[0])
    return records
